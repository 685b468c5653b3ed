"""Queries about VAT numbers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage.tables import VatNumber


def vat_number_of(session: Session, organisation_id: int) -> VatNumber | None:
    """The organisation's VAT number as the database has it now, if it has entered one."""
    return session.get(VatNumber, organisation_id, populate_existing=True)
