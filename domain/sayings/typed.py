"""What stands in a message, piece by piece: a word, a code."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST = 3
"""Letters of a word that may mean a longer name, with a capital; shorter ones do in capitals only."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word from `start` to before `end`, with the 's behind it; `word` is folded, without that."""

    start: int
    end: int
    typed: str
    word: str
    forms: tuple[str, ...]
    """As it may stand in a name: itself, and without what may be an ending."""
    is_ordinary: bool
    begins: bool
    """Whether it is the first one of a sentence, where everything has a capital."""
    is_apart: bool
    """Whether a comma, or the end of a sentence, parts it from the word before."""

    @property
    def is_capital(self) -> bool:
        """Whether it has a capital letter."""
        return self.typed[0].isupper()

    @property
    def is_rare(self) -> bool:
        """Whether it can stand for one of few by its name."""
        return not self.is_ordinary and (len(self.word) >= SHORTEST or self.typed.isupper())

    @property
    def tells(self) -> bool:
        """Whether it can stand for a name of which it is one word."""
        return not self.is_ordinary and (
            self.typed.isupper() or len(self.word) > SHORTEST or (self.is_capital and len(self.word) == SHORTEST)
        )


@dataclass(frozen=True, slots=True)
class Code:
    """A partner's or client's code in a message: `P-7K2M9Q`."""

    start: int
    end: int
    code: str
