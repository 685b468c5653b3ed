"""What stands in a message, piece by piece: a word, a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

SHORTEST = 3
"""Letters of a word that may mean a longer name, with a capital; shorter ones do in capitals only."""


class Known(NamedTuple):
    """What is known of a word wherever it stands; `word` is folded, without the 's behind it."""

    typed: str
    word: str
    forms: tuple[str, ...]
    """As it may stand in a name: itself, and without what may be an ending."""
    is_ordinary: bool
    is_capital: bool
    """Whether it has a capital letter."""
    is_rare: bool
    """Whether it can stand for one of few by its name."""
    tells: bool
    """Whether it can stand for a name of which it is one word."""

    @classmethod
    def of(cls, typed: str, word: str, forms: tuple[str, ...], *, is_ordinary: bool) -> Known:
        """With what follows from how it is typed."""
        is_capital, is_upper, length = typed[0].isupper(), typed.isupper(), len(word)
        is_rare = not is_ordinary and (length >= SHORTEST or is_upper)
        tells = not is_ordinary and (is_upper or length > SHORTEST or (is_capital and length == SHORTEST))
        return cls(typed, word, forms, is_ordinary, is_capital, is_rare, tells)


class Word(NamedTuple):
    """A word from `start` to before `end`, with the 's behind it, and what is known of it (see `Known`)."""

    start: int
    end: int
    begins: bool
    """Whether it is the first one of a sentence, where everything has a capital."""
    is_apart: bool
    """Whether a comma, or the end of a sentence, parts it from the word before."""
    typed: str
    word: str
    forms: tuple[str, ...]
    is_ordinary: bool
    is_capital: bool
    is_rare: bool
    tells: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A partner's or client's code in a message: `P-7K2M9Q`."""

    start: int
    end: int
    code: str
