"""What waits for daily mails, and when they are due.

A person's digest is a row with one moment, which everybody locks who adds to it or sends it: so it goes once, whole,
however long nobody has sent any.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Digest, DigestEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice that is to wait for its reader's digest, which is due at that moment unless one is due already."""

    person_id: int
    due_at: dt.datetime
    subject: str
    text: str
    link: str | None = None


def _keep(dialect: type[postgresql.Insert] | type[sqlite.Insert]) -> postgresql.Insert | sqlite.Insert:
    """One that is there stays as it is, and is locked."""
    return dialect(Digest).on_conflict_do_update(index_elements=[Digest.person_id], set_={"due_at": Digest.due_at})


_DUE = {"postgresql": _keep(postgresql.Insert), "sqlite": _keep(sqlite.Insert)}


def keep(session: Session, entries: Collection[Entry], now: dt.datetime) -> None:
    """Adds to people's digests. They are locked in one order by everybody, so that no two wait for each other."""
    if not entries:
        return
    due = {entry.person_id: entry.due_at for entry in entries}
    connection = session.connection()
    connection.execute(
        _DUE[connection.dialect.name],
        [{"person_id": person_id, "due_at": due[person_id]} for person_id in sorted(due)],
    )
    connection.execute(
        insert(DigestEntry),
        [
            {"person_id": each.person_id, "subject": each.subject, "text": each.text, "link": each.link, "at": now}
            for each in entries
        ],
    )


def due_people(session: Session, now: dt.datetime, most: int) -> Sequence[int]:
    """Whose digests are due, the oldest first."""
    return session.scalars(_due(now).limit(most)).all()


def take_due(
    session: Session, now: dt.datetime, most: int, person_id: int | None = None
) -> Mapping[int, Sequence[DigestEntry]]:
    """What is in `most` of the digests that are due, by their readers' ids, the oldest first; they are empty then.

    With a `person_id`, it is theirs alone. Those that another process is sending or filling at this moment are left to
    the next time.
    """
    due = _due(now) if person_id is None else _due(now).where(Digest.person_id == person_id)
    people = session.scalars(due.limit(most).with_for_update(skip_locked=True)).all()
    if not people:
        return {}
    found: dict[int, list[DigestEntry]] = defaultdict(list)
    theirs = DigestEntry.person_id.in_(people)
    for entry in session.scalars(select(DigestEntry).where(theirs).order_by(DigestEntry.id)):
        session.expunge(entry)
        found[entry.person_id].append(entry)
    _delete(session, people)
    return found


def put_off(session: Session, person_id: int, until: dt.datetime) -> None:
    """The person's digest goes later."""
    session.execute(update(Digest).where(Digest.person_id == person_id).values(due_at=until))


def drop(session: Session, person_id: int) -> None:
    """What waits for the person is not sent at all."""
    if session.scalar(select(Digest.person_id).where(Digest.person_id == person_id).with_for_update()) is not None:
        _delete(session, [person_id])


def _due(now: dt.datetime) -> Select[int]:
    return select(Digest.person_id).where(Digest.due_at <= now).order_by(Digest.due_at, Digest.person_id)


def _delete(session: Session, people: Sequence[int]) -> None:
    session.connection().execute(delete(DigestEntry).where(DigestEntry.person_id.in_(people)))
    session.connection().execute(delete(Digest).where(Digest.person_id.in_(people)))
