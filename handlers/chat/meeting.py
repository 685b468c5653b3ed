"""Who writes: somebody the desk knows, or a newcomer, who is known from then on."""

from __future__ import annotations

from collections.abc import Collection

from handlers.chat.incoming import Incoming, Reachable, Sender
from handlers.chat.rendering import DEFAULT_LANGUAGE
from services.events import PersonBack
from storage.runtime.conversations import Standing, who_and_where
from storage.tables import Person
from storage.work import Work


def met(
    work: Work, incoming: Incoming, languages: Collection[str], *, announced: bool = True
) -> tuple[Person, Standing]:
    """The person of a private chat, and where the chat stands; a newcomer is spoken to in one of the `languages`.

    Who writes can be reached (again); where that is not `announced` afterwards, it is left to their next update.
    """
    person, standing = who_and_where(work.session, incoming.chat_id)
    if person is None:
        person = _newcomer(work, incoming.sender, language_of(incoming.sender, languages))
    elif person.first_name != incoming.sender.first_name:
        person.first_name = incoming.sender.first_name
    if announced and not person.reachable and not isinstance(incoming.content, Reachable):
        person.reachable = True
        work.happened(PersonBack(person.id))
    return person, standing


def language_of(sender: Sender, languages: Collection[str]) -> str:
    """The language in which somebody is first spoken to: that of their Telegram, if it is one of these."""
    code = (sender.language_code or "").split("-")[0].lower()
    return code if code in languages else DEFAULT_LANGUAGE


def _newcomer(work: Work, sender: Sender, language: str) -> Person:
    person = Person(
        telegram_id=sender.telegram_id,
        first_name=sender.first_name,
        language=language,
        reachable=True,
        created_at=work.now,
    )
    work.session.add(person)
    work.session.flush()
    return person
