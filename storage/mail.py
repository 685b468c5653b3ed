"""Mails on their way through the outbox, and to whom they can be written.

The mails to an address form a lane, as a chat's messages do, so that they arrive in their order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.runtime.outbox import Draft
from storage.tables import AccountMember, Mail, MailTrouble, OutboxMessage, Person

METHOD = "mail"
LANES = -(2**62)
"""Where the lanes' numbers begin, downward: below those of chats and of events."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a mail says, in one language."""

    subject: str
    text: str
    html: str


def draft_of(mail: Mail) -> Draft:
    """The mail as a message of its lane."""
    return Draft(lane_of(mail.address), METHOD, {}, mail=mail)


def lane_of(address: str) -> int:
    """The number of the address's lane."""
    digest = hashlib.blake2b(address.casefold().encode(), digest_size=6).digest()
    return LANES - int.from_bytes(digest)


def write(
    session: Session,
    written: Written,
    address: str,
    language: str,
    now: dt.datetime,
    *,
    person_id: int | None = None,
    thread: str | None = None,
    contractual: bool = False,
    caused_by_id: int | None = None,
    secret_until: dt.datetime | None = None,
) -> Mail:
    """A new mail. It is sent once `draft_of` it is in the outbox.

    With `secret_until`, it carries a secret that lives so long (see `empty_secret`), and is sent although its address
    has refused mails before: it asks whether that is over.
    """
    mail = Mail(
        mark=secrets.token_hex(12),
        address=address,
        person_id=person_id,
        language=language,
        content={"subject": written.subject, "text": written.text, "html": written.html},
        thread=thread,
        contractual=contractual,
        caused_by_id=caused_by_id,
        created_at=now,
        secret_until=secret_until,
    )
    session.add(mail)
    return mail


def empty_secret(session: Session, mail_id: int) -> None:
    """The mail was sent, or refused: nobody can read the secret here any more, if it carried one."""
    _empty(session, Mail.id == mail_id)


def empty_old_secrets(session: Session, now: dt.datetime) -> int:
    """Mails whose secret is over are not sent any more, and lose it; how many. So do those that were sent."""
    over = or_(Mail.secret_until <= now, Mail.sent_at.is_not(None))
    mails = session.scalars(select(Mail.id).where(Mail.secret_until.is_not(None), over)).all()
    if mails:
        session.connection().execute(delete(OutboxMessage).where(OutboxMessage.mail_id.in_(mails)))
        _empty(session, Mail.id.in_(mails))
    return len(mails)


def _empty(session: Session, which: ColumnElement[bool]) -> None:
    with_secret = (which, Mail.secret_until.is_not(None))
    session.connection().execute(update(Mail).where(*with_secret).values(content={}, secret_until=None))


def addresses_of(session: Session, people: Collection[Person]) -> Mapping[int, str]:
    """Where mail reaches these people, by their ids: the address that they have confirmed, or the provider's.

    Who can be reached by none, or whose address refuses mail, is left out.
    """
    found = {person.id: person.email for person in people if person.email is not None}
    of_console = [person.id for person in people if person.email is None and person.console_id is not None]
    if of_console:
        known = select(AccountMember.person_id, AccountMember.email).where(
            AccountMember.person_id.in_(of_console),
            AccountMember.email.is_not(None),
            AccountMember.removed_at.is_(None),
        )
        found |= {row.person_id: row.email for row in session.execute(known.order_by(AccountMember.as_of)) if row.email}
    if not found:
        return {}
    refusing = select(MailTrouble.address).where(MailTrouble.address.in_({each.casefold() for each in found.values()}))
    refused = set(session.scalars(refusing))
    return {person_id: address for person_id, address in found.items() if address.casefold() not in refused}
