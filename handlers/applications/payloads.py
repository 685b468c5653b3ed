"""Buttons about becoming and remaining a partner. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import ApplicationId, ReviewId


class Verdict(StrEnum):
    """What support taps under an application; those that end in `_HOW` ask for more first."""

    APPROVE = "a"
    DECLINE_HOW = "d"
    ASK_HOW = "q"
    TAKE = "t"
    BACK = "b"


class ReviewVerdict(StrEnum):
    """What support taps under the review of a partner."""

    KEEP = "k"
    DISMISS_HOW = "h"
    DISMISS = "d"
    BACK = "b"


@dataclass(frozen=True, slots=True)
class AsPrivatePerson(Payload):
    """Somebody wants to become a partner without a company."""

    code: ClassVar[str] = "pp"


@dataclass(frozen=True, slots=True)
class ApplicationPayload(Payload):
    """Common to all buttons of an application; `application` is its id."""

    application: ApplicationId


@dataclass(frozen=True, slots=True)
class JudgeApplication(ApplicationPayload):
    code: ClassVar[str] = "pj"
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DeclineApplication(ApplicationPayload):
    """`reason` is the code of a canned one."""

    code: ClassVar[str] = "pd"
    reason: str


@dataclass(frozen=True, slots=True)
class AskApplicant(ApplicationPayload):
    """`question` is the code of a canned one."""

    code: ClassVar[str] = "pq"
    question: str


@dataclass(frozen=True, slots=True)
class AnswerAboutApplication(ApplicationPayload):
    code: ClassVar[str] = "pn"


@dataclass(frozen=True, slots=True)
class WithdrawApplication(ApplicationPayload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "pw"
    sure: bool


@dataclass(frozen=True, slots=True)
class JudgeReview(Payload):
    code: ClassVar[str] = "pv"
    review: ReviewId
    verdict: ReviewVerdict
