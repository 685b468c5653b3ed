"""Until when offers are taken: a day, with a time or without, in the client's time zone; held to the second."""

from __future__ import annotations

import datetime as dt
import re

from domain.dates import read_day
from domain.words import Local, Msg, Refused

SHORTEST = dt.timedelta(hours=1)
LONGEST = dt.timedelta(days=180)
DEFAULT_TIME = dt.time(18)
"""Where only a day is named."""
_TIME = re.compile(
    r"[\s,]+(?:(?:at|um|by|bis)\s+)?(\d{1,2})(?:[:.h](\d{2}))?\s*(uhr|h|o['’]?clock|am|pm)?$", re.IGNORECASE
)
_LONGEST_TEXT = 60


class DeadlineRefused(Refused):
    """No deadline for a tender."""


def read_deadline(text: str, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The moment in UTC that is meant by what was typed in that zone. Raises `DeadlineRefused` or `DateRefused`."""
    written = " ".join(text.split())[:_LONGEST_TEXT]
    time = DEFAULT_TIME
    found = _TIME.search(written)
    if found is not None and (found[2] or found[3]):
        time = _time(found[1], found[2], (found[3] or "").casefold(), now, zone)
        written = written[: found.start()].rstrip(" ,")
    day = read_day(written, now.astimezone(zone).date())
    return checked(dt.datetime.combine(day, time, zone).astimezone(dt.UTC), now, zone)


def in_days(days: int, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The end of the working day so many days later, in that zone."""
    day = now.astimezone(zone).date() + dt.timedelta(days=days)
    return dt.datetime.combine(day, DEFAULT_TIME, zone).astimezone(dt.UTC)


def checked(deadline: dt.datetime, now: dt.datetime, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    """The deadline, where a tender may have it. Raises `DeadlineRefused`."""
    if deadline < now + SHORTEST:
        raise DeadlineRefused(
            Msg(
                "That leaves partners no time: please name a moment at least one hour from now, for example {moment}.",
                moment=Local(in_days(14, now, zone), zone),
            )
        )
    if deadline > now + LONGEST:
        raise DeadlineRefused(
            Msg(
                "That is very far away: partners plan for {n} days at most. Please name an earlier day; you can extend "
                "it later.",
                n=LONGEST.days,
            )
        )
    return deadline


def _time(hour: str, minute: str | None, mark: str, now: dt.datetime, zone: dt.tzinfo) -> dt.time:
    hours = int(hour)
    if mark in {"am", "pm"} and 1 <= hours <= 12:
        hours = hours % 12 + (12 if mark == "pm" else 0)
    if hours == 24 and int(minute or 0) == 0:
        return dt.time(23, 59, 59)
    try:
        return dt.time(hours, int(minute or 0))
    except ValueError:
        raise DeadlineRefused(
            Msg(
                "I cannot read this time. Please write the day and the time like {moment}.",
                moment=Local(in_days(14, now, zone), zone),
            )
        ) from None
