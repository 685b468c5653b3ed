"""What partners ask about tenders, and what they offer."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.tenders.offers import OfferStatus, PriceKind
from domain.tenders.questions import QuestionStatus
from storage.tables.base import Base, Id, by_value, index_where, unique_where
from storage.tables.organisations import Organisation
from storage.tables.people import Person
from storage.tables.tenders import WRITTEN, Tender, of_tender


class TenderQuestion(Base):
    """A partner asks about a tender, and the client answers; `domain.tenders.questions` draws its statuses.

    With `by_client` it is the other way round: the client asks the partner about what it offers, and is answered alone.
    """

    __tablename__ = "tender_question"
    __table_args__ = (
        CheckConstraint("(answer IS NOT NULL) = (status IN ('to_all', 'to_one'))", name="answered_with_words"),
        CheckConstraint("NOT by_client OR status <> 'to_all'", name="partners_answer_to_one"),
        Index(None, "tender_id", "id"),
        Index(None, "partner_id", "asked_at"),
        index_where("ix_tender_question_answered_by_id", "answered_by_id", where="answered_by_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tender_id: Mapped[int] = mapped_column(of_tender())
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    by_client: Mapped[bool]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[dt.datetime]
    status: Mapped[QuestionStatus] = mapped_column(by_value(QuestionStatus))
    question: Mapped[str] = mapped_column(String(500))
    answer: Mapped[str | None] = mapped_column(String(1000))
    answered_at: Mapped[dt.datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    tender: Mapped[Tender] = relationship()
    partner: Mapped[Organisation] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)


class TenderOffer(Base):
    """A partner offers to do it; `domain.tenders.offers` draws its statuses. A partner has one at most that stands.

    Amounts are in the currency's smallest unit; `amount_max` is there for a range, and may be for hours.
    """

    __tablename__ = "tender_offer"
    audited = True
    __table_args__ = (
        CheckConstraint("price_kind <> 'range' OR amount_max IS NOT NULL", name="range_has_end"),
        CheckConstraint("price_kind <> 'fixed' OR amount_max IS NULL", name="fixed_is_one_amount"),
        CheckConstraint("amount_max IS NULL OR amount_max > amount_min", name="range_is_range"),
        CheckConstraint(
            "(undertaken_at IS NOT NULL) = (status = 'accepted')", name="accepted_with_undertaking"
        ),  # fact 8
        CheckConstraint("(undertaken_at IS NULL) = (undertaken_by_id IS NULL)", name="undertaken_by_somebody"),
        unique_where("uq_tender_offer_standing", "tender_id", "partner_id", where="status <> 'withdrawn'"),
        unique_where("uq_tender_offer_taken", "tender_id", where="status IN ('chosen', 'accepted')"),
        Index(None, "tender_id", "id"),
        Index(None, "partner_id", "id"),
        Index(None, "partner_id", "written_at"),
        Index(None, "made_at"),
        index_where("ix_tender_offer_undertaken", "undertaken_at", where="undertaken_at IS NOT NULL"),
        index_where("ix_tender_offer_undertaken_by_id", "undertaken_by_id", where="undertaken_by_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tender_id: Mapped[int] = mapped_column(of_tender())
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[OfferStatus] = mapped_column(by_value(OfferStatus))
    text: Mapped[str] = mapped_column(String(2000), info=WRITTEN)
    price_kind: Mapped[PriceKind] = mapped_column(by_value(PriceKind), info=WRITTEN)
    amount_min: Mapped[int] = mapped_column(BigInteger, info=WRITTEN)
    amount_max: Mapped[int | None] = mapped_column(BigInteger, info=WRITTEN)
    currency: Mapped[str] = mapped_column(String(3), info=WRITTEN)
    by_when: Mapped[dt.date] = mapped_column(Date, info=WRITTEN)
    made_at: Mapped[dt.datetime]
    written_at: Mapped[dt.datetime]
    """When the text was sent as it is: made, or changed last."""
    version: Mapped[int] = mapped_column(default=1)
    shortlisted_at: Mapped[dt.datetime | None]
    introduced_at: Mapped[dt.datetime | None]
    """When the client has let the two see each other's contacts."""
    decided_at: Mapped[dt.datetime | None]
    """When the client has accepted or thanked, or the partner withdrawn."""
    undertaken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undertaken_at: Mapped[dt.datetime | None]

    tender: Mapped[Tender] = relationship()
    partner: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)


class TenderOfferFile(Base):
    """A file of an offer, as `TenderFile` has those of tenders."""

    __tablename__ = "tender_offer_file"
    __table_args__ = (Index(None, "offer_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("tender_offer.id", ondelete="CASCADE"))
    file_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int | None] = mapped_column(BigInteger)
    added_at: Mapped[dt.datetime]
