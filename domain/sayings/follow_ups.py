"""Follow-ups to what was just done or told: “und Nordnet?”, “and in April?”, “why?”, “do it”, “in English”.

The words stand in `locales/<language>/sayings/follow_ups.yaml`. A message is one only if all of it is: what is left
beside values must be words that say nothing of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from domain.answers.spelling import words

LONGEST = 8
"""Words of a follow-up, beside the values in it."""
_SLOT = re.compile(r"\{[a-z]+\}")


class FollowUp(StrEnum):
    """What is wanted; the value is its name in the files."""

    SAME = "same"
    """The same for another one: what is left beside its values are these words."""
    WHY = "why"
    """The reason: the article about it."""
    DO = "do"
    """What was only asked about is to be done."""
    GERMAN = "in-german"
    ENGLISH = "in-english"


class FollowUps:
    """The phrases of all languages. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds one language's phrases by the names of `FollowUp`."""
        self._whole: dict[tuple[str, ...], FollowUp] = {}
        beside: set[str] = set()
        for table in tables:
            for name, phrases in table.items():
                kind = FollowUp(name)
                if kind is FollowUp.SAME:
                    beside.update(word for phrase in phrases for word in words(phrase))
                else:
                    self._whole.update((tuple(words(phrase)), kind) for phrase in phrases)
        self._beside = frozenset(beside)

    def kind(self, text: str) -> FollowUp | None:
        """What a message without values asks for as a whole; `None` where it is no follow-up."""
        return self._whole.get(tuple(words(text[: 20 * LONGEST])))

    def may_be_same(self, text: str) -> bool:
        """Whether a message may ask for the same for another one: it is short, and begins so or asks something."""
        spoken = words(text[: 40 * LONGEST])
        return 0 < len(spoken) <= 2 * LONGEST and (spoken[0] in self._beside or text.rstrip().endswith("?"))

    def is_same(self, masked: str) -> bool:
        """Whether a message with values asks for the same for another one: “und {other}?”, “{when}?”.

        Without a word beside its values it is one where it asks, with a question mark.
        """
        spoken = words(_SLOT.sub(" ", masked))
        if len(spoken) > LONGEST or not all(word in self._beside for word in spoken):
            return False
        return bool(spoken) or masked.rstrip().endswith("?")
