"""VAT numbers of organisations, and what registers say about numbers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.vat.verdicts import VatStatus
from storage.tables.base import Base, Id, by_value, index_where


class VatNumber(Base):
    """An organisation's VAT number, with its prefix; `country` is the ISO code (GR where the prefix is EL)."""

    __tablename__ = "vat_number"
    __table_args__ = (Index(None, "number"),)
    audited = True

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(16))
    country: Mapped[str] = mapped_column(String(2))
    terms_accepted_at: Mapped[dt.datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class VatCheck(Base):
    """What is known of a number that an organisation has, or had: VIES is asked, or the Swiss register for `CHE…`.

    `status`, `name`, `address` and `consultation` are of the last verdict, from `checked_at`; a number that is not
    known yet has none. `tries` counts the questions since then that found nothing out, the last of them at `tried_at`,
    with the `trouble` that it met. It is asked about again at `due_at`, never where that is `None`: the organisation
    has another number. Whoever asks has the row until `leased_until`, under the mark `lease`; a process that dies
    loses it then.

    `differs`: the name is clearly another one than the organisation's. `ours` is what its people say to that,
    `accepted` what support says, where `judged_by` is somebody there by name: that counts.
    """

    __tablename__ = "vat_check"
    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        CheckConstraint("(status = 'unknown') = (checked_at IS NULL)", name="known_since"),
        CheckConstraint("(lease IS NULL) = (leased_until IS NULL)", name="leased_until"),
        CheckConstraint("(ours IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(accepted IS NULL) = (judged_at IS NULL)", name="judged"),
        index_where("ix_vat_check_due", "due_at", "id", where="due_at IS NOT NULL"),
        index_where("ix_vat_check_leased", "leased_until", where="leased_until IS NOT NULL"),
        index_where("ix_vat_check_answered_by_id", "answered_by_id", where="answered_by_id IS NOT NULL"),
    )
    audited = True

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    number: Mapped[str] = mapped_column(String(16))
    country: Mapped[str] = mapped_column(String(2))
    """As VIES calls it: EL, XI; CH for what the Swiss register is asked about."""
    status: Mapped[VatStatus] = mapped_column(by_value(VatStatus), default=VatStatus.UNKNOWN)
    name: Mapped[str | None] = mapped_column(String(500))
    address: Mapped[str | None] = mapped_column(String(500))
    consultation: Mapped[str | None] = mapped_column(String(500))
    checked_at: Mapped[dt.datetime | None]
    tried_at: Mapped[dt.datetime | None] = mapped_column(info={"derived": True})
    tries: Mapped[int] = mapped_column(default=0, info={"derived": True})
    due_at: Mapped[dt.datetime | None] = mapped_column(info={"derived": True})
    trouble: Mapped[str | None] = mapped_column(String(500), info={"derived": True})
    lease: Mapped[str | None] = mapped_column(String(32), info={"derived": True})
    leased_until: Mapped[dt.datetime | None] = mapped_column(info={"derived": True})
    differs: Mapped[bool] = mapped_column(default=False)
    ours: Mapped[bool | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None]
    accepted: Mapped[bool | None]
    judged_by: Mapped[str | None] = mapped_column(String(64))
    judged_at: Mapped[dt.datetime | None]


class VatCircuit(Base):
    """A country whose numbers nobody is asked about until `open_until`, because of an outage; `*` is all of them.

    After that, one question shows whether it is over: it closes the circuit, or opens it for longer.
    """

    __tablename__ = "vat_circuit"

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    since: Mapped[dt.datetime]
    failures: Mapped[int]
    open_until: Mapped[dt.datetime]
    trouble: Mapped[str] = mapped_column(String(500))
