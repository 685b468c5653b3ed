"""Puts the API together: its operations, what it says of itself, and what it says when there is no such operation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from typing import Any

import anyio.to_thread
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from bot.api import links, partnerships, records
from bot.api.answers import Health
from bot.api.calls import Calls, answer
from bot.api.counting import CallJournal, Counted
from bot.api.gate import Gate
from bot.api.problems import (
    DEFECT,
    METHOD,
    NO_SUCH_PATH,
    SCOPE_MISSING,
    TOKEN_MISSING,
    TOO_MANY,
    UNAVAILABLE,
    Kind,
    Problem,
    Stopped,
    described,
)
from bot.api.routes import stop
from bot.trouble import DATABASE_TROUBLE
from handlers.chat.desk import Desk
from storage.work import Units

VERSION = "1.0.0"
THREADS = 8
"""Calls that PostgreSQL is busy with side by side. SQLite has one writer at a time anyway."""
LOOKED_FOR = (TOKEN_MISSING, SCOPE_MISSING, TOO_MANY, DEFECT, UNAVAILABLE)
"""Problems that whoever watches over the process looks for, before there is the first one."""
_ABOUT = """\
The provider’s systems and the chat desk, one truth: accounts, people, products and orders come in here; account links
are made; partnerships are read; and decisions of the provider’s own console are taken, under the rights of the chat.

Everything is JSON. What cannot be done is a problem after RFC 9457. A call with an `Idempotency-Key` is done once: the
same again within 24 hours gets the same answer, with the header `Idempotent-Replayed`. Refusals change nothing and are
not kept: the same call may succeed later."""


def build_api(units: Units, desk: Desk, gate: Gate | None = None, journal: CallJournal | None = None) -> FastAPI:
    """The ASGI application. `desk` puts what people in the chat are told into the outbox; the bot delivers it."""
    journal = journal or CallJournal()
    width = 1 if units.engine.dialect.name == "sqlite" else THREADS

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = width
        yield

    api = FastAPI(
        title="Handschlag",
        version=VERSION,
        summary="The programme’s desk, for the provider’s systems.",
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.state.units = units
    api.state.gate = gate or Gate(units)
    api.state.calls = Calls(units, desk)
    api.state.journal = journal
    around = desk.around
    routers = (
        records.router(records.Books(around.programme, around.renderer)),
        links.router(around.programme, around.bot_username),
        partnerships.router(around.programme),
    )
    for router in routers:
        api.include_router(router, prefix="/v1")
    journal.expects(
        (route for router in routers for route in router.routes if isinstance(route, APIRoute)),
        (kind.slug for kind in LOOKED_FOR),
    )
    api.add_api_route(
        "/health",
        _health,
        response_model=Health,
        responses=described(503),
        tags=["process"],
        summary="Whether the process can do its work",
    )
    api.add_exception_handler(HTTPException, _no_such_operation)
    api.add_middleware(Counted, journal=journal)
    api.openapi = _described(api.openapi)  # type: ignore[method-assign]  # as its documentation says
    return api


async def _health(request: Request) -> Response:
    """Needs no token."""
    units: Units = request.app.state.units

    def look() -> None:
        # Not in a transaction: on SQLite, that would be the one writer's.
        with closing(units.engine.raw_connection()) as connection:
            connection.cursor().execute("SELECT 1")

    try:
        await run_in_threadpool(look)
    except DATABASE_TROUBLE:
        return stop(request, Stopped(UNAVAILABLE, "The database does not answer.", headers={"Retry-After": "5"}))
    return answer(200, {"status": "ok"})


async def _no_such_operation(request: Request, error: Exception) -> Response:
    await asyncio.sleep(0)
    if not isinstance(error, HTTPException):
        raise error
    headers = dict(error.headers or {})
    if error.status_code == NO_SUCH_PATH.status:
        problem = Stopped(NO_SUCH_PATH, "/openapi.json describes what there is.", headers=headers)
    elif error.status_code == METHOD.status:
        problem = Stopped(METHOD, "The header Allow names the methods that there are.", headers=headers)
    else:
        problem = Stopped(Kind(error.status_code, "request", "The request cannot be read"), error.detail)
    return stop(request, problem)


def _described(describe: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """As the framework describes the API, with the problem as one of its schemas."""

    def with_problem() -> dict[str, Any]:
        described = describe()
        schemas = described["components"]["schemas"]
        if "Problem" not in schemas:
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= {**problem.pop("$defs"), "Problem": problem}
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
        return described

    return with_problem
