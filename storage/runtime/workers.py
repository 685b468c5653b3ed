"""The processes that serve the bot, as they see each other: who is alive, who polls, which pauses Telegram asked for.

A worker shows that it is alive by beating (`beat`) in less than `LIFE_S` seconds. One whose last beat is older is dead:
others may take over what it had in hand. All times are the database's own, since machines' clocks differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.tables import Pause, Worker

LIFE_S = 6.0
WHOLE_BOT = 0
"""Stands for all chats where a pause concerns the bot as such; no chat has this number."""
PROVIDER = -(2**62)
"""Stands for the provider's systems where they want to be left alone; no chat has this number either."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A worker as the others see it. `place` names the machine as it has been up, `born` tells equal `pid`s apart."""

    id: int
    place: str
    pid: int
    born: int
    beating: bool
    sees: int
    polls: bool


def moment(session: Session) -> dt.datetime:
    """The present moment as the database has it. SQLite is on this machine."""
    if session.get_bind().dialect.name == "postgresql":
        present: dt.datetime = session.execute(select(func.clock_timestamp(type_=Worker.seen_at.type))).scalar_one()
        return present
    return dt.datetime.now(dt.UTC)


def register(session: Session, place: str, pid: int, born: int, *, again: bool = False) -> int:
    """Signs a new worker in; its id. `again`: it may have signed in already, and must not count twice."""
    now = moment(session)
    if again:
        session.execute(delete(Worker).where(Worker.place == place, Worker.pid == pid, Worker.born == born))
    row = insert(Worker).values(place=place, pid=pid, born=born, started_at=now, seen_at=now, sees=0, polls=False)
    return int(session.execute(row.returning(Worker.id)).scalar_one())


def colleagues(session: Session, now: dt.datetime) -> Sequence[Colleague]:
    """All workers that have not signed out."""
    beating = Worker.seen_at > now - dt.timedelta(seconds=LIFE_S)
    rows = select(Worker.id, Worker.place, Worker.pid, Worker.born, beating, Worker.sees, Worker.polls)
    return [Colleague(*row) for row in session.execute(rows.order_by(Worker.id))]


def beat(session: Session, worker_id: int, sees: int, now: dt.datetime) -> bool:
    """Shows that the worker is alive, and that it knows of all workers up to `sees`. False: it was declared dead."""
    mine = update(Worker).where(Worker.id == worker_id).values(seen_at=now, sees=sees)
    return session.execute(mine.returning(Worker.id)).first() is not None


def is_first(session: Session, worker_id: int) -> bool:
    """Whether this worker is the one that has been there longest: what only one of them shall do is its to do."""
    return session.scalar(select(func.min(Worker.id))) == worker_id


def sign_out(session: Session, worker_ids: Sequence[int]) -> None:
    """Takes workers off the list, and with them what they held."""
    session.execute(delete(Worker).where(Worker.id.in_(worker_ids)))


def lease_polling(session: Session, worker_id: int) -> bool:
    """Whether this worker is the one that polls, from now on or already."""
    taken = select(Worker.id).where(Worker.polls)
    holder = session.scalar(taken)
    if holder is not None:
        return holder == worker_id
    try:
        with session.begin_nested():
            session.execute(update(Worker).where(Worker.id == worker_id).values(polls=True))
    except IntegrityError:  # another one was quicker: there is only one
        return False
    return True


def pause(session: Session, chat_id: int, seconds: float) -> None:
    """Telegram wants to be left alone for that long, by all workers: in one chat, or by the `WHOLE_BOT`."""
    insert_ = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    until = moment(session) + dt.timedelta(seconds=seconds)
    row = insert_(Pause).values(chat_id=chat_id, until=until)
    session.execute(row.on_conflict_do_update(index_elements=[Pause.chat_id], set_={"until": row.excluded.until}))


def pauses(session: Session, now: dt.datetime) -> dict[int, float]:
    """How many seconds the pauses still last, by chat. Those that are over are forgotten."""
    session.execute(delete(Pause).where(Pause.until < now))
    rows = session.execute(select(Pause.chat_id, Pause.until).where(Pause.chat_id != PROVIDER))
    return {chat_id: (until - now).total_seconds() for chat_id, until in rows}
