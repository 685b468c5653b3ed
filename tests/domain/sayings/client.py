"""What a client says who has Webwerk for a partner, and a mail service; Morgenrot is somebody new."""

from __future__ import annotations

import datetime as dt

from bot.answers import read_understanding
from bot.app import LOCALES
from bot.chapters import CHAPTERS
from domain.partnerships.rules import Side
from domain.sayings.slots import Slot, Value
from domain.sayings.understanding import Asked, Reading
from handlers.chat.sayings import Audience

DAY = dt.date(2026, 3, 16)
OWN, NEW = 7, 8
NAMES = {
    "Webwerk": (Slot.OTHER, OWN),
    "Morgenrot": (Slot.OTHER, NEW),
    "Mailservice": (Slot.PRODUCT, 9),
    "Luca": (Slot.PERSON, 3),
}
NATURES = {
    each.name: each.nature for chapter in CHAPTERS for each in chapter.sayings if each.audience & Audience.CLIENT
}


def read(text: str, language: str) -> Reading:
    """What the desk understands of it."""
    names = sorted((text.index(name), name) for name in NAMES if name in text)
    values = tuple(Value(start, start + len(name), *NAMES[name]) for start, name in names)
    asked = Asked(text, language, Side.CLIENT, DAY, NATURES, values, own=frozenset({OWN}))
    return read_understanding(LOCALES).read(asked, lambda: 0.0)
