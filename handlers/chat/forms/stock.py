"""What a question of several answers offers to tick: three things or five thousand, on shelves, read page by page.

A question's options are a list, and lists are read whole. A stock is asked for what is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.answers.spelling import words
from domain.sayings.terms import Term
from domain.words import Words

AT_ONCE = "#now"
"""The value of the option that is no day where a day is asked for: at once …"""
NO_END = "none"
"""… and never."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tap. `value` is the answer in its stored form, and `term` what it is called beside its label."""

    value: str
    label: Words
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category of a stock: its code, its name with its icon, and how many options stand on it."""

    code: str
    name: Words
    count: int


@dataclass(frozen=True, slots=True)
class Within:
    """Where in a stock: on a `shelf`, or on all with ""; among options with `search` in their names, or all with ""."""

    shelf: str = ""
    search: str = ""


EVERYTHING = Within()
_SHORTEST_OF_MANY = 5
"""Letters of a word of which the last one, an “s”, may say that there are many: “Mails”."""


def one_of_many(name: str) -> str:
    """The name of a kind of things as of one of them, to compare it with others: “E-Mails”, “email”."""
    joined = "".join(words(name))
    return joined.removesuffix("s") if len(joined) >= _SHORTEST_OF_MANY else joined


class Stock(Protocol):
    """The options of one question at this moment. Raises `Refused` where there are none and the question is moot."""

    def shelves(self) -> Sequence[Shelf]:
        """The shelves that are not empty, in their order."""

    def count(self, within: Within) -> int:
        """How many options there are."""

    def page(self, within: Within, limit: int, offset: int = 0) -> Sequence[Option]:
        """Some of them, by name; of everything, shelf by shelf where they are few."""

    def values(self, within: Within) -> Sequence[str]:
        """All of them."""

    def present(self, values: Collection[str], within: Within = EVERYTHING) -> Sequence[str]:
        """Those of the values that are there."""

    def counted(self, values: Collection[str]) -> Mapping[str, int]:
        """How many of the values are there, by the code of their shelf."""

    def called(self, names: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """By each of the names, in small letters, the options that are called exactly so."""
