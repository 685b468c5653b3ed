"""What the desk says, before it is put into a language.

Domain, services and handlers speak in values of this module; only `handlers.chat.rendering` turns them
into German or English. The text is English source text and a gettext message id at the same time.
It may hold Telegram's HTML (`<b>`); values may not: they are escaped when rendered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Self, TypeAlias


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency's main unit: `Money(Decimal("2000"), "CHF")` is two thousand francs."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166 alpha-2 code; rendered as its name in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639 code; rendered as its name in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a moment, where the desk is or in a `zone`: near midnight, UTC has another one."""

    moment: dt.datetime
    zone: dt.tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The month in which a day lies: “November 2026”."""

    day: dt.date


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """The hour and minute of a moment, where the desk is or in a `zone`."""

    moment: dt.datetime
    zone: dt.tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Local:
    """A moment in a time zone: its reader's, or that of whoever has chosen it."""

    moment: dt.datetime
    zone: dt.tzinfo


@dataclass(frozen=True, slots=True)
class ShortDay:
    """A day in few signs, for tables and pictures: 12.12.2026, Dec 12, 2026."""

    day: dt.date


@dataclass(frozen=True, slots=True)
class Literal:
    """Ready HTML, the same in every language. The caller vouches that it is escaped."""

    html: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the programme's profile gives in both languages."""

    de: str
    en: str


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider's name: the programme has one, and whoever renders knows it."""


@dataclass(frozen=True, slots=True)
class ShelfName:
    """The name of a category of the programme's catalogue, by its code: whoever renders knows it."""

    code: str


class Msg:
    """A sentence with named places: `Msg("Which access shall {partner} have?", partner=name)`."""

    __slots__ = ("text", "values")

    def __init__(self, text: str, /, **values: Value) -> None:
        self.text = text
        self.values: Mapping[str, Value] = MappingProxyType(values)

    def __repr__(self) -> str:
        values = "".join(f", {key}={value!r}" for key, value in self.values.items())
        return f"Msg({self.text!r}{values})"

    def filled_with(self, values: Mapping[str, Value]) -> Self:
        """The same sentence with these values in its places."""
        filled = copy(self)
        filled.values = MappingProxyType(values)
        return filled

    def __eq__(self, other: object) -> bool:
        return (
            type(other) is type(self)
            and isinstance(other, Msg)
            and (self.text, dict(self.values)) == (other.text, dict(other.values))
        )

    def __hash__(self) -> int:
        return hash((self.text, tuple(self.values)))


class Plural(Msg):
    """A sentence that counts: `Plural("{n} product", "{n} products", n)`; `{n}` is the count."""

    __slots__ = ("many", "n")

    def __init__(self, one: str, many: str, n: int, /, **values: Value) -> None:
        super().__init__(one, n=n, **values)
        self.many = many
        self.n = n


@dataclass(frozen=True, slots=True)
class Lines:
    """Several parts one below the other; `gap` is what stands between them."""

    parts: tuple[Value, ...]
    gap: str = "\n"


@dataclass(frozen=True, slots=True)
class Listing:
    """An enumeration: rendered “A, B and C” or “A, B und C”."""

    items: tuple[Value, ...]


Value: TypeAlias = (
    str
    | int
    | Decimal
    | dt.date
    | dt.datetime
    | dt.timedelta
    | Msg
    | Named
    | Provider
    | ShelfName
    | Day
    | Month
    | TimeOfDay
    | Local
    | ShortDay
    | Money
    | Country
    | Language
    | Literal
    | Lines
    | Listing
)
Words: TypeAlias = Msg | Named | Language | Lines | Literal
"""What can be a whole message or a button's label."""


def lines(*parts: Value | None) -> Lines:
    """The given parts, each on its own line; `None` is left out."""
    return Lines(tuple(part for part in parts if part is not None))


def paragraphs(*parts: Value | None) -> Lines:
    """The given parts with an empty line between them; `None` is left out."""
    return Lines(tuple(part for part in parts if part is not None), "\n\n")


def listing(items: Iterable[Value]) -> Listing:
    """An enumeration of `items`, in their order."""
    return Listing(tuple(items))


def unturned(text: str) -> str:
    """The text without signs that turn the direction of what follows, in a line that is not theirs, or steer a machine.

    Marks that set a single sign right (LRM, RLM, ALM) stay: people who write from right to left need them.
    """
    return text if text.isascii() and text.isprintable() else _STEERING.sub("", text)


_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Refused(Exception):
    """A person asked for what is not possible. `reason` says what is wrong and what to do next.

    One subclass per reason. Anything else that is raised is a defect of the program. `proposals` are answers that may
    be meant and would be taken, in their stored form: a form offers them to tap.
    """

    def __init__(self, reason: Words, proposals: Sequence[str] = ()) -> None:
        super().__init__(repr(reason))
        self.reason = reason
        self.proposals = tuple(proposals)
