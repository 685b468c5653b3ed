"""This process among those that serve the bot: signs in, shows that it lives, and takes over from those that died.

Whether a colleague is dead, its heartbeat tells; on the same machine, a look at its process tells at once.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.database_work import DatabaseWork
from bot.delivery.lanes import Delivery
from bot.delivery.pace import Pace
from bot.trouble import DATABASE_TROUBLE, Patience
from storage.runtime.orphans import Kind, take_orphans
from storage.runtime.outbox import Outgoing, waiting_among, waiting_ids
from storage.runtime.workers import (
    LIFE_S,
    Colleague,
    beat,
    colleagues,
    lease_polling,
    moment,
    pauses,
    register,
    sign_out,
)
from storage.work import Units

BEAT_S = 1.0
STANDBY_BEAT_S = 0.5
MARGIN_S = 1.0
"""How much earlier this process holds itself for dead than the others do."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Beat:
    """What a look around has shown."""

    alive: bool
    polls: bool
    others: int
    found: tuple[Outgoing, ...]
    pauses: dict[int, float]


class Presence:
    """Beats until it is told to leave. `wants_polling`: this process polls as soon as nobody else does."""

    def __init__(self, units: Units, database: DatabaseWork, *, wants_polling: bool) -> None:
        self._units = units
        self._database = database
        self._wants_polling = wants_polling
        self._polls = False
        self._may_be_registered = False
        self._others = 0
        self._valid_until = 0.0
        self._changed = asyncio.Event()
        self._kinds = {Kind.CALL}
        if units.listened:
            self._kinds.add(Kind.EVENT)
        if units.mails:
            self._kinds.add(Kind.MAIL)
        self._beating: asyncio.Task[None] | None = None
        self._delivery: Delivery | None = None
        self._pace: Pace | None = None

    def bring(self, delivery: Delivery, pace: Pace) -> None:
        """What this process delivers with: it gets what others leave behind, and its share of what Telegram allows."""
        self._delivery = delivery
        self._pace = pace

    @property
    def polls(self) -> bool:
        """Whether this process, and no other, is the one that polls at this moment."""
        return self._polls and self.is_well

    @property
    def lease_s(self) -> float:
        """For how many seconds that is certain."""
        return max(0.0, self._valid_until - time.monotonic()) if self._polls else 0.0

    @property
    def is_well(self) -> bool:
        """Whether the last signs of life have reached the database."""
        return time.monotonic() < self._valid_until

    @property
    def has_colleagues(self) -> bool:
        """Whether other processes may be serving the bot."""
        return self._others > 0 or not self.is_well

    async def join(self) -> None:
        """Signs in, and waits until all others know of it."""
        await self._database.patiently(self._register)
        patience = Patience()
        while True:
            try:
                await self._beat()
            except DATABASE_TROUBLE as trouble:
                _log.warning("the database is in trouble, trying again: %s", trouble)
                await patience.wait()
                continue
            if await self._database.patiently(self._is_known):
                break
            await asyncio.sleep(0.1)
        self._beating = asyncio.create_task(self._run())

    async def leave(self) -> None:
        """Signs out; what was in hand is for the others, or for the next start."""
        if self._beating is not None:
            self._beating.cancel()
        self._polls = False

        def leave() -> None:
            with self._units.begin("job") as work:
                sign_out(work.session, [self._units.worker_id])

        try:
            await self._database(leave)
        except DATABASE_TROUBLE as trouble:
            _log.warning("the others will notice by themselves that this process has ended: %s", trouble)

    async def until_change(self, seconds: float) -> None:
        """Waits until the next beat has brought something new, but not longer than that."""
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(STANDBY_BEAT_S if self._wants_polling and not self._polls else BEAT_S)
            try:
                await self._beat()
            except DATABASE_TROUBLE as trouble:
                _log.warning("the database is in trouble, no sign of life can be given: %s", trouble)
            except Exception:  # noqa: BLE001 - logged with its traceback; without beats the others would take over
                _log.exception("a beat failed, the next one tries again")

    async def _beat(self) -> None:
        started = time.monotonic()
        troubles = self._units.troubles
        held = self._delivery.held if self._delivery is not None else frozenset()
        seen = await self._database.express(lambda: self._look_around(held))
        if not seen.alive:
            _log.warning("this process was held for dead, because it gave no sign of life for %s s", LIFE_S)
            if self._delivery is not None:
                self._delivery.drop()
            await self._database.patiently(self._register)
            return
        self._valid_until = started + LIFE_S - MARGIN_S
        if self._polls != seen.polls:
            self._polls = seen.polls
            self._changed.set()
        self._others = seen.others
        if self._pace is not None:
            # Who polls says almost everything: the others stand by.
            self._pace.processes = 1 if seen.polls else seen.others + 1
        if self._delivery is not None:
            self._delivery.keep_pauses(seen.pauses)
            self._delivery.hand_over(seen.found)
        self._units.alone = seen.others == 0 and self._units.troubles == troubles

    def _register(self) -> None:
        again, self._may_be_registered = self._may_be_registered, True
        with self._units.begin("job") as work:
            worker_id = register(work.session, _place(), os.getpid(), _born(os.getpid()) or 0, again=again)
        self._may_be_registered = False  # the answer to the commit was not lost
        self._units.worker_id = worker_id

    def _look_around(self, held: frozenset[int]) -> _Beat:
        me = self._units.worker_id
        with self._units.begin("job") as work:
            now = moment(work.session)
            team = colleagues(work.session, now)
            alive = beat(work.session, me, max((each.id for each in team), default=me), now)
            if not alive:
                return _Beat(False, False, 0, (), {})
            dead = [each.id for each in team if each.id != me and not _is_alive(each)]
            if dead:
                sign_out(work.session, dead)
            take_orphans(work.session, me, self._kinds)
            polls = self._wants_polling and lease_polling(work.session, me)
            missing = waiting_ids(work.session, me) - held
            found = waiting_among(work.session, me, missing) if missing else ()
            others = sum(each.id != me and each.id not in dead for each in team)
            return _Beat(True, polls, others, tuple(found), pauses(work.session, now))

    def _is_known(self) -> bool:
        me = self._units.worker_id
        with self._units.begin("job") as work:
            team = colleagues(work.session, moment(work.session))
            return all(each.sees >= me for each in team if each.id != me and _is_alive(each))


def _is_alive(worker: Colleague) -> bool:
    if not worker.beating:
        return False
    return worker.place != _place() or _born(worker.pid) == worker.born


def _place() -> str:
    """Where process ids mean what they mean here: a machine since its last start, and on Linux a container in it."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        namespace = Path("/proc/self/ns/pid").readlink()
    except OSError:
        return socket.gethostname()[:100]
    return f"{socket.gethostname()[:100]} {boot} {namespace}"


def _born(pid: int) -> int | None:
    """When the process was started, in the system's own units; `None` if there is none, 0 if nobody can tell."""
    try:
        # The name in front may hold anything, brackets included.
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        if Path("/proc/self/stat").exists():
            return None
    except (OSError, ValueError):
        return 0
    else:
        return None if state == "Z" else int(rest[18])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        return 0
    return 0
