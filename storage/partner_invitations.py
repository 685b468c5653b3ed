"""Queries about clients' invitations to partners that are not here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from domain.mail import inbox_of
from domain.people import Role
from storage.tables import MailTrouble, Membership, Organisation, PartnerInvitation, Product

_IS_NOT_SETTLED = and_(
    PartnerInvitation.partnership_id.is_(None),
    PartnerInvitation.declined_at.is_(None),
    PartnerInvitation.revoked_at.is_(None),
    PartnerInvitation.ceased_at.is_(None),
)


def client_of(session: Session, key: str | int) -> int | None:
    """The id of the client that has made an invitation, by its id or the hash of its link's token."""
    return session.scalar(select(PartnerInvitation.client_id).where(_is(key)))


def partner_invitation(session: Session, key: str | int) -> PartnerInvitation | None:
    """The invitation, by its id or the hash of its link's token; locked, so that two people cannot use it at once."""
    return session.scalar(_fresh().where(_is(key)).with_for_update(of=PartnerInvitation))


def _is(key: str | int) -> ColumnElement[bool]:
    return PartnerInvitation.id == key if isinstance(key, int) else PartnerInvitation.token_hash == key


def _fresh() -> Select[PartnerInvitation]:
    return select(PartnerInvitation).execution_options(populate_existing=True)


def _is_open(now: dt.datetime) -> ColumnElement[bool]:
    return and_(_IS_NOT_SETTLED, PartnerInvitation.expires_at > now)


def count_open(session: Session, client_id: int, now: dt.datetime) -> int:
    """How many of the client's invitations something can still come of."""
    mine = (PartnerInvitation.client_id == client_id, _is_open(now))
    return session.scalar(select(func.count()).select_from(PartnerInvitation).where(*mine)) or 0


def listed(
    session: Session, client_id: int, since: dt.datetime, limit: int, offset: int
) -> Sequence[PartnerInvitation]:
    """The client's invitations that are not settled, without those that were over by `since`; the newest first."""
    mine = _listed(client_id, since)
    newest = select(PartnerInvitation).where(mine).order_by(PartnerInvitation.id.desc())
    return session.scalars(newest.limit(limit).offset(offset)).all()


def count_listed(session: Session, client_id: int, since: dt.datetime) -> int:
    """How many `listed` would find in all."""
    return session.scalar(select(func.count()).select_from(PartnerInvitation).where(_listed(client_id, since))) or 0


def _listed(client_id: int, since: dt.datetime) -> ColumnElement[bool]:
    return and_(PartnerInvitation.client_id == client_id, _IS_NOT_SETTLED, PartnerInvitation.expires_at > since)


def count_made_by(session: Session, person_id: int, since: dt.datetime) -> int:
    """How many invitations the person has made since then."""
    made = (PartnerInvitation.made_by_id == person_id, PartnerInvitation.made_at > since)
    return session.scalar(select(func.count()).select_from(PartnerInvitation).where(*made)) or 0


def mails_since(session: Session, since: dt.datetime, *, email: str | None = None, client_id: int | None = None) -> int:
    """How many mails went out with invitations that were last mailed since then: to the inbox, of the client."""
    conditions = [PartnerInvitation.mailed_at > since]
    if email is not None:
        conditions.append(PartnerInvitation.inbox == inbox_of(email))
    if client_id is not None:
        conditions.append(PartnerInvitation.client_id == client_id)
    return session.scalar(select(func.sum(PartnerInvitation.mails)).where(*conditions)) or 0


def has_declined(session: Session, client_id: int, email: str) -> bool:
    """Whether somebody has declined what the client had sent to this inbox."""
    said_no = (PartnerInvitation.inbox == inbox_of(email), PartnerInvitation.declined_at.is_not(None))
    return bool(session.scalar(select(func.count()).where(*said_no, PartnerInvitation.client_id == client_id)))


def refuses_mail(session: Session, email: str) -> bool:
    """Whether the address has refused a mail for good."""
    return session.get(MailTrouble, email.casefold()) is not None


def taken_by(session: Session, person_ids: Collection[int], now: dt.datetime) -> Sequence[tuple[int, int]]:
    """(invitation id, client id) of what these people have taken and could not use yet, by the clients' ids."""
    theirs = and_(PartnerInvitation.taken_by_id.in_(person_ids), PartnerInvitation.partner_id.is_(None))
    found = select(PartnerInvitation.id, PartnerInvitation.client_id).where(theirs, _is_open(now))
    return sorted(((row.id, row.client_id) for row in session.execute(found)), key=lambda row: (row[1], row[0]))


def signatories_of(session: Session, organisation_id: int) -> Sequence[int]:
    """The ids of the organisation's legal representatives."""
    there = (Membership.organisation_id == organisation_id, Membership.role == Role.LEGAL_REPRESENTATIVE)
    return session.scalars(select(Membership.person_id).where(*there)).all()


def partners_signed_for(session: Session, person_id: int) -> Sequence[Organisation]:
    """The partners of which the person is a legal representative, in the order in which they joined."""
    signs = (Membership.person_id == person_id, Membership.role == Role.LEGAL_REPRESENTATIVE)
    stands = (Organisation.is_partner, Organisation.closed_at.is_(None))
    partners = select(Organisation).join(Membership, Membership.organisation_id == Organisation.id)
    return session.scalars(partners.where(*signs, *stands).order_by(Membership.id)).all()


def products_offered(session: Session, invitation: PartnerInvitation) -> Sequence[Product]:
    """The products that it offers, as far as they are still the client's, by their ids."""
    theirs = (Product.organisation_id == invitation.client_id, Product.removed_at.is_(None))
    offered = select(Product).where(*theirs, Product.id.in_(invitation.products))
    return session.scalars(offered.order_by(Product.id)).all()


def due(session: Session, now: dt.datetime, limit: int) -> Sequence[tuple[int, int]]:
    """(invitation id, client id) of those that are over and not told of, by the clients' ids."""
    over = select(PartnerInvitation.id, PartnerInvitation.client_id).where(PartnerInvitation.due_at <= now)
    rows = session.execute(over.order_by(PartnerInvitation.due_at).limit(limit))
    return sorted(((row.id, row.client_id) for row in rows), key=lambda row: (row[1], row[0]))
