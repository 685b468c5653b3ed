"""What becomes of written mails: which are to be sent now, which are through, and which addresses refuse them.

The mails to an address form a lane (see `storage.mail` and `storage.runtime.due_lanes`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Insert, and_, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.mail import WITHOUT_SECRET, draft_of, drop_secrets, lane_of
from storage.runtime.due_lanes import first_and_due, put_off, take_out
from storage.runtime.outbox import NOBODY, add
from storage.tables import Mail, MailTrouble, OutboxMessage
from storage.tables.base import JsonObject

_KEEP = {"postgresql": postgresql.insert(MailTrouble), "sqlite": sqlite.insert(MailTrouble)}


@dataclass(frozen=True, slots=True)
class DueMail:
    """A mail to be sent now, the first of its lane."""

    outbox_id: int
    lane: int
    mail_id: int
    mark: str
    address: str
    language: str
    content: JsonObject
    thread: str | None
    contractual: bool
    written_at: dt.datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many mails wait and were given up; `oldest` is when the first one of those that wait was written."""

    waiting: int
    oldest: dt.datetime | None
    given_up: int


def due(session: Session, worker_id: int, now: dt.datetime, limit: int, but: Collection[int]) -> Sequence[DueMail]:
    """The worker's mails that are to be sent now, `limit` at most, one a lane, and none of the lanes `but`."""
    rows = session.execute(
        select(
            OutboxMessage.id,
            OutboxMessage.chat_id,
            Mail.id,
            Mail.mark,
            Mail.address,
            Mail.language,
            Mail.content,
            Mail.thread,
            Mail.contractual,
            Mail.created_at,
            Mail.tries,
        )
        .join(Mail, Mail.id == OutboxMessage.mail_id)
        .where(*first_and_due(OutboxMessage.mail_id, worker_id, now, but))
        .where(or_(Mail.secret_until.is_(None), Mail.secret_until > now))
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
    )
    return [DueMail(*row) for row in rows]


def mail(session: Session, mail_id: int) -> Mail:
    """The mail as the database has it now. Raises `NoResultFound`: while it is in the outbox, it is there."""
    return session.get_one(Mail, mail_id, populate_existing=True)


def find_mail(session: Session, mail_id: int) -> Mail | None:
    """The mail of that number, if there is one."""
    return session.get(Mail, mail_id)


def marked(session: Session, mail_id: int, mark: str) -> Mail | None:
    """The mail of that number, if it is the one with that mark."""
    return session.scalar(select(Mail).where(Mail.id == mail_id, Mail.mark == mark))


def sent(session: Session, outbox_id: int, mail_id: int, now: dt.datetime) -> None:
    """A server has taken the mail."""
    take_out(session, outbox_id)
    values = {"sent_at": now, "failing_since": None, "content": WITHOUT_SECRET, "secret_until": None}
    session.execute(update(Mail).where(Mail.id == mail_id).values(values))


def wait(session: Session, lane: int, kept: Mail, until: dt.datetime, why: str) -> None:
    """The mail could not be handed over, and is tried again then. Those behind it wait, too."""
    put_off(session, lane, until)
    _note(session, kept.id, why)


def _note(session: Session, mail_id: int, why: str) -> None:
    session.execute(update(OutboxMessage).where(OutboxMessage.mail_id == mail_id).values(error=why))


def refuse_address(session: Session, address: str, answer: str, now: dt.datetime) -> bool:
    """From now on, no notice goes to this address. False where that was known."""
    dialect = session.get_bind().dialect.name
    row: Insert = _KEEP[dialect].values(address=address.casefold(), since=now, answer=answer)
    row = row.on_conflict_do_nothing().returning(MailTrouble.address)  # type: ignore[attr-defined]  # both dialects' have it
    return session.execute(row).first() is not None


def trust_address(session: Session, address: str) -> bool:
    """The address takes mail again, as far as anybody knows. False where it has never refused any."""
    known = delete(MailTrouble).where(MailTrouble.address == address.casefold()).returning(MailTrouble.address)
    return session.execute(known).first() is not None


def waiting_for(session: Session, address: str) -> Sequence[Mail]:
    """The mails that wait for this address, in their order; locked, so that nobody sends them meanwhile."""
    rows = session.execute(
        select(Mail, OutboxMessage)
        .join(OutboxMessage, OutboxMessage.mail_id == Mail.id)
        .where(OutboxMessage.chat_id == lane_of(address), OutboxMessage.failed_at.is_(None))
        .order_by(OutboxMessage.id)
        .with_for_update(of=OutboxMessage)
    )
    # Two addresses may have one lane, if chance wants it.
    return [row[0] for row in rows if row[0].address.casefold() == address.casefold()]


def give_up(session: Session, mail_ids: Collection[int], why: str, now: dt.datetime) -> None:
    """These mails are tried no longer: they are dead letters. Those whose secret is over are of no use to anybody."""
    drop_secrets(session, and_(Mail.id.in_(mail_ids), Mail.secret_until <= now))
    these = (OutboxMessage.mail_id.in_(mail_ids), OutboxMessage.failed_at.is_(None))
    session.execute(update(OutboxMessage).where(*these).values(failed_at=now, error=why))


def retry(session: Session, kept: Mail, now: dt.datetime) -> None:
    """Sends a mail that was given up once more, behind whatever waits for its address, which is trusted again."""
    session.execute(delete(OutboxMessage).where(OutboxMessage.mail_id == kept.id))
    trust_address(session, kept.address)
    kept.tries, kept.failing_since = 0, None
    session.flush()
    add(session, [draft_of(kept)], NOBODY, now)


def backlog(session: Session) -> Backlog:
    """How much waits and was given up."""
    of_mails = OutboxMessage.mail_id.is_not(None)
    waits = (of_mails, OutboxMessage.failed_at.is_(None))
    count = select(func.count()).select_from(OutboxMessage)
    # Of every worker, that is: so they are counted in the index of what is due, without a look at the rows.
    waiting = session.scalar(count.where(*waits, OutboxMessage.worker_id >= NOBODY))
    oldest = session.scalar(select(OutboxMessage.created_at).where(*waits).order_by(OutboxMessage.mail_id).limit(1))
    given_up = session.scalar(count.where(of_mails, OutboxMessage.failed_at.is_not(None)))
    return Backlog(waiting or 0, oldest, given_up or 0)


def in_outbox(session: Session, *, dead: bool, limit: int) -> Sequence[tuple[Mail, OutboxMessage]]:
    """Mails that wait, or that were given up, each with its place in the outbox, the newest first."""
    found = session.execute(
        select(Mail, OutboxMessage)
        .join(OutboxMessage, OutboxMessage.mail_id == Mail.id)
        .where(OutboxMessage.failed_at.is_not(None) if dead else OutboxMessage.failed_at.is_(None))
        .order_by(OutboxMessage.mail_id.desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in found]


def place_of(session: Session, mail_id: int) -> OutboxMessage | None:
    """The mail's place in the outbox, if it waits or was given up."""
    return session.scalar(select(OutboxMessage).where(OutboxMessage.mail_id == mail_id))


def given_up_ids(session: Session) -> Sequence[int]:
    """The numbers of all mails that were given up, in their order."""
    dead = (OutboxMessage.mail_id.is_not(None), OutboxMessage.failed_at.is_not(None))
    return [
        each
        for each in session.scalars(select(OutboxMessage.mail_id).where(*dead).order_by(OutboxMessage.mail_id))
        if each
    ]


def troubles(session: Session, limit: int) -> Sequence[MailTrouble]:
    """Addresses that refuse mail, the latest first."""
    return session.scalars(
        select(MailTrouble).order_by(MailTrouble.since.desc(), MailTrouble.address).limit(limit)
    ).all()


def forget_mails(session: Session, sent_before: dt.datetime, given_up_before: dt.datetime, most: int) -> int:
    """Drops `most` of the mails that were sent, and of those that were given up, before those moments; how many.

    What was written before `sent_before`, and is not to be sent any more, goes like what was sent.
    """
    old = select(Mail.id).where(Mail.sent_at < sent_before).order_by(Mail.sent_at).limit(most)
    gone = list(session.scalars(old.with_for_update(skip_locked=True)))
    unsent = (Mail.sent_at.is_(None), Mail.created_at < sent_before, ~exists().where(OutboxMessage.mail_id == Mail.id))
    dropped = select(Mail.id).where(*unsent).order_by(Mail.created_at).limit(most)
    over = list(session.scalars(dropped.with_for_update(skip_locked=True, of=Mail)))
    dead = (OutboxMessage.mail_id.is_not(None), OutboxMessage.failed_at < given_up_before)
    letters = select(OutboxMessage.mail_id).where(*dead).order_by(OutboxMessage.mail_id).limit(most)
    given_up = [each for each in session.scalars(letters.with_for_update(skip_locked=True)) if each]
    session.execute(delete(OutboxMessage).where(OutboxMessage.mail_id.in_(given_up)))
    session.execute(delete(Mail).where(Mail.id.in_([*gone, *over, *given_up])))
    return max(len(gone), len(over), len(given_up))
