"""The control API's stream of events, as the page listens to it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from playground.actions import Impossible
from playground.world import World


def stream(world: World, request: Request) -> StreamingResponse:
    """Server-sent events, each with its number as `id`.

    They go on behind the header `Last-Event-ID` or the query's `after`; without either, with what happens next.
    """
    seen = request.headers.get("last-event-id") or request.query_params.get("after")
    if seen is not None and not seen.isdecimal():
        raise Impossible("Last-Event-ID and after are numbers of events.")
    after = world.state.seq if seen is None else int(seen)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_lines(world, after), media_type="text/event-stream", headers=headers)


async def _lines(world: World, after: int) -> AsyncIterator[str]:
    yield "retry: 500\n\n"
    async for item in world.events.stream(after):
        if item is None:
            yield ": still here\n\n"
        else:
            number, event = item
            yield f"id: {number}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"
