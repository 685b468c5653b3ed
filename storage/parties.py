"""Queries about people, organisations, memberships, invitations, VAT numbers and products."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from domain.names import sort_name
from storage.tables import Invitation, Membership, Organisation, Person, Product, VatNumber

_PERSON = select(Person).where(Person.telegram_id == bindparam("telegram_id"))


def person_by_telegram_id(session: Session, telegram_id: int) -> Person | None:
    """The person with the organisation in whose name they act, in one statement."""
    return session.execute(_PERSON, {"telegram_id": telegram_id}).scalar()


def membership(session: Session, person_id: int, organisation_id: int) -> Membership | None:
    """The person's membership in the organisation, if there is one."""
    return session.scalar(
        select(Membership).where(Membership.person_id == person_id, Membership.organisation_id == organisation_id)
    )


def memberships_of(session: Session, person_id: int) -> Sequence[Membership]:
    """All the person's memberships with their organisations, by name."""
    return session.scalars(
        select(Membership)
        .join(Membership.organisation)
        .where(Membership.person_id == person_id)
        .options(joinedload(Membership.organisation))
        .order_by(func.lower(Organisation.name), Organisation.id)
    ).all()


def members(session: Session, *organisation_ids: int) -> Sequence[Membership]:
    """All memberships of the organisations with their people, in the order in which they joined."""
    return session.scalars(
        select(Membership)
        .where(Membership.organisation_id.in_(organisation_ids))
        .options(joinedload(Membership.person))
        .order_by(Membership.id)
    ).all()


def partners(session: Session, *, but: int, limit: int, offset: int = 0) -> Sequence[Organisation]:
    """Organisations that are partners, by name, without the one with id `but`."""
    return session.scalars(
        select(Organisation)
        .where(Organisation.is_partner, Organisation.id != but)
        .order_by(Organisation.sort_name, Organisation.id)
        .limit(limit)
        .offset(offset)
    ).all()


def partner_by_code(session: Session, code: str) -> Organisation | None:
    """The partner with exactly this code."""
    return session.scalar(select(Organisation).where(Organisation.partner_code == code))


def partners_by_name(session: Session, name: str, *, but: int, limit: int) -> Sequence[Organisation]:
    """Partners whose name contains `name`, whatever case and accents, without the one with id `but`.

    Those that are called exactly so come first, the others follow by name.
    """
    wanted = sort_name(name)
    return session.scalars(
        select(Organisation)
        .where(
            Organisation.is_partner, Organisation.id != but, Organisation.sort_name.contains(wanted, autoescape=True)
        )
        .order_by(Organisation.sort_name != wanted, Organisation.sort_name, Organisation.id)
        .limit(limit)
    ).all()


def products_of(session: Session, organisation_id: int) -> Sequence[Product]:
    """The organisation's present products, by name."""
    return session.scalars(
        select(Product)
        .where(Product.organisation_id == organisation_id, Product.removed_at.is_(None))
        .order_by(func.lower(Product.name), Product.id)
    ).all()


def vat_number_of(session: Session, organisation_id: int) -> VatNumber | None:
    """The organisation's VAT number as the database has it now, if it has entered one."""
    return session.get(VatNumber, organisation_id, populate_existing=True)


def invitation_by_token(session: Session, token: str) -> Invitation | None:
    """The invitation behind a link; locked, so that two people cannot use it at once."""
    query = select(Invitation).where(Invitation.token == token).with_for_update(of=Invitation)
    return session.scalar(query.options(joinedload(Invitation.organisation, innerjoin=True)))
