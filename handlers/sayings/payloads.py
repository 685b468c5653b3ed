"""Buttons below the questions that a message leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload


@dataclass(frozen=True, slots=True)
class MeantAction(Payload):
    """Of the actions asked about, the one at this place was meant by the message with this number in the chat."""

    code: ClassVar[str] = "wa"
    serial: int
    place: int


@dataclass(frozen=True, slots=True)
class MeantName(Payload):
    """Of several that have a name, the one with this id was meant in that message."""

    code: ClassVar[str] = "wn"
    serial: int
    meant: int


@dataclass(frozen=True, slots=True)
class NothingMeant(Payload):
    """None of them: the message is a question."""

    code: ClassVar[str] = "wq"
    serial: int
