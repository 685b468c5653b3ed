"""The control API's way to the world's time: what it is, and a journey of some days ahead."""

from __future__ import annotations

from starlette.requests import Request

from playground import shown
from playground.actions import Impossible
from playground.bodies import Journey, read
from playground.world import World


async def show(world: World, _: Request) -> object:
    """The time, and how many days of a journey are left."""
    return shown.clock(world.clock)


async def travel(world: World, request: Request) -> object:
    """Asks whoever runs the demo to move the time, day by day; events tell of each. Raises `Impossible`."""
    body = await read(request, Journey)
    if not world.clock.moves:
        raise Impossible("Here, time goes on by itself.")
    world.clock.travel(body.days)
    return shown.clock(world.clock)


ROUTES = (("/clock", show, "GET"), ("/clock", travel, "POST"))
"""Path, handler and method of each."""
