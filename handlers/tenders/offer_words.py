"""An offer in words: its price, where it stands, who is behind it, and what its partner undertakes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.tenders.offers import OfferStatus
from domain.tenders.prices import Price, price_words
from domain.words import Msg, Plural, Provider, Words, lines, paragraphs
from services.tenders.reading import TenderSide
from storage.mail import addresses_of
from storage.people import membership
from storage.tables import Organisation, Person, TenderOffer
from storage.work import Work

STATUS_ICONS: Mapping[OfferStatus, str] = MappingProxyType(
    {
        OfferStatus.MADE: "📨",
        OfferStatus.CHOSEN: "🤝",
        OfferStatus.ACCEPTED: "✅",
        OfferStatus.WITHDRAWN: "↩️",
        OfferStatus.THANKED: "🙏",
    }
)


def price_of(offer: TenderOffer) -> Price:
    """What the partner wants for it."""
    return Price.of(offer.price_kind, offer.amount_min, offer.amount_max, offer.currency)


def facts_of(offer: TenderOffer, files: int) -> Words:
    """Price, day and files, a line for each."""
    return lines(
        Msg("💶 {price}", price=price_words(price_of(offer))),
        Msg("📅 Ready by {day}", day=offer.by_when),
        Plural("📎 {n} file", "📎 {n} files", files) if files else None,
    )


def status_line(offer: TenderOffer, side: TenderSide) -> Words:
    """Where the offer stands, as that side reads it."""
    is_client = side is TenderSide.CLIENT
    match offer.status:
        case OfferStatus.MADE if is_client and offer.shortlisted_at is not None:
            return Msg("⭐ On your shortlist")
        case OfferStatus.MADE if is_client:
            return Msg("📨 Waits for your decision")
        case OfferStatus.MADE:
            return Msg("📨 The client has it")
        case OfferStatus.CHOSEN if is_client:
            return Msg("🤝 You have accepted it; {partner} is to confirm", partner=offer.partner.name)
        case OfferStatus.CHOSEN:
            return Msg("🤝 The client accepts it: now it is your turn")
        case OfferStatus.ACCEPTED:
            return Msg("✅ Accepted and confirmed")
        case OfferStatus.WITHDRAWN:
            return Msg("↩️ Withdrawn")
        case OfferStatus.THANKED if is_client:
            return Msg("🙏 Not taken; {partner} has been thanked", partner=offer.partner.name)
        case OfferStatus.THANKED:
            return Msg("🙏 The client has decided otherwise")


def undertaking(partner: str) -> Words:
    """What the partner undertakes with this job (fact 8)."""
    return Msg(
        "For jobs that {organisation} wins through the tender platform, it uses products of {provider} only.",
        organisation=partner,
        provider=Provider(),
    )


def contact_words(work: Work, offer: TenderOffer, side: TenderSide) -> Words:
    """How that side reaches the other one, once the client has wanted it."""
    if side is TenderSide.CLIENT:
        return _contact(work, offer.partner, offer.made_by)
    return _contact(work, offer.tender.client, offer.tender.publisher)


def _contact(work: Work, organisation: Organisation | None, person: Person) -> Words:
    if organisation is not None and membership(work.session, person.id, organisation.id) is None:
        address = organisation.email  # whoever has left is no contact any more
        who = Msg("👋 <b>Contact:</b> {name}", name=organisation.name)
    elif organisation is not None:
        address = addresses_of(work.session, [person]).get(person.id) or organisation.email
        who = Msg("👋 <b>Contact:</b> {name}, {organisation}", name=person.first_name, organisation=organisation.name)
    else:
        address = addresses_of(work.session, [person]).get(person.id)
        who = Msg("👋 <b>Contact:</b> {name}", name=person.first_name)
    return lines(
        who,
        Msg("✉️ {address}", address=address)
        if address is not None
        else Msg("No e-mail address is known: reach each other through the questions here."),
    )


def shortened(text: str, most: int) -> str:
    """The beginning of a text, in as many characters at most."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def offer_words(work: Work, offer: TenderOffer, side: TenderSide, files: int) -> Words:
    """All that the side reads of an offer."""
    heading = (
        Msg("📨 <b>Offer of {partner}</b>", partner=offer.partner.name)
        if side is TenderSide.CLIENT
        else Msg("📨 <b>Your offer for “{subject}”</b>", subject=offer.tender.subject)
    )
    return paragraphs(
        lines(heading, status_line(offer, side)),
        offer.text,
        facts_of(offer, files),
        contact_words(work, offer, side) if offer.introduced_at is not None else None,
    )
