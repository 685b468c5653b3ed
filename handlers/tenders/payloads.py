"""Buttons about tenders. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import PartnerId, TenderId


class TenderVerdict(StrEnum):
    """What support taps under a tender; the one that ends in `_HOW` asks for more first."""

    RELEASE = "r"
    HIDE_HOW = "h"
    KEEP = "k"
    FILES = "f"
    BACK = "b"


@dataclass(frozen=True, slots=True)
class TenderPayload(Payload):
    """Common to all buttons of a tender; `tender` is its id."""

    tender: TenderId


@dataclass(frozen=True, slots=True)
class ShowTender(TenderPayload):
    """The tender's card, as the person may see it."""

    code: ClassVar[str] = "xt"


@dataclass(frozen=True, slots=True)
class ListTenders(Payload):
    """A page, from 0, of what a partner can offer for; an empty `kind` or `region` leaves it open."""

    code: ClassVar[str] = "xl"
    page: int
    kind: str
    region: str


@dataclass(frozen=True, slots=True)
class FilterTenders(Payload):
    """Asks by what that list is to be narrowed down; `what` is `kind` or `region`."""

    code: ClassVar[str] = "xw"
    what: str
    kind: str
    region: str


@dataclass(frozen=True, slots=True)
class OwnTenders(Payload):
    """A page, from 0, of one's own tenders."""

    code: ClassVar[str] = "xo"
    page: int


@dataclass(frozen=True, slots=True)
class ChangeTender(TenderPayload):
    code: ClassVar[str] = "xc"


@dataclass(frozen=True, slots=True)
class ExtendTender(TenderPayload):
    code: ClassVar[str] = "xe"


@dataclass(frozen=True, slots=True)
class CloseTender(TenderPayload):
    """`reason` is a `CloseReason`; an empty one asks for it."""

    code: ClassVar[str] = "xk"
    reason: str


@dataclass(frozen=True, slots=True)
class ShowTenderFiles(TenderPayload):
    code: ClassVar[str] = "xf"


@dataclass(frozen=True, slots=True)
class ReportTender(TenderPayload):
    code: ClassVar[str] = "xr"


@dataclass(frozen=True, slots=True)
class SubscribeTenders(Payload):
    """Of which tenders somebody wants to be told; `anew` opens the form in any case."""

    code: ClassVar[str] = "xs"
    anew: bool


@dataclass(frozen=True, slots=True)
class UnsubscribeTenders(Payload):
    code: ClassVar[str] = "xu"


@dataclass(frozen=True, slots=True)
class JudgeTender(TenderPayload):
    code: ClassVar[str] = "xj"
    verdict: TenderVerdict


@dataclass(frozen=True, slots=True)
class HideTender(TenderPayload):
    """`reason` is the code of a canned one."""

    code: ClassVar[str] = "xh"
    reason: str


@dataclass(frozen=True, slots=True)
class TenderToPartners(Payload):
    """Opens the form for a tender to these partners only, by their ids; 0 stands for none."""

    code: ClassVar[str] = "xp"
    first: PartnerId
    second: PartnerId
    third: PartnerId
