"""What `handschlag doctor` says of what serves: the API, and whether a desk that runs is ready for what comes."""

from __future__ import annotations

import aiohttp
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.app import now
from bot.commands.columns import span
from bot.config import PREFIX, Settings
from bot.health import READY_PATH
from bot.metrics.standing import LATE_AFTER
from storage.runtime.due import late
from storage.runtime.workers import colleagues, moment

TIMEOUT = aiohttp.ClientTimeout(total=5)
HEALTH_PATH = "/health"

Said = tuple[bool, str]


async def look_at_api(settings: Settings, tokens: int) -> Said | None:
    """Whether the API answers, where somebody has a token for it."""
    if not tokens:
        return None
    answer = await _ask(f"http://{settings.api_listen}{HEALTH_PATH}")
    if answer is not None and answer[0] == 200:
        return True, f"it answers on {settings.api_listen}; {tokens} tokens are good for it."
    return False, (
        f"nothing answers on {settings.api_listen} ({PREFIX}API_LISTEN), and {tokens} tokens are good for it: "
        "start handschlag api, or take the tokens back (handschlag api-tokens revoke)."
    )


async def look_at_desk(settings: Settings, engine: Engine) -> list[Said]:
    """Whether somebody serves the bot, and is ready; and whether what is due is done."""
    with Session(engine) as session:
        present = moment(session)
        serving = [each for each in colleagues(session, present) if each.beating]
        count, since = late(session, now() - LATE_AFTER)
    said = []
    if settings.metrics_listen is not None and serving:
        said.append(await _look_at_ready(settings.metrics_listen))
    elif serving:
        said.append((True, f"{len(serving)} processes serve the bot."))
    if since is not None and serving:
        said.append((False, f"{count:,} things should have been done {span(now() - since)} ago: the log says why not."))
    elif since is not None:
        said.append((True, f"{count:,} things wait to be done: nobody serves the bot, which handschlag run does."))
    return said


async def _look_at_ready(address: str) -> Said:
    answer = await _ask(f"http://{address}{READY_PATH}")
    if answer is None:
        return (
            False,
            f"the bot is served, but nothing answers on {address}: check {PREFIX}METRICS_LISTEN, and start anew.",
        )
    status, words = answer
    return status == 200, f"on {address}: {'; '.join(words.split(chr(10))[:5]).strip('; ')}."


async def _ask(url: str) -> tuple[int, str] | None:
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session, session.get(url, allow_redirects=False) as answer:
            return answer.status, (await answer.content.read(2_000)).decode("utf-8", "replace")
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None
