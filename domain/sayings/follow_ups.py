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
_WORD = re.compile(r"[^\W_]+")
_SLOT = re.compile(r"\{[a-z]+\}")


class FollowUp(StrEnum):
    """What is wanted; the value is its name in the files."""

    SAME = "same"
    """The same for another one: what is left beside its values are these words."""
    GOES_ON = "goes-on"
    """Words with which another question about the same one begins …"""
    THERE = "there"
    """… or which it has anywhere, …"""
    EVERY = "every"
    """… unless one of these says that it is about all."""
    SUPPOSES = "supposes"
    """Words that begin a condition of one's own: “wenn ich”, “if we”."""
    THEN = "then"
    """Words for what comes of what was spoken of."""
    WHY = "why"
    """The reason: the article about it."""
    DO = "do"
    """What was only asked about is to be done."""
    GERMAN = "in-german"
    ENGLISH = "in-english"


_PARTS = frozenset({FollowUp.SAME, FollowUp.GOES_ON, FollowUp.THERE, FollowUp.EVERY, FollowUp.SUPPOSES, FollowUp.THEN})
"""Those whose words are a part of the message, not all of it."""


class FollowUps:
    """The phrases of all languages. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds one language's phrases by the names of `FollowUp`."""
        self._whole: dict[tuple[str, ...], FollowUp] = {}
        lists: dict[FollowUp, set[tuple[str, ...]]] = {kind: set() for kind in _PARTS}
        for table in tables:
            for name, phrases in table.items():
                kind = FollowUp(name)
                if kind in _PARTS:
                    lists[kind].update(tuple(words(phrase)) for phrase in phrases)
                else:
                    self._whole.update((tuple(words(phrase)), kind) for phrase in phrases)
        self._beside = frozenset(word for phrase in lists[FollowUp.SAME] for word in phrase)
        self._lists = lists
        self._firsts = {kind: {phrase[0] for phrase in phrases if phrase} for kind, phrases in lists.items()}

    def kind(self, text: str) -> FollowUp | None:
        """What a message without values asks for as a whole; `None` where it is no follow-up."""
        return self._whole.get(tuple(words(text[: 20 * LONGEST])))

    def may_be_same(self, text: str) -> bool:
        """Whether a message may ask for the same for another one: it is short, and begins so or asks something."""
        spoken = words(text[: 40 * LONGEST])
        return 0 < len(spoken) <= 2 * LONGEST and (spoken[0] in self._beside or text.rstrip().endswith("?"))

    def is_about_the_same(self, text: str) -> bool:
        """Whether another question is about whom the one before was: “und wer zahlt?”, “who pays there?”."""
        said = words(text[: 40 * LONGEST])
        if not 1 < len(said) <= 2 * LONGEST:
            return False
        goes_on = (said[0],) in self._lists[FollowUp.GOES_ON] or self._has(said, FollowUp.THERE)
        return goes_on and not self._has(said, FollowUp.EVERY)

    def there(self, text: str) -> tuple[int, int] | None:
        """The characters that stand in the place of whom the one before was about: “dort”, “with them”."""
        found = list(_WORD.finditer(text[: 40 * LONGEST]))
        said = [" ".join(words(each.group())) for each in found]
        for length in range(self._longest(FollowUp.THERE), 0, -1):
            for at in range(len(said) - length + 1):
                if tuple(said[at : at + length]) in self._lists[FollowUp.THERE]:
                    return found[at].start(), found[at + length - 1].end()
        return None

    def supposes(self, text: str) -> bool:
        """Whether a question is asked under a condition of one's own: “who pays if I end it?”."""
        return self._has(words(text[: 40 * LONGEST]), FollowUp.SUPPOSES)

    def is_then(self, text: str) -> bool:
        """Whether a question is about what comes of what was spoken of: “und wer zahlt dann?”."""
        return self._has(words(text[: 40 * LONGEST]), FollowUp.THEN)

    def is_for_all(self, text: str) -> bool:
        """Whether the same is asked for all, or for the others: “und bei allen?”, “and the others?”."""
        said = words(text[: 40 * LONGEST])
        every = {word for phrase in self._lists[FollowUp.EVERY] for word in phrase}
        return (
            0 < len(said) <= LONGEST
            and all(each in self._beside | every for each in said)
            and not every.isdisjoint(said)
        )

    def rest(self, text: str) -> list[str]:
        """The words of a short text that are none of those beside which the same is asked for another one."""
        said = words(text[: 40 * LONGEST])
        return [word for word in said if word not in self._beside] if len(said) <= LONGEST else said

    def _has(self, said: list[str], kind: FollowUp) -> bool:
        phrases, longest = self._lists[kind], self._longest(kind)
        begins = (at for at, word in enumerate(said) if word in self._firsts[kind])
        return any(tuple(said[at : at + length]) in phrases for at in begins for length in range(1, longest + 1))

    def _longest(self, kind: FollowUp) -> int:
        return max(map(len, self._lists[kind]), default=0)

    def is_same(self, masked: str) -> bool:
        """Whether a message with values asks for the same for another one: “und {other}?”, “{when}?”.

        Without a word beside its values it is one where it asks, with a question mark.
        """
        spoken = words(_SLOT.sub(" ", masked))
        if len(spoken) > LONGEST or not all(word in self._beside for word in spoken):
            return False
        return bool(spoken) or masked.rstrip().endswith("?")
