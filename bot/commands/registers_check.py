"""What `handschlag doctor` says of registers of numbers: whether they can be reached, and which are out of order."""

from __future__ import annotations

from collections.abc import Iterator

import aiohttp
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.app import now
from bot.commands.columns import span
from bot.config import PREFIX, Settings
from domain.vat.outages import EVERYTHING
from storage.vat import circuits

NOT_IMPLEMENTED = 501
TIMEOUT = aiohttp.ClientTimeout(total=10)

Said = tuple[bool, str]


async def look_at_registers(settings: Settings) -> list[Said]:
    """Whether something answers where numbers are looked up. Nobody's number is asked about."""
    asked = settings.registers
    found = []
    if asked.vies is not None:
        found.append(await _look_at("VIES", asked.vies.url, "VIES_URL"))
    if asked.swiss is not None:
        found.append(await _look_at("the Swiss register", asked.swiss.url, "UID_REGISTER_URL"))
    return found


async def _look_at(name: str, url: str, setting: str) -> Said:
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.head(url, allow_redirects=False) as answer,
        ):
            if answer.status < 500 or answer.status == NOT_IMPLEMENTED:  # it has no HEAD, and that is an answer
                return True, f"{name} answers at {url}."
            why = f"status {answer.status}"
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        why = str(fault) or "no answer in time"
    return False, (
        f"{name} does not answer at {url} ({why}): check the network, and {PREFIX}{setting}. "
        "Nobody waits for it: numbers are asked about again by themselves."
    )


def what_is_out_of_order(engine: Engine) -> Iterator[Said]:
    """Sentences about countries whose numbers are not asked about at present."""
    with Session(engine) as session:
        found = list(circuits(session).values())
    for each in found:
        whose = "VIES as a whole has" if each.country == EVERYTHING else f"the register of {each.country} has"
        since = f"{whose} been out of order for {span(now() - each.since)} ({each.trouble})"
        yield False, f"{since}: it is tried again by itself; handschlag vat check asks at once."
