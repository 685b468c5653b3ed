"""The parts of a message, and which actions each of them is like: all are compared at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from domain.answers.likelihoods import Likely
from domain.answers.search import Hit
from domain.sayings.deciding import Decision, Outcome, fitting
from domain.sayings.matching import EXACT, Compared, Matcher
from domain.sayings.natures import Nature
from domain.sayings.pieces import within
from domain.sayings.slots import NAMES, Slot, Value, disjoint, masked

MOST_AROUND_STRANGERS = 14
"""Words of a sentence in which somebody who is not here is looked for: who types names small is in a hurry."""
SPOKEN_FOR = 0.1
"""Likelihood of an action by the words of a core from which on it goes before what all of the sentence is like."""
CLEAR = 0.75
"""Score of a core from which on it goes before another action that all of the sentence is like."""
NEARLY_EXACT = 0.99
"""The score of a core that is a saying's very words: all of the sentence is not."""
STRANGE_ENOUGH = 0.75
"""Score from which an action begins something with somebody who is not here: most unknown words name nobody."""


class Part(NamedTuple):
    """A part of a message, or all of it, with the names and all the values in it, who may be named there, and with
    slots in the place of names (`named`), and of all values (`shown`).
    """

    text: str
    names: tuple[Value, ...]
    spoken: tuple[Value, ...]
    strangers: tuple[Value, ...]
    named: str
    shown: str
    slots: frozenset[Slot]

    @classmethod
    def of(cls, text: str, names: tuple[Value, ...], spoken: tuple[Value, ...], strangers: tuple[Value, ...]) -> Part:
        """With what follows from these."""
        slots = frozenset(value.slot for value in spoken)
        return cls(text, names, spoken, strangers, masked(text, names), masked(text, spoken), slots)

    def piece(self, span: tuple[int, int]) -> Part:
        """The part between those characters."""
        names, spoken, strangers = (within(each, span) for each in (self.names, self.spoken, self.strangers))
        return Part.of(self.text[slice(*span)], names, spoken, strangers)


class Ranked(NamedTuple):
    """The actions that a part is like, how likely they are by its words, whether it `is_question` to the knowledge base
    word by word, and the actions that it is like with each name in it that may be somebody's who is not here.
    """

    hits: list[Hit]
    likely: Likely
    is_question: bool
    strangers: list[tuple[Value, tuple[Hit, ...]]]

    @property
    def best(self) -> Hit | None:
        """The nearest action."""
        return max(self.hits, key=lambda hit: hit.score, default=None)

    def agrees(self, core: Ranked) -> bool:
        """Whether the core of the part is like the same action most of all."""
        return self.best is not None and core.best is not None and self.best.topic == core.best.topic

    def comes_nearer_than(self, other: Ranked) -> bool:
        """Whether it is more like an action than another part is like any."""
        return self.best is not None and other.best is not None and self.best.score >= other.best.score and self.is_told

    @property
    def is_clear(self) -> bool:
        """Whether it comes so near to an action that no word is in doubt."""
        return self.best is not None and self.best.score >= CLEAR

    @property
    def is_told(self) -> bool:
        """Whether its words speak for the nearest action."""
        return self.best is not None and self.likely.topics.get(self.best.topic, 0.0) >= SPOKEN_FOR

    def raised_by(self, core: Ranked) -> Ranked:
        """The same, as like the nearest action as the core of the part is, if that says it better."""
        scores = {hit.topic: hit.score for hit in self.hits}
        if core.best is not None:
            scores[core.best.topic] = max(scores[core.best.topic], min(core.best.score, NEARLY_EXACT))
        return self._replace(hits=[Hit(action, score) for action, score in scores.items()])

    def stranger(self, decision: Decision) -> Value | None:
        """Whose name makes the part most like what the action is asked for with, if it is for somebody new."""
        if decision.outcome is not Outcome.BEGIN:
            return None
        (action,) = decision.actions
        found = [
            (hit.score, stranger)
            for stranger, hits in self.strangers
            for hit in hits
            if hit.topic == action and hit.score >= STRANGE_ENOUGH
        ]
        return max(found, key=lambda each: each[0])[1] if found else None


class _Tried(NamedTuple):
    """The part at a place as it is compared, with the slots in it, for some actions."""

    place: int
    shown: str
    slots: frozenset[Slot]
    among: Set[str]
    stranger: Value | None = None
    most: float = EXACT
    """The highest score: what is left out says something, too."""


def ranked(
    matcher: Matcher,
    language: str,
    natures: Mapping[str, Nature],
    parts: Sequence[Part],
    before: Sequence[str] = ("",),
    message: str = "",
) -> list[Ranked]:
    """The actions that are meant by each of these parts of a `message`, with something `before` it, or by all of
    it.
    """

    def compare(tried: Sequence[_Tried]) -> Iterator[tuple[_Tried, Compared]]:
        texts = (matcher.resolved(each.shown, before[each.place], message) for each in tried)
        wanted = zip(texts, (each.among for each in tried), strict=True)
        return zip(tried, matcher.compare_all(wanted, language), strict=True)

    actions = frozenset(natures)
    scores: list[dict[str, float]] = [{} for _ in parts]
    likely: dict[int, Likely] = {}
    questions: set[int] = set()
    for each, compared in compare([each for place, part in enumerate(parts) for each in _tried(place, part, natures)]):
        here = scores[each.place]
        if each.place not in likely:
            likely[each.place] = matcher.likely(compared, actions)
            if matcher.is_question(compared):
                questions.add(each.place)
        for action, score in fitting(compared.hits, natures, each.slots).items():
            here[action] = max(here.get(action, 0.0), min(score, each.most))
    strangers: list[list[tuple[Value, tuple[Hit, ...]]]] = [[] for _ in parts]
    tried = (_with_strangers(place, part, scores[place], natures) for place, part in enumerate(parts))
    for each, compared in compare(list(chain.from_iterable(tried))):
        here = scores[each.place]
        strangers[each.place] += [(each.stranger, compared.hits)] if each.stranger else []
        for action, score in fitting(compared.hits, natures, each.slots).items():
            if score >= STRANGE_ENOUGH:
                here[action] = max(here[action], score)
    return [
        Ranked(
            [Hit(action, score) for action, score in here.items()], likely[place], place in questions, strangers[place]
        )
        for place, here in enumerate(scores)
    ]


def _tried(place: int, part: Part, natures: Mapping[str, Nature]) -> Iterator[_Tried]:
    """A part with the values in it. What is no name may be no value either, for actions that have no use for it:
    “mitarbeiter löschen” names no role, “was darf ich alles” no access. A day beside what they have a use for says
    nothing to those that hold at once: “from May, Nordnet pays”.
    """
    yield _Tried(place, part.shown, part.slots, natures.keys())
    if words := part.slots - NAMES:
        names = tuple(value for value in part.spoken if value.slot in NAMES)
        without = {action for action, nature in natures.items() if words.isdisjoint(nature.slots)}
        yield _Tried(place, masked(part.text, names), part.slots & NAMES, without)
    if Slot.WHEN in words and len(words) > 1:
        at_once = {
            action
            for action, nature in natures.items()
            if Slot.WHEN not in nature.slots and not words.isdisjoint(nature.slots)
        }
        shown = part.shown.replace(f"{{{Slot.WHEN}}}", " ")
        yield _Tried(place, shown, part.slots - {Slot.WHEN}, at_once, most=NEARLY_EXACT)


def _with_strangers(place: int, part: Part, actions: Iterable[str], natures: Mapping[str, Nature]) -> Iterator[_Tried]:
    """A short part with a slot in the place of each name that somebody who is not here may have, if there are words
    beside it, for those of the actions that are for somebody new.
    """
    new = {action for action in actions if natures[action].takes_strangers}
    if not new or Slot.OTHER in part.slots or len(part.text.split()) > MOST_AROUND_STRANGERS:
        return
    for stranger in part.strangers:
        shown = masked(part.text, disjoint((stranger, *part.spoken)))
        if any(word.isalpha() for word in shown.split()):
            yield _Tried(place, shown, part.slots | {Slot.OTHER}, new, stranger)
