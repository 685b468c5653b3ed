"""What a message tells of its topic by itself: its words, its letters, and the letters of the sentence that asks.

Words say what they are known for (`domain.answers.evidence.signs`). What nobody has written yet – another form, a
compound, a slip, a turn of phrase – still shares *runs* of letters with what somebody has: five at a time, across
words, so that “h los” is one, too. And of a story, the sentence that asks says more than those before it, which tell
of the season and the neighbours: so it is read on its own, beside the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.answers.evidence import Heard
from domain.answers.likelihoods import Likelihoods, Likely, sharpness_of
from domain.answers.search import Index
from domain.answers.spelling import asking, shortened_words, within_reach

RUN = 5
"""Characters of a run, blanks among them; with four or six, less comes first rightly."""
SHORTEST_SAID = 3
"""Words of a phrasing that says by itself what is meant: “partner?” may mean much."""


@dataclass(frozen=True, slots=True)
class Told:
    """How likely each topic is by the words of a message, by its runs of letters, and by those of what it asks in the
    end, where it is a story; and the topic of which a phrasing is the message, word by word.
    """

    words: Likely = field(default_factory=Likely)
    runs: Likely = field(default_factory=Likely)
    asked: Likely | None = None
    said: str | None = None


class Telling:
    """What is known of words and runs of letters by all phrasings. Never changes; threads may share it."""

    def __init__(self, index: Index, topics: Mapping[str, Sequence[str]], nothing: Sequence[str]) -> None:
        """`topics` holds the phrasings of each topic, `nothing` those of what is about none."""
        self._meanings = index.meanings
        said = ((_spelt(text), topic) for topic, texts in topics.items() for text in texts)
        self._said = {text: topic for text, topic in said if text.count(" ") >= SHORTEST_SAID - 1}
        self._words = Likelihoods(
            {topic: [*map(index.signs_of, texts)] for topic, texts in topics.items()}, [*map(index.signs_of, nothing)]
        )
        self._runs = Likelihoods(
            {topic: [*map(self._runs_of, texts)] for topic, texts in topics.items()}, [*map(self._runs_of, nothing)]
        )

    def of(self, text: str, heard: Heard) -> Told:
        """What a message tells, whose words are `heard`."""
        text = within_reach(text)
        asked = asking(text)
        return Told(
            self._words.of(heard.signs, sharpness_of(heard.words)),
            self._by_runs(text),
            self._by_runs(asked) if asked else None,
            self._said.get(_spelt(text)),
        )

    def _by_runs(self, text: str) -> Likely:
        runs = self._runs_of(text)
        return self._runs.of(runs, sharpness_of(len(runs)))

    def _runs_of(self, text: str) -> frozenset[str]:
        whole = f" {' '.join(self._meanings.as_written(shortened_words(text)))} "
        return frozenset(whole[start : start + RUN] for start in range(max(1, len(whole) - RUN + 1)))


def _spelt(text: str) -> str:
    return " ".join(shortened_words(text))
