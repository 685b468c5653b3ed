"""A notice becomes an entry of its reader's daily mail: its heading, a few words of it, and where it leads."""

from __future__ import annotations

import datetime as dt

from domain.mail import next_digest
from handlers.chat.deep_links import bot_link
from handlers.chat.mail.composing import LONGEST_SUBJECT, shortened
from handlers.chat.mail.markup import read
from handlers.chat.packing import Payload
from handlers.chat.rendering import Renderer
from handlers.chat.views import View
from services.people.timezone import known_zone
from storage.digests import Entry
from storage.tables import Person

LONGEST_TEXT = 300


def entry_for(renderer: Renderer, to: Person, view: View, now: dt.datetime, opens: Payload | None) -> Entry:
    """The view as an entry, in its reader's language. It is due in their morning, and leads to what `opens` shows."""
    document = read(renderer.html(view.words, to.language))
    bot = renderer.letterhead.bot_username
    return Entry(
        person_id=to.id,
        due_at=next_digest(now, known_zone(to) or renderer.timezone),
        subject=shortened(" ".join(document.heading.split()), LONGEST_SUBJECT),
        text=shortened(document.preview, LONGEST_TEXT),
        link=bot_link(bot, opens) if bot and opens is not None and to.telegram_id is not None else None,
    )
