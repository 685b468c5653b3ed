"""What becomes of an offer that the client has accepted: its partner undertakes fact 8, or backs out."""

from __future__ import annotations

from domain.programme import Programme
from domain.tenders.offers import OfferAction, OfferActor, OfferStatus, move
from domain.tenders.rules import TenderAction, TenderActor, TenderNotInThisState, TenderStatus, why_not
from domain.tenders.rules import move as move_tender
from services import events
from services.rights import Act
from services.tenders.deciding import require_partner_still
from services.tenders.offers import locked_offer
from services.tenders.publishing import tell_from_the_start
from services.tenders.reading import erased_at
from storage import tender_offers as stored
from storage.tables import Person, Tender, TenderOffer
from storage.work import Work


def back_out(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The partner does not undertake what it has offered; the tender is open again."""
    found = locked_offer(work, person, Act.WITHDRAW_OFFER, offer_id)
    found.status = move(found.status, OfferAction.BACK_OUT, OfferActor.PARTNER)
    found.decided_at = work.now
    tender = found.tender
    tender.status = move_tender(tender.status, TenderAction.REOPEN, TenderActor.PARTNER)
    tell_from_the_start(work, tender)  # it was not told of meanwhile
    work.happened(events.OfferBackedOut(tender.id, found.id))
    return found


def undertake(work: Work, programme: Programme, person: Person, offer_id: int) -> TenderOffer:
    """The partner undertakes to use the provider's products only (fact 8): the tender is awarded, others thanked."""
    found = locked_offer(work, person, Act.UNDERTAKE, offer_id)
    require_partner_still(found)
    found.status = move(found.status, OfferAction.UNDERTAKE, OfferActor.PARTNER)
    found.undertaken_at, found.undertaken_by_id, found.introduced_at = work.now, person.id, work.now
    tender = found.tender
    if tender.client is not None and tender.client.closed_at is not None:
        raise TenderNotInThisState(why_not(TenderStatus.CLOSED))
    tender.status = move_tender(tender.status, TenderAction.AWARD, TenderActor.PARTNER)
    tender.ended_at, tender.telling_at = work.now, None
    tender.due_at = erased_at(work.now, programme.retention.tenders)
    work.session.flush()
    _thank_others(work, tender)
    work.happened(events.OfferTaken(tender.id, found.id))
    return found


def _thank_others(work: Work, tender: Tender) -> None:
    """Nothing comes of the other offers: the tender is awarded. Each partner is told, once."""
    for each in stored.offers_for(work.session, tender.id):
        if each.status in (OfferStatus.MADE, OfferStatus.CHOSEN):
            each.status = move(each.status, OfferAction.THANK, OfferActor.PROGRAMME)
            each.decided_at = work.now
            work.happened(events.OfferThanked(tender.id, each.id))
