"""What people are told about their mail, and the daily mails themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.mail import shown_email
from domain.words import Lines, Msg, Plural, Words, lines, paragraphs
from handlers.chat.notices import Letter, Notice
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, View
from handlers.mail.letters import farewell_letter
from handlers.mail.overview import MAIL
from handlers.mail.wording import ALWAYS, UNSUBSCRIBED
from services.events import DigestsDue, EmailConfirmed, EmailRemoved, Unsubscribed
from storage.addresses import trouble_with
from storage.mail import addresses_of
from storage.people import people_of
from storage.tables import DigestEntry, Person
from storage.work import Work

IN_CHAT = "chat"
"""The channel in which the person reads on the spot what they have done."""


def email_confirmed(event: EmailConfirmed, work: Work) -> Iterator[Notice | Letter]:
    """In the chat, if it was confirmed on a page in the browser; and at the address that was theirs before."""
    person = work.session.get_one(Person, event.person_id)
    if work.channel != IN_CHAT and person.email is not None:
        words = Msg("✅ <b>Confirmed.</b> Mails go to {address} from now on.", address=shown_email(person.email))
        yield Notice(person, View(words, ((Button(MAIL, Go("email")), MENU),)), by_mail=None)
    yield from _farewell(work, person, event.before, moved=True)


def email_removed(event: EmailRemoved, work: Work) -> Iterator[Letter]:
    """At the address itself."""
    yield from _farewell(work, work.session.get_one(Person, event.person_id), event.before, moved=False)


def _farewell(work: Work, person: Person, before: str | None, *, moved: bool) -> Iterator[Letter]:
    if before is not None and trouble_with(work.session, before) is None:
        yield farewell_letter(person, before, moved=moved)


def unsubscribed(event: Unsubscribed, work: Work) -> Iterator[Notice]:
    """In the chat: what has changed, what still comes, and how to take it back."""
    words = paragraphs(UNSUBSCRIBED, ALWAYS, Msg("Was it a slip? /email takes it back."))
    person = work.session.get_one(Person, event.person_id)
    yield Notice(person, View(words, ((Button(MAIL, Go("email")), MENU),)), by_mail=None)


def digests_due(event: DigestsDue, work: Work) -> Iterator[Letter]:
    """One mail for each person who has an address that takes mail."""
    people = people_of(work.session, event.entries.keys())
    addresses = addresses_of(work.session, list(people.values()))
    for person_id, entries in event.entries.items():
        if person_id in addresses:
            yield Letter(people[person_id], addresses[person_id], View(_digest(entries)))


def _digest(entries: Sequence[DigestEntry]) -> Words:
    count = len(entries)
    heading = Plural("<b>Your daily mail: {n} message</b>", "<b>Your daily mail: {n} messages</b>", count)
    return paragraphs(heading, *map(_entry, entries))


def _entry(entry: DigestEntry) -> Lines:
    subject = (
        Msg('<b><a href="{link}">{subject}</a></b>', link=entry.link, subject=entry.subject)
        if entry.link is not None
        else Msg("<b>{subject}</b>", subject=entry.subject)
    )
    return lines(Msg("{subject} – {moment}", subject=subject, moment=entry.at), entry.text or None)
