"""The demo's journeys in time: at each stop, what is due is done and delivered before it goes on to the next day."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.app import App

if TYPE_CHECKING:
    from playground.clock import Clock

LOOKS_EVERY_S = 0.05
STAYS_AT_MOST_S = 5.0
"""At one stop, where messages do not get through."""
_log = logging.getLogger(__name__)


async def travel(app: App, clock: Clock) -> None:
    """Goes wherever the clock is asked to go, until it is cancelled."""
    while True:
        while clock.days_left == 0:  # noqa: ASYNC110 - it is asked in the server's thread
            await asyncio.sleep(LOOKS_EVERY_S)
        try:
            clock.go_on()
            await app.caretaker.round()
            await _until_delivered(app)
        except Exception:  # noqa: BLE001 - logged with its traceback; the journey goes on
            _log.exception("the round of a day failed")
            await asyncio.sleep(STAYS_AT_MOST_S)


async def _until_delivered(app: App) -> None:
    try:
        async with asyncio.timeout(STAYS_AT_MOST_S):
            while not app.idle:  # noqa: ASYNC110 - it is looked at, not told
                await asyncio.sleep(LOOKS_EVERY_S)
    except TimeoutError:
        _log.warning("not everything was delivered before the next day")
