"""Mails on their way through the outbox, and to whom they can be written.

The mails to an address form a lane, as a chat's messages do, so that they arrive in their order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, delete, literal, select, update
from sqlalchemy.orm import Session

from storage.runtime.outbox import Draft
from storage.tables import AccountMember, Mail, MailTrouble, OutboxMessage, Person
from storage.tables.base import JsonObject

METHOD = "mail"
LANES = -(2**62)
"""Where the lanes' numbers begin, downward: below those of chats and of events."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a mail says, in one language. `unsubscribe` is the page by which such mails are ended, if there is one."""

    subject: str
    text: str
    html: str
    unsubscribe: str | None = None

    def as_json(self) -> JsonObject:
        """As it is kept."""
        content: JsonObject = {"subject": self.subject, "text": self.text, "html": self.html}
        return content if self.unsubscribe is None else content | {"unsubscribe": self.unsubscribe}


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

    With `secret_until`, it carries a secret that lives so long: it is not sent afterwards, and loses its content when
    it has been sent, or cannot be.
    """
    mail = Mail(
        mark=secrets.token_hex(12),
        address=address,
        person_id=person_id,
        language=language,
        content=written.as_json(),
        thread=thread,
        contractual=contractual,
        caused_by_id=caused_by_id,
        created_at=now,
        secret_until=secret_until,
    )
    session.add(mail)
    return mail


WITHOUT_SECRET = case((Mail.secret_until.is_not(None), literal({}, Mail.content.type)), else_=Mail.content)
"""What is left of a mail's content when nobody is to read it any more."""


def drop_secrets(session: Session, which: ColumnElement[bool]) -> int:
    """Those of the mails that carry a secret are not sent any more, and lose it; how many."""
    those = select(Mail.id).where(which, Mail.secret_until.is_not(None))
    mails = session.scalars(those).all()
    if mails:
        connection = session.connection()
        connection.execute(delete(OutboxMessage).where(OutboxMessage.mail_id.in_(mails)))
        connection.execute(update(Mail).where(Mail.id.in_(mails)).values(content={}, secret_until=None))
    return len(mails)


def drop_old_secrets(session: Session, now: dt.datetime) -> int:
    """Mails whose secret is over are not sent any more, and lose it; how many."""
    return drop_secrets(session, Mail.secret_until <= now)


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
