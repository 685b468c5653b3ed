"""What a message tells of its topic by itself: what its words and letters speak for (`domain.answers.learnt`), and
which phrasing it is, word by word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.answers.evidence import Heard
from domain.answers.learnt import Learnt, Table, places
from domain.answers.likelihoods import Likely
from domain.answers.meanings import MEANS, Meanings
from domain.answers.sparse import Numbers
from domain.answers.spelling import shortened_words, stem, within_reach

SHORTEST_SAID = 3
"""Words of a phrasing that says by itself what is meant: “partner?” may mean much."""

_PROVIDER = f"{MEANS}provider"
"""What the provider's name means (`locales/<language>/synonyms.yaml`)."""


@dataclass(frozen=True, slots=True)
class Told:
    """How likely each topic is, as far as anything is known of it, and the topic of which a phrasing is the message."""

    likely: Likely = field(default_factory=Likely)
    said: str | None = None


class Telling:
    """What is known of all topics. Never changes; threads may share it."""

    def __init__(
        self, meanings: Meanings, topics: Mapping[str, Sequence[str]], table: Table, provider: str = ""
    ) -> None:
        """`topics` holds the phrasings of each topic. What the `provider` is called says nothing but what it means:
        one table serves all of them.
        """
        self._meanings = meanings
        self._provider = tuple(shortened_words(provider.partition("(")[0]))
        meant = (f"{MEANS}{meaning}" for word in self._provider for meaning in meanings.of_word(word))
        self._naming = frozenset({*map(stem, self._provider), *meant})
        said = ((_spelt(text), topic) for topic, texts in topics.items() for text in texts)
        self._said = {text: topic for text, topic in said if text.count(" ") >= SHORTEST_SAID - 1}
        self.learnt = Learnt(table, topics)

    def of(self, text: str, heard: Heard) -> Told:
        """What a message tells, whose words are `heard`."""
        return Told(self.learnt.of(self.places(text, heard)), self._said.get(_spelt(within_reach(text))))

    def places(self, text: str, heard: Heard) -> Numbers:
        """The places of a message, whose words are `heard`, in the table of what is learnt."""
        words, signs = self._meanings.as_written(shortened_words(within_reach(text))), list(heard.signs)
        others = self._without_provider(words)
        if len(others) < len(words):
            signs = [*(sign for sign in signs if self._naming.isdisjoint(sign.split())), _PROVIDER]
        return places(signs, others)

    def _without_provider(self, words: Sequence[str]) -> Sequence[str]:
        if not self._provider or self._provider[0] not in words:
            return words
        count, place = len(self._provider), 0
        others: list[str] = []
        while place < len(words):
            if tuple(words[place : place + count]) == self._provider:
                place += count
            else:
                others.append(words[place])
                place += 1
        return others


def _spelt(text: str) -> str:
    return " ".join(shortened_words(text))
