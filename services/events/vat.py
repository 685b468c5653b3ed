"""What registers say about organisations' numbers: VIES about VAT numbers, the Swiss register about its own."""

from __future__ import annotations

from dataclasses import dataclass

from domain.vat.verdicts import VatStatus
from storage.work import Event


@dataclass(frozen=True, slots=True)
class VatVerdict(Event):
    """Something is known of a number; `check_id` is the check that has it."""

    organisation_id: int
    check_id: int


@dataclass(frozen=True, slots=True)
class VatNumberValid(VatVerdict):
    """For the first time: the number is valid."""


@dataclass(frozen=True, slots=True)
class VatNumberInvalid(VatVerdict):
    """For the first time: the number is not valid."""


@dataclass(frozen=True, slots=True)
class VatNumberChanged(VatVerdict):
    """Asked again, the register says something else than before: `before`, and under another name if `renamed`."""

    before: VatStatus
    renamed: bool


@dataclass(frozen=True, slots=True)
class VatNameDiffers(VatVerdict):
    """The number is valid, but its holder has clearly another name than the organisation. People are asked."""


@dataclass(frozen=True, slots=True)
class VatNameAnswered(VatVerdict):
    """Somebody of the organisation has said whether the number is theirs, though the names differ."""


@dataclass(frozen=True, slots=True)
class VatNameJudged(VatVerdict):
    """Support has said whether the number is the organisation's, though the names differ."""
