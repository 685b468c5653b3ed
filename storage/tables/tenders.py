"""Tenders, what hangs on them, and who wants to be told of which (fact 12).

What people write is no part of the audit trail, which is kept for ever: a tender is erased with its last word.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.tenders.kinds import WorkKind
from domain.tenders.rules import CloseReason, TenderStatus
from storage.tables.base import Base, Id, JsonColumn, JsonObject, by_value, index_where
from storage.tables.organisations import Organisation
from storage.tables.people import Person

WRITTEN = {"secret": True}
"""What people write: it is no part of the audit trail."""
_DERIVED = {"derived": True}


def of_tender() -> ForeignKey:
    """Goes when its tender does."""
    return ForeignKey("tender.id", ondelete="CASCADE")


class Tender(Base):
    """Somebody looks for work to be done; `domain.tenders.rules` draws its statuses.

    It is an organisation's, `client`, or a visitor's, who has none and says to support `who` they are. Amounts are in
    the currency's smallest unit; without a `currency`, no budget is named. `region` is a code of
    `domain.tenders.regions`, or nothing where the work can be done from anywhere; `languages` are those of
    `domain.tenders.kinds`. The `deadline` was said in the time of `zone`. Each change counts up the `version`.

    `due_at` is when the programme has to look at it next: at the deadline, when nobody decides, to erase it. As long as
    there is a `telling_at`, subscribers are being told, those up to the subscription `told_behind` already are.
    """

    __tablename__ = "tender"
    audited = True
    __table_args__ = (
        CheckConstraint("status <> 'lapsed'", name="lapsed_is_not_stored"),
        CheckConstraint("client_id IS NOT NULL OR who IS NOT NULL", name="visitor_says_who"),
        CheckConstraint("(currency IS NULL) = (budget_max IS NULL)", name="budget_has_currency"),
        CheckConstraint("budget_min IS NULL OR budget_min <= budget_max", name="budget_is_range"),
        CheckConstraint("(ended_at IS NULL) = (status IN ('held', 'open', 'chosen'))", name="ended_when_final"),
        CheckConstraint("(close_reason IS NULL) = (status <> 'closed')", name="closed_with_reason"),
        Index(None, "publisher_id", "created_at"),
        index_where("ix_tender_client", "client_id", "id", where="client_id IS NOT NULL"),
        index_where("ix_tender_held", "id", where="status = 'held'"),
        index_where("ix_tender_listed", "published_at", "id", where="status = 'open'"),
        index_where("ix_tender_published", "published_at", where="published_at IS NOT NULL"),
        index_where("ix_tender_due", "due_at", where="due_at IS NOT NULL"),
        index_where("ix_tender_telling", "telling_at", "id", where="telling_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    publisher_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    who: Mapped[str | None] = mapped_column(String(300), info=WRITTEN)
    """Who a visitor is: for support only."""
    status: Mapped[TenderStatus] = mapped_column(by_value(TenderStatus))
    subject: Mapped[str] = mapped_column(String(100), info=WRITTEN)
    wanted: Mapped[str] = mapped_column(String(2000), info=WRITTEN)
    kind: Mapped[WorkKind] = mapped_column(by_value(WorkKind))
    budget_min: Mapped[int | None] = mapped_column(BigInteger, info=WRITTEN)
    budget_max: Mapped[int | None] = mapped_column(BigInteger, info=WRITTEN)
    currency: Mapped[str | None] = mapped_column(String(3), info=WRITTEN)
    region: Mapped[str | None] = mapped_column(String(8), info=WRITTEN)
    languages: Mapped[list[str]] = mapped_column(JsonColumn, info=WRITTEN)
    anonymous: Mapped[bool]
    deadline: Mapped[dt.datetime]
    zone: Mapped[str] = mapped_column(String(64), info=WRITTEN)
    created_at: Mapped[dt.datetime]
    published_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[dt.datetime | None]
    held_for: Mapped[list[str]] = mapped_column(JsonColumn)
    """Why support looks at it first: values of `domain.tenders.screening.Doubt`."""
    close_reason: Mapped[CloseReason | None] = mapped_column(by_value(CloseReason))
    hidden_reason: Mapped[str | None] = mapped_column(String(300), info=WRITTEN)
    judged_by: Mapped[str | None] = mapped_column(String(64))
    """Who of support has released or hidden it last."""
    ended_at: Mapped[dt.datetime | None]
    due_at: Mapped[dt.datetime | None] = mapped_column(info=_DERIVED)
    telling_at: Mapped[dt.datetime | None] = mapped_column(info=_DERIVED)
    told_behind: Mapped[int] = mapped_column(Id, default=0, info=_DERIVED)

    client: Mapped[Organisation | None] = relationship(lazy="joined")
    publisher: Mapped[Person] = relationship()


class TenderInvited(Base):
    """A tender is for these partners only: up to three, whom the client has picked from the directory."""

    __tablename__ = "tender_invited"
    __table_args__ = (Index(None, "partner_id"),)

    tender_id: Mapped[int] = mapped_column(of_tender(), primary_key=True, autoincrement=False)
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)

    partner: Mapped[Organisation] = relationship()


class TenderChange(Base):
    """What a client has changed when its tender became this `version`: `[before, after]` by the field's name."""

    __tablename__ = "tender_change"
    __table_args__ = (UniqueConstraint("tender_id", "version"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tender_id: Mapped[int] = mapped_column(of_tender())
    version: Mapped[int]
    at: Mapped[dt.datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    changes: Mapped[JsonObject] = mapped_column(JsonColumn)


class TenderFile(Base):
    """A file of a tender: Telegram keeps it, under `file_id`. `kind` is `document` or `photo`, `size` is in bytes."""

    __tablename__ = "tender_file"
    __table_args__ = (Index(None, "tender_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tender_id: Mapped[int] = mapped_column(of_tender())
    file_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int | None] = mapped_column(BigInteger)
    added_at: Mapped[dt.datetime]


class TenderSubscription(Base):
    """Somebody of a partner wants to be told of new tenders: of these kinds, regions and languages, or of all.

    With a budget, tenders that name less, in that currency, are left out; it is in the smallest unit. They are told at
    once, or daily at the `hour` where they are.
    """

    __tablename__ = "tender_subscription"
    __table_args__ = (
        UniqueConstraint("person_id", "partner_id"),
        CheckConstraint("(currency IS NULL) = (budget_min IS NULL)", name="budget_has_currency"),
        CheckConstraint("hour IS NULL OR hour BETWEEN 0 AND 23", name="hour_of_day"),
        Index(None, "partner_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kinds: Mapped[list[str]] = mapped_column(JsonColumn)
    regions: Mapped[list[str]] = mapped_column(JsonColumn)
    languages: Mapped[list[str]] = mapped_column(JsonColumn)
    budget_min: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    hour: Mapped[int | None] = mapped_column(SmallInteger)
    made_at: Mapped[dt.datetime]

    person: Mapped[Person] = relationship()
    partner: Mapped[Organisation] = relationship()


class TenderNotice(Base):
    """Somebody is told of a tender, once, for this partner; `told_at` is missing until their daily hour has come."""

    __tablename__ = "tender_notice"
    __table_args__ = (
        UniqueConstraint("person_id", "tender_id"),
        Index(None, "tender_id", "partner_id"),
        index_where("ix_tender_notice_waiting", "person_id", "id", where="told_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tender_id: Mapped[int] = mapped_column(of_tender())
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    made_at: Mapped[dt.datetime]
    told_at: Mapped[dt.datetime | None]

    person: Mapped[Person] = relationship()
    tender: Mapped[Tender] = relationship()


class TenderReport(Base):
    """Somebody finds that a tender does not belong here; support decides whether it is hidden or kept."""

    __tablename__ = "tender_report"
    audited = True
    __table_args__ = (
        UniqueConstraint("tender_id", "person_id"),
        Index(None, "person_id", "at"),
        index_where("ix_tender_report_open", "tender_id", "id", where="decided_at IS NULL"),
        CheckConstraint("(decided_at IS NULL) = (kept IS NULL)", name="decided_with_outcome"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tender_id: Mapped[int] = mapped_column(of_tender())
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    reason: Mapped[str] = mapped_column(String(300), info=WRITTEN)
    decided_at: Mapped[dt.datetime | None]
    kept: Mapped[bool | None]
