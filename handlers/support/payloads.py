"""Buttons about conversations with support. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload


@dataclass(frozen=True, slots=True)
class LeaveSupport(Payload):
    """Ends the case from the person's side."""

    code: ClassVar[str] = "hl"
    case: int


@dataclass(frozen=True, slots=True)
class WriteToSupport(Payload):
    """Puts the open form aside, so that what is typed goes to support."""

    code: ClassVar[str] = "hw"
