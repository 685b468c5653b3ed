"""The control API's way to inline mode: what somebody types, what the bot answers, and the result that is sent."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.requests import Request

from playground import inline, shown
from playground.actions import Impossible
from playground.bodies import ChosenResult, NewInlineQuery, read
from playground.inline_queries import Query
from playground.world import World

LONGEST_LOOK_S = 0.5


async def ask(world: World, request: Request) -> object:
    """Somebody types behind the bot's name in a chat. Raises `Impossible`."""
    body = await read(request, NewInlineQuery)
    chat, person = world.state.chats.get(body.chat_id), world.state.people.get(body.sender)
    if chat is None or person is None:
        raise Impossible("There is no such chat, or no such person.")
    return {"inline_query_id": inline.ask(world, chat, person, body.text, body.offset).id}


async def look(world: World, request: Request) -> object:
    """What the bot has answered; that is waited for, but not for long."""
    query = _query(world, request)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(query.answered.wait(), LONGEST_LOOK_S)
    return query.as_json()


async def choose(world: World, request: Request) -> object:
    """The person sends one of the results. Raises `Impossible`."""
    body = await read(request, ChosenResult)
    message = inline.choose(world, _query(world, request), body.result_id, body.thread_id)
    return shown.message(world.state, message)


def _query(world: World, request: Request) -> Query:
    query = world.inline.get(request.path_params["query_id"])
    if query is None:
        raise Impossible("There is no such inline query.")
    return query


ROUTES = (
    ("/inline", ask, "POST"),
    ("/inline/{query_id}", look, "GET"),
    ("/inline/{query_id}/choose", choose, "POST"),
)
"""Path, handler and method of each."""
