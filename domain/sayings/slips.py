"""Puts slips right: a word that nobody has ever said, and one letter makes it one that everybody says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from domain.sayings.names.near import Near

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
        self._near = Near(word for word in self._counts if len(word) >= SHORTEST_SLIPPED)
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
        near = {known for known in self._near.words(word) if _is_put_right(word, known)}
        return max(near, key=lambda known: (self._counts[known], known), default=word)


def _is_put_right(word: str, known: str) -> bool:
    """Whether the slip between the two is one that is put right in a word of this length."""
    is_changed = len(word) == len(known) and sorted(word) != sorted(known)
    return not is_changed or len(word) >= SHORTEST_CHANGED
