"""Buttons about a person's mail. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.mail import MailPace
from handlers.chat.packing import Payload


@dataclass(frozen=True, slots=True)
class EnterAddress(Payload):
    code: ClassVar[str] = "ma"


@dataclass(frozen=True, slots=True)
class ConfirmAnew(Payload):
    """Another code, for the address whose code has not been typed; or else for the one that refuses mail."""

    code: ClassVar[str] = "mn"


@dataclass(frozen=True, slots=True)
class CallOff(Payload):
    """The code that was sent is not wanted any more."""

    code: ClassVar[str] = "mc"


@dataclass(frozen=True, slots=True)
class RemoveAddress(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "mr"
    sure: bool


@dataclass(frozen=True, slots=True)
class ChoosePace(Payload):
    code: ClassVar[str] = "mp"
    pace: MailPace
