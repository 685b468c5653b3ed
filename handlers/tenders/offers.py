"""An offer's card, for its partner and for the client; the partner's list, and what it does with its offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.partnerships.rules import Status
from domain.people import Role
from domain.tenders.offers import TAKEN, OfferAction, OfferActor, OfferStatus, is_possible
from domain.tenders.rules import TenderStatus
from domain.words import Lines, Literal, Msg, Plural, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import pages
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships.payloads import AddThisPartner, ShowPartnership
from handlers.tenders.actions import in_rows
from handlers.tenders.offer_payloads import (
    AskAboutTender,
    AskBack,
    BackOut,
    ChooseOffer,
    CompareOffers,
    Introduce,
    LetOfferGo,
    MakeOffer,
    OfferFiles,
    OfferPayload,
    OwnOffers,
    Shortlist,
    ShowOffer,
    ThankOffer,
    Undertake,
    WithdrawOffer,
)
from handlers.tenders.offer_words import STATUS_ICONS, offer_words, undertaking
from handlers.tenders.payloads import ShowTender
from handlers.tenders.showing import send_files
from services.rights import Act, NotFound, Relation, may
from services.tenders import awarding, offers
from services.tenders.deciding import received_offer
from services.tenders.reading import TenderSide, require_partner, state_now
from storage import tender_offers as stored
from storage.partnerships import open_between
from storage.people import membership
from storage.tables import TenderOffer
from storage.work import Work

_PER_PAGE = 5


def seen_offer(turn: Turn, offer_id: int) -> tuple[TenderOffer, TenderSide]:
    """The offer, and the side from which the person sees it. Raises `NotFound`."""
    try:
        return offers.own_offer(turn.work, turn.person, offer_id), TenderSide.PARTNER
    except NotFound as not_theirs:
        try:
            return received_offer(turn.work, turn.person, offer_id), TenderSide.CLIENT
        except NotFound:
            raise not_theirs from None  # it may be that of another organisation of theirs


def offer_card(turn: Turn, offer: TenderOffer, side: TenderSide, headline: Words | None = None) -> View:
    """The card, with what the person can do; the headline says what was just done."""
    files = len(stored.files_of(turn.work.session, [offer.id])[offer.id])
    buttons = list(_of_client(turn, offer) if side is TenderSide.CLIENT else _of_partner(turn, offer))
    if files:
        buttons.append(Button(Msg("📎 Files"), OfferFiles(offer.id)))
    back = (
        Button(Msg("◀️ Offers"), CompareOffers(offer.tender_id, 0, shortlisted=False))
        if side is TenderSide.CLIENT
        else Button(Msg("📣 Show the tender"), ShowTender(offer.tender_id))
    )
    words = paragraphs(headline, offer_words(turn.work, offer, side, files), _what_now(turn, offer, side))
    return View(words, (*in_rows(buttons), (back, MENU)))


def _what_now(turn: Turn, offer: TenderOffer, side: TenderSide) -> Words | None:
    if side is TenderSide.PARTNER and offer.status is OfferStatus.CHOSEN:
        ask = (
            Msg("Please confirm that you take the job, and undertake:")
            if _may(turn, Act.UNDERTAKE, offer.partner_id)
            else Msg("A legal representative of yours is to confirm that you take the job, and undertake:")
        )
        return lines(ask, undertaking(offer.partner.name))  # fact 8
    if side is TenderSide.CLIENT and offer.status is OfferStatus.ACCEPTED:
        return Msg(
            "{partner} works for you as soon as you add it as a partner: you choose what it may manage.",
            partner=offer.partner.name,
        )
    return None


def _may(turn: Turn, act: Act, organisation_id: int | None) -> bool:
    if organisation_id is None:
        return True  # a visitor's tender is theirs alone
    role = turn.once(_role, turn.person.id, organisation_id)
    return role is not None and may(act, Relation.OWN, role)


def _role(work: Work, person_id: int, organisation_id: int) -> Role | None:
    own = membership(work.session, person_id, organisation_id)
    return None if own is None else own.role


def _of_client(turn: Turn, offer: TenderOffer) -> Iterator[Button]:
    key, client = offer.id, offer.tender.client_id
    decidable = state_now(turn.work, offer.tender) in (TenderStatus.OPEN, TenderStatus.LAPSED)
    if offer.status is OfferStatus.MADE:
        if decidable and _may(turn, Act.CHOOSE_OFFER, client):
            yield Button(Msg("🤝 Accept"), ChooseOffer(key, sure=False))
        if _may(turn, Act.SHORTLIST, client):
            on = offer.shortlisted_at is None
            yield Button(Msg("⭐ Shortlist") if on else Msg("☆ Off the shortlist"), Shortlist(key, on=on))
        if _may(turn, Act.ASK_ABOUT_TENDER, client):
            yield Button(Msg("❓ Ask"), AskBack(key))
        if offer.introduced_at is None and _may(turn, Act.INTRODUCE, client):
            yield Button(Msg("👋 Show who we are"), Introduce(key, sure=False))
        if decidable and _may(turn, Act.THANK, client):
            yield Button(Msg("🙏 No, thank you"), ThankOffer(key, sure=False))
    elif offer.status is OfferStatus.CHOSEN:
        if _may(turn, Act.LET_OFFER_GO, client):
            yield Button(Msg("↩️ Take it back"), LetOfferGo(key))
        if _may(turn, Act.ASK_ABOUT_TENDER, client):
            yield Button(Msg("❓ Ask"), AskBack(key))
    elif offer.status is OfferStatus.ACCEPTED:
        if client is not None:
            yield way_to_partnership(turn, client, offer)
        if _may(turn, Act.ASK_ABOUT_TENDER, client):
            yield Button(Msg("❓ Ask"), AskBack(key))


def way_to_partnership(turn: Turn, client_id: int, offer: TenderOffer) -> Button:
    """“Add a partner”, with this one filled in; where the two are partners, or have asked, the card of that."""
    there = open_between(turn.work.session, client_id, offer.partner_id, turn.work.now)
    if (found := there.get(Status.ACTIVE) or next(iter(there.values()), None)) is not None:
        return Button(Msg("🤝 Show the partnership"), ShowPartnership(found.id))
    return Button(Msg("🤝 Add this partner"), AddThisPartner(offer.partner_id))


def _of_partner(turn: Turn, offer: TenderOffer) -> Iterator[Button]:
    key, own = offer.id, offer.partner_id
    if offer.status is OfferStatus.CHOSEN:
        if _may(turn, Act.UNDERTAKE, own):
            yield Button(Msg("✅ We undertake that"), Undertake(key))
        if _may(turn, Act.WITHDRAW_OFFER, own):
            yield Button(Msg("✖️ We do not"), BackOut(key, sure=False))
    if offer.status in TAKEN:
        if _may(turn, Act.ASK_ABOUT_TENDER, own):
            yield Button(Msg("❓ Ask"), AskAboutTender(offer.tender_id))
        return
    open_still = state_now(turn.work, offer.tender) is TenderStatus.OPEN
    if open_still and offer.status is OfferStatus.MADE and _may(turn, Act.OFFER, own):
        yield Button(Msg("✏️ Change"), MakeOffer(offer.tender_id))
    if is_possible(offer.status, OfferAction.WITHDRAW, OfferActor.PARTNER) and _may(turn, Act.WITHDRAW_OFFER, own):
        yield Button(Msg("🗑 Withdraw"), WithdrawOffer(key, sure=False))


def show_offer(turn: Turn, payload: OfferPayload) -> None:
    """The card, in place of what was tapped."""
    turn.show(offer_card(turn, *seen_offer(turn, payload.offer)))


def _show_files(turn: Turn, payload: OfferFiles) -> None:
    offer, _ = seen_offer(turn, payload.offer)
    files = stored.files_of(turn.work.session, [offer.id])[offer.id]
    if not files:
        raise NotFound(Msg("There are no files with this offer."))
    send_files(turn.post, turn.incoming.chat_id, files)


def _own_offer(turn: Turn, payload: OfferPayload, action: OfferAction) -> TenderOffer:
    """The partner's own, as long as the person can take it back in this way."""
    offer = offers.own_offer(turn.work, turn.person, payload.offer)
    offers.require_possible(turn.work, turn.person, Act.WITHDRAW_OFFER, action, offer)
    return offer


def _withdraw(turn: Turn, payload: WithdrawOffer) -> None:
    if not payload.sure:
        offer = _own_offer(turn, payload, OfferAction.WITHDRAW)
        words = Msg("<b>Withdraw your offer for “{subject}”?</b> The client is told.", subject=offer.tender.subject)
        turn.show(really(words, Msg("🗑 Yes, withdraw it"), WithdrawOffer(payload.offer, sure=True)))
        return
    offer = offers.withdraw(turn.work, turn.person, payload.offer)
    turn.show(offer_card(turn, offer, TenderSide.PARTNER, Msg("Your offer is withdrawn, and the client is told.")))


def _undertake(turn: Turn, payload: Undertake) -> None:
    offer = awarding.undertake(turn.work, turn.around.programme, turn.person, payload.offer)
    headline = Msg("🎉 <b>The job is yours.</b> The client adds you as a partner now; you confirm that here.")
    turn.show(offer_card(turn, offer, TenderSide.PARTNER, headline))


def _back_out(turn: Turn, payload: BackOut) -> None:
    if not payload.sure:
        offer = _own_offer(turn, payload, OfferAction.BACK_OUT)
        words = Msg(
            "<b>Do you not take the job “{subject}”?</b> Your offer is withdrawn then, and the client chooses anew.",
            subject=offer.tender.subject,
        )
        turn.show(really(words, Msg("✖️ No, we do not take it"), BackOut(payload.offer, sure=True)))
        return
    offer = awarding.back_out(turn.work, turn.person, payload.offer)
    turn.show(offer_card(turn, offer, TenderSide.PARTNER, Msg("Your offer is withdrawn, and the client is told.")))


def really(words: Words, label: Words, does: OfferPayload) -> View:
    """A question before something is done, with the way back to the card."""
    return View(words, ((Button(label, does),), (Button(Msg("◀️ Back"), ShowOffer(does.offer)),)))


def _own(turn: Turn, payload: OwnOffers) -> None:
    partner = require_partner(turn.work, turn.person)
    count = stored.count_offers_by(turn.work.session, partner.id)
    page = max(0, min(payload.page, (count - 1) // _PER_PAGE))
    found: Sequence[TenderOffer] = stored.offers_by(turn.work.session, partner.id, _PER_PAGE, page * _PER_PAGE)
    words = paragraphs(
        Msg("📨 <b>Offers of {organisation}</b>", organisation=partner.name),
        Plural("{n} offer", "{n} offers", count)
        if found
        else Msg("None yet. /tenders shows what clients look for: open one and make your offer."),
    )
    rows: list[Row] = [
        (
            Button(
                Lines((Literal(STATUS_ICONS[each.status]), name_on_button(each.tender.subject)), " "),
                ShowOffer(each.id),
            ),
        )
        for each in found
    ]
    below = (Button(Msg("📣 Tenders"), Go("tenders")), MENU)
    turn.show(View(words, (*rows, *pages(page, count, OwnOffers, _PER_PAGE), below)))


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "offers",
            lambda turn: _own(turn, OwnOffers(turn.page)),
            Msg("For partners: your offers for tenders"),
            in_help=Msg("Your offers for tenders"),
            by_link=True,
        ),
    ),
    routes=(
        on(ShowOffer, show_offer),
        on(OfferFiles, _show_files),
        on(WithdrawOffer, _withdraw),
        on(Undertake, _undertake),
        on(BackOut, _back_out),
        on(OwnOffers, _own),
    ),
    after_refusal=(after_refusal(OfferPayload, lambda _turn, _payload: (), show_offer),),
    by_link=(ShowOffer,),
)
