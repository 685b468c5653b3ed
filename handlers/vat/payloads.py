"""Buttons about VAT numbers. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import VatCheckId


@dataclass(frozen=True, slots=True)
class EnterVat(Payload):
    code: ClassVar[str] = "ve"


@dataclass(frozen=True, slots=True)
class EnterVatNumber(Payload):
    """With a number that has been typed already."""

    code: ClassVar[str] = "vn"
    number: str


@dataclass(frozen=True, slots=True)
class RemoveVat(Payload):
    code: ClassVar[str] = "vr"
    sure: bool


@dataclass(frozen=True, slots=True)
class AnswerVatName(Payload):
    """Whether the number is the organisation's, though its holder has another name."""

    code: ClassVar[str] = "vo"
    check: VatCheckId
    ours: bool


@dataclass(frozen=True, slots=True)
class JudgeVatName(Payload):
    """The same, tapped by support: that counts."""

    code: ClassVar[str] = "vj"
    check: VatCheckId
    accepted: bool
