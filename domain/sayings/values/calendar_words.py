"""The words of a message by what a calendar makes of them: months, numbers, prepositions, units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from typing import TypeAlias

from domain.sayings.phrases import Match, Phrases, Read
from domain.sayings.spoken import Word
from domain.sayings.values.calendar import Unit

Role: TypeAlias = tuple[str, int]
"""The name of a list, and which of its entries."""

SHIFTED = {
    "week-after-next": (2, Unit.WEEK),
    "month-after-next": (2, Unit.MONTH),
    "quarter-after-next": (2, Unit.QUARTER),
    "year-after-next": (2, Unit.YEAR),
    "week-before-last": (-2, Unit.WEEK),
    "month-before-last": (-2, Unit.MONTH),
    "week-before": (-1, Unit.WEEK),
    "month-before": (-1, Unit.MONTH),
    "quarter-before": (-1, Unit.QUARTER),
    "year-before": (-1, Unit.YEAR),
}
"""Lists of words for a week, a month or a year that is one or two away."""

_NEARBY_YEARS = 15
_MOST_UNITS = 400
_NUMBER_ENDINGS = ("st", "nd", "rd", "th")
_PUNCTUATION = '.,;:!?()"”“»«'
_DASHES = frozenset("-–—")
_UNIT = "unit-"
_PREPOSITIONS = frozenset({"until", "since", "from", "in", "on", "between", "to", "before", "after"})
_NOTHING: Mapping[str, Match[Role]] = {}
_INSIDE = frozenset({"of", "to", "to-whom", "ago", "onwards", "half-year", "fortnight", "doubtful-months", "more"})
_INSIDE |= {
    "looking-ahead",
    "looking-back",
    "happened",
    "telling",
    "asking",
    "joints",
    "now",
    "no-more",
    "moving",
    "half-of",
    "notice",
    "earliest",
    "latest",
}
_INSIDE |= frozenset(f"{_UNIT}{unit}" for unit in Unit)
"""Lists with which no days begin."""


class CalendarWords:
    """One message's words. A place is the number of a word."""

    def __init__(self, phrases: Phrases[Role], text: str, said: Sequence[Read], today: dt.date) -> None:
        self._text, self._said, self._today = text, said, today
        self._matches = [_by_list(matches) for matches in phrases.at_each(said)]

    def __len__(self) -> int:
        return len(self._said)

    def is_a(self, place: int, *names: str) -> Match[Role] | None:
        """The longest phrase of these lists at a place."""
        here = self._matches[place] if place < len(self._said) else None
        if not here:
            return None
        best: Match[Role] | None = None
        for name in names:
            match = here.get(name)
            if match is not None and (best is None or match.end > best.end):
                best = match
        return best

    def lists(self, place: int) -> Set[str]:
        """The lists of which a phrase stands there."""
        return self._matches[place].keys()

    def may_begin(self, place: int) -> bool:
        """Whether days can begin at a place, with a preposition or without."""
        if place >= len(self._said):
            return False
        here = self._matches[place]
        return (bool(here) and not here.keys() <= _INSIDE) or self._said[place].word.has_figures

    def behind(self, place: int, *names: str) -> int:
        """The place behind such a word, or the same where there is none."""
        match = self.is_a(place, *names)
        return match.end if match is not None else place

    def behind_onwards(self, place: int) -> int:
        """The place behind “an” or “on”, or the same: “ab Mai an”, but not “ab Mai an die Praxis”."""
        end = self.behind(place, "onwards")
        leads = end > place and not self._said[end - 1].word.begins_sentence and self.is_a(end, "of", "to-whom")
        return place if leads else end

    def word(self, place: int) -> Word:
        """The word at a place."""
        return self._said[place].word

    def number(self, place: int) -> int | None:
        """The number at a place."""
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

    def is_ordinal(self, place: int) -> bool:
        """Whether a number is written as one in a row: “15.”, “15th”."""
        word = self.word(place)
        return word.key.endswith(_NUMBER_ENDINGS) or (
            word.key.isdecimal() and self._text[word.end : word.end + 1] == "."
        )

    def year(self, place: int) -> int | None:
        """A year near this one, in four figures."""
        year = self.number(place)
        near = year is not None and abs(year - self._today.year) <= _NEARBY_YEARS
        return year if near and len(self.word(place).key) == 4 else None

    def counted(self, place: int) -> tuple[int, int, Unit] | None:
        """“14 Tage”, “zwei Wochen”: up to where, how many, of what."""
        place = self.behind(place, "of")
        if (two_weeks := self.is_a(place, "fortnight")) is not None:
            return two_weeks.end, 2, Unit.WEEK
        if (halves := self.is_a(place, "half-years")) is not None:
            return halves.end, 2 * halves.kind[1] + 1, Unit.HALF
        count = self.number(place)
        end = place + 1
        if count is None:
            said = self.is_a(place, "counts")
            if said is None:
                return None
            count, end = said.kind[1] + 1, said.end
        if (two_weeks := self.is_a(end, "fortnight")) is not None and count <= _MOST_UNITS:
            return two_weeks.end, 2 * count, Unit.WEEK
        unit = self.unit(self.behind(end, "more"))
        return (unit[0], count, unit[1]) if unit is not None and count <= _MOST_UNITS else None

    def unit(self, place: int) -> tuple[int, Unit] | None:
        """“Tage”, “weeks”: up to where, and what."""
        if place < len(self._said):
            for name, match in self._matches[place].items():
                if name.startswith(_UNIT):
                    return match.end, Unit(name.removeprefix(_UNIT))
        return None

    def follows_preposition(self, place: int) -> bool:
        """Whether “until”, “from”, “on” or the like stands in front."""
        return place > 0 and not self.lists(place - 1).isdisjoint(_PREPOSITIONS)

    def ends_clause(self, place: int) -> bool:
        """Whether nothing or a break stands behind."""
        return place + 1 >= len(self._said) or self._said[place + 1].word.follows_break

    def is_asked(self, place: int) -> bool:
        """Whether the sentence of that word ends with a question mark."""
        while place + 1 < len(self._said) and (
            not self._said[place + 1].word.begins_sentence or self.goes_on(place + 1)
        ):
            place += 1
        end = self._said[place].word.end
        return "?" in self._text[end : end + 2]

    def goes_on(self, place: int) -> bool:
        """Whether the point before the word makes a day of a number: “30. April”, “2. und 3. April”."""
        if place == 0 or self.word(place).before.strip() != "." or self.number(place - 1) is None:
            return False
        is_joined = not self.word(place).is_capital and self.is_a(place, "to") is not None
        return is_joined or self.is_a(place, "months") is not None

    def is_doubtful(self, place: int) -> bool:
        """Whether the month's name is a word of another meaning, too: “May I …”, “Jan”."""
        return self.is_a(place, "doubtful-months") is not None

    def is_named(self, place: int) -> bool:
        """Whether it is written like a name within a sentence: “put May 31 down”."""
        word = self.word(place)
        return word.is_capital and not word.begins_sentence and place > 0

    def joins(self, place: int) -> bool:
        """Whether “bis”, “to” or a dash stands there."""
        if place >= len(self._said):
            return False
        before = self._said[place].word.before
        is_parted = before != " " and (not _DASHES.isdisjoint(before) or self.is_slash(place))
        return is_parted or "to" in self.lists(place)

    def is_slash(self, place: int) -> bool:
        """“Mai/Juni”"""
        is_slash = 0 < place < len(self._said) and self._said[place].word.before.strip() == "/"
        return is_slash and all(self.is_a(at, "months") is not None for at in (place - 1, place))

    def is_part_of_number(self, place: int) -> bool:
        """Whether other figures or a currency's sign stand beside it."""
        word = self.word(place)
        beside = self._text[max(0, word.start - 1) : word.start] + self._text[word.end : word.end + 1]
        if self._text[word.end : word.end + 1] == "." and self._text[word.end + 1 : word.end + 2].isalnum():
            return True  # a domain
        sides = [self.number(place + step) for step in (-1, 1) if 0 <= place + step < len(self._said)]
        touched = any(not sign.isspace() and sign not in _PUNCTUATION for sign in beside)
        return touched or any(side is not None for side in sides)


def _by_list(matches: Sequence[Match[Role]]) -> Mapping[str, Match[Role]]:
    if not matches:
        return _NOTHING  # as at most places
    found: dict[str, Match[Role]] = {}
    for match in matches:
        found.setdefault(match.kind[0], match)
    return found
