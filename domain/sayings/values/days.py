"""Days in running text: “bis Ende März”, “in two weeks”, “am 3.4.”, “seit letztem Freitag”, “Q1 2026”.

A value reaches over the preposition, too: “bis Ende März” has a last day only, “seit März” and “ab Mai” a first one
only, “im April” both. 04/03/2026 is the fourth of March, as in all of Europe.

What has no year looks ahead behind “bis” and “ab”, and back behind “seit”. Elsewhere words of the sentence tell (“läuft
ab”, “was ordered”); if none does, days are ahead and months behind: “im April”, said in March, was eleven months ago.

dateparser and parsedatetime were weighed: they take milliseconds for a sentence, find days in “may” and “so”, and do
not tell “bis” from “ab”.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from domain.sayings.phrases import Match, Phrases, Read
from domain.sayings.slots import Days, Slot, Value
from domain.sayings.spoken import Word
from domain.sayings.values import calendar, edges, numbered, tenses
from domain.sayings.values.calendar import FEASTS, Stretch, Unit
from domain.sayings.values.calendar_words import SHIFTED, CalendarWords, Role
from domain.sayings.values.corrected import CORRECTED
from domain.sayings.values.edges import day_of, is_vague, put_right
from domain.sayings.values.figures import Found, NoSuchDay
from domain.sayings.values.span import first_of, follow, lasting, with_one_end
from domain.sayings.values.stretches import Stretches
from domain.sayings.values.tenses import Signs

LISTS = (
    *("months", "weekdays", "counts", "ordinals"),  # whose order tells: the first month is January
    *(f"unit-{unit}" for unit in Unit),
    *("today", "tomorrow", "day-after-tomorrow", "yesterday", "day-before-yesterday"),
    *("beginning", "middle", "end", "end-of-month", "end-of-quarter", "beginning-of-year", "end-of-year"),
    *("until", "since", "from", "in", "on", "between", "to", "of", "within", "before", "after", "ago"),
    *(
        "this",
        "last",
        "next",
        "several-last",
        "several-next",
        "onwards",
        "to-whom",
        "from-or-of",
        "weekend",
        "half-year",
        "half-years",
        "fortnight",
        "after-next",
        "week-of",
        "rest",
        "more",
        "that-time",
        *("notice", "earliest", "latest"),
    ),
    *SHIFTED,
    *FEASTS,
    *numbered.LISTS,
    *edges.LISTS,
    *tenses.LISTS,
    *("doubtful-months", "no-day"),
    *("now", *CORRECTED),
)
_SINCE_THEN, _BEFORE_THEN = 1, 2
"""Entries of the list of words for what was named before."""
_ONE_DAY = dt.timedelta(days=1)

_Said: TypeAlias = tuple[int, Days | None, bool]
"""Up to which word, the days – None for “until further notice” –, and whether for certain."""


def roles(tables: Iterable[Mapping[str, Sequence[Sequence[str]]]]) -> Iterator[tuple[Role, str]]:
    """The phrases of `LISTS`, one language after the other."""
    for table in tables:
        for name in LISTS:
            for number, texts in enumerate(table.get(name, ())):
                yield from (((name, number), text) for text in texts)


def days(phrases: Phrases[Role], text: str, said: Sequence[Read], today: dt.date) -> Iterator[Value]:
    """The values, from left to right, none inside of another. An end that is said once more as a day is that day:
    “nach Ostern brauchen wir sie nicht mehr, Ende also am Ostersonntag”.
    """
    found = _days(phrases, text, said, today)
    again = {Days(last=when.last) for each in found if isinstance(when := each.value, Days) and when.first == when.last}
    return (each for each in found if each.value not in again)


def _days(phrases: Phrases[Role], text: str, said: Sequence[Read], today: dt.date) -> Sequence[Value]:
    reading = _Reading(phrases, text, said, today)
    values: list[Value] = []
    place = 0
    before: Days | None = None
    vague: Days | None = None
    only_told: Value | None = None
    while place < len(said):
        place, found = reading.behind(place, before)
        if found is None:
            if said[place].word.begins_sentence:
                vague = None
            place += 1
            continue
        end, meant, certain = found
        if meant is not None and vague is not None and (day := day_of(reading.words, place, end, vague)) is not None:
            meant = day
            values.pop()
        elif values and values[-1].value == before and reading.is_since_then(place):
            values.pop()
        before, vague = meant or before, None
        if meant is not None:
            value = Value(said[place].word.start, _stop(text, said[end - 1].word), Slot.WHEN, meant, certain)
            if not reading.is_told(place, meant):
                values.append(value)
                vague = meant if is_vague(reading.words, place, end, meant, today) else None
            elif reading.is_when(place, meant):
                only_told = value
        place = end
    return values if values or only_told is None else [only_told]


def _stop(text: str, last: Word) -> int:
    """Where a value ends: the point of “3.4.” belongs to it, one that ends a sentence behind a word does not."""
    is_ordinal = last.key.isdecimal() and len(last.key) <= 2 and text[last.end : last.end + 1] == "."
    return last.end + 1 if is_ordinal else last.end


class _Reading:
    """One message, read for days."""

    def __init__(self, phrases: Phrases[Role], text: str, said: Sequence[Read], today: dt.date) -> None:
        self._said, self._today = said, today
        self.words = CalendarWords(phrases, text, said, today)
        self._stretches = Stretches(self.words, today)
        self._signs = Signs(self.words, said)
        self._has_joints = any(map(self.words.joins, range(len(said))))
        self._opened: str | None = None
        """What the last days with one end began with."""

    def at(self, place: int) -> _Said | None:
        """What begins at a place."""
        if not self.words.may_begin(place):
            return None
        nothing = self.words.is_a(place, "no-day") or self.words.is_a(self.words.behind(place, "on", "of"), "no-day")
        try:
            if nothing is not None and not self._goes_on(nothing):
                return nothing.end, None, True
            between = self._between(place) if self._has_joints else None
            return between or self._open(place) or self._closed(place)
        except NoSuchDay as none:
            return none.end, None, True
        except (OverflowError, ValueError):
            return None  # a day that no calendar has

    def _goes_on(self, nothing: Match[Role]) -> bool:
        """Whether a day comes of what is none by itself: “ab sofort bis Ende Juni”, “der letzte Tag des Monats”."""
        if self.words.joins(nothing.end):
            return self.words.is_a(nothing.begin, "from") is not None
        found = self._closed(nothing.begin) if self.words.is_a(nothing.begin, "beginning", "end") is not None else None
        return found is not None and found[0] > nothing.end

    def behind(self, place: int, before: Days | None) -> tuple[int, _Said | None]:
        """The days that are said at a place, behind those that were named before, and where they begin."""
        if before is None:
            return place, self.at(place)
        if (anew := put_right(self.words, place, before)) is not None:
            begin, end, day = anew
            return begin, (end, day, True)
        return place, self._by(place, before) or self.at(place)

    def _by(self, place: int, before: Days) -> _Said | None:
        """What is said by the days that were named before: “In July we are closed. What expires in that month?”."""
        same = self.words.is_a(place, "that-time")
        if same is None:
            return None
        is_over = before.first is not None and before.last is not None and before.last < self._today
        if is_over and self._signs.looks_ahead(place, months=True):  # it was read as the last one
            before = Days(*(calendar.later(day, 1, Unit.YEAR) for day in (before.first, before.last) if day))
        if same.kind[1] == _SINCE_THEN:
            before = Days(first=before.first or before.last)
        elif same.kind[1] == _BEFORE_THEN:
            before = Days(last=(before.first or before.last or self._today) - _ONE_DAY)
        return same.end, before, False

    def is_since_then(self, place: int) -> bool:
        """Whether days begin there with those that were named before: “seither”."""
        return (same := self.words.is_a(place, "that-time")) is not None and same.kind[1] == _SINCE_THEN

    def is_told(self, place: int, meant: Days) -> bool:
        """Whether the sentence only tells of these days: “wir haben seit Weihnachten nichts von ihnen gehört”."""
        signs = self._signs.at(place)
        happened = "happened" in signs  # “in March”, said in March, began before
        day = (meant.first if happened else None) or meant.last or meant.first
        if day is None or day > self._today or self.words.is_asked(place):
            return False
        return (happened or "telling" in signs) and "asking" not in signs

    def is_when(self, place: int, told: Days) -> bool:
        """Whether it is asked behind what was then: “We were closed in November. What was ordered?”."""
        return told.first is not None and told.last is not None and self._signs.asks_back(place)

    def _between(self, place: int) -> _Said | None:
        """“zwischen 1. und 15. April”, “from March to May”, “1.–15.4.2026”."""
        opened = self.words.is_a(place, "between", "from", "since", "in", "on")
        is_said = opened is not None and opened.kind[0] == "between"
        for end, part in self._starts(opened.end if opened is not None else place):
            end = self.words.behind_onwards(end) if opened is not None else end  # “von heute an bis Freitag”
            if not self.words.joins(end):
                continue
            joint = self.words.is_a(end, "to")
            months_ahead = self._signs.looks_ahead(place, months=not isinstance(part, int))
            begin = joint.end if joint is not None else end
            last = self._stretches.at(begin, months_ahead, self._signs.looks_ahead(place, months=False))
            if last is None and not isinstance(part, int):
                last = numbered.up_to(self.words, begin, part, end)
            if last is None and (now := self.words.is_a(begin, "now")) is not None:
                last = Found(now.end, calendar.one(self._today))
            if last is None:
                continue
            number = 1 if self.words.is_slash(end) else 0 if joint is None else joint.kind[1]
            if number > 0 and not is_said and not follow(part, last.days, number):
                continue  # “am 1. und 15. April”
            if number == 0 and opened is not None and "moving" in self._signs.at(place):
                return last.end, Days(last.days.first, last.days.last), last.certain  # “put off from April to May”
            first = first_of(part, last.days)
            if first <= last.days.last:
                return last.end, Days(first, last.days.last), last.certain
        return None

    def _starts(self, place: int) -> Iterator[tuple[int, int | Stretch]]:
        """What a span may begin with: a day of the month, or whatever days."""
        day = self.words.day_number(place)
        if day is not None:
            yield place + 1, day
        if (now := self.words.is_a(place, "now")) is not None:
            yield now.end, calendar.one(self._today)
        found = self._stretches.at(
            place, self._signs.looks_ahead(place, months=True), self._signs.looks_ahead(place, months=False)
        )
        if found is not None:
            yield found.end, found.days

    def _open(self, place: int) -> _Said | None:
        """With one end only, also where it is put right: “ab März, nein, April”."""
        correction = self.words.is_a(place, *CORRECTED) if self._opened is not None else None
        if correction is not None and self._said[place].word.follows_break and self._opened is not None:
            name = self._opened
            found = self._stretches.at(correction.end, name != "since", name != "since")
            return None if found is None else (found.end, with_one_end(found.days, name), found.certain)
        for name in ("until", "before", "after", "since", "from"):
            opened = self.words.is_a(place, name)
            if opened is None:
                continue
            is_of = name == "from" and self.words.is_a(place, "from-or-of") is not None
            ahead = name != "since" and not (is_of and "looking-back" in self._signs.at(place))
            found = self._stretches.at(opened.end, ahead, ahead) or self._for_so_long(opened.end, name)
            if found is not None:
                end = self.words.behind_onwards(found.end) if name == "from" else found.end
                if end == found.end and self.words.is_a(place, "from-or-of") and found.days.last < self._today:
                    return end, Days(found.days.first, found.days.last), found.certain  # “orders from last month”
                lasts = self.words.is_a(end, "within") if name == "from" else None
                counted = self.words.counted(lasts.end) if lasts is not None else None
                if counted is not None:  # “ab morgen für zwei Wochen”
                    whole = lasting(found, counted)
                    return whole.end, Days(whole.days.first, whole.days.last), found.certain
                self._opened = name
                if "no-more" in self._signs.at(place):  # “don't end it before May”
                    name = {"after": "until", "before": "from"}.get(name, name)
                return end, with_one_end(found.days, name), found.certain and opened.certain
        return None

    def _for_so_long(self, place: int, name: str) -> Found | None:
        """“Seit zwei Wochen”."""
        counted = self.words.counted(place) if name == "since" else None
        if counted is None:
            return None
        end, count, unit = counted
        return Found(end, calendar.one(calendar.later(self._today, -count, unit)))

    def _closed(self, place: int) -> _Said | None:
        """A day, or from one to another."""
        openings = [self.words.is_a(place, name) for name in ("in", "on")]
        begins = [*(each.end for each in openings if each is not None), place]
        if self.words.is_a(place, "within") is not None:  # “für drei Monate ab 1. April”
            begins.insert(0, place)
        for begin in begins:
            found = self._stretches.at(
                begin, self._signs.looks_ahead(place, months=True), self._signs.looks_ahead(place, months=False)
            )
            if found is not None and (found.alone or begin > place):
                onwards = self.words.behind_onwards(found.end)
                if onwards > found.end and begin > place:  # “vom 1. Mai an”, “from Easter on”
                    return onwards, Days(first=found.days.first), found.certain
                for name, side in (("earliest", "from"), ("latest", "until")):
                    if (one_end := self.words.is_a(found.end, name)) is not None:  # “on 15 May at the earliest”
                        return one_end.end, with_one_end(found.days, side), found.certain
                return found.end, Days(found.days.first, found.days.last), found.certain
        return None
