"""What puts words into languages, as the settings want it: the provider's name, its catalogue, where the desk is."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config import Settings
from domain.words import Lines
from handlers.chat.mail.letterhead import PLAIN, Letterhead
from handlers.chat.rendering import Renderer

LOCALES = Path(__file__).parent.parent / "locales"


def renderer_of(settings: Settings, locales: Path = LOCALES, letterhead: Letterhead = PLAIN) -> Renderer:
    """Puts words into the languages of `locales`. Raises `FaultyCatalog`."""
    return Renderer(
        locales,
        ZoneInfo(settings.timezone),
        settings.programme.provider,
        {each.code: Lines((each.icon, each.name), " ") for each in settings.programme.categories},
        letterhead,
    )
