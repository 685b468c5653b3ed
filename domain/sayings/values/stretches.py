"""Days, weeks and months by themselves: “3. April”, “Ende März”, “letzten Monat”, “in two weeks”, “Q1 2026”.

`domain.sayings.values.days` reads the prepositions around them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from domain.sayings.phrases import Match
from domain.sayings.values import calendar, edges, numbered, years
from domain.sayings.values.calendar import FEASTS, Stretch, Unit
from domain.sayings.values.calendar_words import SHIFTED, CalendarWords, Role
from domain.sayings.values.figures import Found, NoSuchDay, in_figures
from domain.sayings.values.span import lasting

_STEPS = {"today": 0, "tomorrow": 1, "day-after-tomorrow": 2, "yesterday": -1, "day-before-yesterday": -2}
_NUMBERED = frozenset({"ordinals", "last"})
_OF_DAYS = frozenset({"months", "ordinals"})
_EDGES = frozenset({"beginning", "middle", "end", "rest", "end-of-month", "end-of-quarter"})
_EDGES |= {"beginning-of-year", "end-of-year"}
_NEAR = frozenset({"this", "last", "next", "after-next", "several-last", "several-next", *SHIFTED})
_WEEKS = frozenset(numbered.LISTS)
_SINGLE = frozenset({*_STEPS, "weekdays", "weekend", *FEASTS})
_FAR = frozenset({"in", "within", "before", "counts", "half-years"})
_ONE_DAY = dt.timedelta(days=1)


class Stretches:
    """Reads them in one message. What has no year or is a mere weekday is `ahead`, or behind."""

    def __init__(self, words: CalendarWords, today: dt.date) -> None:
        self._words, self._today = words, today
        self._found: dict[tuple[int, bool, bool], Found | None] = {}

    def at(self, place: int, months_ahead: bool, days_ahead: bool) -> Found | None:
        """The days that begin at a place; months and quarters may look elsewhere than days. Raises ValueError and
        OverflowError for days that no calendar has.
        """
        key = place, months_ahead, days_ahead
        if key not in self._found:
            found = self._read(self._words.behind(place, "of"), months_ahead, days_ahead)
            self._found[key] = None if found is None else self._in_year(found, days_ahead)
        return self._found[key]

    def _in_year(self, found: Found, ahead: bool) -> Found:
        """“November last year”, “letztes Jahr im November”."""
        return years.completed(
            self._words, found, self._today, lambda at: self._day_of_month(at, ahead) or self._of_months(at, ahead)
        )

    def _read(self, place: int, months_ahead: bool, days_ahead: bool) -> Found | None:
        if not self._words.may_begin(place):
            return None
        here, has_figures = self._words.lists(place), self._words.word(place).has_figures
        found: Found | None = None
        if has_figures or not here.isdisjoint(_WEEKS):
            found = self._week(place, days_ahead)
        if found is None and has_figures:
            found = in_figures(self._words, place, self._today, days_ahead)
        if found is None and not here.isdisjoint(_NUMBERED):
            found = edges.weekday_of_month(self._words, place, lambda at: self._of_months(at, days_ahead))
        if found is None and (has_figures or not here.isdisjoint(_OF_DAYS)):
            found = self._day_of_month(place, days_ahead) or self._half(place, months_ahead)
        if found is None and not here.isdisjoint(_EDGES):
            found = self._edge(place, days_ahead)
        if found is None and not here.isdisjoint(_NEAR):
            found = self._near(place, days_ahead)
        if found is None and (has_figures or not here.isdisjoint(_FAR)):
            found = self._far(place)
        if found is None and not here.isdisjoint(_SINGLE):
            found = self._single(place, days_ahead)
        if found is None and (has_figures or not here.isdisjoint(_OF_DAYS)):
            found = self._of_months(place, months_ahead) or self._fifteenth(place, days_ahead)
        return found

    def _week(self, place: int, ahead: bool) -> Found | None:
        """“KW 14”, “week 14”, “the week of 6 April”."""
        found = numbered.week(self._words, place, self._today, ahead)
        if found is None and (opened := self._words.is_a(place, "week-of")) is not None:
            day = self.at(opened.end, ahead, ahead)
            return None if day is None else replace(day, days=calendar.around(day.days.first, Unit.WEEK))
        return found

    def _day_of_month(self, place: int, ahead: bool) -> Found | None:
        """“3. April 2026”, “the 3rd of April”, “April 3rd, 2026”."""
        day = self._words.day_number(place)
        if day is not None:
            behind = self._words.behind(place + 1, "of")
            month = self._words.is_a(behind, "months")
            if month is not None:
                return self._with_year(month.end, month, day, ahead)
            near = self._near(behind, ahead) if self._words.is_ordinal(place) else None
            if near is None or near.days != calendar.around(near.days.first, Unit.MONTH):
                return None
            if day > near.days.last.day:
                raise NoSuchDay(near.end)  # “the 31st of next month”
            return replace(near, days=calendar.one(near.days.first.replace(day=day)))  # “the 1st of next month”
        month = self._words.is_a(place, "months")
        if month is None or (day := self._words.day_number(month.end)) is None:
            return None
        told = self._words.is_ordinal(month.end) or self._words.year(month.end + 1) is not None
        told = told or self._words.ends_clause(month.end) or self._words.is_named(place)
        if self._words.is_doubtful(place) and not told and not self._words.follows_preposition(place):
            return None  # “May 3 colleagues …”
        return self._with_year(month.end + 1, month, day, ahead)

    def _with_year(self, end: int, month: Match[Role], day: int, ahead: bool) -> Found | None:
        year = self._words.year(end)
        if year is not None:
            whole = calendar.month(year, month.kind[1] + 1)
            if day > whole.last.day:
                raise NoSuchDay(end + 1)
            return Found(end + 1, calendar.one(whole.first.replace(day=day)), certain=month.certain)
        found = calendar.in_some_year(self._today, month.kind[1] + 1, day, ahead)
        if found is None:
            raise NoSuchDay(end)  # “31. April”
        return Found(end, found, certain=month.certain)

    def _edge(self, place: int, ahead: bool) -> Found | None:
        def inner(at: int) -> Found | None:
            return self._week(at, ahead) or self._near(at, ahead) or self._unit(at) or self._of_months(at, ahead)

        return edges.edge(self._words, place, self._today, inner)

    def _half(self, place: int, ahead: bool) -> Found | None:
        """“Erste Hälfte Mai”, “the first half of this month”, “zweite Aprilhälfte”."""

        def inner(at: int) -> Found | None:
            return self._near(at, ahead) or self._unit(at) or self._of_months(at, ahead)

        return edges.half(self._words, place, self._today, ahead, inner)

    def _unit(self, place: int) -> Found | None:
        """“The end of the month”: the one of today."""
        unit = self._words.unit(place)
        return None if unit is None else Found(unit[0], calendar.around(self._today, unit[1]))

    def _near(self, place: int, ahead: bool) -> Found | None:
        """“diese Woche”, “last month”, “nächsten Freitag”, “die letzten drei Monate”, “übernächste Woche Freitag”."""
        for name, (step, far) in SHIFTED.items():
            if (shifted := self._words.is_a(place, name)) is not None:
                return self._moved(shifted.end, step, far)
        if (after_next := self._words.is_a(place, "after-next")) is not None:  # “übernächsten Freitag”
            return self._week_on(after_next.end, 1)
        side = self._words.is_a(place, "this", "last", "next")
        if side is None:
            several = self._words.is_a(place, "several-last", "several-next")
            counted = self._words.counted(several.end) if several is not None else None
            if several is None or counted is None:
                return None
            return self._several(counted, ahead=several.kind[0] == "several-next")
        step = {"this": 0, "last": -1, "next": 1}[side.kind[0]]
        unit = self._words.unit(side.end)
        if unit is not None:
            return self._moved(unit[0], step, unit[1])
        weekend = self._words.is_a(side.end, "weekend")
        if weekend is not None:
            return Found(weekend.end, calendar.weekend(self._today, step > 0 or (step == 0 and ahead)))
        weekday = self._words.is_a(side.end, "weekdays")
        if weekday is not None:
            day = calendar.weekday(weekday.kind[1], self._today, step > 0 or (step == 0 and ahead))
            return self._a_week_later(weekday) or Found(weekday.end, calendar.one(day), certain=weekday.certain)
        month = self._words.is_a(side.end, "months")
        if month is not None and step:
            found = self._in_month(month.end, month, step > 0 or ahead)
            if found is None or step > 0 or not ahead:
                return found
            return replace(found, days=calendar.one(found.days.last))  # “auf den letzten April kündigen”
        counted = self._words.counted(side.end)
        return self._several(counted, ahead=step > 0) if counted is not None and step else None

    def _week_on(self, place: int, count: int) -> Found | None:
        """The weekday there, so many weeks behind the next one."""
        weekday = self._words.is_a(place, "weekdays")
        if weekday is None:
            return None
        day = calendar.later(calendar.weekday(weekday.kind[1], self._today, ahead=True), count, Unit.WEEK)
        return Found(weekday.end, calendar.one(day), certain=weekday.certain)

    def _a_week_later(self, weekday: Match[Role]) -> Found | None:
        """“Friday week”."""
        unit = self._words.unit(weekday.end)
        if unit is None or unit[1] is not Unit.WEEK or self._words.word(weekday.end).follows_break:
            return None
        found = None if self._week(weekday.end, ahead=True) is not None else self._week_on(weekday.begin, 1)
        return None if found is None else replace(found, end=unit[0])

    def _moved(self, end: int, step: int, unit: Unit) -> Found:
        """So many of the unit from now, or the weekday that is named behind a week."""
        moved = calendar.later(calendar.around(self._today, unit).first, step, unit)
        begin = self._words.behind(end, "on")
        weekday = self._words.is_a(begin, "weekdays") if unit is Unit.WEEK else None
        if weekday is not None:
            return Found(weekday.end, calendar.one(calendar.in_week(moved, weekday.kind[1])), certain=weekday.certain)
        return Found(end, calendar.around(moved, unit))

    def _several(self, counted: tuple[int, int, Unit], *, ahead: bool) -> Found:
        end, count, unit = counted
        far = calendar.later(self._today, count if ahead else -count, unit)
        return Found(end, Stretch(self._today, far) if ahead else Stretch(far, self._today))

    def _single(self, place: int, ahead: bool) -> Found | None:
        """“heute”, “übermorgen”, “Friday”, “Ostern”, “Freitag nächster Woche”."""
        if (named := self._words.is_a(place, *_STEPS)) is not None:
            return Found(named.end, calendar.one(self._today + _STEPS[named.kind[0]] * _ONE_DAY), certain=named.certain)
        if (feast := self._words.is_a(place, *FEASTS)) is not None:
            said, name = years.year_at(self._words, feast.end, self._today), feast.kind[0]
            day = calendar.feast(self._today, name, ahead) if said is None else calendar.feast_of(said[1], name)
            return Found(feast.end if said is None else said[0], calendar.one(day), certain=feast.certain)
        if (weekend := self._words.is_a(place, "weekend")) is not None:
            return Found(weekend.end, calendar.weekend(self._today, ahead))
        weekday = self._words.is_a(place, "weekdays")
        if weekday is None:
            return None
        if (after_next := self._words.is_a(weekday.end, "after-next")) is not None:  # “the Friday after next”
            found = self._week_on(place, 1)
            return None if found is None else replace(found, end=after_next.end)
        if (beside := edges.weekday_beside(self._words, weekday, lambda at: self.at(at, ahead, ahead))) is not None:
            return beside
        distant = self._far(weekday.end)
        if distant is not None and distant.days.first > self._today:  # “Mittwoch in einer Woche”, “in acht Tagen”
            found = self._week_on(place, (distant.days.first - self._today).days // 7)
            return None if found is None else replace(found, end=distant.end)
        behind = self._words.behind(weekday.end, "in", "of")
        week = self._week(behind, ahead) or self._near(behind, ahead)
        if week is None and (later := self._a_week_later(weekday)) is not None:
            return later
        if week is not None and week.days == calendar.around(week.days.first, Unit.WEEK):  # “Freitag nächster Woche”
            day = calendar.in_week(week.days.first, weekday.kind[1])
            return Found(week.end, calendar.one(day), certain=weekday.certain)
        day = calendar.weekday(weekday.kind[1], self._today, ahead)
        return Found(weekday.end, calendar.one(day), certain=weekday.certain)

    def _far(self, place: int) -> Found | None:
        """“in two weeks”, “innert 14 Tagen”, “vor zwei Wochen”, “two weeks ago”, “three more months”."""
        opened = self._words.is_a(place, "in", "within", "before")
        counted = self._words.counted(opened.end if opened is not None else place)
        if counted is None:
            return None
        end, count, unit = counted
        if opened is None:
            if (ago := self._words.is_a(end, "ago")) is not None:
                return Found(ago.end, calendar.one(calendar.later(self._today, -count, unit)))
            if (notice := self._words.is_a(end, "notice")) is not None:  # “with two months' notice”
                return Found(notice.end, calendar.one(calendar.later(self._today, count, unit)))
            if any("more" in self._words.lists(at) for at in range(place, min(end + 1, len(self._words)))):
                return self._several((self._words.behind(end, "more"), count, unit), ahead=True)
            return self._from_then(counted)
        if opened.kind[0] == "within":
            then = self._then(end, "from")  # “für drei Monate ab 1. April”
            return lasting(then, counted) if then is not None else self._several(counted, ahead=True)
        back = opened.kind[0] == "before"
        return Found(end, calendar.one(calendar.later(self._today, -count if back else count, unit)))

    def _from_then(self, counted: tuple[int, int, Unit]) -> Found | None:
        """“Two weeks from now”, “a week from Friday”."""
        end, count, unit = counted
        then = self._then(end, "from", "after")
        return None if then is None else replace(then, days=calendar.one(calendar.later(then.days.first, count, unit)))

    def _then(self, place: int, *openings: str) -> Found | None:
        """The day from which on something is reckoned."""
        opened = self._words.is_a(place, *openings)
        if opened is None:
            return None
        now = self._words.is_a(opened.end, "now")
        return Found(now.end, calendar.one(self._today)) if now is not None else self.at(opened.end, True, True)

    def _of_months(self, place: int, ahead: bool) -> Found | None:
        """“April”, “May 2025”, “Q1 2026”, “erstes Quartal”, “2025”."""
        month = self._words.is_a(place, "months")
        if month is not None:
            return self._in_month(month.end, month, ahead, alone=not self._words.is_doubtful(place))
        part = numbered.quarter(self._words, place, self._today, ahead)
        part = part or numbered.half_year(self._words, place, self._today, ahead)
        if part is not None:
            return part
        year = self._words.year(place)
        is_year = year is not None and not self._words.is_part_of_number(place)
        return Found(place + 1, calendar.around(dt.date(year, 1, 1), Unit.YEAR)) if year and is_year else None

    def _in_month(self, end: int, month: Match[Role], ahead: bool, *, alone: bool = True) -> Found | None:
        end = self._words.behind(end, "of") if self._words.year(self._words.behind(end, "of")) is not None else end
        if (year := self._words.year(end)) is not None:
            return Found(end + 1, calendar.month(year, month.kind[1] + 1), certain=month.certain)
        found = calendar.in_some_year(self._today, month.kind[1] + 1, None, ahead)
        return None if found is None else Found(end, found, alone, month.certain)

    def _fifteenth(self, place: int, ahead: bool) -> Found | None:
        """“bis zum 15.”, “by the 15th”: behind a preposition only."""
        day = self._words.day_number(place)
        if day is None or not self._words.is_ordinal(place):
            return None
        follows = self._words.word(place + 1) if place + 1 < len(self._words) else None
        if follows is not None and follows.before.strip() in ("", ".") and follows.number is not None:
            return None
        found = calendar.in_some_month(self._today, day, ahead)
        return None if found is None else Found(place + 1, found, alone=False)
