"""VAT numbers of organisations."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class VatNumber(Base):
    """An organisation's VAT number, with its prefix; `country` is the ISO code (GR where the prefix is EL)."""

    __tablename__ = "vat_number"
    audited = True

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(16))
    country: Mapped[str] = mapped_column(String(2))
    terms_accepted_at: Mapped[dt.datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
