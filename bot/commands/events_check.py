"""What `handschlag doctor` says of the endpoint for events: whether it answers, and what waits for it."""

from __future__ import annotations

from collections.abc import Iterator

import aiohttp
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.app import now
from bot.commands.columns import span
from bot.config import PREFIX, Settings
from bot.effects.endpoint import Endpoint
from storage.effects import backlog, paused

TIMEOUT = aiohttp.ClientTimeout(total=10)


async def fault_of_endpoint(endpoint: Endpoint) -> str | None:
    """Why no event can get there; `None` where something answers, whatever it says to a request that is no event."""
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.head(endpoint.url, allow_redirects=False),
        ):
            return None
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        why = str(fault) or "no answer in time"
        return f"{endpoint.url} cannot be reached ({why}): check the network, and {PREFIX}EVENTS_URL."


def what_waits(engine: Engine, settings: Settings) -> Iterator[tuple[bool, str]]:
    """Sentences about the events in the outbox, each with whether it is as it should be."""
    with Session(engine) as session:
        held, is_paused = backlog(session), paused(session)
    if held.oldest is not None:
        age = span(now() - held.oldest)
        if settings.events_endpoint is None:
            yield False, f"{held.waiting:,} wait for an endpoint that is not set any more: {PREFIX}EVENTS_URL."
        else:
            yield True, f"{held.waiting:,} wait, the oldest for {age}."
    if held.given_up:
        yield False, f"{held.given_up:,} were given up: handschlag events list --dead lists them."
    if is_paused:
        yield False, "the endpoint wants no events (410): when it does again, handschlag events replay says so."
