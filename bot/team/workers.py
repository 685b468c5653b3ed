"""Several workers on one machine: starts them, replaces those that die, renews them one by one, ends them.

Each worker is a program of its own, the same as a single process that serves; what they share, they share in the
database. They inherit the socket on which updates are posted or pages are asked for, if there is one, and a lifeline:
on it a worker says that it is ready, and by its end it notices that the team is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from asyncio.subprocess import Process
from collections.abc import Callable, Coroutine, Sequence

from bot.ending import CannotGoOn
from bot.trouble import Patience

READY = b"+"
WELL, UNWELL = b"y", b"n"
"""What a worker that serves says once a second: whether it is ready for more."""
SILENT_S = 10.0
"""Whoever has said nothing for so long is not ready, whatever they said before."""
STARTS_WITHIN_S = 120.0
ENDS_WITHIN_S = 8.0
CANNOT_GO_ON = 2
"""The exit status of a worker that would end like that again if it were started again."""

Command = Callable[[Sequence[int]], Sequence[str]]
"""How a worker is started, given the numbers of its inherited sockets: the lifeline first."""

_log = logging.getLogger(__name__)


class Member:
    """A running worker. Where it `matters`, another takes its place when it ends."""

    def __init__(self, process: Process, lifeline: socket.socket) -> None:
        self.process = process
        self.is_ready = False
        self.matters = False
        self._lifeline = lifeline
        self._is_well = True
        self._heard_at = 0.0
        self._listening: asyncio.Task[None] | None = None
        self._ended = asyncio.create_task(process.wait())

    async def ready(self) -> bool:
        """Waits until it serves; false where it ends before, or takes too long."""
        said = asyncio.create_task(asyncio.get_running_loop().sock_recv(self._lifeline, len(READY)))
        await asyncio.wait({said, self._ended}, timeout=STARTS_WITHIN_S, return_when=asyncio.FIRST_COMPLETED)
        self.is_ready = said.done() and said.result() == READY
        said.cancel()
        if self.is_ready:
            self._heard_at = asyncio.get_running_loop().time()
            self._listening = asyncio.create_task(self._listen())
        return self.is_ready

    @property
    def is_well(self) -> bool:
        """Whether it has said lately that it is ready for more."""
        heard_lately = asyncio.get_running_loop().time() - self._heard_at < SILENT_S
        return self.is_ready and self._is_well and heard_lately and not self._ended.done()

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        while said := await loop.sock_recv(self._lifeline, 64):
            self._is_well, self._heard_at = said.endswith(WELL), loop.time()

    async def ended(self) -> int:
        """Its exit status, when it has ended."""
        status = await asyncio.shield(self._ended)
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait({self._listening})
        self._lifeline.close()
        return status

    async def end(self) -> None:
        """Tells it to end, and insists where that takes too long."""
        if not self._ended.done():
            self.process.terminate()
        await asyncio.wait({self._ended}, timeout=ENDS_WITHIN_S)
        if not self._ended.done():
            _log.warning("worker %s does not end and is killed; the others finish what it had", self.process.pid)
            self.process.kill()
            await self._ended


class Team:
    """Keeps `size` workers running until `stop`. With a `listening` socket, all serve what comes in there.

    Who has ended is told by the number of the process.
    """

    def __init__(
        self,
        command: Command,
        size: int,
        listening: socket.socket | None,
        has_ended: Callable[[int], None] = lambda _pid: None,
    ) -> None:
        self._command = command
        self._size = size
        self._listening = listening
        self._has_ended = has_ended
        self._members: list[Member] = []
        self._patience = Patience()
        self._tasks: set[asyncio.Task[None]] = set()
        self._renewing: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._given_up = False

    async def run(self) -> None:
        """Serves until `stop`. Raises `CannotGoOn` when a worker says that starting it again is of no use."""
        for _ in range(self._size):
            await self._hire(matters=True)
        await self._stopping.wait()
        if self._renewing is not None:
            self._renewing.cancel()
        await asyncio.gather(*(member.end() for member in self._members))
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self._given_up:
            raise CannotGoOn("The workers have ended for the reason given above.")

    def stop(self) -> None:
        """Ends all workers; then `run` returns."""
        self._stopping.set()

    @property
    def size(self) -> int:
        """How many workers there are to be."""
        return self._size

    @property
    def well(self) -> int:
        """How many are ready for what comes."""
        return 0 if self._stopping.is_set() else sum(member.is_well for member in self._members)

    @property
    def unwell(self) -> Sequence[int]:
        """The process numbers of those that serve and have said that they are not ready for more, or nothing at all."""
        return [each.process.pid for each in self._members if each.is_ready and not each.is_well]

    def renew(self) -> None:
        """Replaces the workers one by one, each when its successor serves. A renewal that is going on is enough."""
        if self._renewing is None or self._renewing.done():
            self._renewing = self._start(self._renew())

    async def _renew(self) -> None:
        for old in [*self._members]:
            new = await self._hire(matters=False)
            if not await new.ready():
                _log.error("a new worker does not come up; the renewal ends here, and the old ones go on")
                await new.end()
                return
            new.matters, old.matters = True, False
            await old.end()
        _log.info("all workers are renewed")

    async def _hire(self, *, matters: bool) -> Member:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        inherited = [theirs.fileno(), *([self._listening.fileno()] if self._listening is not None else [])]
        with theirs:
            process = await asyncio.create_subprocess_exec(*self._command(inherited), pass_fds=inherited)
        member = Member(process, ours)
        member.matters = matters
        self._members.append(member)
        self._start(self._watch(member))
        if matters:
            self._start(self._welcome(member))
        return member

    async def _welcome(self, member: Member) -> None:
        if await member.ready():
            self._patience = Patience()

    async def _watch(self, member: Member) -> None:
        status = await member.ended()
        self._members.remove(member)
        self._has_ended(member.process.pid)
        if self._stopping.is_set() or not member.matters:
            return
        if status == CANNOT_GO_ON:
            self._given_up = True
            self.stop()
            return
        _log.error("worker %s has ended with status %s, another one takes its place", member.process.pid, status)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), self._patience.next_s())
        if not self._stopping.is_set():
            await self._hire(matters=True)

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
