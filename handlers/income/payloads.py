"""Buttons about income and orders. The codes are in old messages: never give one a new meaning.

A month is a number: 202611 is November 2026.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import ClientId


def month_number(month: dt.date) -> int:
    """The month as buttons carry it."""
    return month.year * 100 + month.month


def month_of_number(number: int) -> dt.date | None:
    """The first day of the month that a button names; `None` for none of these years."""
    year, month = divmod(number, 100)
    return dt.date(year, month, 1) if 1990 <= year < 2100 and 1 <= month <= 12 else None


@dataclass(frozen=True, slots=True)
class ShowIncome(Payload):
    """A month of the partner's income."""

    code: ClassVar[str] = "ea"
    month: int


@dataclass(frozen=True, slots=True)
class ShowIncomeByClient(Payload):
    """A page, from 0, of the clients of twelve months up to this one."""

    code: ClassVar[str] = "eb"
    month: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowClientIncome(Payload):
    """Twelve months of one client (an organisation's id), up to this one."""

    code: ClassVar[str] = "ec"
    client: ClientId
    month: int


@dataclass(frozen=True, slots=True)
class DrawIncome(Payload):
    """Twelve months up to this one as a picture, in one currency."""

    code: ClassVar[str] = "ed"
    month: int
    currency: str


@dataclass(frozen=True, slots=True)
class SaveIncome(Payload):
    """Twelve months up to this one as a file."""

    code: ClassVar[str] = "ef"
    month: int


@dataclass(frozen=True, slots=True)
class ShowOrdered(Payload):
    """A page, from 0, of what partners have ordered for the client in twelve months, entry by entry."""

    code: ClassVar[str] = "eg"
    page: int


@dataclass(frozen=True, slots=True)
class SaveOrdered(Payload):
    """The same as a file."""

    code: ClassVar[str] = "eh"
