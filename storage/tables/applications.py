"""Companies that want to become partners, and partners that may no longer fulfil the conditions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.applications import ApplicationStatus, ReviewOutcome
from storage.tables.base import Base, Id, JsonColumn, JsonObject, by_value, index_where, unique_where
from storage.tables.organisations import Organisation
from storage.tables.people import Person

OPEN = "status IN ('submitted', 'questioned')"


class Application(Base):
    """A company applies to become a partner; `domain.applications` draws its statuses.

    `yearly_value` is what the products that it manages are worth a year (fact 5), in hundredths of `currency`;
    `value_is_known` where they are the provider's own, and not only stated. `undertakings` has, by the number of the
    fact, who has accepted it and when (facts 6–9). Support may ask back once at a time: `question`, until the `answer`.
    """

    __tablename__ = "application"
    audited = True
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (status IN ('submitted', 'questioned'))", name="decided_when_final"),
        unique_where("uq_application_open", "organisation_id", where=OPEN),
        Index(None, "organisation_id"),
        index_where("ix_application_open", "id", where=OPEN),
        index_where("ix_application_due", "due_at", where="due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    applicant_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[ApplicationStatus] = mapped_column(by_value(ApplicationStatus))
    submitted_at: Mapped[dt.datetime]
    website: Mapped[str] = mapped_column(String(255))
    register_number: Mapped[str | None] = mapped_column(String(64))
    """As stated with the application, where the organisation had none: its own once support has approved."""
    yearly_value: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    value_is_known: Mapped[bool]
    undertakings: Mapped[JsonObject] = mapped_column(JsonColumn)
    question: Mapped[str | None] = mapped_column(String(500))
    answer: Mapped[str | None] = mapped_column(String(500))
    assigned_to: Mapped[str | None] = mapped_column(String(64))
    due_at: Mapped[dt.datetime | None]
    """When support's group is reminded of it."""
    decided_at: Mapped[dt.datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String(500))
    again_from: Mapped[dt.date | None] = mapped_column(Date)
    """From when on a new application makes sense, after a decline."""

    organisation: Mapped[Organisation] = relationship()
    applicant: Mapped[Person] = relationship()


class PartnerReview(Base):
    """A partner's products are worth less than the programme asks for (fact 5); one is open at most.

    Until `grace_until` it may make up for it, then support decides.
    """

    __tablename__ = "partner_review"
    audited = True
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided_with_outcome"),
        unique_where("uq_partner_review_open", "partner_id", where="decided_at IS NULL"),
        Index(None, "partner_id"),
        index_where("ix_partner_review_due", "due_at", where="due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    below_since: Mapped[dt.datetime]
    told_at: Mapped[dt.datetime | None]
    yearly_value: Mapped[int] = mapped_column(BigInteger)
    """As it was seen last, in hundredths of `currency`."""
    currency: Mapped[str] = mapped_column(String(3))
    grace_until: Mapped[dt.datetime | None]
    due_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime | None]
    outcome: Mapped[ReviewOutcome | None] = mapped_column(by_value(ReviewOutcome))
    decided_by: Mapped[str | None] = mapped_column(String(64))

    partner: Mapped[Organisation] = relationship()
