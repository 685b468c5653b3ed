"""Which tender a person may see, and from which side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from domain.tenders.rules import TenderStatus, state_of
from domain.words import Msg
from services.rights import Act, NotFound, Relation, SignatureNeeded, may, own_organisation, require
from storage import tenders as stored
from storage.people import membership
from storage.tables import Organisation, Person, Tender
from storage.work import Work


class TenderSide(StrEnum):
    """From where somebody looks at a tender."""

    CLIENT = "client"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class SeenTender:
    """A tender as a person may see it: for the `partner`, or as its client, who perhaps `decides` about it."""

    tender: Tender
    side: TenderSide
    state: TenderStatus
    decides: bool = False
    partner: Organisation | None = None


class NotAPartner(SignatureNeeded):
    """Only partners receive tenders (fact 12)."""


def state_now(work: Work, tender: Tender) -> TenderStatus:
    """Where it stands at this moment."""
    return state_of(tender.status, tender.deadline, work.now)


def seen_tender(work: Work, person: Person, tender_id: int) -> SeenTender:
    """The tender, for its client or for a partner; nothing is locked. Raises `NotFound` for everybody else."""
    tender = work.session.get(Tender, tender_id)
    if tender is None:
        raise _not_here()
    state = state_now(work, tender)
    if tender.client_id is None and tender.publisher_id == person.id:
        return SeenTender(tender, TenderSide.CLIENT, state, decides=True)
    if tender.client is not None and (own := membership(work.session, person.id, tender.client_id or 0)) is not None:
        return SeenTender(tender, TenderSide.CLIENT, state, decides=may(Act.PUBLISH_TENDER, Relation.OWN, own.role))
    partner = person.organisation
    if partner is None or not partner.is_partner or not _is_for(work, partner, tender):
        raise _not_here()
    require(work, person, Act.SEE_TENDERS, partner)
    is_over = tender.client is not None and tender.client.closed_at is not None
    if state in {TenderStatus.HELD, TenderStatus.HIDDEN} or is_over:
        raise _not_here()
    return SeenTender(tender, TenderSide.PARTNER, state, partner=partner)


def own_tender(work: Work, person: Person, tender_id: int) -> Tender:
    """The person's own tender, or their organisation's, locked. Raises `NotFound`, and as `require` does."""
    seen = seen_tender(work, person, tender_id)
    if seen.side is not TenderSide.CLIENT:
        raise _not_here()
    if seen.tender.client is not None:
        require(work, person, Act.PUBLISH_TENDER, seen.tender.client)
    return locked(work, tender_id)


def locked(work: Work, tender_id: int) -> Tender:
    """The tender, held against everybody who would decide about it meanwhile. Raises `NotFound`."""
    tender = stored.tender(work.session, tender_id)
    if tender is None:
        raise _not_here()
    return tender


def require_partner(work: Work, person: Person) -> Organisation:
    """The partner for which the person looks at tenders. Raises `NotAPartner`, and as `require` does."""
    own = own_organisation(person)
    if not own.is_partner or own.verified_at is None:
        raise NotAPartner(
            Msg(
                "Tenders go to partners only, and {organisation} is none. /becomepartner shows how it becomes one; "
                "/newtender publishes a tender of your own.",
                organisation=own.name,
            )
        )
    require(work, person, Act.SEE_TENDERS, own)
    return own


def receives(partner: Organisation) -> bool:
    """Whether a partner is told of tenders at present."""
    return (
        partner.is_partner and partner.verified_at is not None and partner.closed_at is None and not partner.frozen_at
    )


def _is_for(work: Work, partner: Organisation, tender: Tender) -> bool:
    invited = stored.invited_partners(work.session, tender.id)
    return partner.verified_at is not None and (not invited or partner in invited)


def _not_here() -> NotFound:
    return NotFound(Msg("I cannot find this tender (any more). /tenders shows those that there are."))


def erased_at(ended_at: dt.datetime, erased_after: dt.timedelta) -> dt.datetime:
    """When everything about a tender goes."""
    return ended_at + erased_after
