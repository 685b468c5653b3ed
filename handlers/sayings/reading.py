"""Reads a message as the person's who wrote it: with the names that they may know, and the actions open to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from domain.answers.outcomes import nearness
from domain.partnerships.rules import Side
from domain.sayings import understanding
from domain.sayings.deciding import Decision, Outcome
from domain.sayings.free_text import with_free_text
from domain.sayings.names.named import Names, Unclear
from domain.sayings.natures import Nature
from domain.sayings.pointing import OTHER_ONE, pointed
from domain.sayings.slots import Slot, Value, disjoint
from domain.sayings.understanding import Asked
from handlers.answers.searching import hits_of
from handlers.chat.sayings import Audience, Heard, Saying
from handlers.chat.turn import Sayable, Turn
from handlers.sayings.names import is_of_nobody, named, put_right, unknown_name, unknown_names, wished
from handlers.sayings.spoken import other_partner, spoken_of
from services.partnerships.deadlines import today

_AUDIENCES = 16
"""A desk's clients and partners, and those who act for nobody; tests have several desks."""


class _Sayable(NamedTuple):
    """The actions that somebody can ask for, and what decides whether each is meant, by name."""

    sayings: Mapping[str, Saying]
    natures: Mapping[str, Nature]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a message. `unclear` are names in it that several have, `tail` a text of one's own behind it.
    It is `of_nobody` where it names somebody, and nobody here is called so.
    """

    text: str
    read: understanding.Reading
    unclear: tuple[Unclear, ...]
    tail: str = ""
    of_nobody: bool = False

    @property
    def decision(self) -> Decision:
        """What comes of it."""
        return self.read.decision

    def with_values(self, values: tuple[Value, ...]) -> Reading:
        """The same with these values."""
        return replace(self, read=replace(self.read, values=values))

    def heard_for(self, saying: Saying) -> Heard:
        """What the action is begun with: the values that it has a use for. In the place of somebody who is not here
        stands the name that was typed.
        """
        values = tuple(value for value in self.read.values if value.slot in saying.slots)
        beside = tuple(value for value in self.read.values if value.slot in saying.beside)
        stranger = self.read.stranger
        name = "" if stranger is None else self.text[stranger.start : stranger.end]
        if stranger is None or not saying.nature.takes_strangers or name.isdecimal():  # a number would be an id
            return Heard(self.text, values, beside, self.tail, self.of_nobody)
        return Heard(self.text, (*values, replace(stranger, value=name)), beside, self.tail)


def read(turn: Turn, text: str, settled: tuple[Value, ...] = ()) -> Reading:
    """Reads a message. Nothing is said, and nothing kept.

    `settled` are values of names that were unclear, and about which the person has been asked.
    """
    names, day = named(turn, text), _day(turn)
    anew, _ = put_right(turn, text, names, day)
    names = names if anew == text else named(turn, anew)
    meant = wished(turn, anew, names)
    asked, unclear = _asked(turn, anew, settled, meant, day)
    asked = replace(asked, denied=tuple(value for value in names.values if value not in meant.values))
    found = turn.around.understanding.read(asked, lambda: nearness(hits_of(turn, text)))
    return Reading(asked.text, found, unclear, of_nobody=not settled and is_of_nobody(turn, anew, names))


def read_head(turn: Turn, text: str, settled: tuple[Value, ...] = ()) -> Reading | None:
    """Reads what stands before a text of one's own (“Notiz zu Nordnet: …”), where that asks for what takes one. The
    text may name whom the head does not.
    """
    takers = {name for name, saying in sayable_by(turn).items() if saying.takes_text}
    for head, tail in with_free_text(text) if takers else ():
        found = read(turn, head, settled)
        if found.decision.outcome is not Outcome.BEGIN or found.decision.actions[0] not in takers:
            continue
        if turn.around.understanding.values.denies(found.text):
            return None
        whole = replace(found, text=f"{found.text}{text[len(head) :]}", tail=tail)
        if found.unclear or any(value.slot is Slot.OTHER for value in found.read.values):
            return whole
        return whole.with_values(tuple(value for value in values_in(turn, text) if value.slot is Slot.OTHER))
    return None


def values_in(turn: Turn, text: str) -> tuple[Value, ...]:
    """The values of a message alone, in their order: which action it asks for is not looked at. “They” are those whom
    a form is about: only “dieser Partner” and the like point at anybody.
    """
    asked, _ = _asked(turn, text, (), named(turn, text), _day(turn), weakly=False)
    return turn.around.understanding.values_in(asked)


def put_right_in(turn: Turn, text: str) -> tuple[str, tuple[int, int] | None]:
    """The message with somebody unknown in the place of whom they put right, and that place."""
    corrects = turn.around.understanding.values.corrects(text)
    return put_right(turn, text, named(turn, text), _day(turn)) if corrects else (text, None)


def _day(turn: Turn) -> dt.date:
    return today(turn.work, turn.around.programme)


def _asked(
    turn: Turn, text: str, settled: tuple[Value, ...], names: Names, day: dt.date, *, weakly: bool = True
) -> tuple[Asked, tuple[Unclear, ...]]:
    """The message with the names in it, and those that are unclear."""
    pointed_at = _pointed_at(turn, text, names, weakly=weakly)
    unclear = tuple(each for each in names.unclear if all(each.start != value.start for value in settled))
    asked = Asked(
        text,
        turn.language,
        side_of(turn),
        day,
        _sayable(turn).natures,
        disjoint((*settled, *names.values, *pointed_at)),
        tuple(Value(each.start, each.end, each.slot, None) for each in unclear),
        names.own,
        unknown_names(turn, text, names),
    )
    return asked, unclear


def _pointed_at(turn: Turn, text: str, names: Names, *, weakly: bool) -> Iterator[Value]:
    """What “dieser Partner”, “it” or “the second one” stand for; words that may mean nothing do so beside a name."""
    pointers = pointed(text, turn.around.understanding.pointing)
    any_weak = any(pointer.weak for pointer in pointers)
    if any_weak and (not weakly or unknown_name(turn, text, names) is not None or is_of_nobody(turn, text, names)):
        pointers = tuple(pointer for pointer in pointers if not pointer.weak)  # “IT” in “Müller IT” is no “it”
    spoken = spoken_of(turn) if pointers else None
    if spoken is None:
        return
    named_slots = {value.slot for value in names.values} | {each.slot for each in names.unclear}
    for pointer in pointers:
        found = spoken.at(pointer) or (other_partner(turn, spoken) if pointer.place == OTHER_ONE else None)
        if found is not None and found[0] not in named_slots:
            yield Value(pointer.start, pointer.end, *found)
            named_slots.add(found[0])


def sayable_by(turn: Turn) -> Mapping[str, Saying]:
    """The actions that this person can ask for, by name."""
    return _sayable(turn).sayings


def _sayable(turn: Turn) -> _Sayable:
    return _open_to(tuple(turn.sayings.values()), _audience(turn), turn.organisation is None)


@lru_cache(maxsize=_AUDIENCES)
def _open_to(every: tuple[Sayable, ...], audience: Audience, visiting: bool) -> _Sayable:
    """They are the same for many people, and looking through all of them was a thirtieth of reading a message."""
    sayings = (saying for saying in every if isinstance(saying, Saying))
    sayable = {saying.name: saying for saying in sayings if saying.is_open(audience, visiting=visiting)}
    return _Sayable(sayable, {name: saying.nature for name, saying in sayable.items()})


def side_of(turn: Turn) -> Side:
    """On which side of a partnership the person speaks."""
    return Side.PARTNER if _audience(turn) is Audience.PARTNER else Side.CLIENT


def _audience(turn: Turn) -> Audience:
    is_partner = turn.organisation is not None and turn.organisation.is_partner
    return Audience.PARTNER if is_partner else Audience.CLIENT
