"""Where days lie by the words around them: ahead (“läuft ab”), behind (“was ordered”), and which are only told of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from functools import cached_property

from domain.sayings.phrases import Phrases, Read
from domain.sayings.values.calendar_words import CalendarWords, Role

LISTS = ("looking-ahead", "looking-back", "asked-back", "happened", "telling", "asking", "no-more", "moving", "joints")
"""The names of the lists in the tables."""
_LOOKING = frozenset(
    {"looking-ahead", "looking-back", "asked-back", "happened", "telling", "asking", "no-more", "moving"}
)
_BACK_THEN = ("looking-back", "asked-back", "happened")
_DIRECTIONS = frozenset({"looking-ahead", *_BACK_THEN})
_ASKING = frozenset({"asking"})
_BACK = frozenset({"looking-back"})
_AHEAD = frozenset({"looking-ahead"})


def asks_back(phrases: Phrases[Role], text: str, said: Sequence[Read], today: dt.date) -> bool:
    """Whether a message asks what has been: “What was ordered?”."""
    return Signs(CalendarWords(phrases, text, said, today), said).ask_back


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
        return signs.isdisjoint(_BACK_THEN) and ("looking-ahead" in signs or not months)

    def asks_back(self, place: int) -> bool:
        """Whether a sentence behind that word asks for what has been: “What changed?”."""
        return self._asks_back[place]

    @cached_property
    def ask_back(self) -> bool:
        """Whether any sentence does."""
        return any(map(self._asks_at, range(len(self._said))))

    def _asks_at(self, place: int) -> bool:
        is_back = "asked-back" in self._words.lists(place)
        return is_back and ("asking" in self._within[place][0] or self._words.is_asked(place))

    @cached_property
    def _by_word(self) -> Sequence[Set[str]]:
        """By word, the lists of `looking-…` of which there is something in its clause, or else in its sentence; where
        neither tells, that a sentence behind asks for what has been.
        """
        return [
            clause | (sentence & _ASKING)
            if not _DIRECTIONS.isdisjoint(clause)
            else sentence
            if not (back and _DIRECTIONS.isdisjoint(sentence))
            else sentence | _BACK
            for (sentence, clause), back in zip(self._within, self._asks_back, strict=True)
        ]

    @cached_property
    def _within(self) -> Sequence[tuple[Set[str], Set[str]]]:
        return self._signs_within()

    @cached_property
    def _asks_back(self) -> Sequence[bool]:
        """By word, whether a sentence behind its own asks for what has been."""
        behind, own, found = False, False, [False] * len(self._said)
        for place in reversed(range(len(self._said))):
            found[place] = behind
            own = own or self._asks_at(place)
            if self._said[place].word.begins_sentence and not self._words.goes_on(place):
                behind, own = behind or own, False
        return found

    def _begins_clause(self, place: int) -> bool:
        is_apart = self._said[place].word.follows_break and self._said[place - 1].word.number is None  # “30. April”
        return is_apart or self._words.is_a(place, "joints") is not None

    def _is_of_month(self, place: int) -> bool:
        """Whether a weekday and its month stand behind the word, or it is “auf den letzten April”."""
        words = self._words
        begin = words.behind(place, "last")
        if any("on" in words.lists(at) and words.behind(at, "on") == place for at in range(max(0, place - 2), place)):
            return words.is_a(begin, "months") is not None or words.is_a(begin, "weekdays") is not None
        month = words.behind(words.behind(words.behind(begin, "weekdays"), "in"), "of")
        return month > begin + 1 and words.is_a(month, "months") is not None

    def _signs_within(self) -> Sequence[tuple[Set[str], Set[str]]]:
        """By word, those of its sentence, and those of its clause."""
        signs: list[tuple[set[str], set[str]]] = []
        sentence, clause, skipped = set[str](), set[str](), 0
        for place, said in enumerate(self._said):
            if place and said.word.begins_sentence and not self._words.goes_on(place):
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
