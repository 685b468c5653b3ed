"""How alike two words are: by spelling, and by what they mean.

People type “Rechnugen”, “aendern”, “Wo gsehn ich d Rächnige”, and write *Beleg* or *receipt* where an article says
*Rechnung*. A word is therefore taken as the sum of what it may share with others, its *traits*:

- its runs of three and four characters (grams), which survive typos and endings and see the *Rechnung* inside
  *Rechnungseinsicht*;
- its meanings according to the table of synonyms. An unknown word without one – a typo – borrows those of the known
  word it looks like most, as far as it looks like it.

A trait weighs more the fewer topics have it. The *product* of two words is that of their vectors of traits.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.answers.meanings import MEANS, Meanings
from domain.answers.sparse import Numbers, SparseRows, Weights, places_of
from domain.answers.spelling import grams, shortened_words, stem

MEANING_WEIGHT = 1.6
"""Weight of a meaning beside a gram's; a word of eight letters has fifteen grams."""
PLACE_WEIGHT = 4.0
"""Weight of a name between braces, which stands for whatever is said in its place."""
COMMON_TO_ALL = 1.5
"""Weight of a trait that all topics have; rarer ones weigh more."""
LOOKS_LIKE = 0.4
"""Cosine from which on an unknown word borrows the meanings of a known one …"""
SHORTEST_TYPO = 4
"""… if it has so many letters."""
SHORTEST_SLIP, LONG_WORD = 5, 8
"""Letters of a known word from which on a slip in it is seen, and of one that is typed with two."""
HARDLY_ALIKE = 0.065
"""Cosine below which two words have nothing in common."""
MOST_SHARED = 80
"""A gram that more words have tells none of them apart; nobody looks at it."""
MOST_NEIGHBOURS = 120
TOPICS_SAMPLED = 300
"""Topics by which rarity is measured, where there are more."""
REMEMBERED = 4000
"""Words whose neighbours are kept, at most; an article brings about fifty that no other has."""
STRANGERS = 1000
"""Words beside these whose neighbours are kept, those read last: a message is read again piece by piece."""

_PLACE = re.compile(r"(\{[a-z]+\})")
_NOBODY: tuple[Numbers, Weights] = (np.empty(0, dtype=np.intp), np.empty(0))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The numbers of known words that are like a word, and its product with each; `length` is the word's own."""

    length: float
    numbers: Numbers
    products: Weights


class Vocabulary:
    """All words of the entries, by number. Threads may share it: what it remembers is the same for all of them."""

    def __init__(self, topics: Sequence[Collection[str]], meanings: Meanings) -> None:
        """`topics` holds each topic's tokens, as `tokens` makes them."""
        self._meanings = meanings
        self._numbers: dict[str, int] = {}
        for topic in topics:
            for token in topic:
                self._numbers.setdefault(token, len(self._numbers))
        self._tokens = tuple(self._numbers)
        traits = [self._traits(token) for token in self._tokens]
        self._meant = tuple(tuple(trait for trait in counts if trait[0] == MEANS) for counts in traits)
        sample = topics[:: 1 + len(topics) // TOPICS_SAMPLED]
        spread = Counter(
            trait for topic in sample for trait in {trait for token in topic for trait in traits[self._numbers[token]]}
        )
        self._worths = {trait: _rarity(len(sample), count) * _worth(trait) for trait, count in spread.items()}
        self._unseen = _rarity(len(sample), 0)
        lengths: list[float] = []
        having: dict[str, dict[int, float]] = defaultdict(dict)
        for number, counts in enumerate(traits):
            weights = self._weights(counts)
            lengths.append(math.hypot(*weights.values()))
            for trait, weight in weights.items():
                having[trait][number] = weight
        self._lengths: Weights = np.array(lengths)
        # What more words have tells none of them apart, unless it is what they mean.
        telling = [trait for trait, words in having.items() if len(words) <= MOST_SHARED or trait[0] == MEANS]
        self._telling = {trait: row for row, trait in enumerate(telling)}
        self._having = SparseRows((having[trait] for trait in telling), len(self._tokens))
        self._stems = tuple(map(stem, self._tokens))
        self._remembered: dict[str, Neighbours] = {}
        self._looked_up = lru_cache(maxsize=STRANGERS)(self._find_neighbours)
        self._length_of_stranger = lru_cache(maxsize=STRANGERS)(self._length_of)
        self._read = lru_cache(maxsize=REMEMBERED)(self._without_slip)
        self._meant_elsewhere: dict[str, tuple[str, ...]] = {}
        spread_of_tokens = Counter(token for topic in topics for token in topic)
        self._unprepared = iter([token for token, _ in spread_of_tokens.most_common(REMEMBERED)])

    def __len__(self) -> int:
        return len(self._tokens)

    def prepare(self, words: int) -> None:
        """Looks up the neighbours of so many known words more, those first that most topics have."""
        for token in islice(self._unprepared, words):
            self.neighbours(token)

    def number(self, token: str) -> int:
        """A known token's number; KeyError for others."""
        return self._numbers[token]

    def knows(self, token: str) -> bool:
        """Whether the token stands in an entry."""
        return token in self._numbers

    def token(self, number: int) -> str:
        """The known word with this number, or a meaning behind “=”."""
        return self._tokens[number]

    def meanings_of(self, token: str) -> tuple[str, ...]:
        """What a word means, behind “=”."""
        number = self._numbers.get(token)
        if number is not None:
            return self._meant[number]
        meant = self._meant_elsewhere.get(token)
        if meant is None:
            meant = self._means_of(token)
            if len(self._meant_elsewhere) < REMEMBERED:
                self._meant_elsewhere[token] = meant
        return meant

    def length(self, counts: Mapping[int, float]) -> float:
        """The length of a text of known words, in which forms of one word add up and others stand at right angles."""
        stems, lengths = self._stems, self._lengths
        by_stem: dict[str, float] = {}
        for number, count in counts.items():
            by_stem[stems[number]] = by_stem.get(stems[number], 0.0) + count * float(lengths[number])
        return math.hypot(*by_stem.values())

    def neighbours(self, token: str) -> Neighbours:
        """The known words that are like a token of `tokens`, itself included if it is known."""
        known = self._remembered.get(token)
        if known is None:
            known = self._looked_up(token)
            if token in self._numbers and len(self._remembered) < REMEMBERED:
                self._remembered[token] = known
        return known

    def read_as(self, token: str) -> str:
        """The known word that was typed with a slip; the token itself if there is none, or several are as close."""
        if token in self._numbers or len(token) < SHORTEST_SLIP - 1 or self.meanings_of(token):
            return token
        return self._read(token)

    def _without_slip(self, token: str) -> str:
        near = [self._tokens[number] for number in self.neighbours(token).numbers.tolist()]
        near = [word for word in near if word[0] == token[0] and len(word) >= SHORTEST_SLIP]
        most = 1 if len(token) < LONG_WORD else 2
        found = process.extract(token, near, scorer=OSA.distance, score_cutoff=most, limit=1)
        return found[0][0] if found else token

    def stranger(self, token: str) -> Neighbours:
        """A token that is like no known word, or taken for one: its length, and nothing else."""
        return Neighbours(self._length_of_stranger(token), *_NOBODY)

    def _length_of(self, token: str) -> float:
        return math.hypot(*self._weights(self._traits(token)).values())

    def shared(self, token: str, number: int) -> list[str]:
        """What a token and a known word share, what weighs most first: grams, and meanings behind “=”."""
        traits = self._weights(self._traits(token))
        alike = self._together(traits)
        numbers = places_of(alike)
        traits |= self._borrowed(token, traits, numbers, alike[numbers])
        others = self._weights(self._traits(self._tokens[number]))
        return sorted(traits.keys() & others.keys(), key=lambda trait: (-traits[trait] * others[trait], trait))

    def _find_neighbours(self, token: str) -> Neighbours:
        weights = self._weights(self._traits(token))
        length = math.hypot(*weights.values())
        together = self._together(weights)
        numbers = places_of(together)
        if borrowed := self._borrowed(token, weights, numbers, together[numbers]):
            together += self._together(borrowed)
            numbers = places_of(together)
        products = together[numbers]
        near = np.flatnonzero(products > HARDLY_ALIKE * length * self._lengths[numbers])
        numbers, products = numbers[near], products[near]
        if len(numbers) > MOST_NEIGHBOURS:
            nearest = np.argsort(-products, kind="stable")[:MOST_NEIGHBOURS]
            numbers, products = numbers[nearest], products[nearest]
        return Neighbours(length, numbers, products)

    def _together(self, weights: Mapping[str, float]) -> Weights:
        """The products of all words, by number; a gram that too many have is passed over."""
        known = self._telling
        rows = [(row, weight) for trait, weight in weights.items() if (row := known.get(trait)) is not None]
        numbers: Numbers = np.array([row for row, _ in rows], dtype=np.intp)
        return self._having.sum(numbers, np.array([weight for _, weight in rows], dtype=np.float64))

    def _borrowed(
        self, token: str, weights: Mapping[str, float], numbers: Numbers, products: Weights
    ) -> dict[str, float]:
        """The meanings that a word borrows from the known one it looks like most."""
        meant = any(trait[0] == MEANS for trait in weights)
        if meant or not len(numbers) or token in self._numbers or len(token) < SHORTEST_TYPO:
            return {}
        cosines = products / self._lengths[numbers]
        closest = int(cosines.argmax())
        cosine = float(cosines[closest]) / math.hypot(*weights.values())
        if cosine <= LOOKS_LIKE:
            return {}
        meanings = self._meanings.of_word(self._tokens[numbers[closest]])
        lent = self._weights({MEANS + meaning: 1.0 for meaning in meanings})
        return {trait: cosine * weight for trait, weight in lent.items()}

    def _traits(self, token: str) -> dict[str, float]:
        if token.startswith(MEANS):
            return {token: 1.0}
        found = grams(token)
        counts = dict.fromkeys(found, 1.0)
        if len(counts) < len(found):
            counts = {gram: math.log2(1 + count) for gram, count in Counter(found).items()}
        counts.update(dict.fromkeys(self._means_of(token), 1.0))
        return counts

    def _means_of(self, token: str) -> tuple[str, ...]:
        return tuple(sorted(MEANS + meaning for meaning in self._meanings.of_word(token)))

    def _weights(self, traits: Mapping[str, float]) -> dict[str, float]:
        worths = self._worths
        return {
            trait: count * (worths[trait] if trait in worths else self._unseen * _worth(trait))
            for trait, count in traits.items()
        }


def tokens(text: str, meanings: Meanings) -> list[str]:
    """The words of a text as they are written, and a meaning behind “=” for each place where several have one together.

    A name between braces stands for whatever is said in its place: a meaning of its own.
    """
    places = _PLACE.findall(text) if "{" in text else ()
    plain = meanings.as_written(shortened_words(_PLACE.sub(" ", text) if places else text))
    return [*plain, *(MEANS + meaning for meaning in (*meanings.of_phrases(plain), *places))]


def _worth(trait: str) -> float:
    if trait[0] != MEANS:
        return 1.0
    return PLACE_WEIGHT if trait[1] == "{" else MEANING_WEIGHT


def _rarity(topics: int, having: int) -> float:
    return COMMON_TO_ALL + math.log((1 + topics) / (1 + having))
