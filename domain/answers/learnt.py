"""How likely each article is by what examples have taught: tens of thousands of messages, each with the article that
answers it, or with none.

What a message consists of – its signs (`domain.answers.evidence`) and the runs of letters in it, which see through
forms, compounds and slips – speaks for each article, or against it, by a weight. The weights are learnt
(`python -m benchmarks.answers.learning`, a multinomial logistic regression), and kept as a table of small numbers: the
place of a sign in it is a hash of the sign, so that nothing has to be looked up. They add up, so it can be said what
has spoken for an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from domain.answers.likelihoods import Likely
from domain.answers.sparse import Numbers

PLACES = 1 << 16
"""Rows of the table: what falls together by chance costs nothing that could be measured."""
RUN = 5
"""Characters of a run, blanks among them; with four or six, less comes first rightly."""
NONE = ""
"""Stands in the place of an article where none is meant."""
_SIGN = "s:"


def runs(words: Sequence[str]) -> frozenset[str]:
    """All runs of letters in words, across them, too: “h los” is one."""
    whole = f" {' '.join(words)} "
    return frozenset(whole[start : start + RUN] for start in range(max(1, len(whole) - RUN + 1)))


def places(signs: Iterable[str], words: Sequence[str]) -> Numbers:
    """The places in the table of a message's signs, and of the runs in its words, each once and in their order."""
    found = {_place(f"{_SIGN}{sign}") for sign in signs}
    found.update(map(_place, runs(words)))
    return np.array(sorted(found), dtype=np.intp)


def _place(sign: str) -> int:
    return crc32(sign.encode()) % PLACES


def share(size: int) -> float:
    """How much each of so many places counts: of a story, most say nothing of what it is told for."""
    return float(max(1, size) ** -0.5)


@dataclass(frozen=True, slots=True)
class Table:
    """The weights: a row for each place, a column for each of `topics`, the first of which is `NONE`. A weight is
    `unit` times the number in `weights`; `beforehand` is what each column has without any sign.
    """

    topics: tuple[str, ...]
    weights: NDArray[np.int8]
    beforehand: NDArray[np.float64]
    unit: float

    @classmethod
    def nothing(cls) -> Table:
        """What nobody has taught anything."""
        return cls((NONE,), np.zeros((PLACES, 1), dtype=np.int8), np.zeros(1), 1.0)


class Learnt:
    """What a table says of the articles there are. Never changes; threads may share it."""

    def __init__(self, table: Table, topics: Iterable[str]) -> None:
        """Of `topics` that are new to the table it says nothing; what it has beside them is about none of them."""
        self._table = table
        known = frozenset(topics).intersection(table.topics)
        self._columns = {topic: column for column, topic in enumerate(table.topics) if topic in known}

    def of(self, here: Numbers) -> Likely:
        """How likely each topic is by a message's `places`, and that none of them is meant."""
        added = self._table.weights.take(here, axis=0).sum(axis=0, dtype=np.int64)
        odds = self._table.beforehand + added * (self._table.unit * share(len(here)))
        shares = np.exp(odds - odds.max())
        likely: list[float] = (shares / shares.sum()).tolist()
        topics = {topic: likely[column] for topic, column in self._columns.items()}
        return Likely(topics, max(0.0, 1 - sum(topics.values())))

    def speaks_for(self, topic: str, signs: Iterable[str]) -> Mapping[str, float]:
        """How much each sign speaks for a topic against none, beside the others: in numbers of the table."""
        column = self._columns.get(topic)
        if column is None:
            return {}
        rows = ((sign, self._table.weights[_place(f"{_SIGN}{sign}")]) for sign in signs)
        return {sign: float(row[column]) - float(row[0]) for sign, row in rows}
