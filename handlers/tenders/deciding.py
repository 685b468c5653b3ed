"""What the client taps under an offer: shortlist, show who it is, accept, think better of it, thank."""

from __future__ import annotations

from domain.words import Msg, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.turn import Turn
from handlers.tenders.offer_payloads import ChooseOffer, Introduce, LetOfferGo, Shortlist, ThankOffer
from handlers.tenders.offer_words import contact_words, undertaking
from handlers.tenders.offers import offer_card, really
from services.tenders import deciding
from services.tenders.reading import TenderSide
from storage import tender_offers as stored


def _shortlist(turn: Turn, payload: Shortlist) -> None:
    offer = deciding.shortlist(turn.work, turn.person, payload.offer, on=payload.on)
    turn.show(offer_card(turn, offer, TenderSide.CLIENT))


def _introduce(turn: Turn, payload: Introduce) -> None:
    if not payload.sure:
        offer = deciding.received_offer(turn.work, turn.person, payload.offer)
        words = paragraphs(
            Msg(
                "<b>Shall {partner} read who you are?</b> It reads this, and you read its contact:",
                partner=offer.partner.name,
            ),
            contact_words(turn.work, offer, TenderSide.PARTNER),
        )
        turn.show(really(words, Msg("👋 Yes, show who we are"), Introduce(payload.offer, sure=True)))
        return
    offer = deciding.introduce(turn.work, turn.person, payload.offer)
    headline = Msg("👋 {partner} reads now who you are.", partner=offer.partner.name)
    turn.show(offer_card(turn, offer, TenderSide.CLIENT, headline))


def _choose(turn: Turn, payload: ChooseOffer) -> None:
    if not payload.sure:
        offer = deciding.choosable(turn.work, turn.person, payload.offer)
        others = stored.count_offers(turn.work.session, offer.tender_id) - 1
        words = paragraphs(
            Msg("<b>Accept the offer of {partner}?</b>", partner=offer.partner.name),
            lines(Msg("It is asked to take the job and to undertake this first:"), undertaking(offer.partner.name)),
            Msg("Then the two of you read each other’s contacts, and you add it as a partner."),
            Msg("The others are thanked, as soon as it has confirmed.") if others > 0 else None,
        )
        turn.show(really(words, Msg("🤝 Yes, accept it"), ChooseOffer(payload.offer, sure=True)))
        return
    offer = deciding.choose(turn.work, turn.person, payload.offer)
    headline = Msg("🤝 {partner} is asked to confirm. I tell you as soon as it has.", partner=offer.partner.name)
    turn.show(offer_card(turn, offer, TenderSide.CLIENT, headline))


def _let_go(turn: Turn, payload: LetOfferGo) -> None:
    offer = deciding.let_go(turn.work, turn.person, payload.offer)
    headline = Msg("↩️ You have taken it back; {partner} is told. You can decide anew.", partner=offer.partner.name)
    turn.show(offer_card(turn, offer, TenderSide.CLIENT, headline))


def _thank(turn: Turn, payload: ThankOffer) -> None:
    if not payload.sure:
        offer = deciding.thankable(turn.work, turn.person, payload.offer)
        words = Msg("<b>Thank {partner}, and not take its offer?</b> That is final.", partner=offer.partner.name)
        turn.show(really(words, Msg("🙏 Yes, thank it"), ThankOffer(payload.offer, sure=True)))
        return
    offer = deciding.thank(turn.work, turn.person, payload.offer)
    turn.show(offer_card(turn, offer, TenderSide.CLIENT, Msg("🙏 {partner} is thanked.", partner=offer.partner.name)))


CHAPTER = Chapter(
    routes=(
        on(Shortlist, _shortlist),
        on(Introduce, _introduce),
        on(ChooseOffer, _choose),
        on(LetOfferGo, _let_go),
        on(ThankOffer, _thank),
    ),
)
