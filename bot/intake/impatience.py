"""Hangs up on peers that keep a connection and nothing comes of it: uvicorn alone waits for them for ever.

They never finish saying what they want, do not take what they are told, or ask for more before they have taken it.
Applications give up on a slow body earlier, and say so. This is for those that answer without having read it, and for
the peer that goes on sending, or taking, a byte now and then.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from bot.intake.crowd import Crowd
from bot.intake.networks import network_of

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application

HEAD_WITHIN_S = 20.0
BODY_WITHIN_S = 60.0
TAKEN_WITHIN_S = 60.0
"""What the peer's machine has no room for: all of it, or the connection ends."""
LONGEST_HEAD = 1 << 16
"""Bytes."""
MOST_PIPELINED = 16
"""Requests that came before the one in front of them was answered."""


class Impatient(HttpToolsProtocol):
    """HTTP that waits some seconds for the head of a request, takes so much of it, and waits as well for its body.

    So it does for what it says to be taken. It belongs to a `Crowd`, which may end it for others.
    """

    server_state: Crowd
    network: str | None = None
    waiting_since: float | None = None
    _timer: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None
    _answered: RequestResponseCycle | None = None
    _in_head = False
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the base class
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)  # whatever does not leave at once is noticed: see `pause_writing`
        self.network = network_of(self.client[0]) if self.client is not None else None
        self._wait_for_head()
        self.server_state.joins(self)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(BODY_WITHIN_S, self.hang_up)
        super().on_headers_complete()
        if len(self.pipeline) > MOST_PIPELINED:
            self.hang_up()

    def on_message_complete(self) -> None:
        self._stop_waiting()
        self.waiting_since = None
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._note_who_waits()

    def data_received(self, data: bytes) -> None:
        if self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._wait_for_head()  # line ends may come before a request, and be all that ever comes
        super().data_received(data)
        if self._in_head:
            self._received += len(data)
            if self._received > LONGEST_HEAD:
                self.hang_up()

    def pause_writing(self) -> None:
        """The peer does not take what it is told as fast as that. Called by the transport."""
        super().pause_writing()
        self.waiting_since = self.loop.time()
        self._taking = self.loop.call_later(TAKEN_WITHIN_S, self.hang_up)

    def resume_writing(self) -> None:
        """It has taken all of it. Called by the transport."""
        super().resume_writing()
        self._stop_taking()
        self._note_who_waits()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._stop_taking()
        self.server_state.leaves(self)
        if self._answered is not None:
            self._answered.disconnected = True  # the base class tells only the request that came last
        super().connection_lost(exc)

    def hang_up(self) -> None:
        """Ends the connection at once."""
        self._stop_waiting()
        self._stop_taking()
        self.transport.abort()

    def _note_who_waits(self) -> None:
        answers = self.cycle is not None and not (self.cycle.response_complete or self.cycle.more_body)
        self.waiting_since = None if answers else self.loop.time()

    def _wait_for_head(self) -> None:
        if not self._in_head:
            self._stop_waiting()
            self._in_head, self._received = True, 0
            self.waiting_since = self.loop.time()
            self._timer = self.loop.call_later(HEAD_WITHIN_S, self.hang_up)

    def _stop_waiting(self) -> None:
        self._in_head = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _stop_taking(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None
