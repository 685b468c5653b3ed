"""What a client does with the offers for its tender: shortlist, meet, accept, think better of it, thank.

Accepting an offer is not the end: its partner has to undertake fact 8 first (`services.tenders.awarding.undertake`).
"""

from __future__ import annotations

from domain.tenders.offers import OfferAction, OfferActor, OfferNotInThisState, OfferStatus, move
from domain.tenders.rules import TenderAction, TenderActor
from domain.tenders.rules import move as move_tender
from domain.words import Msg, Refused
from services import events
from services.rights import Act, NoOrganisation, NotFound
from services.tenders.publishing import tell_from_the_start
from services.tenders.reading import TenderSide, seen_tender, state_now
from services.tenders.sides import hold, require_client
from storage import tender_offers as stored
from storage.tables import Person, Tender, TenderOffer
from storage.work import Work


class RegisterFirst(NoOrganisation):
    """A visitor accepts an offer: a partner works for an organisation, which the desk has to know."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "To accept an offer, I have to know for which organisation the partner will work: /register takes a "
                "minute. The offers stay here meanwhile; then come back with /tenders and accept."
            )
        )


class NoPartnerAnyMore(Refused):
    """Whoever has made the offer has left the programme."""


def received_offer(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """An offer for a tender of the person's side, which its partner has not withdrawn. Raises `NotFound`."""
    found = stored.offer(work.session, offer_id)
    if found is None:
        raise NotFound(Msg("I cannot find this offer any more."))
    if seen_tender(work, person, found.tender_id).side is not TenderSide.CLIENT:
        raise NotFound(Msg("Only the client of this tender can do that."))
    if found.status is OfferStatus.WITHDRAWN:
        raise OfferNotInThisState(
            Msg("{partner} has withdrawn this offer in the meantime.", partner=found.partner.name)
        )
    return found


def _decidable(work: Work, person: Person, act: Act, offer_id: int) -> TenderOffer:
    """As `received_offer`, for somebody who may do this, while nobody else decides anything about the tender."""
    work.action = act
    hold(work, stored.tender_of_offer(work.session, offer_id))
    found = received_offer(work, person, offer_id)
    require_client(work, person, act, found.tender)
    return found


def shortlist(work: Work, person: Person, offer_id: int, *, on: bool) -> TenderOffer:
    """Puts the offer on the client's shortlist, or takes it off; nobody is told."""
    found = _decidable(work, person, Act.SHORTLIST, offer_id)
    if on and found.status is not OfferStatus.MADE:
        move(found.status, OfferAction.CHOOSE, OfferActor.CLIENT)
    found.shortlisted_at = (found.shortlisted_at or work.now) if on else None
    return found


def introduce(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The client lets its side and the offer's partner see each other's contacts."""
    found = _decidable(work, person, Act.INTRODUCE, offer_id)
    if found.introduced_at is None:
        if found.status is OfferStatus.THANKED:
            move(found.status, OfferAction.CHOOSE, OfferActor.CLIENT)
        found.introduced_at = work.now
        work.happened(events.PartiesIntroduced(found.tender_id, found.id))
    return found


def thankable(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The offer, as long as the person can thank for it; nothing is held. Raises as `thank` does."""
    found = received_offer(work, person, offer_id)
    require_client(work, person, Act.THANK, found.tender)
    move(found.status, OfferAction.THANK, OfferActor.CLIENT)
    return found


def choosable(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The offer, as long as the person can accept it; nothing is held. Raises as `choose` does."""
    found = received_offer(work, person, offer_id)
    require_client(work, person, Act.CHOOSE_OFFER, found.tender)
    if found.tender.client_id is None and person.organisation is None:
        raise RegisterFirst()
    move_tender(state_now(work, found.tender), TenderAction.CHOOSE, TenderActor.CLIENT)
    move(found.status, OfferAction.CHOOSE, OfferActor.CLIENT)
    return found


def choose(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The client accepts the offer: its partner is asked to undertake fact 8. Meanwhile no other one can be accepted.

    A visitor's tender becomes the organisation's that the visitor has registered; before, it raises `RegisterFirst`.
    """
    found = _decidable(work, person, Act.CHOOSE_OFFER, offer_id)
    tender = found.tender
    to = move_tender(state_now(work, tender), TenderAction.CHOOSE, TenderActor.CLIENT)
    if tender.client_id is None:
        _adopt(work, person, tender)
    require_partner_still(found)
    if found.partner_id == tender.client_id:
        raise OfferNotInThisState(Msg("Nobody can accept an offer of their own organisation."))
    found.status = move(found.status, OfferAction.CHOOSE, OfferActor.CLIENT)
    found.decided_at = work.now
    tender.status = to
    work.happened(events.OfferChosen(tender.id, found.id))
    return found


def require_partner_still(offer: TenderOffer) -> None:
    """Raises `NoPartnerAnyMore` where whoever has made the offer has left the programme."""
    partner = offer.partner
    if not partner.is_partner or partner.closed_at is not None:
        raise NoPartnerAnyMore(
            Msg("{partner} is no partner any more, so its offer cannot be accepted.", partner=partner.name)
        )


def _adopt(work: Work, person: Person, tender: Tender) -> None:
    """The visitor's tender is from now on the organisation's for which they act."""
    own = person.organisation
    if own is None:
        raise RegisterFirst()
    tender.client = own
    work.session.flush()
    require_client(work, person, Act.CHOOSE_OFFER, tender)


def let_go(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The client has thought better of it before the partner has undertaken anything; the tender is open again."""
    found = _decidable(work, person, Act.LET_OFFER_GO, offer_id)
    found.status = move(found.status, OfferAction.LET_GO, OfferActor.CLIENT)
    found.decided_at = None
    tender = found.tender
    tender.status = move_tender(tender.status, TenderAction.REOPEN, TenderActor.CLIENT)
    tell_from_the_start(work, tender)  # it was not told of meanwhile
    work.happened(events.OfferLetGo(tender.id, found.id))
    return found


def thank(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The client does not take this offer; its partner is told, once."""
    found = _decidable(work, person, Act.THANK, offer_id)
    found.status = move(found.status, OfferAction.THANK, OfferActor.CLIENT)
    found.decided_at, found.shortlisted_at = work.now, None
    work.happened(events.OfferThanked(found.tender_id, found.id))
    return found
