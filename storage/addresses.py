"""Queries about addresses that wait to be confirmed, those that refuse mail, and the keys of links in mails."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import Select, delete, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.runtime.forgetting import forget_oldest
from storage.tables import EmailConfirmation, MailTrouble, Person, SigningKey

KEY_BYTES = 32
_LOCK_INBOX = text("SELECT pg_advisory_xact_lock(2, :inbox)")
"""Two numbers, as the lanes of the outbox have them (see `storage.runtime.outbox`), and another first one."""
_NEW_KEY = {
    "postgresql": postgresql.insert(SigningKey).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(SigningKey).on_conflict_do_nothing(),
}


def lock_inbox(session: Session, inbox: str) -> None:
    """Whoever else wants to write to this inbox waits until this unit of work is through."""
    if session.get_bind().dialect.name == "postgresql":
        digest = hashlib.blake2b(inbox.encode(), digest_size=4).digest()
        session.execute(_LOCK_INBOX, {"inbox": int.from_bytes(digest, signed=True)})


def made_since(session: Session, person_id: int, inbox: str, since: dt.datetime) -> Sequence[EmailConfirmation]:
    """Codes that were made for the person, or mailed to the inbox, after that moment, the oldest first."""
    concerned = or_(EmailConfirmation.person_id == person_id, EmailConfirmation.inbox == inbox)
    return session.scalars(
        select(EmailConfirmation)
        .where(concerned, EmailConfirmation.made_at > since)
        .order_by(EmailConfirmation.made_at)
    ).all()


def open_confirmation(session: Session, person_id: int) -> EmailConfirmation | None:
    """The person's one that is open, locked; its time may be over."""
    theirs = (EmailConfirmation.person_id == person_id, EmailConfirmation.ended_at.is_(None))
    return session.scalar(_confirmation().where(*theirs))


def confirmation_by_hash(session: Session, token_hash: str) -> EmailConfirmation | None:
    """The one behind a link, locked, open or not."""
    return session.scalar(_confirmation().where(EmailConfirmation.token_hash == token_hash))


def _confirmation() -> Select[EmailConfirmation]:
    return select(EmailConfirmation).execution_options(populate_existing=True).with_for_update()


def forget_confirmations(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` of those that were made before that moment, or all; how many."""
    return forget_oldest(session, EmailConfirmation.id, EmailConfirmation.made_at, before, most)


def address_of(session: Session, person_id: int) -> str | None:
    """The person's confirmed address as it stands now: what was read before a lock may be old."""
    return session.scalar(select(Person.email).where(Person.id == person_id))


def trouble_with(session: Session, address: str) -> MailTrouble | None:
    """How the address has refused mail, if it has."""
    return session.get(MailTrouble, address.casefold())


def clear_trouble(session: Session, address: str) -> None:
    """The address takes mail again."""
    session.execute(delete(MailTrouble).where(MailTrouble.address == address.casefold()))


def signing_key(session: Session, purpose: str) -> bytes:
    """The key for this purpose; it is made when it is first asked for."""
    known = select(SigningKey.key).where(SigningKey.purpose == purpose)
    found = session.scalar(known)
    if found is None:
        row = {"purpose": purpose, "key": secrets.token_hex(KEY_BYTES)}
        session.execute(_NEW_KEY[session.get_bind().dialect.name], row)
        found = session.scalars(known).one()  # somebody else may have made it at this moment
    return bytes.fromhex(found)
