"""What `handschlag doctor` says of the machine: room on its disk, its clock, and the time zone of the desk."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.app import now
from bot.config import PREFIX, Settings
from storage.runtime.workers import moment

TIMEOUT = aiohttp.ClientTimeout(total=10)
LITTLE = 500_000_000
"""Bytes: below that, room is scarce."""
APART = dt.timedelta(seconds=30)
"""Clocks that differ by more are wrong: signatures of events are refused, and deadlines come at the wrong moment."""

Said = tuple[bool, str]


def look_at_disk(engine: Engine) -> Said | None:
    """How much is free where an SQLite database lies; another one's room is its server's business."""
    if engine.dialect.name != "sqlite":
        return None
    folder = Path(engine.url.database or ".").resolve().parent
    free = shutil.disk_usage(folder).free
    if free < LITTLE:
        return False, (
            f"{_size(free)} are free in {folder}: make room, or move the database ({PREFIX}DATABASE_URL); "
            "without room, nothing can be committed."
        )
    return True, f"{_size(free)} are free in {folder}."


async def look_at_clocks(settings: Settings, engine: Engine | None) -> Iterator[Said]:
    """This machine's clock beside those of Telegram and of the database server, as far as they can be asked."""
    clocks: dict[str, dt.timedelta] = {}
    if (theirs := await _clock_of(settings.api_url)) is not None:
        clocks["Telegram’s"] = theirs - now()
    if engine is not None and engine.dialect.name == "postgresql":
        with Session(engine) as session:
            clocks["the database’s"] = moment(session) - now()
    said = [_difference(whose, difference) for whose, difference in clocks.items() if abs(difference) > APART]
    if said:
        return iter(said)
    return iter([(True, f"it goes as {' and '.join(clocks)} does.")] if clocks else [])


def _difference(whose: str, difference: dt.timedelta) -> Said:
    way = "behind" if difference > dt.timedelta(0) else "ahead of"
    seconds = round(abs(difference).total_seconds())
    return False, (
        f"it is {seconds:,} s {way} {whose}: set it by NTP (timedatectl set-ntp true); "
        "events are refused whose time is wrong, and deadlines come at the wrong moment."
    )


async def _clock_of(url: str) -> dt.datetime | None:
    """What an HTTP server says that time it is; `None` where it does not say, or cannot be reached."""
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.head(url, allow_redirects=False) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return None


def look_at_timezone(settings: Settings) -> Said:
    """By which time the desk lives, and what time that is: a wrong zone is seen at once."""
    here = now().astimezone(ZoneInfo(settings.timezone))
    return True, (
        f"the desk lives by {settings.timezone}, where it is {here:%H:%M} on {here:%A}; "
        f"if that is not its time: {PREFIX}TIMEZONE."
    )


def _size(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= 10**9 else f"{size / 1e6:,.0f} MB"
