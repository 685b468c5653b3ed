"""Finds the topics a message may be about: no dictionary, no stemmer, no model – character n-grams.

People type “Rechnugen”, “aendern”, “partner hinzufuegen”, “Wo gsehn ich d Rächnige”, and mix two languages in one
sentence. Runs of three and four characters (grams) survive all of that, and they see the *Rechnung* inside
*Rechnungseinsicht*. A text is a vector of its grams, weighted by the number of topics they tell apart (TF-IDF with the
topics as documents), and a message is compared with two things by cosine, the sum of which is its score:

- a topic's phrasings: the closest one, and less the next closest ones, which outvote a single lucky hit;
- the whole entry, phrasings and text in all languages together: does its vocabulary fit?

All languages are searched together; a phrasing in the reader's language counts a little more. Grams that occur nowhere
stay in the message's length: the more of a message nobody here has heard of, the lower it scores. That is what lets
the desk say “I don't know”. Long messages bury the question in a story, so each of their sentences is scored, too.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

PHRASINGS_SHARE = 0.4
"""Share of the phrasings in a score; the rest is the whole entry's."""
RUNNERS_UP = 2
RUNNERS_UP_SHARE = 0.3
"""Share of the next closest phrasings' mean beside the closest one's."""
OTHER_LANGUAGE = 0.95
"""What a phrasing in another language than the reader's is worth."""
TEXT_WEIGHT = 0.5
"""What a gram in an entry's text is worth beside one in its phrasings."""
CANDIDATES = 5
"""Topics whose phrasings are compared, those with the best entries: comparing all of them is most of the work."""
GRAM_SIZES = (3, 4)
MOST_CHARACTERS = 1500
"""What is read of a message."""
LONG = 12
"""From so many words on, a message's sentences are scored on their own, too …"""
MOST_SENTENCES = 8
"""… but only the last ones: the question stands at the end."""

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?;:]+\s+|\n+")
_UMLAUT_SPELLED_OUT = re.compile(r"(?<=[aou])e")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched: the phrasings of one topic in one language (at least one), and the text they lead to."""

    topic: str
    language: str
    phrasings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic and how well it fits, from 0 (nothing in common) towards 1."""

    topic: str
    score: float


def words(text: str) -> list[str]:
    """The words of a text in the one spelling that all spellings share.

    Case, accents and punctuation go; ß becomes ss; ä, ae and a with any accent become a (likewise o and u), so that
    “ändern”, “aendern” and the hurried “andern” are the same word.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return [_UMLAUT_SPELLED_OUT.sub("", word) for word in _WORD.findall(plain)]


def grams(text: str) -> Iterator[str]:
    """All runs of three and four characters in the words of a text, word by word; a blank marks a word's ends."""
    for word in words(text):
        padded = f" {word} "
        for size in GRAM_SIZES:
            yield from (padded[start : start + size] for start in range(len(padded) - size + 1))


def sentences(text: str) -> list[str]:
    """A long message's sentences; nothing for a message that is short or has a single one."""
    if len(words(text)) < LONG:
        return []
    parts = [part for part in _SENTENCE_END.split(text) if len(words(part)) > 2]
    return parts[-MOST_SENTENCES:] if len(parts) > 1 else []


class Index:
    """The searchable form of all entries. Built once; never changes, so threads may share it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_topic: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_topic[entry.topic].append(entry)
        asked = [
            Counter(gram for entry in same for gram in grams(" ".join(entry.phrasings))) for same in by_topic.values()
        ]
        self._asked = _Rarity(asked)
        self._topics = {topic: _Topic(same, self._asked) for topic, same in by_topic.items()}
        wholes = [_whole(same) for same in by_topic.values()]
        self._said = _Rarity(wholes)
        self._wholes = _Vectors(map(self._said.unit, wholes))

    def rank(self, text: str, language: str) -> tuple[Hit, ...]:
        """All topics that share anything with `text`, best first, for a reader of `language`."""
        text = text[:MOST_CHARACTERS]
        parts = [self._scores(part, language) for part in (text, *sentences(text))]
        hits = (Hit(topic, max(scores)) for topic, *scores in zip(self._topics, *parts, strict=True))
        return tuple(sorted((hit for hit in hits if hit.score), key=lambda hit: hit.score, reverse=True))

    def _scores(self, text: str, language: str) -> list[float]:
        counts = Counter(grams(text))
        asked = self._asked.unit(counts)
        wholes = self._wholes.cosines(self._said.unit(counts))
        candidate = sorted(wholes)[-CANDIDATES:][0]
        return [
            (1 - PHRASINGS_SHARE) * whole
            + (PHRASINGS_SHARE * topic.closeness(asked, language) if whole >= candidate else 0)
            for topic, whole in zip(self._topics.values(), wholes, strict=True)
        ]


class _Topic:
    """One topic's phrasings."""

    def __init__(self, entries: Iterable[Entry], rarity: _Rarity) -> None:
        phrasings = [(entry.language, phrasing) for entry in entries for phrasing in entry.phrasings]
        self._languages = tuple(language for language, _ in phrasings)
        self._vectors = _Vectors(rarity.unit(Counter(grams(phrasing))) for _, phrasing in phrasings)

    def closeness(self, asked: Mapping[str, float], language: str) -> float:
        """How close the closest phrasings come to a vector, for a reader of `language`."""
        closest, *others = sorted(
            (
                cosine if spoken == language else OTHER_LANGUAGE * cosine
                for cosine, spoken in zip(self._vectors.cosines(asked), self._languages, strict=True)
            ),
            reverse=True,
        )[: 1 + RUNNERS_UP]
        return (1 - RUNNERS_UP_SHARE) * closest + RUNNERS_UP_SHARE * sum(others) / RUNNERS_UP


def _whole(entries: Iterable[Entry]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for entry in entries:
        for gram in grams(" ".join(entry.phrasings)):
            counts[gram] += 1
        for gram in grams(entry.text):
            counts[gram] += TEXT_WEIGHT
    return counts


class _Rarity:
    """How much a gram says about the topic: 1 if all topics have it, more the fewer have it, most if none has."""

    def __init__(self, topics: Sequence[Mapping[str, float]]) -> None:
        spread = Counter(gram for topic in topics for gram in topic)
        self._of = {gram: 1 + math.log((1 + len(topics)) / (1 + count)) for gram, count in spread.items()}
        self._unknown = 1 + math.log(1 + len(topics))

    def unit(self, counts: Mapping[str, float]) -> dict[str, float]:
        """The weighted grams as a vector of length 1."""
        weights = {gram: math.log2(1 + count) * self._of.get(gram, self._unknown) for gram, count in counts.items()}
        length = math.hypot(*weights.values())
        return {gram: weight / length for gram, weight in weights.items()}


class _Vectors:
    """Vectors held by gram (an inverted index), so that a question touches only what it shares with them."""

    def __init__(self, vectors: Iterable[Mapping[str, float]]) -> None:
        self._count = 0
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, vector in enumerate(vectors):
            self._count = number + 1
            for gram, weight in vector.items():
                self._postings[gram].append((number, weight))

    def cosines(self, vector: Mapping[str, float]) -> list[float]:
        """The cosine of `vector` with every vector held, in their order; all of them have length 1."""
        found = [0.0] * self._count
        for gram, weight in vector.items():
            for number, other in self._postings.get(gram, ()):
                found[number] += weight * other
        return found
