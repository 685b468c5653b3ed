"""The unit of work: one transaction, its clock, who acts in it, and what happened.

Everything inside commits together or not at all. Services change rows and report events; whoever opened the
unit (the update loop, a job, the command line) announces the events and commits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from storage.audit import AuditedSession, Signature
from storage.income import terms  # noqa: F401 - writes the history of terms with every partnership
from storage.runtime.outbox import NOBODY

_HURRIED = text("SET LOCAL lock_timeout = '200ms'")

Clock = Callable[[], dt.datetime]
"""Tells the time, with time zone."""


class Event:
    """Something that happened in the programme and that somebody should be told of."""

    __slots__ = ()


@dataclass(kw_only=True, slots=True)
class Work(Signature):
    """One transaction. `now` is the same moment for all that happens in it, in UTC.

    `worker_id` is who delivers what is said in it; 0 leaves that to whichever worker finds it. `alone` says that
    there is no other worker. `listened`: the provider's systems are told of events, and their answer is waited for.
    `mails`: people are told by mail, too. `asks_vies`: VIES is asked about VAT numbers.
    """

    session: AuditedSession
    worker_id: int = NOBODY
    alone: bool = False
    listened: bool = False
    mails: bool = False
    asks_vies: bool = False
    events: list[Event] = field(default_factory=list)

    @contextmanager
    def as_programme(self, action: str) -> Iterator[None]:
        """What is changed inside is recorded as the programme's doing, whoever happens to act meanwhile."""
        self.session.flush()
        actor_id, before = self.actor_id, self.action
        self.actor_id, self.action = None, action
        yield
        self.session.flush()
        self.actor_id, self.action = actor_id, before

    def happened(self, event: Event) -> None:
        """Reports an event, to be announced before the commit."""
        self.events.append(event)


class Units:
    """Opens units of work on one database, for the worker `worker_id` if the process is one, perhaps an `alone` one.

    `listened` says that the settings name an endpoint for events, `mails` that they name a mail server, `asks_vies`
    that VIES may be asked (see `Work`).

    `troubles` counts the units that the database has failed. Such a unit may be committed although the answer was
    lost: then the outbox holds messages that its worker knows nothing of, and `alone` is no longer true.
    `operator` is who acts in all of them, on the command line (see `Signature`).
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        *,
        listened: bool = False,
        mails: bool = False,
        asks_vies: bool = False,
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.listened = listened
        self.mails = mails
        self.asks_vies = asks_vies
        self.worker_id = NOBODY
        self.alone = False
        self.operator: str | None = None
        self.troubles = 0

    @contextmanager
    def begin(self, channel: str) -> Iterator[Work]:
        """A unit of work that commits when the block ends and rolls back when it raises.

        `channel` goes into the audit trail: `chat`, `cli`, `job`.
        """
        try:
            with AuditedSession(self.engine, expire_on_commit=False) as session, session.begin():
                yield self._work(session, channel)
        except DBAPIError:
            self.troubles += 1
            self.alone = False
            raise

    @contextmanager
    def begin_together(self, channel: str) -> Iterator[Work]:
        """As `begin`, for a unit in which several have a part: it gives up rather than keep all of them waiting."""
        with self.begin(channel) as work:
            if self.engine.dialect.name == "postgresql":
                work.session.execute(_HURRIED)
            yield work

    def another(self, work: Work) -> Work:
        """A unit of work in the same transaction: it commits together with `work`, or not at all."""
        return self._work(work.session, work.channel)

    def _work(self, session: AuditedSession, channel: str) -> Work:
        work = Work(
            session=session,
            now=self.clock().astimezone(dt.UTC),
            channel=channel,
            worker_id=self.worker_id,
            alone=self.alone,
            listened=self.listened,
            mails=self.mails,
            asks_vies=self.asks_vies,
            operator=self.operator,
        )
        session.signature = work
        return work
