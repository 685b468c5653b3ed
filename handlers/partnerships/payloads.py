"""Buttons about partnerships and requests. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.partnerships.rules import Payer
from handlers.chat.packing import Payload


@dataclass(frozen=True, slots=True)
class PartnershipPayload(Payload):
    """Common to all buttons of a partnership; `partnership` is its id."""

    partnership: int


@dataclass(frozen=True, slots=True)
class ShowPartnership(PartnershipPayload):
    code: ClassVar[str] = "s"


@dataclass(frozen=True, slots=True)
class ConfirmRequest(PartnershipPayload):
    code: ClassVar[str] = "rc"


@dataclass(frozen=True, slots=True)
class DeclineRequest(PartnershipPayload):
    code: ClassVar[str] = "rd"


@dataclass(frozen=True, slots=True)
class AskClient(PartnershipPayload):
    code: ClassVar[str] = "ra"


@dataclass(frozen=True, slots=True)
class AnswerPartner(Payload):
    code: ClassVar[str] = "re"
    enquiry: int


@dataclass(frozen=True, slots=True)
class WithdrawRequest(PartnershipPayload):
    code: ClassVar[str] = "rw"
    sure: bool


@dataclass(frozen=True, slots=True)
class ResendRequest(PartnershipPayload):
    code: ClassVar[str] = "rs"


@dataclass(frozen=True, slots=True)
class EndPartnership(PartnershipPayload):
    """Fact 32: confirmed twice. `step` is 0 for the first tap, 2 for the one that ends it."""

    code: ClassVar[str] = "se"
    step: int


@dataclass(frozen=True, slots=True)
class ChangePayer(PartnershipPayload):
    """`sure` is false for the tap that shows what the change means."""

    code: ClassVar[str] = "sp"
    payer: Payer
    sure: bool


@dataclass(frozen=True, slots=True)
class ChangeProducts(PartnershipPayload):
    code: ClassVar[str] = "sq"


@dataclass(frozen=True, slots=True)
class WhoAsks(Payload):
    """Shows who may ask the organisation for anything, and how it is found."""

    code: ClassVar[str] = "aw"


@dataclass(frozen=True, slots=True)
class PauseRequests(Payload):
    """`days` is the value of a `Pause`, or 0 to take requests again."""

    code: ClassVar[str] = "ap"
    days: int


@dataclass(frozen=True, slots=True)
class BlockOther(PartnershipPayload):
    """`sure` is false for the tap that asks whether it is meant."""

    code: ClassVar[str] = "ab"
    sure: bool


@dataclass(frozen=True, slots=True)
class ShowBlocked(Payload):
    """Whom the organisation has blocked; `page` from 0."""

    code: ClassVar[str] = "al"
    page: int


@dataclass(frozen=True, slots=True)
class Unblock(Payload):
    code: ClassVar[str] = "au"
    block: int
