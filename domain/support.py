"""When support is there, and how long somebody has been waiting for it: hours of the week, nothing else."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS = re.compile(r"(\w{3})(?:\s*[-–]\s*(\w{3}))?\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_ONE_DAY = dt.timedelta(days=1)


class HoursInvalid(ValueError):
    """Not the hours of a week."""


@dataclass(frozen=True, slots=True)
class SupportHours:
    """The same hours on some days of the week, Monday being 0; `opens` comes before `closes`."""

    days: frozenset[int]
    opens: dt.time
    closes: dt.time
    timezone: dt.tzinfo

    def are_open(self, moment: dt.datetime) -> bool:
        """Whether support is there at that moment."""
        local = moment.astimezone(self.timezone)
        return local.weekday() in self.days and self.opens <= local.time() < self.closes

    def next_opening(self, moment: dt.datetime) -> dt.datetime:
        """When support is there again: that moment itself, if it is there now."""
        if self.are_open(moment):
            return moment
        day = moment.astimezone(self.timezone).date()
        while (opening := self._at(day, self.opens)) < moment or day.weekday() not in self.days:
            day += _ONE_DAY
        return opening

    def waited(self, since: dt.datetime, until: dt.datetime) -> dt.timedelta:
        """How much of the time between the two moments support was there."""
        total = dt.timedelta()
        day = since.astimezone(self.timezone).date()
        while self._at(day, dt.time()) < until:
            if day.weekday() in self.days:
                begin, end = max(since, self._at(day, self.opens)), min(until, self._at(day, self.closes))
                total += max(end - begin, dt.timedelta())
            day += _ONE_DAY
        return total

    def _at(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self.timezone).astimezone(dt.UTC)


def read_hours(text: str, timezone: dt.tzinfo) -> SupportHours:
    """Hours written as `Mon-Fri 08:00-18:00`. Raises `HoursInvalid`."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise HoursInvalid(text)
    first, last, *numbers = found.groups()
    try:
        begin, end = DAYS.index(first.title()), DAYS.index((last or first).title())
        opens, closes = (
            dt.time(int(hour), int(minute)) for hour, minute in zip(numbers[::2], numbers[1::2], strict=True)
        )
    except ValueError as fault:
        raise HoursInvalid(text) from fault
    if opens >= closes or begin > end:
        raise HoursInvalid(text)
    return SupportHours(frozenset(range(begin, end + 1)), opens, closes, timezone)
