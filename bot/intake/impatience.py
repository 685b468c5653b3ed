"""Hangs up on peers that connect and never finish saying what they want: uvicorn alone waits for them for ever.

Applications give up on a slow body earlier, and say so. This is for those that answer without having read it, and for
the peer that goes on sending a byte now and then.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_WITHIN_S = 20.0
BODY_WITHIN_S = 60.0
LONGEST_HEAD = 1 << 16
"""Bytes."""


class Impatient(HttpToolsProtocol):
    """HTTP that waits some seconds for the head of a request, takes so much of it, and waits as well for its body."""

    _timer: asyncio.TimerHandle | None = None
    _in_head = False
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the base class
        super().connection_made(transport)
        self._wait_for_head()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(BODY_WITHIN_S, self._hang_up)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._stop_waiting()
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        if self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._wait_for_head()  # line ends may come before a request, and be all that ever comes
        super().data_received(data)
        if self._in_head:
            self._received += len(data)
            if self._received > LONGEST_HEAD:
                self._hang_up()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        if not self._in_head:
            self._stop_waiting()
            self._in_head, self._received = True, 0
            self._timer = self.loop.call_later(HEAD_WITHIN_S, self._hang_up)

    def _stop_waiting(self) -> None:
        self._in_head = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _hang_up(self) -> None:
        self._stop_waiting()
        self.transport.abort()
