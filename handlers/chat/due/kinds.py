"""Kinds of due things, as subjects declare them: what is looked at when the time has come, and what then is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias, TypeVar, cast

from domain.words import Words
from handlers.chat.notices import Notice
from handlers.chat.turn import Surroundings
from handlers.chat.views import Button, View
from storage.runtime.due import DueRow
from storage.tables import Organisation, Person
from storage.tables.base import JsonObject
from storage.theirs import Record
from storage.work import Event, Work

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a person, or a room, reads when the row is due. Of several for one person, one message is made."""

    row: DueRow
    notice: Notice
    line: Words | None = None
    """What stands for it there; without, it is what the notice says first."""
    way: Button | None = None
    """Where it leads from there; without, where the notice's view does."""


@dataclass(frozen=True, slots=True)
class Again:
    """The row is to be looked at once more, at that moment; with another `content`, if one is given.

    It may stand beside what a person reads now.
    """

    row: DueRow
    due_at: dt.datetime
    content: JsonObject | None = None


Outcome: TypeAlias = Recalled | Again


@dataclass(frozen=True, slots=True)
class Quiet:
    """What is said to somebody who switches a kind of reminders `off` for good, or `on` again."""

    off: Words
    on: Words


@dataclass(frozen=True, slots=True)
class DueKind:
    """A kind of due things, by the `name` in their rows: `look` gets those that are due, and says what comes of them.

    Whatever it yields nothing for is moot and goes. Rows with a person come in their daytime, and the person is at
    hand: `work.session.get_one(Person, row.person_id)` asks the database nothing. With `quiet`, people can switch
    it off (see `handlers.chat.due.quiet`); their rows are not looked at.
    """

    name: str
    look: Callable[[Work, Surroundings, Sequence[DueRow]], Iterable[Outcome]]
    quiet: Quiet | None = None


@dataclass(frozen=True, slots=True)
class Reminding:
    """An event that reminds people: what they are told of it waits for their daytime.

    `anew` is asked when it is told: the event as it is now, or `None` where nobody has to be reminded any more. It is
    given the moment at which the event happened. Its fields are numbers: it waits as a row.
    """

    event: type[Event]
    anew: Callable[[Event, Work, Surroundings, dt.datetime], Event | None]


def reminding(event: type[E], anew: Callable[[E, Work, Surroundings, dt.datetime], E | None]) -> Reminding:
    """A reminding event, checked by type. Raises `TypeError` where it has other fields than numbers, or none."""
    kinds = {str(each.type) for each in fields(event)}  # type: ignore[arg-type]  # events are dataclasses
    if kinds != {"int"}:
        raise TypeError(f"{event.__name__} cannot wait: a reminding event has numbers only")
    return Reminding(event, cast(Callable[[Event, Work, Surroundings, dt.datetime], Event | None], anew))


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as somebody may see it, about which of their organisations it is, and about which partnership.

    Whoever has put it off before `settled_at` is not reminded: somebody has seen to it since.
    """

    view: View
    concerning: Organisation | None = None
    partnership_id: int | None = None
    settled_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ShownAgain:
    """A card that waits for somebody, and that they can put off to another day. `code` is in old buttons.

    `show` gives it as the person may see it, `in_room` as support's group does; `None` where it waits for them no
    longer, or is not theirs. `record` is what the number of somebody's card stands for.
    """

    code: str
    show: Callable[[Work, Surroundings, Person, int], Shown | None] | None = None
    in_room: Callable[[Work, Surroundings, int], View | None] | None = None
    record: Record | None = None
