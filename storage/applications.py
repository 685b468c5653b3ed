"""Queries about companies that want to become partners, and about what partners' products are worth."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, and_, case, func, literal, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from domain.partnerships.rules import Access, Status
from storage.tables import Application, Organisation, PartnerReview, Partnership, Product, ProductAccess
from storage.tables.applications import OPEN

_IS_KNOWN = Product.provider_id.is_not(None)


def application(session: Session, application_id: int) -> Application | None:
    """The application as the database has it now, locked: two may judge it at the same moment."""
    found = _applications().where(Application.id == application_id).with_for_update(of=Application)
    return session.scalar(found.execution_options(populate_existing=True))


def newest_application(session: Session, organisation_id: int) -> Application | None:
    """The organisation's last application, open or not."""
    found = _applications().where(Application.organisation_id == organisation_id)
    return session.scalar(found.order_by(Application.id.desc()).limit(1))


def open_applications(session: Session, limit: int) -> Sequence[Application]:
    """Those that support has not decided yet, `limit` at most, the oldest first."""
    # In the words of the index: SQLite does not see that a value given with the statement is one of them.
    is_open = text(f"application.{OPEN}")
    return session.scalars(_applications().where(is_open).order_by(Application.id).limit(limit)).all()


def newest_applications(session: Session, limit: int) -> Sequence[Application]:
    """All, decided or not, `limit` at most, the newest first."""
    return session.scalars(_applications().order_by(Application.id.desc()).limit(limit)).all()


def due_applications(session: Session, now: dt.datetime, limit: int) -> Sequence[int]:
    """The ids of applications of which somebody is to be reminded, those due longest first."""
    return _due(session, Application.id, Application.due_at, now, limit)


def review(session: Session, review_id: int) -> PartnerReview | None:
    """The review as the database has it now, locked."""
    found = _reviews().where(PartnerReview.id == review_id).with_for_update(of=PartnerReview)
    return session.scalar(found.execution_options(populate_existing=True))


def open_reviews(session: Session, partner_ids: Collection[int]) -> Mapping[int, PartnerReview]:
    """The open reviews of these partners, by the partner's id."""
    found = _reviews().where(PartnerReview.partner_id.in_(partner_ids), PartnerReview.decided_at.is_(None))
    return {each.partner_id: each for each in session.scalars(found)}


def due_reviews(session: Session, now: dt.datetime, limit: int) -> Sequence[int]:
    """The ids of reviews that have to be looked at, those due longest first."""
    return _due(session, PartnerReview.id, PartnerReview.due_at, now, limit)


def partners_behind(session: Session, behind: tuple[str, int], limit: int) -> Sequence[Organisation]:
    """Partners with an open account at the provider, `limit` at most, by name, `behind` this name and id."""
    name, number = behind
    further = or_(Organisation.sort_name > name, and_(Organisation.sort_name == name, Organisation.id > number))
    return session.scalars(
        select(Organisation)
        .where(Organisation.is_partner, Organisation.sort_name >= name, further)
        .where(Organisation.account_id.is_not(None), Organisation.closed_at.is_(None))
        .order_by(Organisation.sort_name, Organisation.id)
        .limit(limit)
    ).all()


@dataclass(slots=True)
class Worth:
    """What the products that an organisation manages are worth a year: hundredths by currency.

    `sums` of those that are the provider's own; `typed` has those that somebody has typed.
    """

    sums: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    typed: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def is_known(self) -> bool:
        """Whether all of it is the provider's own."""
        return not self.typed


def worth_of(session: Session, organisation_ids: Collection[int]) -> Mapping[int, Worth]:
    """By organisation: its own products, those of clients that gave it full access, and those that it was given."""
    found: dict[int, Worth] = {each: Worth() for each in organisation_ids}
    active = (Partnership.partner_id.in_(organisation_ids), Partnership.status == Status.ACTIVE)
    own = _sums(Product.organisation_id).where(Product.organisation_id.in_(organisation_ids))
    full = (
        _sums(Partnership.partner_id)
        .join(Partnership, Partnership.client_id == Product.organisation_id)
        .where(*active, Partnership.access == Access.FULL)
    )
    limited = (
        _sums(Partnership.partner_id)
        .join(ProductAccess, and_(ProductAccess.product_id == Product.id, ProductAccess.released_at.is_(None)))
        .join(Partnership, Partnership.id == ProductAccess.partnership_id)
        .where(*active, Partnership.access == Access.LIMITED)
    )
    for query in (own, full, limited):
        for organisation_id, currency, is_known, value in session.execute(query):
            worth = found[organisation_id]
            (worth.sums if is_known else worth.typed)[currency] += int(value)
    return found


def _sums(whose: InstrumentedAttribute[int]) -> Select[int, str, int, int]:
    is_known = case((_IS_KNOWN, literal(1)), else_=literal(0))
    return (
        select(whose, Organisation.currency, is_known, func.sum(Product.yearly_value))
        .select_from(Product)
        .join(Organisation, Organisation.id == Product.organisation_id)
        .where(Product.removed_at.is_(None))
        .group_by(whose, Organisation.currency, is_known)
    )


def _due(
    session: Session,
    key: InstrumentedAttribute[int],
    due_at: InstrumentedAttribute[dt.datetime | None],
    now: dt.datetime,
    limit: int,
) -> Sequence[int]:
    return session.scalars(select(key).where(due_at <= now).order_by(due_at).limit(limit)).all()


def _applications() -> Select[Application]:
    return select(Application).options(
        joinedload(Application.organisation, innerjoin=True), joinedload(Application.applicant, innerjoin=True)
    )


def _reviews() -> Select[PartnerReview]:
    return select(PartnerReview).options(joinedload(PartnerReview.partner, innerjoin=True))
