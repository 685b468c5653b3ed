"""When people want to be written to: by day, where they are. What can wait for the morning does.

All moments come and go in UTC; what the clock on the wall shows meanwhile, `zoneinfo` knows, over both changes of it.
"""

from __future__ import annotations

import datetime as dt

DAY_BEGINS = dt.time(8)
DAY_ENDS = dt.time(20)
REMINDED_AT = dt.time(9)
"""When somebody is reminded who has put something off to another day."""
_ONE_DAY = dt.timedelta(days=1)


def is_daytime(moment: dt.datetime, zone: dt.tzinfo) -> bool:
    """Whether a reminder may come at that moment."""
    return DAY_BEGINS <= moment.astimezone(zone).time() < DAY_ENDS


def next_daytime(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The first moment, from that one on, at which a reminder may come."""
    if is_daytime(moment, zone):
        return moment
    local = moment.astimezone(zone)
    return _at(local.date() if local.time() < DAY_BEGINS else local.date() + _ONE_DAY, DAY_BEGINS, zone)


def tomorrow(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """When somebody is reminded who says “tomorrow” at that moment."""
    return _at(moment.astimezone(zone).date() + _ONE_DAY, REMINDED_AT, zone)


def next_week(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The same for “next week”: on Monday, and on a Monday the one after it."""
    day = moment.astimezone(zone).date()
    return _at(day + dt.timedelta(days=7 - day.weekday()), REMINDED_AT, zone)


def next_hour(moment: dt.datetime, hour: int, zone: dt.tzinfo) -> dt.datetime:
    """The first moment after that one at which it is this hour."""
    day = moment.astimezone(zone).date()
    today = _at(day, dt.time(hour), zone)
    return today if today > moment else _at(day + _ONE_DAY, dt.time(hour), zone)


def _at(day: dt.date, time: dt.time, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, time, zone).astimezone(dt.UTC)
