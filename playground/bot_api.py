"""The Bot API's side of the server: `/bot<token>/<method>` and the files."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from playground import media
from playground.calls import CallRecord
from playground.faults import Fault
from playground.hub import Hub
from playground.methods import perform
from playground.refusals import Refusal, too_many_requests
from playground.requests import parameters
from playground.schema import Arguments, method_named
from playground.webhooks import Described

HANG_UP = "playground.hang_up"
"""The ASGI extension that closes the connection at once; `playground.serving` brings it."""


class Dropped(Exception):
    """A fault wants the connection to break; the text says which."""


class HangUp(Response):
    """No answer at all: the connection is closed."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - nothing is sent
        hang_up = scope.get("extensions", {}).get(HANG_UP)
        if hang_up is None:
            raise ConnectionResetError("this server cannot close a connection at once")
        hang_up()
        while (await receive())["type"] != "http.disconnect":
            pass


def routes(hub: Hub) -> Sequence[Route]:
    """The Bot API's routes, served from the hub's worlds."""

    async def call(request: Request) -> Response:
        try:
            return JSONResponse(await _answer(hub, request))
        except Refusal as refusal:
            return JSONResponse(refusal.as_json(), refusal.code)
        except Dropped:
            return HangUp()

    async def download(request: Request) -> Response:
        world = hub.world(request.path_params["token"])
        file = None if world is None else world.file_at(request.path_params["path"])
        if file is None:
            return JSONResponse(Refusal(404).as_json(), 404)
        disposition = "inline" if file.mime_type in media.HARMLESS else "attachment"
        headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
        return Response(media.content(file), media_type=file.mime_type, headers=headers)

    return (
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download),
    )


async def _answer(hub: Hub, request: Request) -> dict[str, object]:
    world = hub.world(request.path_params["token"])
    if world is None:
        raise Refusal(401)
    method = method_named(request.path_params["method"])
    if method is None:
        raise Refusal(404, "method not found")
    given = await parameters(request)
    chat_id = _number(given.get("chat_id"))
    error: str | None = None
    try:
        faults = world.faults.strike(method, chat_id)
        await _strike_before(faults)
        result = await perform(world, method, Arguments(method, given))
        if any(fault.kind == "drop_after" for fault in faults):
            raise Dropped("drop_after")
    except (Refusal, Dropped) as failure:
        error = str(failure)
        raise
    finally:
        world.calls.add(CallRecord(method, chat_id, error))
        hub.touch()
    if isinstance(result, Described):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


async def _strike_before(faults: list[Fault]) -> None:
    """What goes wrong before the method has any effect."""
    for fault in faults:
        if fault.kind == "latency":
            await asyncio.sleep(fault.seconds)
    for fault in faults:
        match fault.kind:
            case "429":
                raise too_many_requests(fault.retry_after)
            case "500":
                raise Refusal(500)
            case "drop_before":
                raise Dropped("drop_before")


def _number(chat_id: object) -> int | None:
    """The chat's number for the log, however it was written."""
    text = str(chat_id)
    return int(text) if text.removeprefix("-").isdecimal() else None
