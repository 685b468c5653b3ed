"""The matrix: everything that can be tapped, followed or called, by everybody, on records of theirs and of others.

What a leak is, `tests.rights.judging` says. Answers in forms, pages in the browser and the API are in modules of their
own: `tests.rights.forms`, `tests.rights.pages`, `tests.rights.api`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from enum import Enum
from itertools import product
from typing import get_type_hints

from bot.chapters import CHAPTERS
from handlers.chat.deep_links import start_of
from handlers.chat.packing import Payload, pack
from handlers.chat.payloads import PutOff, RemindMe
from handlers.chat.records import records_of
from storage.theirs import Record
from tests.buttons import KINDS
from tests.rights.acts import ACTS
from tests.rights.judging import ABSENT, FEW, Judge, Somebody, people_of
from tests.rights.playing import Outcome, Player
from tests.rights.programme import Programme
from tests.rights.records import numbers_of

BY_LINK = tuple(payload for chapter in CHAPTERS for payload in chapter.by_link)
IN_ROOMS = tuple(route.payload for chapter in CHAPTERS for route in chapter.room_routes)
COMMANDS = tuple(command.name for chapter in CHAPTERS for command in chapter.commands)
NUMBERS = {"page": 0, "step": 2, "days": 7, "months": 1, "month": 24_000}
"""What stands in a field that names no record; 1 elsewhere."""


class Matrix:
    """Plays cells on one programme. `few` plays some people and one foreign record of each kind; `people` are those of
    its people who play."""

    def __init__(
        self,
        programme: Programme,
        player: Player,
        judge: Judge,
        *,
        few: bool = False,
        people: slice = slice(None),
    ) -> None:
        self._player, self._judge, self._few = player, judge, few
        with player.units.begin("cli") as work:
            self._numbers = {each: numbers_of(work.session, each) for each in Record}
            self._people = list(people_of(work.session, programme, FEW if few else None))[people]

    def play(self) -> None:
        """All of it."""
        for place, kind in enumerate((*KINDS, PutOff, RemindMe)):
            actions = list(variants(kind))
            for payload in actions[:: max(1, len(actions) - 1)] if self._few else actions:
                for who in self._people[place % 2 :: 2] if self._few else self._people:
                    self._buttons(who, payload)
        for kind in IN_ROOMS:
            self._in_room(next(variants(kind)))
        for who in self._people:
            for name in COMMANDS:
                self._judge.played("command", "own")
                self._judge.judge("command", f"/{name}", who, self._player.writes(who.number, f"/{name}"), None)
            self._names(who)

    def play_button(self, payload: Payload) -> None:
        """One button in one action, for everybody."""
        for who in self._people:
            self._buttons(who, payload)

    def _buttons(self, who: Somebody, payload: Payload) -> None:
        """The button, and the link to it, for each record that it may name; first of all for none."""
        self._judge.result.buttons.add(type(payload))
        records = named_by(payload)
        if not records:
            outcome = self._player.taps(who.number, pack(payload))
            self._judge.played("button", "of no record")
            self._judge.judge("button", _called(payload), who, outcome, ACTS.get(type(payload)))
            return
        known = {name: min(who.reach.numbers(record), default=ABSENT) for name, record in records.items()}
        for name, record in records.items():
            absent = replace(payload, **(known | {name: ABSENT}))
            doors: dict[str, Callable[[Payload], Outcome]] = {
                "button": lambda data: self._player.taps(who.number, pack(data))
            }
            if type(payload) in BY_LINK:
                doors["link"] = lambda data: self._player.writes(who.number, f"/start {start_of(data)}")
            for door, opens in doors.items():
                nothing = opens(absent)
                for number in self._chosen(who, record):
                    outcome = opens(replace(absent, **{name: number}))
                    self._judge.judge(door, _called(payload), who, outcome, ACTS.get(type(payload)))
                    theirs = who.reach.knows(record, number)
                    self._judge.played(door, "own" if theirs else "foreign")
                    if not theirs:
                        self._judge.compare(door, f"{_called(payload)} {name} {number}", who, outcome, nothing, number)

    def _in_room(self, payload: Payload) -> None:
        """A button of support's group: whoever is not of support can do nothing there, and learns nothing."""
        (name, record), *_ = named_by(payload).items()
        for who in self._people:
            if who.name.endswith("of support"):
                continue
            nothing = self._player.taps_in_group(who.number, pack(replace(payload, **{name: ABSENT})))
            for number in self._numbers[record][: 1 if self._few else None]:
                outcome = self._player.taps_in_group(who.number, pack(replace(payload, **{name: number})))
                self._judge.played("group", "foreign")
                self._judge.compare("group", f"{_called(payload)} {number}", who, outcome, nothing, number)
                if outcome.acts:
                    self._judge.leak("group", _called(payload), who, "does something without belonging to support")

    def _chosen(self, who: Somebody, record: Record) -> list[int]:
        numbers = self._numbers[record]
        if not self._few:
            return numbers
        foreign = [each for each in numbers if not who.reach.knows(record, each)]
        return [*foreign[:1], *sorted(who.reach.numbers(record))[:1]]

    def _names(self, who: Somebody) -> None:
        """A client's name that is not theirs finds as much as one that nobody has: typed, with commands, and inline."""
        for name in sorted(who.reach.words["client"])[: 1 if self._few else None]:
            nobody = name[::-1].capitalize()
            for command in ("clients", "requests", "partners", "products", "askclient", "directory"):
                found, none = (self._player.writes(who.number, f"/{command} {each}") for each in (name, nobody))
                self._same(f"/{command} {name}", who, "command", (found, name), (none, nobody))
            for own_chat in (True, False):
                found, none = (
                    self._player.types_inline(who.number, each, own_chat=own_chat) for each in (name, nobody)
                )
                self._same(f"@ {name}", who, "inline", (found, name), (none, nobody))

    def _same(self, what: str, who: Somebody, door: str, one: tuple[Outcome, str], other: tuple[Outcome, str]) -> None:
        self._judge.played(door, "foreign")
        seen = [[each.replace(name, "…") for each in outcome.seen] for outcome, name in (one, other)]
        if seen[0] != seen[1] or one[0].statements != other[0].statements:
            self._judge.leak(door, what, who, "another answer than to a name that nobody has")


def variants(kind: type[Payload]) -> Iterator[Payload]:
    """The payload in each of its actions: every member of an enum, both ways of a switch. Records are none yet."""
    hints, names = get_type_hints(kind), [each.name for each in fields(kind)]
    records = records_of(kind)
    choices = [[ABSENT] if name in records else _values(name, hints[name]) for name in names]
    for values in product(*choices):
        yield kind(**dict(zip(names, values, strict=True)))


def _values(name: str, of: type) -> list[object]:
    if of is bool:
        return [True, False]
    if of is int:
        return [NUMBERS.get(name, 1)]
    if issubclass(of, Enum):
        return list(of)
    return ["p", "c"] if name == "what" else [""]


def named_by(payload: Payload) -> Mapping[str, Record]:
    """The records that it names, by field."""
    if isinstance(payload, PutOff | RemindMe):
        return {"number": {"p": Record.PARTNERSHIP, "c": Record.CLAIM}[payload.what]}
    return records_of(type(payload))


def _called(payload: Payload) -> str:
    return f"{type(payload).__module__.split('.')[1]}.{type(payload).__name__}"
