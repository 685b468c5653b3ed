"""Understands what people ask for: the values in a message, how it is meant, and which action it asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.answers.search import Hit
from domain.partnerships.rules import Side
from domain.sayings.deciding import Decision, Spoken, decide, fitting
from domain.sayings.follow_ups import FollowUps
from domain.sayings.in_forms import InForms
from domain.sayings.matching import Matcher, Said
from domain.sayings.moods import Mood, Moods
from domain.sayings.natures import Nature, Standing
from domain.sayings.ordinary import NameWords
from domain.sayings.pointing import Pointing
from domain.sayings.slots import NAMES, Slot, Value, disjoint, masked
from domain.sayings.values import Values

_WITHOUT_BRACES = str.maketrans("{}", "()")


@dataclass(frozen=True, slots=True)
class Asked:
    """A message by somebody: who reads `language`, speaks for this `side`, and can ask for the actions in `natures`.

    `names` are the values that names in it stand for; `unclear` stand in the place of names that several have. With the
    others in `own` one has to do already.
    """

    text: str
    language: str
    side: Side
    day: dt.date
    natures: Mapping[str, Nature]
    names: Sequence[Value] = ()
    unclear: Sequence[Value] = ()
    own: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a message; `masked` is what it was compared by. `unclear` are places of names."""

    values: tuple[Value, ...]
    unclear: tuple[Value, ...]
    mood: Mood
    masked: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Understanding:
    """Sayings, the words for values, how a wish differs from a question about it, which words are no names, how people
    point at what was shown, follow up, and speak to a form: read from the texts once.

    Threads may share it.
    """

    matcher: Matcher
    values: Values
    moods: Moods
    follow_ups: FollowUps
    name_words: NameWords
    pointing: Pointing
    in_forms: InForms

    def read(self, asked: Asked, article: Callable[[], float]) -> Reading:
        """What the message says. `article` tells how near the best article comes, and is asked where that matters."""
        values = self.values_in(asked)
        typed = asked.text.translate(_WITHOUT_BRACES)
        # “Neustart” and “Rechnungshof” are names: what they are called says nothing about what is wanted.
        mood = self.moods.of(masked(typed, disjoint((*asked.names, *asked.unclear))))
        spoken = disjoint((*values, *asked.unclear))
        shown = masked(typed, spoken)
        slots = frozenset(value.slot for value in spoken)
        hits = self._ranked(asked, spoken, shown)
        spoken_of = Spoken(slots, mood, _standing(values, asked.own), self.matcher.is_personal(shown))
        return Reading(values, tuple(asked.unclear), mood, shown, decide(hits, asked.natures, spoken_of, article))

    def _ranked(self, asked: Asked, spoken: Sequence[Value], shown: str) -> list[Hit]:
        """The actions that are meant. What is no name may be no value either, for actions that have no use for it:
        “mitarbeiter löschen” names no role, “was darf ich alles” no access.
        """
        among, natures = asked.natures.keys(), asked.natures
        slots = frozenset(value.slot for value in spoken)
        scores = fitting(self.matcher.rank(shown, asked.language, among), natures, slots)
        if words := slots - NAMES:
            names = [value for value in spoken if value.slot in NAMES]
            read = masked(asked.text.translate(_WITHOUT_BRACES), names)
            for action, score in fitting(
                self.matcher.rank(read, asked.language, among, by_sentence=False), natures, slots & NAMES
            ).items():
                if words.isdisjoint(natures[action].slots):
                    scores[action] = max(scores.get(action, 0.0), score)
        return [Hit(action, score) for action, score in scores.items()]

    def values_in(self, asked: Asked) -> tuple[Value, ...]:
        """All values of the message, those of its names included."""
        found = self.values.found(asked.text, asked.day, asked.names, asked.side)
        return disjoint((*asked.names, *found))

    def learning(self, said: Iterable[tuple[str, str, str]]) -> Understanding:
        """The same with more sayings: action, language and sentence of each."""
        more = tuple(Said(action, language, (sentence,)) for action, language, sentence in said)
        return replace(self, matcher=self.matcher.learning(more)) if more else self

    def prepare(self, words: int = 0) -> None:
        """Makes the index ready, and so many words that no message has needed yet."""
        self.matcher.prepare(words)


def _standing(values: Iterable[Value], own: frozenset[int]) -> Standing | None:
    """What the one other side that is named is already, if it is one."""
    others = {value.value for value in values if value.slot is Slot.OTHER}
    if len(others) != 1:
        return None
    return Standing.OWN if others <= own else Standing.NEW
