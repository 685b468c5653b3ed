"""What all of a message is called by, beside words that say nothing at its ends."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TypeVar

from domain.answers.spelling import MOST_CHARACTERS, words

LONGEST = 10
"""Words of a message that can be a way; of one that leads back to a form, those before its name."""

T = TypeVar("T")


def in_words(text: str) -> tuple[str, ...]:
    """Its words, in their common spelling."""
    return tuple(words(text))


def whole(text: str, phrasings: Mapping[tuple[str, ...], T], before: Set[str], behind: Set[str]) -> T | None:
    """What all of a message is called by, beside words `before` and `behind` that say nothing."""
    said = tuple(words(text[:MOST_CHARACTERS]))
    if not said or len(said) > LONGEST:
        return None
    first = next((at for at, word in enumerate(said) if word not in before), len(said))
    last = next((at for at in range(len(said), 0, -1) if said[at - 1] not in behind), 0)
    # A phrasing may begin or end with words that say nothing elsewhere: the longest one counts.
    parts = ((start, end) for start in range(first + 1) for end in range(len(said), max(last, start) - 1, -1))
    found = (phrasings.get(said[start:end]) for start, end in parts)
    return next((each for each in found if each is not None), None)
