"""Words that are one slip apart: a letter too many, too few or wrong, or two neighbours the wrong way round.

Two such words, or what is left of each without some letter, are the same (symmetric deletes, as in SymSpell). Of what
is left, hashes are kept, sorted in two columns of numbers: a tenth of what the texts would take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from domain.names.closeness import is_one_typo_away


class Near:
    """Known words. Never changes; threads may share it."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        left = [(hash(each), place) for place, word in enumerate(self._known) for each in _shortened(word)]
        hashes = np.array([each for each, _ in left], dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._places = np.array([place for _, place in left], dtype=np.int32)[order]

    def words(self, word: str) -> Iterator[str]:
        """Those that are one slip away from the word, or are it; one may come several times."""
        wanted = np.array([hash(each) for each in _shortened(word)], dtype=np.int64)
        begins = self._hashes.searchsorted(wanted)
        ends = self._hashes.searchsorted(wanted, "right")
        for place in np.flatnonzero(begins < ends).tolist():
            for number in self._places[begins[place] : ends[place]].tolist():
                if is_one_typo_away(word, self._known[number]):
                    yield self._known[number]


def _shortened(word: str) -> Iterator[str]:
    """The word, and what is left of it without any one letter."""
    yield word
    for place in range(len(word)):
        yield f"{word[:place]}{word[place + 1 :]}"
