"""Events for the provider's systems: kept for good, and on their way through the outbox.

The events of a partnership form a lane, and so do those of an organisation that belong to no partnership (see
`storage.runtime.due_lanes`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from storage.runtime.due_lanes import first_and_due
from storage.runtime.outbox import NOBODY, Draft, add
from storage.runtime.workers import PROVIDER, moment
from storage.tables import OutboxMessage, Pause, ProgrammeEvent
from storage.tables.base import JsonObject

METHOD = "event"
OF_PARTNERSHIPS = -(2**60)
OF_ORGANISATIONS = -(2**61)
"""Where the lanes' numbers begin, downward: no chat of Telegram's has more than 52 bits."""
MOST_ANSWERS = 10
"""Answers of an event's receiver that are kept, the last ones."""


@dataclass(frozen=True, slots=True)
class Due:
    """An event to be sent now, the first of its lane."""

    outbox_id: int
    lane: int
    event_id: int
    mark: str
    partnership_id: int | None
    kind: str
    at: dt.datetime
    content: JsonObject
    tries: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many events wait and were given up; `oldest` is when the first event of those that wait was written."""

    waiting: int
    oldest: dt.datetime | None
    given_up: int


def draft_of(event: ProgrammeEvent) -> Draft:
    """The event as a message of its lane. The lock of its partnership's client, or organisation, need not be held."""
    if event.partnership_id is not None:
        lane = OF_PARTNERSHIPS - event.partnership_id
    else:
        lane = OF_ORGANISATIONS - event.organisation_id
    return Draft(lane, METHOD, {}, event=event)


def due(session: Session, worker_id: int, now: dt.datetime, limit: int, but: Collection[int]) -> Sequence[Due]:
    """The worker's events that are to be sent now, `limit` at most, one a lane, and none of the lanes `but`.

    None while the provider's systems want to be left alone.
    """
    first = first_and_due(OutboxMessage.event_id, worker_id, now, but)
    rows = session.execute(
        select(
            OutboxMessage.id,
            OutboxMessage.chat_id,
            ProgrammeEvent.id,
            ProgrammeEvent.mark,
            ProgrammeEvent.partnership_id,
            ProgrammeEvent.kind,
            ProgrammeEvent.at,
            ProgrammeEvent.content,
            ProgrammeEvent.tries,
        )
        .join(ProgrammeEvent, ProgrammeEvent.id == OutboxMessage.event_id)
        .where(*first)
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
    ).all()
    if not rows or paused(session):
        return []
    return [Due(*row) for row in rows]


def paused(session: Session) -> bool:
    """Whether the provider's systems want to be left alone at present."""
    until = session.scalar(select(Pause.until).where(Pause.chat_id == PROVIDER))
    return until is not None and until > moment(session)


def resume(session: Session) -> None:
    """The provider's systems are told of events again."""
    session.execute(delete(Pause).where(Pause.chat_id == PROVIDER))


def event(session: Session, event_id: int) -> ProgrammeEvent:
    """The event as the database has it now. Raises `NoResultFound`: none is ever deleted."""
    return session.get_one(ProgrammeEvent, event_id, populate_existing=True)


def find_event(session: Session, event_id: int) -> ProgrammeEvent | None:
    """The event of that number, if there is one."""
    return session.get(ProgrammeEvent, event_id)


def remember_answer(found: ProgrammeEvent, answer: JsonObject) -> None:
    """Keeps what the receiver said, with its last answers before."""
    found.tries += 1
    found.answers = [*(found.answers or ()), answer][-MOST_ANSWERS:]


def unsettled(session: Session, partnership_id: int) -> Sequence[ProgrammeEvent]:
    """The partnership's events whose answers count and are to come, in their order: on their way, or given up.

    One that was written while nothing listened is not told to anybody, and no answer to it will come.
    """
    return session.scalars(
        select(ProgrammeEvent)
        .where(
            ProgrammeEvent.partnership_id == partnership_id,
            exists().where(OutboxMessage.event_id == ProgrammeEvent.id),
            ProgrammeEvent.before.is_not(None),
            ProgrammeEvent.acknowledged_at.is_(None),
            ProgrammeEvent.refused_at.is_(None),
        )
        .order_by(ProgrammeEvent.id)
    ).all()


def last_of_kind(session: Session, partnership_id: int, kind: str) -> ProgrammeEvent | None:
    """The partnership's newest event of that kind."""
    of_kind = (ProgrammeEvent.partnership_id == partnership_id, ProgrammeEvent.kind == kind)
    return session.scalar(select(ProgrammeEvent).where(*of_kind).order_by(ProgrammeEvent.id.desc()).limit(1))


def backlog(session: Session) -> Backlog:
    """How much waits and was given up."""
    of_events = OutboxMessage.event_id.is_not(None)
    waits = (of_events, OutboxMessage.failed_at.is_(None))
    # Of every worker, that is: so they are counted in the index of what is due, without a look at the rows.
    everybody = OutboxMessage.worker_id >= NOBODY
    waiting = session.scalar(select(func.count()).select_from(OutboxMessage).where(*waits, everybody))
    oldest = session.scalar(select(OutboxMessage.created_at).where(*waits).order_by(OutboxMessage.event_id).limit(1))
    given_up = session.scalar(
        select(func.count()).select_from(OutboxMessage).where(of_events, OutboxMessage.failed_at.is_not(None))
    )
    return Backlog(waiting or 0, oldest, given_up or 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events somebody wants to see, or to have sent again."""

    waiting: bool = False
    dead: bool = False
    refused: bool = False
    partnership_id: int | None = None
    since: dt.datetime | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Kinds of what became of an event are added to each other; the rest takes away."""
        kinds = []
        if self.waiting:
            kinds.append(and_(OutboxMessage.id.is_not(None), OutboxMessage.failed_at.is_(None)))
        if self.dead:
            kinds.append(and_(OutboxMessage.failed_at.is_not(None), OutboxMessage.event_id.is_not(None)))
        if self.refused:
            kinds.append(ProgrammeEvent.refused_at.is_not(None))
        wanted = [or_(*kinds)] if kinds else []
        if self.partnership_id is not None:
            wanted.append(ProgrammeEvent.partnership_id == self.partnership_id)
        if self.since is not None:
            wanted.append(ProgrammeEvent.at >= self.since)
        return wanted


def newest(session: Session, wanted: Wanted, limit: int) -> Sequence[tuple[ProgrammeEvent, OutboxMessage | None]]:
    """The events, each with its place in the outbox if it has one, the newest first."""
    only_outbox = (wanted.waiting or wanted.dead) and not wanted.refused
    of = select(ProgrammeEvent, OutboxMessage).join(
        OutboxMessage, OutboxMessage.event_id == ProgrammeEvent.id, isouter=not only_outbox
    )
    by = OutboxMessage.event_id if only_outbox else ProgrammeEvent.id  # the same, but walked in the outbox's index
    found = session.execute(of.where(*wanted.conditions).order_by(by.desc()).limit(limit))
    return [(row[0], row[1]) for row in found]


def in_outbox(session: Session, event_id: int) -> OutboxMessage | None:
    """The event's place in the outbox, if it waits or was given up."""
    return session.scalar(select(OutboxMessage).where(OutboxMessage.event_id == event_id))


def to_replay(session: Session, wanted: Wanted, after: int, limit: int) -> Sequence[int]:
    """The ids of events that do not wait already, from the one after `after` on, in their order."""
    waits = exists().where(OutboxMessage.event_id == ProgrammeEvent.id, OutboxMessage.failed_at.is_(None))
    conditions = wanted.conditions
    if wanted.dead:
        conditions = [exists().where(OutboxMessage.event_id == ProgrammeEvent.id, OutboxMessage.failed_at.is_not(None))]
    return session.scalars(
        select(ProgrammeEvent.id)
        .where(*conditions, ~waits, ProgrammeEvent.id > after)
        .order_by(ProgrammeEvent.id)
        .limit(limit)
    ).all()


def clients_of(session: Session, event_ids: Collection[int]) -> Sequence[int]:
    """The ids of the clients of whose partnerships the events tell, in their order."""
    of_partnerships = (ProgrammeEvent.id.in_(event_ids), ProgrammeEvent.partnership_id.is_not(None))
    clients = select(ProgrammeEvent.organisation_id).where(*of_partnerships).distinct()
    return session.scalars(clients.order_by(ProgrammeEvent.organisation_id)).all()


def replay(session: Session, event_ids: Collection[int], now: dt.datetime) -> None:
    """Sends events once more, in their order, behind whatever waits in their lanes; dead letters are none any more.

    The clients of their partnerships must be locked.
    """
    session.execute(delete(OutboxMessage).where(OutboxMessage.event_id.in_(event_ids)))
    session.execute(update(ProgrammeEvent).where(ProgrammeEvent.id.in_(event_ids)).values(tries=0, failing_since=None))
    found = session.scalars(
        select(ProgrammeEvent).where(ProgrammeEvent.id.in_(event_ids)).order_by(ProgrammeEvent.id)
    ).all()
    add(session, [draft_of(each) for each in found], NOBODY, now)
