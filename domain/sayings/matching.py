"""Which action a message asks for: its words, with a slot's name in the place of each value, beside what people say.

It is the search of the knowledge base (`domain.answers.search`), over sayings in the place of phrasings: the same
score, the same explanation, and the same patience with Swiss German and synonyms. Words that say nothing about what is
wanted (“ich möchte bitte”) are left out on both sides, and slips in words of sayings are put right before. What is said
exactly as a template has it needs no score.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from domain.answers.likelihoods import Likelihoods, Likely
from domain.answers.meanings import Meanings
from domain.answers.search import Entry, Explanation, Hit, Index
from domain.answers.spelling import within_reach, words
from domain.sayings.pronouns import Pronouns
from domain.sayings.slips import Speller

EXACT = 1.0
"""The score of what is said word by word; others come near it …"""
HIGH = 0.8
"""… but from here on ever less."""
EVIDENCE = 0.05
"""What words that speak for an action are worth in its score."""
CANDIDATES = 7
"""Actions that are looked at closely: some of the best may not be for this person."""
MOST = 300
"""Sayings of an action that count in full for its likelihood; of one with more, all together count as so many."""
OF_NOTHING = 0.15
"""What a question to the knowledge base counts beside a saying: there are very many."""
SHARPNESS = 0.45
"""How much of what words say for the likelihood of actions counts."""
STRANGE = 0.9
"""What is taken off the score of a message in which every word is none of the field’s."""

_PART = re.compile(r"(\{[a-z]+\})")


@dataclass(frozen=True, slots=True)
class Said:
    """How an action is asked for in one language: sentences, in which slots stand between braces."""

    action: str
    language: str
    sentences: tuple[str, ...]


class Compared(NamedTuple):
    """A message in the words that are compared, and the actions that it is like, best first."""

    text: str
    hits: tuple[Hit, ...]


class Matcher:
    """All sayings, made ready for being compared. Built once; never changes, so threads may share it."""

    def __init__(
        self,
        said: Iterable[Said],
        meanings: Meanings | None = None,
        fillers: Iterable[str] = (),
        personal: Iterable[str] = (),
        pronouns: Pronouns | None = None,
        nothing: Iterable[str] = (),
    ) -> None:
        """`fillers` are words that say nothing about what is wanted, `personal` ones those that speak of oneself.

        `nothing` are texts that ask for no action: questions to the knowledge base.
        """
        self._said = tuple(said)
        self.meanings = meanings or Meanings()
        self._fillers = frozenset(tuple(words(filler)) for filler in fillers)
        # How many words they have, the longest first, by the first one.
        self._lengths: dict[str, list[int]] = {}
        for first, same in groupby(sorted(self._fillers), lambda filler: filler[:1]):
            self._lengths.update(dict.fromkeys(first, sorted({len(filler) for filler in same}, reverse=True)))
        self._personal = frozenset(word for each in personal for word in words(each))
        self._pronouns = pronouns or Pronouns()
        self._nothing = tuple(nothing)
        self.actions = frozenset(each.action for each in self._said)

    @cached_property
    def _told(self) -> tuple[Said, ...]:
        """The sayings in the words that are compared; what comes to the same stands there once."""
        return tuple(
            Said(each.action, each.language, tuple(dict.fromkeys(map(self._telling, each.sentences))))
            for each in self._said
        )

    @cached_property
    def _index(self) -> Index:
        entries = (Entry(each.action, each.language, each.sentences, "") for each in self._told)
        return Index(entries, self.meanings, CANDIDATES, evidence=EVIDENCE, most=math.inf)

    @cached_property
    def _questions(self) -> frozenset[str]:
        return frozenset(map(self._telling, self._nothing))

    @cached_property
    def _likelihoods(self) -> Likelihoods:
        said: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for each in self._told:
            said[each.action] += map(_signs, each.sentences)
        nothing = [_signs(self._telling(text)) for text in self._nothing]
        return Likelihoods(said, nothing, most=MOST, of_nothing=OF_NOTHING, by_size=True)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(word for each in self._said for text in each.sentences for word in words(_PART.sub(" ", text)))

    @cached_property
    def _exact(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for each in self._told:
            for sentence in each.sentences:
                found[sentence].add(each.action)
        return {sentence: frozenset(actions) for sentence, actions in found.items()}

    def same_as(self, sentence: str) -> frozenset[str]:
        """The actions that are asked for in these very words."""
        return self._exact.get(self._telling(sentence), frozenset())

    def rank(self, masked: str, language: str, among: Set[str]) -> tuple[Hit, ...]:
        """The actions that are meant, best first, of those `among` which this person may mean one.

        `masked` is the message, or a piece of it, with slots in the place of values (`domain.sayings.slots.masked`).
        """
        return self.compare_all(((masked, among),), language)[0].hits

    def compare_all(self, wanted: Iterable[tuple[str, Set[str]]], language: str) -> tuple[Compared, ...]:
        """The same of several messages, each with those among which one may be meant: faster than one after the
        other.
        """
        compared = [(self._compared(masked), among) for masked, among in wanted]
        ranked = self._index.rank_all(compared, language)
        every = zip(compared, ranked, strict=True)
        return tuple(Compared(text, self._hits(text, hits, among)) for (text, among), hits in every)

    def is_question(self, compared: Compared) -> bool:
        """Whether the message is a question to the knowledge base, word by word."""
        return compared.text in self._questions

    def likely(self, compared: Compared, among: frozenset[str]) -> Likely:
        """How likely actions are by the words alone, of those `among` which this person may mean one."""
        return self._likelihoods.of(_signs(compared.text), SHARPNESS, among)

    def resolved(self, piece: str, before: str, masked: str) -> str:
        """A piece of a message, with the slot of whom the message names in the place of a pronoun."""
        return self._pronouns.resolved(piece, before, masked)

    def is_personal(self, masked: str) -> bool:
        """Whether the message speaks of oneself: “wir”, “our”."""
        return not self._personal.isdisjoint(words(within_reach(masked)))

    def _hits(self, text: str, hits: Iterable[Hit], among: Set[str]) -> tuple[Hit, ...]:
        """What the index finds, with what is said exactly so."""
        known = 1 - STRANGE * self._strange(text)
        scores = {hit.topic: _below_exact(known * hit.score) for hit in hits}
        scores.update(dict.fromkeys(sorted(self._exact.get(text, frozenset()) & among), EXACT))
        return tuple(Hit(action, score) for action, score in sorted(scores.items(), key=lambda each: -each[1]))

    def _strange(self, text: str) -> float:
        """The share of words that nobody asks for anything with."""
        said = _words(text)
        strange = [word for word in said if not (word[0] == "{" or self._speller.knows(word))]
        return sum(not self.meanings.of_word(word) for word in strange) / max(1, len(said))

    def explain(self, masked: str, language: str) -> Explanation:
        """Why `rank` ranks as it does, for editors."""
        return self._index.explain(self._compared(masked), language)

    def learning(self, more: Iterable[Said]) -> Matcher:
        """The same with what has been learnt beside."""
        fillers = map(" ".join, self._fillers)
        return Matcher((*self._said, *more), self.meanings, fillers, self._personal, self._pronouns, self._nothing)

    def prepare(self, words: int) -> None:
        """Makes everything ready that is read once, and so many words that no message has needed yet."""
        self._speller, self._exact, self._likelihoods, self._questions  # noqa: B018  # the first message would wait for them
        self._index.vocabulary.prepare(words)

    def _compared(self, masked: str) -> str:
        """The text in the words that are compared."""
        return self._telling(self._spelt(within_reach(masked)))

    def _spelt(self, masked: str) -> str:
        """The words, slips put right."""
        return " ".join(
            part if part.startswith("{") else " ".join(map(self._right, words(part))) for part in _PART.split(masked)
        )

    def _right(self, word: str) -> str:
        return word if self.meanings.of_word(word) else self._speller.right(word)

    def _telling(self, text: str) -> str:
        """The words that tell what is wanted; all of them where none does."""
        said, found, place = _words(text), [], 0
        while place < len(said):
            lengths = self._lengths.get(said[place], ())
            skipped = next((n for n in lengths if tuple(said[place : place + n]) in self._fillers), 0)
            if not skipped:
                found.append(said[place])
            place += skipped or 1
        return " ".join(_once(found or said))


def _once(said: Iterable[str]) -> Iterator[str]:
    """Every slot once: “{product} und {product}” is as good as “{product}”."""
    slots: set[str] = set()
    for word in said:
        if word.startswith("{"):
            if word in slots:
                continue
            slots.add(word)
        yield word


def _words(text: str) -> list[str]:
    """The words of a text, and the slots in it."""
    return [word for part in _PART.split(text) for word in ((part,) if part.startswith("{") else words(part))]


def _signs(compared: str) -> tuple[str, ...]:
    """The words of a text that are compared, and neighbours together, each once."""
    said = compared.split()
    return tuple(dict.fromkeys((*said, *(f"{one} {other}" for one, other in pairwise(said)))))


def _below_exact(score: float) -> float:
    """The score, those near `EXACT` and above pressed together below it, in their order."""
    return score if score <= HIGH else EXACT - (EXACT - HIGH) * math.exp((HIGH - score) / (EXACT - HIGH))
