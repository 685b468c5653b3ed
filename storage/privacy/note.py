"""What is decided about a table: what it is for, whose it is, how long it is kept, what its people are shown of it, and
what becomes of it when one of them is forgotten.

Each column stands in it once: `shown`, or in `hidden` by the reason why not. A test walks all tables and columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import ColumnElement

from domain.privacy import Period
from storage.tables import Base

NOBODY = "N. N."
"""What somebody is called who was forgotten, and an organisation that was theirs alone."""


class Whose(StrEnum):
    """To whom a row belongs."""

    PERSON = "a person"
    ORGANISATION = "an organisation"
    BOTH = "an organisation; one of its people has written or decided it"
    PROGRAMME = "the programme; nobody stands in it"


class Lasting(StrEnum):
    """How long something is kept that has no period of its own."""

    PERSON = "until the person is forgotten"
    ORGANISATION = "as long as the organisation"
    MEMBERSHIP = "as long as the person acts for the organisation"
    PARTNERSHIP = "as long as the two organisations"
    DONE = "until it is done"
    LIFTED = "until the operator lifts it"
    FOR_EVER = "for ever; names and words go when somebody is forgotten"
    PROGRAMME = "as long as the desk is run"


HASHED = "only a hash is kept: it opens nothing, and says nothing"
OTHERS = "it tells who somebody else is"
INNER = "how the program does its work"


@dataclass(frozen=True, slots=True)
class Traces:
    """By what somebody's rows are found: ids of persons, chats, mail addresses, numbers in the console, and ids of
    organisations in which nobody else is: `owned` are those of them of which nobody has to know any more. Each may be
    empty. `acts_for` are all organisations of theirs, `mails` the ids of mails to them.
    """

    people: tuple[int, ...] = ()
    chats: tuple[int, ...] = ()
    addresses: tuple[str, ...] = ()
    consoles: tuple[str, ...] = ()
    owned: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    acts_for: tuple[int, ...] = ()
    mails: tuple[int, ...] = ()


Where: TypeAlias = Callable[[Traces], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Deleted:
    """These rows go."""

    where: Where


@dataclass(frozen=True, slots=True)
class Blanked:
    """These rows lose what tells whose they are: each column gets this value. `trail`: the trail loses the same."""

    where: Where
    values: Mapping[str, object]
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What is decided about a table. `shown` are columns, separated by blanks, and so are the keys of `hidden`.

    `mine` are the rows of somebody. `forgotten` is done with them in this order; `stays` says why something is left.
    """

    table: type[Base]
    purpose: str
    whose: Whose
    kept: Period | Lasting
    shown: str = ""
    hidden: Mapping[str, str] = field(default_factory=dict)
    mine: Where | None = None
    forgotten: tuple[Deleted | Blanked, ...] = ()
    stays: str = ""

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The columns that people are shown, in their order."""
        return tuple(self.shown.split())

    @property
    def hidden_columns(self) -> Mapping[str, str]:
        """Why a column is not shown, by its name."""
        return {column: why for columns, why in self.hidden.items() for column in columns.split()}
