"""Puts slips right: a word that nobody has ever said, and one letter makes it one that everybody says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

SHORTEST_SLIPPED = 4
"""Letters of a word in which a slip is put right …"""
SHORTEST_CHANGED = 6
"""… if two letters are the wrong way round or one is too few or too many; from so many on, also if one is wrong."""
REMEMBERED = 5000
"""Words that nobody has said of which it is remembered how they are put right: a message is read piece by piece."""


class Speller:
    """The words that are known. Never changes; threads may share it."""

    def __init__(self, known: Iterable[str]) -> None:
        """Words of `domain.answers.spelling.words`, each as often as it is said."""
        self._counts = Counter(known)
        self._near: Mapping[str, list[str]] = defaultdict(list)
        for word in self._counts:
            if len(word) >= SHORTEST_SLIPPED:
                for near in _shortened(word):
                    self._near[near].append(word)
        self._nearest = lru_cache(maxsize=REMEMBERED)(self._find_nearest)

    def knows(self, word: str) -> bool:
        """Whether it is one of them."""
        return word in self._counts

    def right(self, word: str) -> str:
        """The word, or the known one that is a slip away from it and said most."""
        if word in self._counts or len(word) < SHORTEST_SLIPPED or not word.isalpha():
            return word
        return self._nearest(word)

    def _find_nearest(self, word: str) -> str:
        near = {known for each in _shortened(word) for known in self._near.get(each, ()) if _is_slip(word, known)}
        return max(near, key=lambda known: (self._counts[known], known), default=word)


def _shortened(word: str) -> Iterator[str]:
    """The word, and what is left of it without any one letter: two that are a slip apart have one in common."""
    yield word
    for place in range(len(word)):
        yield f"{word[:place]}{word[place + 1 :]}"


def _is_slip(word: str, known: str) -> bool:
    from rapidfuzz.distance import OSA

    if OSA.distance(word, known, score_cutoff=1) > 1:
        return False
    is_changed = len(word) == len(known) and sorted(word) != sorted(known)
    return not is_changed or len(word) >= SHORTEST_CHANGED
