"""What `handschlag doctor` says of the pages in the browser: whether their address leads to a bot that serves them."""

from __future__ import annotations

import aiohttp

from bot.config import PREFIX, Settings
from handlers.chat.mail.pages import ANSWER_PATH

TIMEOUT = aiohttp.ClientTimeout(total=10)
NO_LINK = "doctor"
"""Too short for a token, so that nobody is taken for somebody who guesses."""


async def fault_of_pages(settings: Settings, url: str) -> str | None:
    """Why mails' links lead nowhere; `None` where the bot's own page answers that there is no such link."""
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(f"{url}{ANSWER_PATH}{NO_LINK}", allow_redirects=False) as answer,
        ):
            if answer.status == 404 and "noindex" in answer.headers.get("X-Robots-Tag", ""):
                return None
            why = f"something else answers there, with status {answer.status}"
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        why = str(fault) or "no answer in time"
    return (
        f"{url} does not lead to the bot ({why}): start handschlag run, and pass requests for it on to "
        f"{settings.pages_listen} ({PREFIX}PAGES_LISTEN), or with --webhook to {settings.webhook_listen} "
        f"({PREFIX}WEBHOOK_LISTEN)."
    )
