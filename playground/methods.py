"""All Bot API methods of the playground in one table, and how one is carried out."""

from __future__ import annotations

from collections.abc import Mapping

from playground import bot_profile, chats, editing, inline, sending, webhooks
from playground.call import Call, Method
from playground.schema import Arguments
from playground.world import World

_METHODS: Mapping[str, Method] = {
    **bot_profile.METHODS,
    **sending.METHODS,
    **inline.METHODS,
    **editing.METHODS,
    **chats.METHODS,
    **webhooks.METHODS,
}


async def perform(world: World, method: str, arguments: Arguments) -> object:
    """The method's result; `method` is spelled as in `playground.schema`. Raises `Refusal`."""
    if method == "getUpdates":
        allowed = arguments.array("allowed_updates")
        return await world.updates.poll(
            arguments.integer("offset"),
            arguments.integer("limit", 100),
            arguments.integer("timeout"),
            None if allowed is None else [str(kind) for kind in allowed],
        )
    return _METHODS[method](Call(world, arguments))
