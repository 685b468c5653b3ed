"""Who writes: somebody the desk knows, or a newcomer, who is known from then on."""

from __future__ import annotations

from handlers.chat.incoming import Incoming, Reachable, Sender
from handlers.chat.rendering import DEFAULT_LANGUAGE, LANGUAGES
from services.events import PersonBack
from storage.runtime.conversations import Standing, who_and_where
from storage.tables import Person
from storage.work import Work


def met(work: Work, incoming: Incoming, *, announced: bool = True) -> tuple[Person, Standing]:
    """The person of a private chat, and where the chat stands. Who writes can be reached (again); where that is not
    `announced` afterwards, it is left to their next update."""
    person, standing = who_and_where(work.session, incoming.chat_id)
    if person is None:
        person = _newcomer(work, incoming.sender)
    elif person.first_name != incoming.sender.first_name:
        person.first_name = incoming.sender.first_name
    if announced and not person.reachable and not isinstance(incoming.content, Reachable):
        person.reachable = True
        work.happened(PersonBack(person.id))
    return person, standing


def language_of(sender: Sender) -> str:
    """The language in which somebody is first spoken to: that of their Telegram, if the desk speaks it."""
    code = (sender.language_code or "").split("-")[0].lower()
    return code if code in LANGUAGES else DEFAULT_LANGUAGE


def _newcomer(work: Work, sender: Sender) -> Person:
    person = Person(
        telegram_id=sender.telegram_id,
        first_name=sender.first_name,
        language=language_of(sender),
        reachable=True,
        created_at=work.now,
    )
    work.session.add(person)
    work.session.flush()
    return person
