"""What is done to a partnership on its card: withdraw, send again, change payment means or products."""

from __future__ import annotations

from dataclasses import dataclass

from domain.partnerships.rules import Access, Side
from domain.sayings.slots import Slot
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, ChooseMany, Form
from handlers.chat.turn import Turn
from handlers.chat.views import Button, View
from handlers.income import what_if
from handlers.partnerships import changes, terms
from handlers.partnerships.offering import FreeProducts, products_named
from handlers.partnerships.payloads import (
    ChangePayer,
    ChangeProducts,
    ResendRequest,
    ShowPartnership,
    WithdrawRequest,
)
from handlers.partnerships.taking_back import card_done
from services.partnerships import changing, requesting
from services.partnerships.closing import asked_last, managed
from services.partnerships.finding import visible_partnership
from storage.products import products_with_holders
from storage.tables import Partnership


def withdraw(turn: Turn, payload: WithdrawRequest) -> None:
    """Asks whether it is meant, and withdraws the request where somebody is sure."""
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    if not payload.sure:
        other = terms.other_organisation(partnership, side).name
        words = Msg("Withdraw the request to <b>{other}</b>, and let it know?", other=other)
        yes = Button(Msg("↩️ Yes, withdraw it"), WithdrawRequest(partnership.id, sure=True))
        turn.show(_question(words, yes, partnership))
        return
    requesting.withdraw(turn.work, turn.person, partnership.id)
    turn.show(card_done(turn, partnership, side, Msg("The request is withdrawn.")))


def _question(words: Words, yes: Button, partnership: Partnership) -> View:
    """A question before something that cannot be undone; the way back shows the card again."""
    return View(words, ((yes,), (Button(Msg("◀️ No, go back"), ShowPartnership(partnership.id)),)))


def _resend(turn: Turn, payload: ResendRequest) -> None:
    partnership = requesting.resend(turn.work, turn.around.programme, turn.person, payload.partnership)
    side = asked_last(partnership)
    headline = Msg(
        "📨 {other} has received your request again.", other=terms.other_organisation(partnership, side).name
    )
    turn.show(card_done(turn, partnership, side, headline))


def change_payer(turn: Turn, payload: ChangePayer) -> None:
    """Says what other payment means mean, and changes them where somebody is sure."""
    partnership, _ = visible_partnership(turn.work, turn.person, payload.partnership)
    if not payload.sure:
        partner = partnership.partner.name
        words = paragraphs(
            Msg("<b>{payer} from now on?</b>", payer=terms.payer_name(payload.payer, Side.CLIENT, partner)),
            changes.change_lines(Access.FULL, partnership.payer, Access.FULL, payload.payer, Side.CLIENT, partner),
            what_if.for_client(turn, partner),
            changes.from_now_on(),
            Msg("It holds at once, and {partner} is told.", partner=partner),
        )
        yes = Button(Msg("💳 Yes, change it"), ChangePayer(partnership.id, payload.payer, sure=True))
        turn.show(_question(words, yes, partnership))
        return
    changing.change_payer(turn.work, turn.person, partnership.id, payload.payer)
    turn.show(card_done(turn, partnership, Side.CLIENT, Msg("💳 The payment means have been changed.")))


@dataclass(frozen=True)
class ProductsDraft:
    """Which products (ids) the limited-access partner of a partnership shall manage from now on."""

    partnership: int = 0
    products: frozenset[int] | None = None


def _changeable(turn: Turn, draft: ProductsDraft) -> Partnership:
    """The partnership, as long as its products can be changed; the form closes by itself when it has ended."""
    return changing.require_changeable_products(turn.work, turn.person, draft.partnership)


def _which_products(asking: Asking[ProductsDraft]) -> Words:
    partnership = _changeable(asking.turn, asking.draft)
    return paragraphs(
        Msg("<b>Which products should {partner} manage from now on?</b>", partner=partnership.partner.name),
        Msg("Those it manages now are ticked. It is told of the change."),
    )


def _managed_now(asking: Asking[ProductsDraft]) -> frozenset[str]:
    partnership = _changeable(asking.turn, asking.draft)
    return frozenset(str(access.product_id) for access in managed(partnership))


def _review_products(asking: Asking[ProductsDraft]) -> Words:
    """Which products come and go, and what that means (facts 16–18, 32)."""
    partnership = _changeable(asking.turn, asking.draft)
    partner, chosen = partnership.partner.name, asking.draft.products or frozenset()
    held = {access.product_id: access.product.name for access in managed(partnership)}
    work = asking.turn.work
    added = products_with_holders(work.session, partnership.client_id, work.now, chosen - held.keys())
    return paragraphs(
        Msg("<b>{partner} from now on:</b>", partner=partner),
        lines(
            changes.names("➕", [product.name for product, _ in added]),
            changes.names("➖", [name for product_id, name in held.items() if product_id not in chosen]),
        )
        if chosen != held.keys()
        else Msg("Nothing changes."),
        changes.products_mean(partner),
        Msg("It holds at once, and {partner} is told.", partner=partner),
    )


def _finish_products(turn: Turn, draft: ProductsDraft) -> View:
    chosen = draft.products or frozenset()
    partnership = changing.change_products(turn.work, turn.person, draft.partnership, chosen)
    return card_done(turn, partnership, Side.CLIENT, Msg("📦 The products have been changed."))


CHANGE_PRODUCTS: Form[ProductsDraft] = Form(
    name="change_products",
    title=Msg("Change products"),
    draft=ProductsDraft,
    begin=_changeable,
    questions=(
        ChooseMany(
            name="products",
            label=Msg("Products"),
            say=_which_products,
            stock=lambda asking: FreeProducts(asking.turn, beside=asking.draft.partnership),
            ticked_at_first=_managed_now,
            slot=Slot.PRODUCT,
            named=products_named,
        ),
    ),
    review=_review_products,
    finish_label=Msg("📦 Yes, change them"),
    finish=_finish_products,
    about=lambda turn, draft: terms.other_side(turn, draft.partnership),
)


def _change_products(turn: Turn, payload: ChangeProducts) -> None:
    open_form(turn, CHANGE_PRODUCTS, partnership=payload.partnership)


CHAPTER = Chapter(
    routes=(
        on(WithdrawRequest, withdraw),
        on(ResendRequest, _resend),
        on(ChangePayer, change_payer),
        on(ChangeProducts, _change_products),
    ),
    forms=(CHANGE_PRODUCTS,),
)
