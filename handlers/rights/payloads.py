"""Buttons about who may do what. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import ColleagueId, PartnershipId


@dataclass(frozen=True, slots=True)
class ChooseToSeeAs(Payload):
    """Whose view it shall be; a page, from 0, of the colleagues."""

    code: ClassVar[str] = "tw"
    page: int


@dataclass(frozen=True, slots=True)
class SeeAs(Payload):
    """What a colleague sees; a page, from 0, of the partnerships."""

    code: ClassVar[str] = "ts"
    person: ColleagueId
    page: int


@dataclass(frozen=True, slots=True)
class SeeCardAs(Payload):
    """A partnership's card as a colleague sees it."""

    code: ClassVar[str] = "tx"
    person: ColleagueId
    partnership: PartnershipId


@dataclass(frozen=True, slots=True)
class ShowRightsOf(Payload):
    """What a colleague may do."""

    code: ClassVar[str] = "tr"
    person: ColleagueId
