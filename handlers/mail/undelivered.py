"""What people are told of mails that do not arrive."""

from __future__ import annotations

from collections.abc import Iterator

from domain.mail_refusals import Undelivered
from domain.words import Msg, Words, lines
from handlers.chat.notices import Notice
from handlers.chat.views import MENU, View
from services.events import AddressRefusing, MailUndelivered
from storage.people import memberships_of
from storage.tables import Mail, Person
from storage.work import Work

_WHY: dict[Undelivered, Words] = {
    Undelivered.UNKNOWN: Msg("The mail server says that there is no such address."),
    Undelivered.FULL: Msg("The mail server says that the mailbox is full."),
    Undelivered.REFUSED: Msg("The mail server has refused it."),
    Undelivered.LATE: Msg("It was tried for three days; the mail server did not take it."),
}


def address_refusing(event: AddressRefusing, work: Work) -> Iterator[Notice]:
    """The person reads it in the chat, where everything goes from now on."""
    mail = work.session.get_one(Mail, event.mail_id)
    person = work.session.get(Person, mail.person_id) if mail.person_id is not None else None
    if person is None:
        return
    words = lines(
        Msg("✉️ <b>Mail to your address does not arrive:</b> {address}", address=mail.address),
        _WHY[event.why],
        Msg("Nothing more is sent there. With /email you can set another address, or the same one again."),
    )
    yield Notice(person, View(words, ((MENU,),)), by_mail=None)


def mail_undelivered(event: MailUndelivered, work: Work) -> Iterator[Notice]:
    """Whoever has caused the mail learns whom it does not reach, and whether they have read it in Telegram."""
    mail = work.session.get_one(Mail, event.mail_id)
    causer = work.session.get(Person, mail.caused_by_id) if mail.caused_by_id is not None else None
    if causer is None:
        return
    reader = work.session.get(Person, mail.person_id) if mail.person_id is not None else None
    name = _name(work, mail, reader, causer)
    words = lines(
        Msg("✉️ <b>A mail to {name} does not arrive.</b>", name=name),
        Msg("Subject: {subject}", subject=str(subject)) if (subject := mail.content.get("subject")) else None,
        _WHY[event.why],
        Msg("In Telegram, it has been delivered.")
        if reader is not None and reader.reachable
        else Msg("Please let them know in another way."),
    )
    yield Notice(causer, View(words, ((MENU,),)))


def _name(work: Work, mail: Mail, reader: Person | None, causer: Person) -> str:
    """What the causer may know: a colleague's name, somebody else's organisation, or an address that they typed."""
    if reader is None:
        return mail.address
    theirs, own = (memberships_of(work.session, person.id) for person in (reader, causer))
    organisations = {each.organisation_id: each.organisation.name for each in theirs}
    if organisations.keys() & {each.organisation_id for each in own} or len(organisations) != 1:
        return reader.first_name
    return next(iter(organisations.values()))
