"""What somebody says about an organisation, and what support or its representatives make of it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.organisations.verification import ClaimKind, Outcome
from storage.tables.base import Base, Id, by_value, index_where, unique_where
from storage.tables.organisations import Organisation
from storage.tables.people import Person


class Claim(Base):
    """Something to be judged about an organisation (see `ClaimKind`). Open until `decided_at`.

    Of the same kind, a person has one open claim about an organisation at most. `decided_by` is a person of support, by
    name, or a representative. Support may ask back once at a time: `question`, until the person's `answer`.
    """

    __tablename__ = "claim"
    audited = True
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided_with_outcome"),
        unique_where("uq_claim_open", "organisation_id", "kind", "claimed_by_id", where="decided_at IS NULL"),
        index_where("ix_claim_waiting", "id", where="decided_at IS NULL"),
        Index(None, "organisation_id"),
        Index(None, "claimed_by_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[ClaimKind] = mapped_column(by_value(ClaimKind))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    claimed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[dt.datetime]
    statement: Mapped[str | None] = mapped_column(String(500))
    question: Mapped[str | None] = mapped_column(String(500))
    answer: Mapped[str | None] = mapped_column(String(500))
    decided_at: Mapped[dt.datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(by_value(Outcome))
    decided_by: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String(500))
    support_asked_at: Mapped[dt.datetime | None]
    """Since when support is to decide; without, it is the representatives' to do."""

    organisation: Mapped[Organisation] = relationship()
    claimed_by: Mapped[Person] = relationship()
