"""Buttons about who belongs to an organisation. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.people import Role
from handlers.chat.packing import Payload


@dataclass(frozen=True, slots=True)
class InviteColleague(Payload):
    code: ClassVar[str] = "oi"
    organisation: int
    role: Role
