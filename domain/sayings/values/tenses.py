"""Where days lie by the words around them: ahead (“läuft ab”), behind (“was ordered”), and which are only told of."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property

from domain.sayings.phrases import Read
from domain.sayings.values.calendar_words import CalendarWords

LISTS = ("looking-ahead", "looking-back", "happened", "telling", "asking", "no-more", "moving", "joints")
"""The names of the lists in the tables."""
_LOOKING = frozenset({"looking-ahead", "looking-back", "happened", "telling", "asking", "no-more", "moving"})
_DIRECTIONS = frozenset({"looking-ahead", "looking-back", "happened"})
_ASKING = frozenset({"asking"})
_AHEAD = frozenset({"looking-ahead"})


class Signs:
    """The signs in one message."""

    def __init__(self, words: CalendarWords, said: Sequence[Read]) -> None:
        self._words, self._said = words, said

    def at(self, place: int) -> Set[str]:
        """The lists of which there is something in the clause of a word, or else in its sentence."""
        return self._by_word[place]

    def looks_ahead(self, place: int, *, months: bool) -> bool:
        """Whether what has no year is ahead, by the words of its sentence."""
        signs = self._by_word[min(place, len(self._said) - 1)]
        return signs.isdisjoint(("looking-back", "happened")) and ("looking-ahead" in signs or not months)

    @cached_property
    def _by_word(self) -> Sequence[Set[str]]:
        """By word, the lists of `looking-…` of which there is something in its clause, or else in its sentence."""
        return [
            sentence if _DIRECTIONS.isdisjoint(clause) else clause | (sentence & _ASKING)
            for sentence, clause in self._signs_within()
        ]

    def _begins_clause(self, place: int) -> bool:
        is_apart = self._said[place].word.follows_break and self._said[place - 1].word.number is None  # “30. April”
        return is_apart or self._words.is_a(place, "joints") is not None

    def _is_of_month(self, place: int) -> bool:
        """Whether a weekday and its month stand behind the word."""
        words = self._words
        begin = words.behind(place, "last")
        month = words.behind(words.behind(words.behind(begin, "weekdays"), "in"), "of")
        return month > begin + 1 and words.is_a(month, "months") is not None

    def _goes_on(self, place: int) -> bool:
        """Whether the point before the word makes a day of a number: “30. April”."""
        is_point = self._said[place].word.before.strip() == "." and self._said[place - 1].word.number is not None
        return is_point and self._words.is_a(place, "months") is not None

    def _signs_within(self) -> Sequence[tuple[Set[str], Set[str]]]:
        """By word, those of its sentence, and those of its clause."""
        signs: list[tuple[set[str], set[str]]] = []
        sentence, clause, skipped = set[str](), set[str](), 0
        for place, said in enumerate(self._said):
            if place and said.word.begins_sentence and not self._goes_on(place):
                sentence = set()
            if place and self._begins_clause(place):
                clause = set()
            signs.append((sentence, clause))
            if not (lists := self._words.lists(place)):
                continue
            if (nothing := self._words.is_a(place, "no-day")) is not None:
                skipped = max(skipped, nothing.end)  # “der letzte Tag” is ahead
            found = lists & (_LOOKING if place >= skipped else _AHEAD)
            if "last" in lists and self._is_of_month(place):
                found = found - {"looking-back"}  # “am letzten Freitag im April”
            sentence |= found
            clause |= found
            ahead = self._words.is_a(place, "looking-ahead") if "looking-ahead" in lists else None
            if ahead is not None and ahead.end > place + 1:
                skipped = max(skipped, ahead.end)  # “should have” is ahead, too
        return signs
