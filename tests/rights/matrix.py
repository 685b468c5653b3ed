"""The matrix: everything that can be tapped, followed or called, by everybody, on records of theirs and of others.

A cell is a leak where somebody
- can tell a record that is not theirs from one that is not there: other words, other buttons, another number of
  statements;
- reads the name of a client, a note or an enquiry that is not theirs;
- does something that `services.rights` does not allow in their role, or while their organisation decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from itertools import product
from typing import get_type_hints

from sqlalchemy.orm import Session

from bot.chapters import CHAPTERS
from handlers.chat.deep_links import start_of
from handlers.chat.packing import Payload, pack
from handlers.chat.payloads import PutOff, RemindMe
from handlers.chat.records import records_of
from services.rights import DECIDE_NOTHING, EVEN_CLOSED, Act, Relation, SignatureNeeded, may
from storage.tables import Organisation
from storage.theirs import Record
from tests.buttons import KINDS
from tests.rights.acts import ACTS
from tests.rights.playing import Outcome, Player
from tests.rights.programme import Programme
from tests.rights.records import Reach, numbers_of

ABSENT = 987_654_321
"""The number of no record."""
BY_LINK = tuple(payload for chapter in CHAPTERS for payload in chapter.by_link)
IN_ROOMS = tuple(route.payload for chapter in CHAPTERS for route in chapter.room_routes)
COMMANDS = tuple(command.name for chapter in CHAPTERS for command in chapter.commands)
NUMBERS = {"page": 0, "step": 2, "days": 7, "months": 1, "month": 24_000}
"""What stands in a field that names no record; 1 elsewhere."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Who could tell, see or do what."""

    door: str
    what: str
    who: str
    how: str


@dataclass(slots=True)
class Result:
    """What was played, counted by door and by whose the record was, and what leaked."""

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)
    buttons: set[type[Payload]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who plays: a name, a number in Telegram, and what they may know."""

    name: str
    number: int
    reach: Reach
    organisation: Organisation | None


class Matrix:
    """Plays cells on one programme. `few` plays three people and one foreign record of each kind."""

    def __init__(self, programme: Programme, player: Player, *, few: bool = False) -> None:
        self._player, self._few = player, few
        self.result = Result()
        with player.units.begin("cli") as work:
            self._numbers = {each: numbers_of(work.session, each) for each in Record}
            self._people = list(_people(work.session, programme, few=few))
        self._words = {each.number: each.reach.words for each in self._people}

    def play(self) -> Result:
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
                self._judge("command", f"/{name}", who, self._player.writes(who.number, f"/{name}"), None)
            self._names(who)
        return self.result

    def play_button(self, payload: Payload) -> None:
        """One button in one action, for everybody."""
        for who in self._people:
            self._buttons(who, payload)

    def _buttons(self, who: Somebody, payload: Payload) -> None:
        """The button, and the link to it, for each record that it may name; first of all for none."""
        self.result.buttons.add(type(payload))
        records = named_by(payload)
        if not records:
            outcome = self._player.taps(who.number, pack(payload))
            self.result.cells["button", "of no record"] += 1
            self._judge("button", _called(payload), who, outcome, ACTS.get(type(payload)))
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
                    self._judge(door, _called(payload), who, outcome, ACTS.get(type(payload)))
                    theirs = who.reach.knows(record, number)
                    self.result.cells[door, "own" if theirs else "foreign"] += 1
                    if not theirs:
                        self._compare(door, f"{_called(payload)} {name} {number}", who, outcome, nothing, number)

    def _in_room(self, payload: Payload) -> None:
        """A button of support's group: whoever is not of support can do nothing there, and learns nothing."""
        (name, record), *_ = named_by(payload).items()
        for who in self._people:
            if who.name.endswith("of support"):
                continue
            nothing = self._player.taps_in_group(who.number, pack(replace(payload, **{name: ABSENT})))
            for number in self._numbers[record][: 1 if self._few else None]:
                outcome = self._player.taps_in_group(who.number, pack(replace(payload, **{name: number})))
                self.result.cells["group", "foreign"] += 1
                self._compare("group", f"{_called(payload)} {number}", who, outcome, nothing, number)
                if outcome.acts:
                    self._leak("group", _called(payload), who, "does something without belonging to support")

    def _chosen(self, who: Somebody, record: Record) -> list[int]:
        numbers = self._numbers[record]
        if not self._few:
            return numbers
        foreign = [each for each in numbers if not who.reach.knows(record, each)]
        return [*foreign[:1], *sorted(who.reach.numbers(record))[:1]]

    def _compare(self, door: str, what: str, who: Somebody, outcome: Outcome, nothing: Outcome, number: int) -> None:
        if outcome.without((number, ABSENT)) != nothing.without((number, ABSENT)):
            self._leak(door, what, who, "other words or buttons than of one that is not there")
        elif outcome.statements != nothing.statements:
            self._leak(door, what, who, f"takes {outcome.statements} statements instead of {nothing.statements}")

    def _judge(self, door: str, what: str, who: Somebody, outcome: Outcome, act: Act | None) -> None:
        """Whatever it was: nothing is read that is not theirs, and nothing done that is not allowed."""
        if door == "command":
            self.result.cells[door, "own"] += 1
        read = "\n".join(each for each in outcome.seen if f" to {who.number}:" in each)
        for kind, words in self._words[who.number].items():
            for each in words:
                if each in read:
                    self._leak(door, what, who, f"reads a {kind} that is not theirs: {each}")
        for done in outcome.acts:
            if not self._may(who, done):
                self._leak(door, what, who, f"does {done} without the right")
        if act is not None and isinstance(outcome.refused, SignatureNeeded) and self._may(who, act):
            self._leak(door, what, who, f"is refused {act} with the right")

    def _may(self, who: Somebody, act: Act) -> bool:
        own = who.organisation
        if own is None:
            return act is Act.PUBLISH_TENDER  # a visitor's is theirs
        if own.closed_at is not None and act not in EVEN_CLOSED:
            return False
        if own.frozen_at is not None and act not in DECIDE_NOTHING:
            return False
        side = Relation.PARTNER if own.is_partner else Relation.CLIENT
        return any(may(act, relation, who.reach.roles[own.id]) for relation in (Relation.OWN, side, Relation.CLIENT))

    def _names(self, who: Somebody) -> None:
        """A client's name that is not theirs finds as much as one that nobody has: typed, with commands, and inline."""
        for name in sorted(self._words[who.number]["client"])[: 1 if self._few else None]:
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
        self.result.cells[door, "foreign"] += 1
        seen = [[each.replace(name, "…") for each in outcome.seen] for outcome, name in (one, other)]
        if seen[0] != seen[1] or one[0].statements != other[0].statements:
            self._leak(door, what, who, "another answer than to a name that nobody has")

    def _leak(self, door: str, what: str, who: Somebody, how: str) -> None:
        self.result.leaks.append(Leak(door, what, who.name, how))


FEW = frozenset({"stranger", "representative of Bergbahn", "employee of Alpweb", "reader of Seegarten"})
"""Who plays in the sample: a visitor, a client, a partner's who looks after one client only, and one who only looks."""


def _people(session: Session, programme: Programme, *, few: bool) -> Iterator[Somebody]:
    for name, number in programme.people.items():
        if not few or name in FEW:
            reach = Reach(session, number)
            own = next((session.get_one(Organisation, key) for key in reach.roles), None)
            yield Somebody(name, number, reach, own)


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
