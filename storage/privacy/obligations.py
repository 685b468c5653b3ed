"""What is still open where nobody is left to see to it: requests, partnerships, applications, tenders with offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import and_, func, insert, or_, select
from sqlalchemy.orm import Session

from domain.applications import ApplicationStatus
from domain.partnerships.rules import Status
from domain.tenders.offers import OfferStatus
from domain.tenders.rules import TenderStatus
from storage.tables import Application, Audit, EmailConfirmation, Mail, Partnership, Tender, TenderOffer

_RUNNING = (TenderStatus.HELD, TenderStatus.OPEN, TenderStatus.CHOSEN)
_STANDING = (OfferStatus.MADE, OfferStatus.CHOSEN, OfferStatus.ACCEPTED)
_OPEN = (Status.PREPARED, Status.PENDING, Status.PROPOSED, Status.ACTIVE)


def partnerships_by_status(session: Session, organisation_id: int) -> Mapping[Status, int]:
    """How many requests and partnerships of the organisation are not over, on either side."""
    found: dict[Status, int] = {}
    for side in (Partnership.client_id, Partnership.partner_id):
        there = (side == organisation_id, Partnership.status.in_(_OPEN))
        query = select(Partnership.status, func.count()).where(*there).group_by(Partnership.status)
        for status, count in session.execute(query):
            found[status] = found.get(status, 0) + count
    return found


def last_contract(session: Session, organisation_id: int) -> dt.datetime | None:
    """When the last partnership of the organisation ended that had ever been confirmed."""
    ours = or_(Partnership.client_id == organisation_id, Partnership.partner_id == organisation_id)
    return session.scalar(select(func.max(Partnership.closed_at)).where(ours, Partnership.confirmed_at.is_not(None)))


def has_open_application(session: Session, organisation_id: int) -> bool:
    """Whether the organisation has applied to become a partner, and nobody has decided yet."""
    is_open = Application.status.in_((ApplicationStatus.SUBMITTED, ApplicationStatus.QUESTIONED))
    return (
        session.scalar(select(Application.id).where(Application.organisation_id == organisation_id, is_open))
        is not None
    )


def tenders_with_offers(session: Session, organisation_ids: Sequence[int], publisher_id: int) -> Sequence[str]:
    """The subjects of running tenders for which offers stand: those of the organisations, and a visitor's own."""
    theirs = or_(
        Tender.client_id.in_(organisation_ids), and_(Tender.client_id.is_(None), Tender.publisher_id == publisher_id)
    )
    has_offers = TenderOffer.tender_id == Tender.id
    query = (
        select(Tender.subject)
        .join(TenderOffer, has_offers)
        .where(theirs, Tender.status.in_(_RUNNING), TenderOffer.status.in_(_STANDING))
    )
    return session.scalars(query.distinct()).all()


def standing_offers_of(session: Session, organisation_ids: Sequence[int]) -> Sequence[str]:
    """The subjects of running tenders for which these organisations have offered."""
    query = (
        select(Tender.subject)
        .join(TenderOffer, TenderOffer.tender_id == Tender.id)
        .where(
            TenderOffer.partner_id.in_(organisation_ids),
            TenderOffer.status.in_(_STANDING),
            Tender.status.in_(_RUNNING),
        )
    )
    return session.scalars(query.distinct()).all()


def note_act(session: Session, now: dt.datetime, person_id: int, channel: str, action: str) -> None:
    """On the trail, that somebody has asked for what is known of them, or to be forgotten."""
    row = {"at": now, "actor_id": person_id, "channel": channel, "action": action}
    session.execute(
        insert(Audit), [row | {"subject": "person", "subject_id": person_id, "before": None, "after": None}]
    )


def count_acts(session: Session, person_id: int, action: str, since: dt.datetime) -> int:
    """How often they have done so since then."""
    there = (Audit.subject == "person", Audit.subject_id == person_id, Audit.action == action, Audit.at > since)
    return session.scalar(select(func.count()).select_from(Audit).where(*there)) or 0


def addresses_known(session: Session, person_id: int) -> set[str]:
    """Addresses that the person has typed, or to which mails have gone."""
    typed = select(EmailConfirmation.address).where(EmailConfirmation.person_id == person_id)
    mailed = select(Mail.address).where(Mail.person_id == person_id)
    return {*session.scalars(typed), *session.scalars(mailed)}


def mails_to(session: Session, person_id: int) -> tuple[int, ...]:
    """The ids of mails to the person that are still kept."""
    return tuple(session.scalars(select(Mail.id).where(Mail.person_id == person_id)))
