"""Finds the topics a message may be about: no dictionary, no stemmer, no model – character n-grams.

People type “Rechnugen”, “aendern”, “partner hinzufuegen”, “Wo gsehn ich d Rächnige”, and mix two languages in one
sentence. Grams of three and four characters survive all of that, and they see the *Rechnung* inside
*Rechnungseinsicht*. So every phrasing of every topic is a vector of such grams, weighted by how rare a gram is
(TF-IDF), and a message is compared with it by cosine. Two measures are added:

- the closest phrasing: somebody has asked it nearly like that;
- the whole entry, phrasings and text in all languages together: its vocabulary fits.

All languages are searched together; a phrasing in the reader's language counts a little more. Grams that occur nowhere
stay in the message's length: the more of a message nobody here has heard of, the lower it scores. That is what lets
the desk say “I don't know”. Long messages bury the question in a story, so each of their sentences is scored, too.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PHRASING_WEIGHT = 0.65
"""Share of the closest phrasing in a score; the rest is the whole entry's."""
OTHER_LANGUAGE = 0.95
"""What a phrasing in another language than the reader's is worth."""
LONG = 12
"""From so many words on, a message's sentences are scored on their own, too."""
MOST_SENTENCES = 8

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?;:\n]+\s+|\n+")
_UMLAUT_SPELLED_OUT = re.compile(r"(?<=[aou])e")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched: the phrasings of one topic in one language, and the text they lead to."""

    topic: str
    language: str
    phrasings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic and how well it fits, from 0 (nothing in common) to 1 (word for word)."""

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
    """All runs of three and four characters in the words of a text, word by word, a blank marking a word's ends."""
    for word in words(text):
        padded = f" {word} "
        for size in (3, 4):
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
        spoken = [(entry, phrasing) for entry in entries for phrasing in entry.phrasings]
        self._phrasings = _Vectors(Counter(grams(phrasing)) for _, phrasing in spoken)
        self._owners = tuple((entry.topic, entry.language) for entry, _ in spoken)
        whole: dict[str, Counter[str]] = {}
        for entry in dict.fromkeys(entry for entry, _ in spoken):
            whole.setdefault(entry.topic, Counter()).update(grams(" ".join((*entry.phrasings, entry.text))))
        self._entries = _Vectors(whole.values())
        self._topics = tuple(whole)

    def rank(self, text: str, language: str) -> tuple[Hit, ...]:
        """All topics that share anything with `text`, best first, for a reader of `language`."""
        parts = [self._scores(part, language) for part in (text, *sentences(text))]
        best = {topic: max(scores[topic] for scores in parts) for topic in self._topics}
        hits = (Hit(topic, score) for topic, score in best.items() if score)
        return tuple(sorted(hits, key=lambda hit: hit.score, reverse=True))

    def _scores(self, text: str, language: str) -> dict[str, float]:
        asked = Counter(grams(text))
        closest = dict.fromkeys(self._topics, 0.0)
        for (topic, spoken), cosine in zip(self._owners, self._phrasings.cosines(asked), strict=True):
            if cosine > closest[topic]:
                closest[topic] = max(closest[topic], cosine if spoken == language else OTHER_LANGUAGE * cosine)
        return {
            topic: PHRASING_WEIGHT * closest[topic] + (1 - PHRASING_WEIGHT) * cosine
            for topic, cosine in zip(self._topics, self._entries.cosines(asked), strict=True)
        }


class _Vectors:
    """Unit vectors of weighted grams, held by gram (an inverted index) so that a query touches only what it shares."""

    def __init__(self, documents: Iterable[Counter[str]]) -> None:
        documents = tuple(documents)
        self._count = len(documents)
        frequency = Counter(gram for document in documents for gram in document)
        self._rarity = {gram: 1 + math.log((1 + self._count) / (1 + n)) for gram, n in frequency.items()}
        self._rarity_of_unknown = 1 + math.log(1 + self._count)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, document in enumerate(documents):
            for gram, weight in self._unit(document).items():
                self._postings[gram].append((number, weight))

    def cosines(self, query: Counter[str]) -> list[float]:
        """The cosine of the query with every document, in the documents' order."""
        found = [0.0] * self._count
        for gram, weight in self._unit(query).items():
            for number, other in self._postings.get(gram, ()):
                found[number] += weight * other
        return found

    def _unit(self, counts: Counter[str]) -> dict[str, float]:
        rarity, unknown = self._rarity, self._rarity_of_unknown
        weights = {gram: (1 + math.log(count)) * rarity.get(gram, unknown) for gram, count in counts.items()}
        length = math.hypot(*weights.values())
        return {gram: weight / length for gram, weight in weights.items()}
