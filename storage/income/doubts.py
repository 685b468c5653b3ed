"""Entries of the books that could not be, for the operator."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.income.rule import Doubt
from storage.tables import IncomeEntry, ProviderOrder


class Doubtful(NamedTuple):
    """An entry that could not be, by its number in the books."""

    number: str
    doubt: Doubt
    booked_on: dt.date


def doubtful(session: Session, since: dt.date, limit: int) -> list[Doubtful]:
    """Entries since that day that could not be, the youngest first."""
    query = (
        select(ProviderOrder.provider_id, IncomeEntry.doubt, IncomeEntry.booked_on)
        .join(ProviderOrder, ProviderOrder.id == IncomeEntry.order_id)
        .where(IncomeEntry.doubt.is_not(None), IncomeEntry.booked_on >= since)
        .order_by(IncomeEntry.booked_on.desc())
        .limit(limit)
    )
    return [Doubtful(number, doubt, day) for number, doubt, day in session.execute(query) if doubt is not None]


def count_doubtful(session: Session, since: dt.date) -> int:
    """How many entries since that day could not be."""
    doubted = (IncomeEntry.doubt.is_not(None), IncomeEntry.booked_on >= since)
    return session.scalar(select(func.count()).select_from(IncomeEntry).where(*doubted)) or 0
