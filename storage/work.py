"""The unit of work: one transaction, its clock, who acts in it, and what happened.

Everything inside commits together or not at all. Services change rows and report events; whoever opened the
unit (the update loop, a job, the command line) announces the events and commits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.audit import Signature, watch

Clock = Callable[[], dt.datetime]
"""Tells the time, with time zone."""


class Event:
    """Something that happened in the programme and that somebody should be told of."""

    __slots__ = ()


@dataclass(kw_only=True, slots=True)
class Work(Signature):
    """One transaction. `now` is the same moment for all that happens in it, in UTC."""

    session: Session
    events: list[Event] = field(default_factory=list)

    def happened(self, event: Event) -> None:
        """Reports an event, to be announced before the commit."""
        self.events.append(event)


class Units:
    """Opens units of work on one database."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock

    @contextmanager
    def begin(self, channel: str) -> Iterator[Work]:
        """A unit of work that commits when the block ends and rolls back when it raises.

        `channel` goes into the audit trail: `chat`, `cli`, `job`.
        """
        with Session(self.engine, expire_on_commit=False) as session:
            work = Work(session=session, now=self.clock().astimezone(dt.UTC), channel=channel)
            watch(session, work)
            with session.begin():
                yield work
