"""What the provider's staff looks for: whatever may be meant by what they type, and what belongs to a record.

Every way goes by an index, and yields so many ids at most.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from domain.partnerships.rules import Status
from storage.tables import (
    Claim,
    Membership,
    Organisation,
    Partnership,
    Person,
    Product,
    ProductAccess,
    VatNumber,
)

_LAST = "\U0010ffff"
"""Stands behind all that begins alike."""


def organisations_begin(session: Session, searched: str, limit: int) -> Sequence[int]:
    """The ids of organisations whose `search_name` begins so, closed ones included, by name."""
    column = Organisation.search_name
    begins = select(Organisation.id).where(column >= searched, column <= searched + _LAST)
    return session.scalars(begins.order_by(column, Organisation.id).limit(limit)).all()


def organisations_with_code(session: Session, code: str) -> Sequence[int]:
    """The partner with this code, or the account with this number at the provider."""
    by_code = select(Organisation.id).where(Organisation.partner_code == code.upper())
    by_account = select(Organisation.id).where(Organisation.account_id == code)
    return session.scalars(by_code.union(by_account)).all()


def organisations_with_number(
    session: Session, registered: Collection[tuple[str, str]], vat_numbers: Collection[str], limit: int
) -> Sequence[int]:
    """Those with one of these numbers in the register of a country, or with one of these VAT numbers."""
    found: list[int] = []
    if registered:
        ways = [
            and_(Organisation.country == country, Organisation.register_number == number)
            for country, number in registered
        ]
        found += session.scalars(select(Organisation.id).where(or_(*ways)).limit(limit))
    if vat_numbers:
        of_these = VatNumber.number.in_(list(vat_numbers))
        found += session.scalars(select(VatNumber.organisation_id).where(of_these).limit(limit))
    return found


def organisations_with_email(session: Session, email: str, limit: int) -> Sequence[int]:
    """Those with this address, in small letters."""
    return session.scalars(select(Organisation.id).where(Organisation.email == email).limit(limit)).all()


def products_begin(session: Session, searched: str, limit: int) -> Mapping[int, str]:
    """Names of products that begin so, by the ids of the organisations that have them."""
    column = Product.search_name
    rows = session.execute(
        select(Product.organisation_id, Product.name)
        .where(column >= searched, column <= searched + _LAST, Product.removed_at.is_(None))
        .order_by(column, Product.id)
        .limit(limit)
    )
    return {row.organisation_id: row.name for row in rows}


def people_called(session: Session, names: Collection[str], limit: int) -> Sequence[int]:
    """The ids of people with one of these first names, the newest first."""
    called = select(Person.id).where(Person.first_name.in_(list(names)))
    return session.scalars(called.order_by(Person.id.desc()).limit(limit)).all()


def people_with_email(session: Session, email: str, limit: int) -> Sequence[int]:
    """Those who have confirmed that this address is theirs."""
    return session.scalars(select(Person.id).where(Person.email == email).limit(limit)).all()


def person_ids_of(session: Session, telegram_id: int) -> Sequence[int]:
    """The person with this number in Telegram, if there is one."""
    return session.scalars(select(Person.id).where(Person.telegram_id == telegram_id)).all()


def organisations(session: Session, ids: Collection[int]) -> Sequence[Organisation]:
    """These organisations, by name."""
    found = select(Organisation).where(Organisation.id.in_(list(ids)))
    return session.scalars(found.order_by(Organisation.sort_name, Organisation.id)).all()


def people(session: Session, ids: Collection[int]) -> Sequence[Person]:
    """These people, with the organisations for which they act."""
    return session.scalars(select(Person).where(Person.id.in_(list(ids))).order_by(Person.id)).all()


def organisations_of(session: Session, person_ids: Collection[int]) -> Mapping[int, str]:
    """An organisation's name for each of these people who may act for one: the first that took them in."""
    if not person_ids:
        return {}
    there = select(Membership.person_id, Organisation.name).join(Membership.organisation)
    latest_first = there.where(Membership.person_id.in_(person_ids)).order_by(Membership.id.desc())
    return {row.person_id: row.name for row in session.execute(latest_first)}


def partnerships(session: Session, ids: Collection[int]) -> Sequence[Partnership]:
    """These partnerships and requests, with both sides."""
    return session.scalars(select(Partnership).where(Partnership.id.in_(list(ids))).order_by(Partnership.id)).all()


def whole_partnership(session: Session, partnership_id: int) -> Partnership | None:
    """The partnership or request with its products, proposals and questions."""
    return session.scalar(
        select(Partnership)
        .where(Partnership.id == partnership_id)
        .options(
            selectinload(Partnership.product_accesses).joinedload(ProductAccess.product),
            selectinload(Partnership.enquiries),
            selectinload(Partnership.proposals),
        )
    )


def newest_partnerships(session: Session, organisation_id: int, limit: int) -> Sequence[Partnership]:
    """The newest partnerships and requests of an organisation, on whichever side."""
    as_client = _newest(Partnership.client_id == organisation_id, limit)
    as_partner = _newest(Partnership.partner_id == organisation_id, limit)
    ids = {*session.scalars(as_client), *session.scalars(as_partner)}
    found = select(Partnership).where(Partnership.id.in_(ids)).order_by(Partnership.id.desc()).limit(limit)
    return session.scalars(found).all()


def _newest(whose: ColumnElement[bool], limit: int) -> Select[int]:
    return select(Partnership.id).where(whose).order_by(Partnership.id.desc()).limit(limit)


def count_partnerships(session: Session, organisation_id: int) -> Mapping[Status, int]:
    """How many partnerships and requests an organisation has in each status, on whichever side."""
    sides = or_(Partnership.client_id == organisation_id, Partnership.partner_id == organisation_id)
    query = select(Partnership.status, func.count()).where(sides).group_by(Partnership.status)
    return {row[0]: row[1] for row in session.execute(query)}


def memberships_in(session: Session, organisation_id: int, limit: int) -> Sequence[Membership]:
    """Who acts for the organisation, in the order in which they joined."""
    there = select(Membership).where(Membership.organisation_id == organisation_id).order_by(Membership.id)
    return session.scalars(there.options(joinedload(Membership.person, innerjoin=True)).limit(limit)).all()


def claims_about(session: Session, organisation_id: int, limit: int) -> Sequence[Claim]:
    """The newest claims about the organisation, decided or not."""
    about = select(Claim).where(Claim.organisation_id == organisation_id).order_by(Claim.id.desc()).limit(limit)
    return session.scalars(about.options(joinedload(Claim.claimed_by, innerjoin=True))).all()


def names_of(session: Session, records: Mapping[str, Collection[int]]) -> Mapping[tuple[str, int], str]:
    """What people, organisations and products are called, by their table and id; other tables' records have no name."""
    found: dict[tuple[str, int], str] = {}
    for kind, name in _CALLED.items():
        if ids := records.get(kind.__tablename__):
            rows = session.execute(select(kind.id, name.label("called")).where(kind.id.in_(ids)))
            found |= {(kind.__tablename__, row.id): row.called for row in rows}
    return found


_CALLED: Mapping[type[Person | Organisation | Product], InstrumentedAttribute[str]] = {
    Person: Person.first_name,
    Organisation: Organisation.name,
    Product: Product.name,
}
