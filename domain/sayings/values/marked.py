"""A message with the phrases of the tables that stand at each of its words, looked up once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from domain.sayings.phrases import Match, Phrases, Read

_NOTHING: Mapping[str, int] = {}


class Marked:
    """A message's words by the lists of which there is a phrase. A place is the number of a word.

    `said` are the words as they are `typed`, but for points that end nothing.
    """

    def __init__(self, text: str, said: Sequence[Read], phrases: Phrases[str]) -> None:
        self.text, self.typed, self.said = text, said, said
        self.at: Sequence[Sequence[Match[str]]] = phrases.at_each(said)
        # The longest phrase of each list; at most places there is none.
        self._ends: Sequence[Mapping[str, int]] = [
            {match.kind: match.end for match in reversed(matches)} if matches else _NOTHING for matches in self.at
        ]
        ends = [place for place, each in enumerate(said) if place and each.word.before == ". "] if ". " in text else ()
        if points := [place for place in ends if self._only_shortens(place)]:
            together = {place: said[place]._replace(word=said[place].word._replace(before=" ")) for place in points}
            self.said = [together.get(place, each) for place, each in enumerate(said)]

    def _only_shortens(self, place: int) -> bool:
        """Whether the point before the word ends nothing: “ab 1. Mai”, “inkl. Rechnungen”."""
        before = self.said[place - 1].word
        is_day = before.number is not None and len(before.key) <= 2 and self.is_a(place, "months")
        return is_day or self.is_a(place - 1, "abbreviated")

    def is_a(self, place: int, *names: str) -> bool:
        """Whether a phrase of these lists begins there."""
        if not 0 <= place < len(self.said):
            return False
        here = self._ends[place]
        return bool(here) and not here.keys().isdisjoint(names)

    def has(self, *names: str) -> bool:
        """Whether there is a phrase of these lists anywhere."""
        return any(here and not here.keys().isdisjoint(names) for here in self._ends)

    def has_any(self, places: range, *names: str) -> bool:
        """Whether there is a phrase of these lists among the words at those places."""
        return any(self.is_a(place, *names) for place in places)

    def behind(self, place: int, *names: str) -> int:
        """The place behind the longest such phrase, or the same where there is none."""
        if not 0 <= place < len(self.said):
            return place
        return max((self._ends[place].get(name, place) for name in names), default=place)

    def follows_break(self, place: int) -> bool:
        """Whether a comma, a dash or the like parts the word from the one before."""
        return self.said[place].word.follows_break

    def is_asked(self, place: int) -> bool:
        """Whether the sentence of that word ends with a question mark."""
        while place + 1 < len(self.said) and not self.said[place + 1].word.begins_sentence:
            place += 1
        end = self.said[place].word.end
        return "?" in self.text[end : end + 2]

    def without_names(self, begin: int, end: int) -> tuple[int, int] | None:
        """The characters of the words from `begin` to before `end`: of the longest run of them in which is no name."""
        words = [each.word for each in self.said[begin:end]]
        runs = [list(run) for is_name, run in groupby(words, lambda word: word.is_name) if not is_name]
        longest = max(runs, key=len, default=None)
        return None if longest is None else (longest[0].start, longest[-1].end)

    @cached_property
    def clauses(self) -> Sequence[range]:
        """The places between two breaks."""
        return tuple(self._clauses())

    def _clauses(self) -> Iterator[range]:
        begin = 0
        for place in range(1, len(self.said) + 1):
            if place == len(self.said) or (self._parts(place) and not self._is_subject(begin, place)):
                yield range(begin, place)
                begin = place

    def _is_subject(self, begin: int, end: int) -> bool:
        """Whether these words are what the clause behind them is about: “was Nordnet bestellt, geht auf uns”."""
        return self.is_a(begin, "free-relatives") and self.behind(begin, "bills") == end

    def _parts(self, place: int) -> bool:
        """Whether a clause begins there: not behind the colon of “payer: the partner”."""
        is_parted = self.follows_break(place) and not self.follows_colon(place)
        return is_parted or self.is_a(place, "turns", "and-not", "subclauses")

    def follows_colon(self, place: int) -> bool:
        """Whether nothing but a colon parts the word from the one before."""
        return self.said[place].word.before.strip() == ":"

    def denies(self, place: int) -> bool:
        """Whether a negation stands there: no Swiss “nume no”."""
        return self.is_a(place, "negations") and not self.is_a(place - 1, "still")

    def asks(self, place: int) -> bool:
        """Whether a word that asks stands there: “wie”, but not “wie bisher”."""
        if not self.is_a(place, "question-words") or self.is_a(place, "as-ever"):
            return False
        is_relative = self.is_a(place, "relatives") and self.is_a(
            place - 1, "goal-we", "goal-they", "doer-we", "doer-they"
        )
        return not is_relative or self.follows_break(place)  # “it's us who pay”
