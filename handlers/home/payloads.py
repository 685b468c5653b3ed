"""Buttons about how the desk speaks to a person. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload


@dataclass(frozen=True, slots=True)
class SetLanguage(Payload):
    code: ClassVar[str] = "la"
    language: str


@dataclass(frozen=True, slots=True)
class SetTimezone(Payload):
    """The person's clock is that zone's; empty, it is guessed."""

    code: ClassVar[str] = "tz"
    zone: str


@dataclass(frozen=True, slots=True)
class OtherTimezone(Payload):
    """Asks for a place that is not offered."""

    code: ClassVar[str] = "tf"
