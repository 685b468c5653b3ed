"""What every operation of the API has in common: the token comes first, then the body within its limits.

Whoever has no token, or one without the scope, learns nothing about what they have sent. Whatever goes wrong is a
problem (`bot.api.problems`); a defect is recorded as the bot's are, and has a number.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

import orjson
from fastapi import Depends, Header, Request, Response, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.types import Message

from bot.api.calls import Asked, Calls, Deed
from bot.api.counting import CallJournal
from bot.api.gate import Gate
from bot.api.problems import DEFECT, NOT_JSON, TOO_LARGE, TOO_SLOW, UNAVAILABLE, Stopped, described, of_validation
from bot.defects import outline, shape_of
from bot.trouble import DATABASE_TROUBLE
from services.api_tokens import Scope
from storage.runtime.defects import record_defect
from storage.tables.base import JsonObject
from storage.work import Units

LARGEST_BODY = 1 << 20
LARGEST_BATCH = 4 << 20
BATCHES = "/v1/batches/"
ARRIVES_WITHIN_S = 30.0
TRY_AGAIN_IN_S = 5

BEARER = HTTPBearer(
    scheme_name="token",
    description="A token made with `handschlag api-tokens add`: `Authorization: Bearer hs_…`. "
    "Each operation names the scope that it takes.",
    auto_error=False,
)

_log = logging.getLogger(__name__)


def takes(scope: Scope, *statuses: int, body: bool = False) -> dict[str, Any]:
    """How a route declares which scope it takes, and which problems it may answer with beside those that all have."""
    with_body = (408, 413, 415) if body else ()
    return {
        "dependencies": [Security(BEARER, scopes=[scope.value])],
        "responses": described(401, 403, *with_body, 422, 429, 500, 503, *statuses),
    }


class GuardedRoute(APIRoute):
    """A route that lets nobody in without a token that has its scope."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        scope = Scope(self.dependencies[0].scopes[0])  # type: ignore[attr-defined]  # `takes` has put it there

        async def guarded(request: Request) -> Response:
            gate: Gate = request.app.state.gate
            units: Units = request.app.state.units
            body = b""
            try:
                header = request.headers.get("authorization")
                caller = await run_in_threadpool(gate.admit, header, scope)
                body = await _body(request, LARGEST_BATCH if request.url.path.startswith(BATCHES) else LARGEST_BODY)
                _require_json(request, body)
                request.state.caller = caller
                request.state.fingerprint = _fingerprint(request, body)
                return await handle(_Arrived(request, body))
            except Stopped as stopped:
                problem = stopped
            except RequestValidationError as error:
                problem = of_validation(error)
            except DATABASE_TROUBLE as trouble:
                _log.warning("a call was not done, the database is in trouble: %s", trouble)
                problem = _unavailable()
            except Exception as defect:  # noqa: BLE001 - recorded with its traceback, and owned up to
                problem = await run_in_threadpool(_own_up, units, defect, f"{request.method} {self.path}", body)
            return stop(request, problem)

        return guarded


def stop(request: Request, problem: Stopped) -> Response:
    """The problem as an answer, counted."""
    journal: CallJournal = request.app.state.journal
    journal.refused(problem.kind.slug)
    return problem.answer()


class _Arrived(Request):
    """A request whose body has arrived. Its JSON is read by the reader that refuses what is not JSON, and too deep."""

    def __init__(self, request: Request, body: bytes) -> None:
        super().__init__(request.scope, _nothing_more)
        self._body = body

    async def json(self) -> Any:
        return orjson.loads(self._body)


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}


async def _body(request: Request, most: int) -> bytes:
    """The body. Raises `Stopped` where it is larger, or takes too long."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced[:12]) > most:
        raise _too_large(most)
    chunks, size = [], 0
    try:
        async with asyncio.timeout(ARRIVES_WITHIN_S):
            async for chunk in request.stream():
                size += len(chunk)
                if size > most:
                    raise _too_large(most)
                chunks.append(chunk)
    except TimeoutError:
        raise Stopped(TOO_SLOW, f"The body did not arrive within {ARRIVES_WITHIN_S:.0f} seconds.") from None
    return b"".join(chunks)


def _too_large(most: int) -> Stopped:
    detail = f"A body has {most >> 20} MiB at most. Send many records as several batches."
    return Stopped(TOO_LARGE, detail, headers={"Connection": "close"})


def _require_json(request: Request, body: bytes) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if body and kind != "application/json":
        raise Stopped(NOT_JSON, "Send the body as JSON, with “Content-Type: application/json”.")


def _fingerprint(request: Request, body: bytes) -> str:
    asked = f"{request.method} {request.url.path}?{request.url.query}\n"
    return hashlib.sha256(asked.encode() + body).hexdigest()


def _unavailable() -> Stopped:
    detail = "The database does not answer; nothing was done. Try again with the same Idempotency-Key."
    return Stopped(UNAVAILABLE, detail, headers={"Retry-After": str(TRY_AGAIN_IN_S)})


def _own_up(units: Units, defect: Exception, operation: str, body: bytes) -> Stopped:
    """Records a defect: where it happened, and the shape of what had arrived; none of its words."""
    trace = outline(defect)
    try:
        with units.begin("api") as work:
            reference = record_defect(work.session, work.now, trace, None, {"call": operation, "body": _shape(body)})
    except DATABASE_TROUBLE:
        _log.exception("a defect in %s could not be recorded\n%s", operation, trace)
        return _unavailable()
    _log.error("defect %s in %s\n%s", reference, operation, trace)
    detail = f"Something went wrong on our side, and nothing was changed. It is recorded under number {reference}."
    return Stopped(DEFECT, detail)


def _shape(body: bytes) -> JsonObject | None:
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return shape_of(read) if isinstance(read, dict) else None


_KEY = Header(
    alias="Idempotency-Key",
    min_length=8,
    max_length=64,
    pattern=r"^[!-~]+$",
    description="A new one per request, such as a UUID. The same request with the same key is done once, and has "
    "the same answer for 24 hours.",
    examples=["0b2a4f0e-9a0c-4a44-8f4e-6d1a4ef0b1c2"],
)


class Call:
    """A call that was let in."""

    def __init__(self, request: Request, key: str | None) -> None:
        self._calls: Calls = request.app.state.calls
        # To read once more does nothing twice, and whoever reads wants to know how things are now.
        kept_by = None if request.method == "GET" else key
        self._asked = Asked(request.state.caller, request.state.fingerprint, kept_by)

    def do(self, act: Deed, *, status: int = 200, secret: bool = False) -> Response:
        """See `bot.api.calls.Calls.do`."""
        return self._calls.do(self._asked, act, status=status, secret=secret)


def _call(request: Request, key: Annotated[str | None, _KEY] = None) -> Call:
    return Call(request, key)


def _call_with_key(request: Request, key: Annotated[str, _KEY]) -> Call:
    return Call(request, key)


AnyCall = Annotated[Call, Depends(_call)]
"""A call that may have an idempotency key."""
KeyedCall = Annotated[Call, Depends(_call_with_key)]
"""A call that must have one: done twice, it would do two things."""
