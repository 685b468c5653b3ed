"""Queries about VAT numbers."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import VatNumber


def vat_number_of(session: Session, organisation_id: int) -> VatNumber | None:
    """The organisation's VAT number as the database has it now, if it has entered one."""
    return session.get(VatNumber, organisation_id, populate_existing=True)


def with_vat_number(session: Session, organisation_ids: Collection[int]) -> frozenset[int]:
    """Which of the organisations have entered one."""
    entered = select(VatNumber.organisation_id).where(VatNumber.organisation_id.in_(organisation_ids))
    return frozenset(session.scalars(entered))
