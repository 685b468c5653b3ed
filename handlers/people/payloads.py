"""Buttons about who belongs to an organisation. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.people import Role
from handlers.chat.packing import Payload


@dataclass(frozen=True, slots=True)
class ShowColleague(Payload):
    """A person of an organisation, by their ids."""

    code: ClassVar[str] = "om"
    organisation: int
    person: int


@dataclass(frozen=True, slots=True)
class RemoveColleague(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "or"
    organisation: int
    person: int
    sure: bool


@dataclass(frozen=True, slots=True)
class LeaveOrganisation(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "ol"
    organisation: int
    sure: bool


@dataclass(frozen=True, slots=True)
class RevokeInvitation(Payload):
    code: ClassVar[str] = "ov"
    invitation: int


@dataclass(frozen=True, slots=True)
class InviteColleague(Payload):
    code: ClassVar[str] = "oi"
    organisation: int
    role: Role
