"""What can be tapped in any conversation: a form's buttons, and the way to a command.

The codes are in old messages: never give one a new meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from handlers.chat.packing import Payload


class FormVerb(StrEnum):
    """What a button under a form's question does."""

    ANSWER = "a"
    TOGGLE = "t"
    DONE = "d"
    BACK = "b"
    CHANGE = "c"
    CHOOSE_CHANGE = "h"
    CANCEL = "x"
    EXPLAIN = "e"
    ASK_AGAIN = "q"
    FINISH = "s"
    TURN_PAGE = "p"
    SHOW_ALL = "w"
    OPEN_SHELF = "o"
    TICK = "k"
    UNTICK = "u"


@dataclass(frozen=True, slots=True)
class FormPress(Payload):
    """A tap in a form: `serial` tells which of the chat's forms, `question` which question it stood under."""

    code: ClassVar[str] = "f"
    serial: int
    verb: FormVerb
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Resume(Payload):
    """Takes up a form that was put aside."""

    code: ClassVar[str] = "fr"
    serial: int


@dataclass(frozen=True, slots=True)
class Discard(Payload):
    """Drops a form that was put aside."""

    code: ClassVar[str] = "fd"
    serial: int


@dataclass(frozen=True, slots=True)
class TurnPage(Payload):
    """Shows another page, from 0, of the list that a command shows when `search` stands behind it."""

    code: ClassVar[str] = "lp"
    command: str
    page: int
    search: str


@dataclass(frozen=True, slots=True)
class Go(Payload):
    """Does what the command of this name does."""

    code: ClassVar[str] = "go"
    command: str


@dataclass(frozen=True, slots=True)
class GoFirst(Payload):
    """Does what `command` does: opens a form. When that is finished, the conversation goes on with `then`."""

    code: ClassVar[str] = "gf"
    command: str
    then: str


class Later(StrEnum):
    """To when something is put off."""

    TOMORROW = "t"
    NEXT_WEEK = "w"
    NOT = "n"


@dataclass(frozen=True, slots=True)
class PutOff(Payload):
    """Asks to when a card is to be put off; `what` it shows, its kind knows (see `handlers.chat.due.kinds`)."""

    code: ClassVar[str] = "lt"
    what: str
    number: int


@dataclass(frozen=True, slots=True)
class RemindMe(Payload):
    """Puts a card off: it comes again then."""

    code: ClassVar[str] = "lm"
    what: str
    number: int
    when: Later


@dataclass(frozen=True, slots=True)
class KeepQuiet(Payload):
    """Switches a kind of reminders off for good, or on again."""

    code: ClassVar[str] = "kq"
    kind: str
    quiet: bool
