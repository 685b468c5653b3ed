"""Finds the topics a message may be about: no model, only what words share (`domain.answers.vocabulary`).

A text is the sum of its words, and a message is compared with two things by cosine, the sum of which is its score:

- a topic's phrasings: the closest one, and the next closest ones, which outvote a single lucky hit;
- the whole entry, phrasings and text in all languages together: does its vocabulary fit?

What speaks for the topic can be added (`domain.answers.evidence`). Words with a slip in them are read as the known ones
that they are meant to be.

All languages are searched together; a phrasing in a language that the message does not speak counts a little less.
Words that are known nowhere stay in the message's length: the more of a message nobody here has heard of, the lower it
scores. That is what lets the desk say “I don't know”. A long message tells a story around its question, and scores low
as a whole even where it ranks the topics well: so it is ranked as a whole, and scored by the sentence that fits best.

Nothing compares a message with all phrasings: it is compared with the words, the words lead to the topics with the best
entries, and only the phrasings of these are looked at.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from domain.answers.asking import Asked, ask, hear
from domain.answers.evidence import Evidence, Heard, heard_as, signs
from domain.answers.language import Languages
from domain.answers.meanings import Meanings
from domain.answers.phrasings import Phrasings
from domain.answers.sparse import SparseRows, Weights, highest, highest_within, places_of
from domain.answers.spelling import sentences, within_reach
from domain.answers.vocabulary import Vocabulary, tokens

PHRASINGS_SHARE = 0.65
"""Share of the phrasings in a score; the rest is the whole entry's."""
OTHER_LANGUAGE = 0.95
"""What a phrasing in a language is worth to a message that has nothing of it."""
READER = 0.3
"""Share of the reader's language in what a message is taken to speak: “Partner” is a word of both."""
TEXT_WEIGHT = 0.5
"""What a word in an entry's text is worth beside one in its phrasings."""
CANDIDATES = 8
"""Topics whose phrasings are compared, those with the best entries: comparing all of them is most of the work."""
WEIGHED = 3
"""So many times more topics are weighed by evidence before these are chosen."""
SCORED_BY_SENTENCE = 2
"""Best topics of a long message whose phrasings are compared with its sentences, too."""
STRANGE = 0.6
"""What a message loses with the evidence that consists of nothing but words that nobody here has heard of."""
MOST_PLACES = 2_500
"""Places of words in entries that are looked up for a message; the words that say least are left out first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched: the phrasings of one topic in one language, and the text they lead to."""

    topic: str
    language: str
    phrasings: tuple[str, ...]
    text: str


class Hit(NamedTuple):
    """A topic and how well it fits, from 0 (nothing in common) towards 1."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a topic came up: its score, the cosine with the whole entry, the closest phrasings, the words in common, and
    what the evidence has added or taken.

    `phrasings` are pairs of a phrasing and its cosine; `words` are a word of the message, a word of the entry and what
    they share, those that say most first.
    """

    topic: str
    score: float
    whole: float
    phrasings: tuple[tuple[str, float], ...]
    words: tuple[tuple[str, str, tuple[str, ...]], ...]
    evidence: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The languages of a message with their shares, and the topics it may be about, best first."""

    languages: Mapping[str, float]
    reasons: tuple[Reason, ...]


class Index:
    """The searchable form of all entries. Built once; never changes, so threads may share it."""

    def __init__(
        self,
        entries: Iterable[Entry],
        meanings: Meanings | None = None,
        candidates: int = CANDIDATES,
        evidence: float = 0.0,
        most: float = 1.0,
    ) -> None:
        """`evidence` is what `domain.answers.evidence` is worth in a score; without it, nothing of that is learnt.

        No score is higher than `most`.
        """
        self._candidates, self._most = candidates, most
        self._evidence_worth = evidence
        self.meanings = meanings or Meanings()
        by_topic: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_topic[entry.topic].append(entry)
        self._topics = tuple(by_topic)
        spoken = [
            [(entry.language, text, self._tokens(text)) for entry in same for text in entry.phrasings]
            for same in by_topic.values()
        ]
        wholes = [
            _counted(spoken_here, [self._tokens(entry.text) for entry in same])
            for spoken_here, same in zip(spoken, by_topic.values(), strict=True)
        ]
        self.vocabulary = Vocabulary(wholes, self.meanings)
        self.languages = Languages((language, words) for here in spoken for language, _, words in here)
        self._phrasings = Phrasings(spoken, self.vocabulary)
        said = [[self._signs(words) for _, _, words in here] for here in spoken] if evidence else []
        self._evidence = Evidence(said)
        places: dict[int, dict[int, float]] = defaultdict(dict)
        for topic, whole in enumerate(wholes):
            counts = {self.vocabulary.number(token): math.log2(1 + count) for token, count in whole.items()}
            length = self.vocabulary.length(counts)
            for number, count in counts.items():
                places[number][topic] = count / length
        self._places = SparseRows((places[number] for number in range(len(places))), len(wholes))

    def rank(self, text: str, language: str, among: Container[str] | None = None) -> tuple[Hit, ...]:
        """The topics that fit, best first, for a reader of `language`; of the candidates only those `among` these."""
        return self.rank_all(((text, among),), language)[0]

    def rank_all(
        self, wanted: Iterable[tuple[str, Container[str] | None]], language: str
    ) -> tuple[tuple[Hit, ...], ...]:
        """The same of several texts, each with what it may be about: what adds up numbers costs nearly as much for one
        as for all of them.
        """
        texts = [(within_reach(text), among) for text, among in wanted]
        if not texts:
            return ()
        heard = [self._hear(text) for text, _ in texts]
        asked = ask(self.vocabulary, heard)
        wholes = self._wholes(asked)
        beginning = (1 - PHRASINGS_SHARE) * wholes + self._weigh(heard)
        begun = self._begun(wholes, beginning, [among for _, among in texts])
        worths = [self._worth(text, language) for text, _ in texts]
        closeness = self._phrasings.closeness(begun, list(zip(asked, worths, strict=True)))
        return tuple(
            self._ranked(text, worth, begins, close)
            for (text, _), worth, begins, close in zip(texts, worths, begun, closeness, strict=True)
        )

    def _begun(
        self, wholes: Weights, beginning: Weights, among: Iterable[Container[str] | None]
    ) -> list[dict[int, float]]:
        """For each text the topics whose phrasings are compared, best first, with their scores without these."""
        rows = np.arange(len(wholes)).reshape(-1, 1)
        likely = highest(wholes, WEIGHED * self._candidates)
        begins = beginning[rows, likely]
        begins[wholes[rows, likely] <= 0] = -math.inf
        best = highest(begins, self._candidates)
        chosen, scores = likely[rows, best].tolist(), begins[rows, best].tolist()
        return [
            {
                topic: score
                for topic, score in zip(topics, having, strict=True)
                if score > -math.inf and (those is None or self._topics[topic] in those)
            }
            for topics, having, those in zip(chosen, scores, among, strict=True)
        ]

    def _ranked(
        self, text: str, worth: Mapping[str, float], begun: Mapping[int, float], closeness: dict[int, float]
    ) -> tuple[Hit, ...]:
        """The topics by what they are begun with, and how close their phrasings come, best first."""
        best_first = sorted(begun, key=lambda topic: -begun[topic] - PHRASINGS_SHARE * closeness[topic])
        if parts := sentences(text):
            best = best_first[:SCORED_BY_SENTENCE]
            asked = ask(self.vocabulary, [self._hear(part) for part in parts])
            for close in self._phrasings.closeness([best] * len(parts), [(part, worth) for part in asked]):
                closeness.update({topic: max(closeness[topic], close[topic]) for topic in best})
        return tuple(
            Hit(self._topics[topic], min(self._most, max(0.0, begun[topic] + PHRASINGS_SHARE * closeness[topic])))
            for topic in best_first
        )

    def heard(self, text: str) -> Heard:
        """What a message consists of, without the slips in it."""
        return heard_as(self._hear(within_reach(text)), self.vocabulary)

    def explain(self, text: str, language: str) -> Explanation:
        """Why `rank` ranks the topics as it does, a long message's sentences left out."""
        text = within_reach(text)
        heard, worth = self._hear(text), self._worth(text, language)
        (asked,) = these = ask(self.vocabulary, [heard])
        (whole,), (evidence,) = self._wholes(these), self._weigh([heard])
        reasons = []
        for hit in self.rank(text, language):
            topic = self._topics.index(hit.topic)
            reasons.append(
                Reason(
                    hit.topic,
                    hit.score,
                    float(whole[topic]),
                    self._phrasings.closest(topic, asked, worth),
                    self._words_in_common(topic, text),
                    float(evidence[topic]),
                )
            )
        return Explanation(self.languages.shares(text), tuple(reasons))

    def _words_in_common(self, topic: int, text: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        found = []
        for token in dict.fromkeys(self._tokens(text)):
            near = self.vocabulary.neighbours(token)
            weights = (
                (float(product * here[topics == topic].sum()), int(number))
                for number, product in zip(near.numbers, near.products, strict=True)
                for topics, here in [self._places.row(int(number))]
            )
            weight, number = max(weights, default=(0.0, 0))
            if weight:
                shared = tuple(self.vocabulary.shared(token, number))
                found.append((weight, token, self.vocabulary.token(number), shared))
        return tuple((token, known, shared) for _, token, known, shared in sorted(found, reverse=True))

    def _wholes(self, asked: Sequence[Asked]) -> Weights:
        """How close each message comes to each whole entry."""
        numbers = [places_of(each.products) for each in asked]
        sizes = [self._places.sizes(each) for each in numbers]
        for place, size in enumerate(sizes):
            if size.sum() > MOST_PLACES:  # the words with most in common, as many as there is time for
                values = asked[place].products[numbers[place]]
                numbers[place] = numbers[place][highest_within(values, size, MOST_PLACES)]
        weights = [each.products[here] / (each.length or 1.0) for each, here in zip(asked, numbers, strict=True)]
        return self._places.sums(numbers, weights)

    def _worth(self, text: str, language: str) -> dict[str, float]:
        """What a phrasing in each language is worth to this message."""
        worth = {}
        for spoken, share in self.languages.shares(text).items():
            share = (1 - READER) * share + READER * (spoken == language)
            worth[spoken] = 1 - (1 - OTHER_LANGUAGE) * (1 - min(1.0, 2 * share))
        return worth

    def _weigh(self, heard: Sequence[Sequence[str]]) -> Weights:
        """What the evidence adds to the score of each topic, for each message."""
        if not self._evidence_worth:
            return np.zeros((len(heard), len(self._topics)))
        weighed = self._evidence.weigh([self._signs(words) for words in heard])
        weighed *= self._evidence_worth
        knows, meanings_of = self.vocabulary.knows, self.vocabulary.meanings_of
        for row, words in zip(weighed, heard, strict=True):
            if strange := sum(not knows(word) and not meanings_of(word) for word in words):
                row -= STRANGE * strange / len(words)
        return weighed

    def _signs(self, words: Iterable[str]) -> dict[str, float]:
        return signs(words, self.vocabulary.meanings_of)

    def _hear(self, text: str) -> list[str]:
        return hear(self.vocabulary, self._tokens(text))

    def _tokens(self, text: str) -> list[str]:
        return tokens(text, self.meanings)


def _counted(phrasings: Iterable[tuple[str, str, list[str]]], texts: Iterable[list[str]]) -> dict[str, float]:
    counts: dict[str, float] = dict(Counter(token for _, _, words in phrasings for token in words))
    for text in texts:
        for token in text:
            counts[token] = counts.get(token, 0.0) + TEXT_WEIGHT
    return counts
