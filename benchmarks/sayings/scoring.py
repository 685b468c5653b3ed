"""What the desk makes of messages, and how much of it is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from benchmarks.sayings.hearing import Ear, Heard
from benchmarks.sayings.messages import NOT_MEANT, Message
from benchmarks.sayings.world import World
from domain.sayings.deciding import Outcome
from domain.sayings.natures import Kind
from domain.sayings.slots import Days, Slot, Value
from domain.words import Country, Money
from handlers.chat.sayings import Saying

_ENDS = frozenset({"end_partnership", "last_day"})
"""Actions for which the last day alone counts."""
_NAMES = frozenset({Slot.OTHER, Slot.PRODUCT, Slot.PERSON})


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with the actions that are `begun` or `offered`, and the values in it: those that were `said`, as far as
    the action that is meant has a use for them, and those that were `read`."""

    message: Message
    begun: str | None
    offered: tuple[str, ...]
    form_opened: bool
    grave_opened: bool
    said: Mapping[Slot, frozenset[str]]
    read: Mapping[Slot, frozenset[str]]
    heard: Heard

    @property
    def is_right(self) -> bool:
        """Whether the right thing comes of it at once."""
        if self.begun is not None:
            return self.begun in self.message.right
        return not self.offered and self.message.article

    @property
    def is_right_or_offered(self) -> bool:
        """Whether the right thing comes of it, or is one of two buttons."""
        return self.is_right or any(action in self.message.right for action in self.offered)

    @property
    def opens_wrong_form(self) -> bool:
        """Whether a form is open that nobody wanted."""
        return self.form_opened and not self.is_right

    @property
    def opens_grave(self) -> bool:
        """Whether something binding was begun by what is no wish: this must never be."""
        return self.grave_opened and self.message.kind in NOT_MEANT

    @property
    def wrong_slots(self) -> frozenset[Slot]:
        """The slots in which something else was read than was said."""
        slots = self.said.keys() | self.read.keys()
        return frozenset(slot for slot in slots if self.said.get(slot, frozenset()) != self.read.get(slot, frozenset()))


class Measured(Enum):
    """What a column of the report counts."""

    RIGHT = "right"
    OFFERED = "or offered"
    WRONG_FORM = "wrong form"
    GRAVE = "grave by no wish"
    VALUES = "values exact"


def judge(ear: Ear, world: World, messages: Iterable[Message], today: dt.date) -> list[Judged]:
    """What the desk makes of the messages."""
    return [_judged(ear, world, message, today) for message in messages]


def _judged(ear: Ear, world: World, message: Message, today: dt.date) -> Judged:
    heard = ear.hear(message.text, message.language, message.side)
    meant = ear.sayings.get(message.right[0]) if message.right else None
    said = {slot: values for slot, values in message.said.items() if meant is not None and slot in meant.slots}
    if heard.reading is None:
        # Where no action is meant, small talk is a word in return and as good as an article.
        begun = heard.action if heard.action in message.right else None
        spoken = {Slot.LANGUAGE: frozenset({heard.language})} if begun and heard.language else {}
        return Judged(message, begun, (), False, False, said, spoken, heard)
    decision = heard.reading.decision
    begun = decision.actions[0] if decision.outcome is Outcome.BEGIN else None
    saying = ear.sayings[begun] if begun is not None else None
    read = _read(world, meant, heard.reading.read.values, message, today) if meant is not None else {}
    return Judged(
        message,
        begun,
        decision.actions if decision.outcome is Outcome.CHOOSE else (),
        saying is not None and saying.kind is Kind.DO,
        saying is not None and saying.grave,
        said,
        read,
        heard,
    )


def _read(
    world: World, meant: Saying, values: Sequence[Value], message: Message, today: dt.date
) -> Mapping[Slot, frozenset[str]]:
    found: dict[Slot, set[str]] = {}
    for value in values:
        if value.slot in meant.slots:
            found.setdefault(value.slot, set()).add(_text(world, value))
    said = message.said
    read = {
        slot: frozenset(texts)
        for slot, texts in found.items()
        if message.implied.get(slot, frozenset()) != frozenset(texts)
    }
    if Slot.WHEN in read and Slot.WHEN in said and same_days(meant.name, read[Slot.WHEN], said[Slot.WHEN], today):
        read[Slot.WHEN] = said[Slot.WHEN]
    return read


def _text(world: World, value: Value) -> str:
    """As the messages' files have it."""
    match value.value:
        case int(id_) if value.slot in _NAMES:
            return world.names.get((value.slot, id_), f"{value.slot} {id_}")
        case Days(first, last):
            return f"{first or ''}…{last or ''}"
        case Money(amount, currency):
            return f"{currency} {amount.normalize():f}"
        case Country(code):
            return code
        case other:
            return str(other)


def same_days(action: str, read: frozenset[str], said: frozenset[str], today: dt.date) -> bool:
    """Whether they come to the same: what has begun may end today, and of an end, the last day counts."""
    if len(read) != 1 or len(said) != 1:
        return False
    (one,), (other,) = read, said
    (first, last), (begins, ends) = one.split("…"), other.split("…")
    if action in _ENDS:
        return (last or first) == (ends or begins)
    both_open = all(not day or day >= today.isoformat() for day in (last, ends)) and bool(begins)
    return first == begins and both_open and begins <= today.isoformat()


def share(judged: Sequence[Judged], measured: Measured) -> float:
    """From 0 to 1; NaN where there is nothing to measure. Values are those of messages in which the action that is
    meant has a use for some."""
    match measured:
        case Measured.RIGHT:
            marks = [each.is_right for each in judged]
        case Measured.OFFERED:
            marks = [each.is_right_or_offered for each in judged]
        case Measured.WRONG_FORM:
            marks = [each.opens_wrong_form for each in judged]
        case Measured.GRAVE:
            marks = [each.opens_grave for each in judged if each.message.kind in NOT_MEANT]
        case Measured.VALUES:
            marks = [not each.wrong_slots for each in judged if each.said or each.read]
    return sum(marks) / len(marks) if marks else float("nan")
