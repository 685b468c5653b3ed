"""What can be said to the desk in one's own words, declared by each subject as values.

A subject says which actions there are, what may be said with each, and how it is begun; how people say it stands in
`locales/<language>/sayings/`. `handlers.sayings` finds the action that a message means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Flag, auto
from functools import cached_property
from typing import TypeVar

from domain.sayings.natures import Kind, Nature, Standing
from domain.sayings.slots import Days, Slot, Value
from domain.words import Msg
from handlers.chat.turn import Sayable, Turn

T = TypeVar("T")

_EARLIEST, _LATEST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)


class Audience(Flag):
    """Who can say it. Visitors are clients to be: what they begin asks them to register first."""

    CLIENT = auto()
    PARTNER = auto()
    ALL = CLIENT | PARTNER


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says: its text, and the values in it, in their order. By those `beside` them, nothing is done.
    The `tail` is a text of one's own behind all that. It may be `of_nobody`: about somebody who is named, and not here.
    """

    text: str
    values: tuple[Value, ...] = ()
    beside: tuple[Value, ...] = ()
    tail: str = ""
    of_nobody: bool = False

    def every(self, slot: Slot, kind: type[T]) -> tuple[T, ...]:
        """All values of the slot, each once."""
        found = (each.value for each in self.values if each.slot is slot)
        return tuple(dict.fromkeys(value for value in found if isinstance(value, kind)))

    def one(self, slot: Slot, kind: type[T]) -> T | None:
        """The value of the slot, if there is exactly one."""
        found = self.every(slot, kind)
        return found[0] if len(found) == 1 else None

    @property
    def days(self) -> Days:
        """The days that are named, open at both ends where none are; within the years of which there can be records."""
        named = self.one(Slot.WHEN, Days) or Days()
        ends = (None if day is None else min(max(day, _EARLIEST), _LATEST) for day in (named.first, named.last))
        return Days(*ends)


@dataclass(frozen=True, kw_only=True, eq=False)
class Saying(Sayable):
    """An action that can be asked for in words.

    `answer` begins it, with what was heard: it opens a form with these answers, shows a screen, or says a sentence. A
    `grave` one is binding or takes something away: it shows both sides by name and asks, and is never begun by a
    negation, a question about it, a hypothetical or a quotation. It is for `visitors`, too, where it is of use to those
    who act for nobody yet: a form then asks them to register first. The article `about` that topic tells what comes of
    it, where a question about it comes near no other. What is said `beside` its slots is settled elsewhere.
    One that `takes_text` is for what somebody writes behind it, one that is about `strangers` for those who are not
    known, too.
    """

    kind: Kind
    answer: Callable[[Turn, Heard], None]
    slots: frozenset[Slot] = frozenset()
    audience: Audience = Audience.ALL
    grave: bool = False
    standing: Standing | None = None
    instead: tuple[str, ...] = ()
    visitors: bool = False
    about: str | None = None
    beside: frozenset[Slot] = frozenset()
    takes_text: bool = False
    strangers: bool = False

    def is_open(self, audience: Audience, *, visiting: bool) -> bool:
        """Whether a client or a partner can ask for it, who is perhaps `visiting`: acting for nobody yet."""
        return audience in self.audience and (self.visitors or not visiting)

    @cached_property
    def nature(self) -> Nature:
        """What decides whether it is meant."""
        return Nature(self.kind, self.slots | self.beside, self.grave, self.standing, self.instead, self.strangers)


def shows(name: str, label: Msg, command: str, audience: Audience = Audience.ALL, *, visitors: bool = False) -> Saying:
    """The screen of a command."""
    return Saying(
        name=name,
        label=label,
        kind=Kind.SHOW,
        answer=lambda turn, _heard: turn.run(command),
        audience=audience,
        visitors=visitors,
    )


def begins(name: str, label: Msg, command: str, audience: Audience = Audience.ALL, *, visitors: bool = False) -> Saying:
    """The form of a command, of which nothing can be said ahead."""
    return replace(shows(name, label, command, audience, visitors=visitors), kind=Kind.DO)


def tells(
    name: str, label: Msg, answer: Callable[[Turn, Heard], None], *slots: Slot, audience: Audience = Audience.ALL
) -> Saying:
    """The answer to a question about one's own data."""
    return Saying(name=name, label=label, kind=Kind.ASK, answer=answer, slots=frozenset(slots), audience=audience)


def does(
    name: str,
    label: Msg,
    answer: Callable[[Turn, Heard], None],
    *slots: Slot,
    audience: Audience = Audience.ALL,
    standing: Standing | None = None,
    instead: tuple[str, ...] = (),
    grave: bool = False,
    about: str | None = None,
) -> Saying:
    """Something that is done, of which these slots can be said ahead."""
    return Saying(
        name=name,
        label=label,
        kind=Kind.DO,
        answer=answer,
        slots=frozenset(slots),
        audience=audience,
        standing=standing,
        instead=instead,
        grave=grave,
        about=about,
    )
