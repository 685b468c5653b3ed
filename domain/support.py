"""When support is there, and how long somebody has been waiting for it: hours of the week, but for holidays."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from holidays import HolidayBase, country_holidays, list_supported_countries

from domain.words import Named

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS = re.compile(r"(\w{3})(?:\s*[-–]\s*(\w{3}))?\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_ONE_DAY = dt.timedelta(days=1)


class HoursInvalid(ValueError):
    """Not the hours of a week."""


class HolidaysUnknown(ValueError):
    """Nobody keeps the holidays of such a country or canton."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """The public holidays of a country, `CH`, or of a part of it, `CH-GE`, as the `holidays` package keeps them.

    Raises `HolidaysUnknown`.
    """

    code: str

    def __post_init__(self) -> None:
        country, _, part = self.code.partition("-")
        known = list_supported_countries(include_aliases=False)
        if country not in known or (self.code != country and part not in known[country]):
            raise HolidaysUnknown(self.code)

    def __contains__(self, day: dt.date) -> bool:
        return day in _calendar(self.code, "en_US")

    def name_of(self, day: dt.date) -> Named | None:
        """What is celebrated on that day."""
        if day not in self:
            return None
        return Named(de=str(_calendar(self.code, "de").get(day)), en=str(_calendar(self.code, "en_US").get(day)))


@cache
def _calendar(code: str, language: str) -> HolidayBase:
    """The calendar, with names in the language if it has them in that one."""
    country, _, part = code.partition("-")
    return country_holidays(country, subdiv=part or None, language=language)


@dataclass(frozen=True, slots=True)
class SupportHours:
    """The same hours on some days of the week, Monday being 0, but for `holidays`; `opens` comes before `closes`."""

    days: frozenset[int]
    opens: dt.time
    closes: dt.time
    timezone: dt.tzinfo
    holidays: Holidays | None = None

    def are_open(self, moment: dt.datetime) -> bool:
        """Whether support is there at that moment."""
        local = moment.astimezone(self.timezone)
        return self.is_there_on(local.date()) and self.opens <= local.time() < self.closes

    def is_there_on(self, day: dt.date) -> bool:
        """Whether it is a day on which support works."""
        return day.weekday() in self.days and (self.holidays is None or day not in self.holidays)

    def holiday(self, moment: dt.datetime) -> Named | None:
        """The holiday that keeps support away at that moment, if it is one on a day on which it would be there."""
        day = moment.astimezone(self.timezone).date()
        return self.holidays.name_of(day) if self.holidays is not None and day.weekday() in self.days else None

    def next_opening(self, moment: dt.datetime) -> dt.datetime:
        """When support is there again: that moment itself, if it is there now."""
        if self.are_open(moment):
            return moment
        day = moment.astimezone(self.timezone).date()
        while (opening := self._at(day, self.opens)) < moment or not self.is_there_on(day):
            day += _ONE_DAY
        return opening

    def waited(self, since: dt.datetime, until: dt.datetime) -> dt.timedelta:
        """How much of the time between the two moments support was there."""
        total = dt.timedelta()
        day = since.astimezone(self.timezone).date()
        while self._at(day, dt.time()) < until:
            if self.is_there_on(day):
                begin, end = max(since, self._at(day, self.opens)), min(until, self._at(day, self.closes))
                total += max(end - begin, dt.timedelta())
            day += _ONE_DAY
        return total

    def _at(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self.timezone).astimezone(dt.UTC)


def read_hours(text: str, timezone: dt.tzinfo, holidays: str | None = None) -> SupportHours:
    """Hours written as `Mon-Fri 08:00-18:00`, but for the holidays of `CH` or `CH-GE`.

    Raises `HoursInvalid` or `HolidaysUnknown`.
    """
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
    return SupportHours(
        frozenset(range(begin, end + 1)), opens, closes, timezone, None if holidays is None else Holidays(holidays)
    )
