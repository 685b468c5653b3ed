"""Days, weeks and months by themselves: “3. April”, “Ende März”, “letzten Monat”, “in two weeks”, “Q1 2026”.

`domain.sayings.days` reads the prepositions around them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.sayings import calendar
from domain.sayings.calendar import Stretch, Unit
from domain.sayings.phrases import Match, Phrases, Read
from domain.sayings.spoken import Word

Role: TypeAlias = tuple[str, int]
"""The name of a list, and which of its entries."""

_STEPS = {"today": 0, "tomorrow": 1, "day-after-tomorrow": 2, "yesterday": -1, "day-before-yesterday": -2}
_NEARBY_YEARS = 15
_MOST_UNITS = 400
_NUMBER_ENDINGS = ("st", "nd", "rd", "th")
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """Some days at the words up to before `end`. `alone`: they need no preposition to be meant."""

    end: int
    days: Stretch
    alone: bool = True
    certain: bool = True


def _by_list(matches: Iterable[Match[Role]]) -> Mapping[str, Match[Role]]:
    found: dict[str, Match[Role]] = {}
    for match in matches:
        found.setdefault(match.kind[0], match)
    return found


class Stretches:
    """Reads them in one message. What has no year or is a mere weekday is `ahead`, or behind."""

    def __init__(self, phrases: Phrases[Role], text: str, said: Sequence[Read], today: dt.date) -> None:
        self._text, self._said, self._today = text, said, today
        self._matches = [_by_list(phrases.at(said, place)) for place in range(len(said))]

    def is_a(self, place: int, *names: str) -> Match[Role] | None:
        """The longest phrase of these lists at a place."""
        if place >= len(self._said):
            return None
        here = self._matches[place]
        found = [here[name] for name in names if name in here] if here else []
        return max(found, key=lambda match: match.end, default=None)

    def lists(self, place: int) -> Set[str]:
        """The lists of which a phrase stands there."""
        return self._matches[place].keys()

    def says_nothing(self, place: int) -> bool:
        """Whether no day can begin at a place."""
        return place >= len(self._said) or not (self._matches[place] or self._said[place].word.has_figures)

    def behind(self, place: int, *names: str) -> int:
        """The place behind such a word, or the same where there is none."""
        match = self.is_a(place, *names)
        return match.end if match is not None else place

    def word(self, place: int) -> Word:
        """The word at a place."""
        return self._said[place].word

    def _number(self, place: int) -> int | None:
        return self.word(place).number if place < len(self._said) else None

    def day_number(self, place: int) -> int | None:
        """1 to 31, in figures, as “3rd” or “first”."""
        if place >= len(self._said):
            return None
        key = self.word(place).key
        figures = key[:-2] if key.endswith(_NUMBER_ENDINGS) else key
        if figures.isascii() and figures.isdecimal() and len(figures) <= 2:
            return int(figures) if 1 <= int(figures) <= 31 else None
        ordinal = self.is_a(place, "ordinals")
        return ordinal.kind[1] + 1 if ordinal is not None else None

    def _is_ordinal(self, place: int) -> bool:
        """Whether a number is written as one in a row: “15.”, “15th”."""
        word = self.word(place)
        return word.key.endswith(_NUMBER_ENDINGS) or (
            word.key.isdecimal() and self._text[word.end : word.end + 1] == "."
        )

    def _year(self, place: int) -> int | None:
        year = self._number(place)
        near = year is not None and abs(year - self._today.year) <= _NEARBY_YEARS
        return year if near and len(self.word(place).key) == 4 else None

    def at(self, place: int, months_ahead: bool, days_ahead: bool) -> Found | None:
        """The days that begin at a place; months and quarters may look elsewhere than days. Raises ValueError and
        OverflowError for days that no calendar has.
        """
        place = self.behind(place, "of")
        if self.says_nothing(place):
            return None
        readers: tuple[Callable[[int, bool], Found | None], ...] = (
            self._in_figures,
            self._day_of_month,
            self._edge,
            self._near,
            self._single,
            self._far,
        )
        for read in readers:
            found = read(place, days_ahead)
            if found is not None:
                return found
        return self._of_months(place, months_ahead) or self._fifteenth(place, days_ahead)

    def _in_figures(self, place: int, ahead: bool) -> Found | None:
        """2026-04-03, 3.4.2026, 3.4.26, 04/03/2026 and 3.4."""
        parts = [self._number(place + n) for n in range(3)]
        if parts[0] is None or parts[1] is None:
            return None
        signs = [self.word(place + n).before.strip() for n in (1, 2) if place + n < len(self._said)]
        if parts[2] is not None and len(signs) == 2 and signs[0] == signs[1] and signs[0] in (".", "-", "/"):
            first, second, third = parts[0], parts[1], parts[2]
            width = len(self.word(place + 2).key)
            if len(self.word(place).key) == 4:
                return Found(place + 3, calendar.one(dt.date(first, second, third)))
            if width in (2, 4):
                year = third if width == 4 else 2000 + third
                if second > 12 >= first and signs[0] == "/":
                    return Found(place + 3, calendar.one(dt.date(year, first, second)), certain=False)
                return Found(place + 3, calendar.one(dt.date(year, second, first)))
        if signs and signs[0] == "." and 1 <= parts[0] <= 31 and 1 <= parts[1] <= 12:
            closed = self._is_ordinal(place + 1)
            if len(self.word(place + 1).key) <= 2 and (closed or not self.word(place + 1).key.startswith("00")):
                found = calendar.in_some_year(self._today, parts[1], parts[0], ahead)
                return None if found is None else Found(place + 2, found, alone=closed)
        return None

    def _day_of_month(self, place: int, ahead: bool) -> Found | None:
        """“3. April 2026”, “the 3rd of April”, “April 3rd, 2026”."""
        day = self.day_number(place)
        if day is not None:
            month = self.is_a(self.behind(place + 1, "of"), "months")
            return None if month is None else self._with_year(month.end, month, day, ahead)
        month = self.is_a(place, "months")
        if month is None or (day := self.day_number(month.end)) is None:
            return None
        if self._is_doubtful(place) and not self._is_ordinal(month.end) and self._year(month.end + 1) is None:
            return None  # “May 3 colleagues …”
        return self._with_year(month.end + 1, month, day, ahead)

    def _with_year(self, end: int, month: Match[Role], day: int, ahead: bool) -> Found | None:
        year = self._year(end)
        if year is not None:
            return Found(end + 1, calendar.one(dt.date(year, month.kind[1] + 1, day)), certain=month.certain)
        found = calendar.in_some_year(self._today, month.kind[1] + 1, day, ahead)
        return None if found is None else Found(end, found, certain=month.certain)

    def _edge(self, place: int, ahead: bool) -> Found | None:
        """“Ende März”, “Anfang nächster Woche”, “end of the month”, “Monatsende”."""
        month, year = calendar.around(self._today, Unit.MONTH), calendar.around(self._today, Unit.YEAR)
        for name, day in (
            ("end-of-month", month.last),
            ("beginning-of-year", year.first),
            ("end-of-year", year.last),
        ):
            if (whole := self.is_a(place, name)) is not None:
                return Found(whole.end, calendar.one(day), certain=whole.certain)
        edge = self.is_a(place, "beginning", "middle", "end")
        if edge is None:
            return None
        begin = self.behind(edge.end, "of")
        if begin >= len(self._said):
            return None
        unit = self._unit(begin)
        inner = Found(unit[0], calendar.around(self._today, unit[1])) if unit is not None else None
        inner = inner or self._near(begin, ahead) or self._of_months(begin, ahead)
        if inner is None:
            return None
        days = inner.days
        day = {"beginning": days.first, "middle": days.middle, "end": days.last}[edge.kind[0]]
        return replace(inner, days=calendar.one(day), alone=True)

    def _near(self, place: int, ahead: bool) -> Found | None:
        """“diese Woche”, “last month”, “nächsten Freitag”, “die letzten drei Monate”."""
        side = self.is_a(place, "this", "last", "next")
        if side is None:
            several = self.is_a(place, "several-last", "several-next")
            counted = self.counted(several.end) if several is not None else None
            if several is None or counted is None:
                return None
            return self._several(counted, ahead=several.kind[0] == "several-next")
        step = {"this": 0, "last": -1, "next": 1}[side.kind[0]]
        unit = self._unit(side.end)
        if unit is not None:
            moved = calendar.later(calendar.around(self._today, unit[1]).first, step, unit[1])
            return Found(unit[0], calendar.around(moved, unit[1]))
        weekday = self.is_a(side.end, "weekdays")
        if weekday is not None:
            return Found(
                weekday.end,
                calendar.one(calendar.weekday(weekday.kind[1], self._today, step > 0 or (step == 0 and ahead))),
                certain=weekday.certain,
            )
        month = self.is_a(side.end, "months")
        if month is not None and step:
            return self._in_month(month.end, month, step > 0)
        counted = self.counted(side.end)
        return self._several(counted, ahead=step > 0) if counted is not None and step else None

    def _several(self, counted: tuple[int, int, Unit], *, ahead: bool) -> Found:
        end, count, unit = counted
        far = calendar.later(self._today, count if ahead else -count, unit)
        return Found(end, Stretch(self._today, far) if ahead else Stretch(far, self._today))

    def _single(self, place: int, ahead: bool) -> Found | None:
        """“heute”, “übermorgen”, “Friday”."""
        if (named := self.is_a(place, *_STEPS)) is not None:
            return Found(named.end, calendar.one(self._today + _STEPS[named.kind[0]] * _ONE_DAY), certain=named.certain)
        weekday = self.is_a(place, "weekdays")
        if weekday is None:
            return None
        day = calendar.weekday(weekday.kind[1], self._today, ahead)
        return Found(weekday.end, calendar.one(day), certain=weekday.certain)

    def _far(self, place: int, ahead: bool) -> Found | None:
        """“in two weeks”, “innert 14 Tagen”, “vor zwei Wochen”, “two weeks ago”."""
        del ahead  # the words tell
        opened = self.is_a(place, "in", "within", "before")
        counted = self.counted(opened.end if opened is not None else place)
        if counted is None:
            return None
        end, count, unit = counted
        if opened is None:
            ago = self.is_a(end, "ago")
            return None if ago is None else Found(ago.end, calendar.one(calendar.later(self._today, -count, unit)))
        if opened.kind[0] == "within":
            return self._several(counted, ahead=True)
        back = opened.kind[0] == "before"
        return Found(end, calendar.one(calendar.later(self._today, -count if back else count, unit)))

    def _of_months(self, place: int, ahead: bool) -> Found | None:
        """“April”, “May 2025”, “Q1 2026”, “erstes Quartal”, “2025”."""
        month = self.is_a(place, "months")
        if month is not None:
            return self._in_month(month.end, month, ahead, alone=not self._is_doubtful(place))
        key = self.word(place).key
        number = int(key[1]) if len(key) == 2 and key[0] == "q" and key[1] in "1234" else None
        end = place + 1
        if number is None and (number := self.day_number(place)) is not None:
            unit = self._unit(place + 1)
            if number > 4 or unit is None or unit[1] is not Unit.QUARTER:
                number = None
            else:
                end = unit[0]
        if number is not None:
            end = self.behind(end, "of")
            if (year := self._year(end)) is not None:
                return Found(end + 1, calendar.quarter(year, number))
            found = calendar.quarter(self._today.year, number)
            step = 1 if ahead and found.last < self._today else -1 if not ahead and found.first > self._today else 0
            return Found(end, calendar.quarter(self._today.year + step, number))
        year = self._year(place)
        is_year = year is not None and not self._is_part_of_number(place)
        return Found(place + 1, calendar.around(dt.date(year, 1, 1), Unit.YEAR)) if year and is_year else None

    def _in_month(self, end: int, month: Match[Role], ahead: bool, *, alone: bool = True) -> Found | None:
        end = self.behind(end, "of") if self._year(self.behind(end, "of")) is not None else end
        if (year := self._year(end)) is not None:
            return Found(end + 1, calendar.month(year, month.kind[1] + 1), certain=month.certain)
        found = calendar.in_some_year(self._today, month.kind[1] + 1, None, ahead)
        return None if found is None else Found(end, found, alone, month.certain)

    def _fifteenth(self, place: int, ahead: bool) -> Found | None:
        """“bis zum 15.”, “by the 15th”: behind a preposition only."""
        day = self.day_number(place)
        if day is None or not self._is_ordinal(place):
            return None
        follows = self.word(place + 1) if place + 1 < len(self._said) else None
        if follows is not None and follows.before.strip() in ("", ".") and follows.number is not None:
            return None
        found = calendar.in_some_month(self._today, day, ahead)
        return None if found is None else Found(place + 1, found, alone=False)

    def counted(self, place: int) -> tuple[int, int, Unit] | None:
        """“14 Tage”, “zwei Wochen”: up to where, how many, of what."""
        place = self.behind(place, "of")
        count = self._number(place)
        end = place + 1
        if count is None:
            said = self.is_a(place, "counts")
            if said is None:
                return None
            count, end = said.kind[1] + 1, said.end
        unit = self._unit(end)
        return (unit[0], count, unit[1]) if unit is not None and count <= _MOST_UNITS else None

    def _unit(self, place: int) -> tuple[int, Unit] | None:
        for unit in Unit:
            if (found := self.is_a(place, f"unit-{unit}")) is not None:
                return found.end, unit
        return None

    def _is_doubtful(self, place: int) -> bool:
        """Whether the month's name is a word of another meaning, too: “May I …”, “Jan”."""
        return self.is_a(place, "doubtful-months") is not None

    def _is_part_of_number(self, place: int) -> bool:
        """Whether other figures or a currency's sign stand beside it."""
        word = self.word(place)
        around = self._text[max(0, word.start - 2) : word.start] + self._text[word.end : word.end + 2]
        sides = [self._number(place + step) for step in (-1, 1) if 0 <= place + step < len(self._said)]
        touching = any(not sign.isspace() and sign not in '.,;:!?()"”“»«' for sign in around[1:3] or around)
        return touching or any(side is not None for side in sides)
