"""Buttons about who is who. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.people import Role
from handlers.chat.packing import Payload
from handlers.chat.records import ClaimId, OrganisationId


class Verdict(StrEnum):
    """What support taps under a claim; those that end in `_how` ask for more first."""

    APPROVE = "a"
    UPHOLD_HOW = "h"
    UPHOLD = "u"
    DECLINE_HOW = "d"
    ASK_HOW = "q"
    BACK = "b"


@dataclass(frozen=True, slots=True)
class ClaimPayload(Payload):
    """Common to all buttons of a claim; `claim` is its id."""

    claim: ClaimId


@dataclass(frozen=True, slots=True)
class JudgeClaim(ClaimPayload):
    code: ClassVar[str] = "cj"
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DeclineClaim(ClaimPayload):
    """`reason` is the code of a canned one."""

    code: ClassVar[str] = "cr"
    reason: str


@dataclass(frozen=True, slots=True)
class AskBack(ClaimPayload):
    """`question` is the code of a canned one."""

    code: ClassVar[str] = "cq"
    question: str


@dataclass(frozen=True, slots=True)
class AdmitClaimant(ClaimPayload):
    """Whoever asks for access gets it, in this role: tapped by support, or by a representative."""

    code: ClassVar[str] = "cm"
    role: Role


@dataclass(frozen=True, slots=True)
class TurnAway(ClaimPayload):
    """A representative does not let somebody in."""

    code: ClassVar[str] = "cn"


@dataclass(frozen=True, slots=True)
class ShowClaim(ClaimPayload):
    """To a representative of the organisation that it is about."""

    code: ClassVar[str] = "cv"


@dataclass(frozen=True, slots=True)
class AnswerSupport(ClaimPayload):
    code: ClassVar[str] = "cw"


@dataclass(frozen=True, slots=True)
class AskSupportInstead(ClaimPayload):
    """The representatives do not answer."""

    code: ClassVar[str] = "ci"


@dataclass(frozen=True, slots=True)
class GetVerified(Payload):
    """Shows how the organisation becomes verified."""

    code: ClassVar[str] = "cg"


@dataclass(frozen=True, slots=True)
class AskToVerify(Payload):
    """Support is to look into the register."""

    code: ClassVar[str] = "cs"


@dataclass(frozen=True, slots=True)
class OfNumber(Payload):
    """About the verified organisation with this number in its country's register: the person has typed it."""

    country: str
    number: str


@dataclass(frozen=True, slots=True)
class ClaimAccess(OfNumber):
    code: ClassVar[str] = "ca"


@dataclass(frozen=True, slots=True)
class ClaimDispute(OfNumber):
    code: ClassVar[str] = "cd"


@dataclass(frozen=True, slots=True)
class TakeOver(Payload):
    """What was prepared for the `source` goes to the `target`."""

    code: ClassVar[str] = "ct"
    source: OrganisationId
    target: OrganisationId
