"""What is done to a partnership on its card: withdraw, send again, end, change payment means or products."""

from __future__ import annotations

from dataclasses import dataclass

from domain.partnerships.rules import Access, Side
from domain.words import Msg, Words, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.dialogue import open_form
from handlers.chat.forms import Asking, ChooseMany, Form
from handlers.chat.turn import Turn
from handlers.chat.views import Button, View
from handlers.partnerships import terms
from handlers.partnerships.offering import FreeProducts
from handlers.partnerships.payloads import (
    ChangePayer,
    ChangeProducts,
    EndPartnership,
    ResendRequest,
    ShowPartnership,
    WithdrawRequest,
)
from handlers.partnerships.showing import card_of
from services.partnerships import changing, requesting
from services.partnerships.closing import managed
from services.partnerships.finding import side_of, visible_partnership
from storage.tables import Partnership


def _withdraw(turn: Turn, payload: WithdrawRequest) -> None:
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    if not payload.sure:
        asked = terms.other_organisation(partnership, side).name
        words = Msg("Withdraw the request to <b>{partner}</b>, and let it know?", partner=asked)
        yes = Button(Msg("↩️ Yes, withdraw it"), WithdrawRequest(partnership.id, sure=True))
        turn.show(_question(words, yes, partnership))
        return
    requesting.withdraw(turn.work, turn.person, partnership.id)
    turn.show(card_of(turn, partnership, side, Msg("The request is withdrawn.")))


def _question(words: Words, yes: Button, partnership: Partnership) -> View:
    """A question before something that cannot be undone; the way back shows the card again."""
    return View(words, ((yes,), (Button(Msg("◀️ No, go back"), ShowPartnership(partnership.id)),)))


def _resend(turn: Turn, payload: ResendRequest) -> None:
    partnership = requesting.resend(turn.work, turn.around.programme, turn.person, payload.partnership)
    side = side_of(turn.person, partnership) or Side.CLIENT
    asked = terms.other_organisation(partnership, side).name
    turn.show(card_of(turn, partnership, side, Msg("📨 {partner} has received your request again.", partner=asked)))


def _end(turn: Turn, payload: EndPartnership) -> None:
    """Fact 32: either side can end it; it is confirmed twice."""
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    other = terms.other_organisation(partnership, side).name
    key = partnership.id
    if payload.step <= 0:
        words = paragraphs(
            Msg("<b>End the partnership with {other}?</b>", other=other),
            Msg("{partner} loses its access at once and is told. A new request stays possible.", partner=other)
            if side is Side.CLIENT
            else Msg("You lose your access at once, and {client} is told. A new request stays possible.", client=other),
        )
        turn.show(_question(words, Button(Msg("⏹ Yes, end it"), EndPartnership(key, step=1)), partnership))
    elif payload.step == 1:
        words = paragraphs(
            Msg("<b>Please confirm a second time.</b>"),
            Msg("The partnership with {other} ends as soon as you tap, and that cannot be undone.", other=other),
        )
        turn.show(_question(words, Button(Msg("⏹ End it for good"), EndPartnership(key, step=2)), partnership))
    else:
        changing.end(turn.work, turn.person, key)
        turn.show(card_of(turn, partnership, side, Msg("The partnership has ended.")))


def _change_payer(turn: Turn, payload: ChangePayer) -> None:
    partnership, _ = visible_partnership(turn.work, turn.person, payload.partnership)
    if not payload.sure:
        partner = partnership.partner.name
        words = paragraphs(
            Msg("<b>{payer} from now on?</b>", payer=terms.payer_name(payload.payer, Side.CLIENT, partner)),
            terms.consequence_lines(Access.FULL, payload.payer, Side.CLIENT, partner),
            Msg("{partner} is told of the change.", partner=partner),
        )
        yes = Button(Msg("💳 Yes, change it"), ChangePayer(partnership.id, payload.payer, sure=True))
        turn.show(_question(words, yes, partnership))
        return
    changing.change_payer(turn.work, turn.person, partnership.id, payload.payer)
    turn.show(card_of(turn, partnership, Side.CLIENT, Msg("💳 The payment means have been changed.")))


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


def _finish_products(turn: Turn, draft: ProductsDraft) -> View:
    chosen = draft.products or frozenset()
    partnership = changing.change_products(turn.work, turn.person, draft.partnership, chosen)
    return card_of(turn, partnership, Side.CLIENT, Msg("📦 The products have been changed."))


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
        ),
    ),
    finish=_finish_products,
)


def _change_products(turn: Turn, payload: ChangeProducts) -> None:
    open_form(turn, CHANGE_PRODUCTS, partnership=payload.partnership)


CHAPTER = Chapter(
    routes=(
        on(WithdrawRequest, _withdraw),
        on(ResendRequest, _resend),
        on(EndPartnership, _end),
        on(ChangePayer, _change_payer),
        on(ChangeProducts, _change_products),
    ),
    forms=(CHANGE_PRODUCTS,),
)
