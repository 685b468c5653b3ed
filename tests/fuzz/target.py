"""What is fuzzed, as a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from hypothesis.strategies import SearchStrategy

from domain.words import Refused

Check: TypeAlias = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Target:
    """`tried` is given to what `opened` yields, which raises where something does not hold.

    `corpus` are values that were findings once, or that any such parser has to bear.
    """

    name: str
    tried: SearchStrategy[Any]
    opened: Callable[[], AbstractContextManager[Check]]
    corpus: tuple[object, ...] = ()


def plain(name: str, tried: SearchStrategy[Any], check: Check, *corpus: object) -> Target:
    """A target that needs nothing but the value."""

    @contextmanager
    def opened() -> Iterator[Check]:
        yield check

    return Target(name, tried, opened, corpus)


def reader(name: str, tried: SearchStrategy[Any], read: Check, *corpus: object) -> Target:
    """A function that reads what people write, or refuses it with a sentence."""

    def check(value: Any) -> None:
        try:
            found = read(value)
        except Refused:
            return
        assert_storable(found)

    return plain(name, tried, check, *corpus)


def assert_storable(found: object) -> None:
    """What a database takes for text: UTF-8 without NUL."""
    if isinstance(found, str):
        assert "\x00" not in found, repr(found)
        found.encode()
