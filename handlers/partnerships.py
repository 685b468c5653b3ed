"""Partnerships on screen: the client's partners, the partner's clients, and a partnership's card with its actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.names import sort_name
from domain.partnerships import OPEN, Access, Side, Status
from domain.words import Lines, Literal, Msg, Words, lines, paragraphs
from handlers import partnership_card
from handlers.add_partner import product_options
from handlers.dialogue import open_form
from handlers.forms import Asking, ChooseMany, Form, Option
from handlers.payloads import (
    ChangePayer,
    ChangeProducts,
    EndPartnership,
    Go,
    PartnershipPayload,
    ResendRequest,
    ShowArticle,
    ShowPartnership,
    WithdrawRequest,
)
from handlers.turn import Chapter, ChatCommand, Turn, on
from handlers.views import MENU, Button, Row, View
from services.authority import NotFound, own_organisation, visible_partnership
from services.partnerships import changing, requesting
from services.partnerships.closing import managed
from services.products import free_products
from storage.partnerships import count_of_partner, newest_of_partner, of_client
from storage.people import membership
from storage.tables import Organisation, Partnership

MOST_LISTED = 30
"""Partnerships on one screen; Telegram's limits and a phone's screen allow no more."""

_STATUS_ICONS = {Status.ACTIVE: "✅", Status.PENDING: "⏳"}


def card_for(turn: Turn, partnership_id: int) -> View:
    """The partnership's card as the person may see it. Raises `Refused` where it is not theirs."""
    partnership, side = visible_partnership(turn.work, turn.person, partnership_id)
    return card_of(turn, partnership, side)


def card_of(turn: Turn, partnership: Partnership, side: Side, headline: Words | None = None) -> View:
    """The card of a partnership that the person has just seen or changed, as somebody on `side`."""
    own = partnership.client_id if side is Side.CLIENT else partnership.partner_id
    found = membership(turn.work.session, turn.person.id, own)
    if found is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    return partnership_card.card(partnership, side, found.role, headline)


def show(turn: Turn, payload: PartnershipPayload) -> None:
    """The card, in place of the tapped message."""
    turn.show(card_for(turn, payload.partnership))


def _partners(turn: Turn) -> None:
    own = own_organisation(turn.person)
    present = of_client(turn.work.session, own.id, OPEN)
    add: Row = (Button(Msg("➕ Add a partner"), Go("addpartner")), MENU)
    if not present:
        words = Msg("{organisation} has no partner yet. Add one, and I will ask it to confirm.", organisation=own.name)
        turn.show(View(words, (add,)))
        return
    heading = Msg("<b>Partners of {organisation}</b>", organisation=own.name)
    wanted = sort_name(turn.argument)
    found = [partnership for partnership in present if wanted in partnership.partner.sort_name]
    turn.show(_list(turn, "partners", heading, found[:MOST_LISTED], len(found), Side.CLIENT, (add,)))


def _clients(turn: Turn) -> None:
    none = Msg("There is no client with a confirmed partnership yet.")
    _partner_list(turn, "clients", Status.ACTIVE, Msg("Clients"), none)


def _requests(turn: Turn) -> None:
    none = Msg("No request is waiting for your answer.")
    _partner_list(turn, "requests", Status.PENDING, Msg("Open requests"), none)


def _partner_list(turn: Turn, command: str, status: Status, heading: Msg, none: Msg) -> None:
    own = own_organisation(turn.person)
    if not own.is_partner:
        words = Msg(
            "{organisation} is not a partner in the programme, so it has no clients here. "
            "What it takes to become one is explained below.",
            organisation=own.name,
        )
        turn.show(View(words, ((Button(Msg("What a partner needs"), ShowArticle("reseller-requirements")), MENU),)))
        return
    session, client = turn.work.session, turn.argument
    listed = newest_of_partner(session, own.id, status, client=client, limit=MOST_LISTED)
    if not listed and not count_of_partner(session, own.id, status):
        turn.show(View(none, ((MENU,),)))
        return
    heading = Msg("<b>{heading}: {partner}</b>", heading=heading, partner=own.name)
    count = len(listed) if len(listed) < MOST_LISTED else count_of_partner(session, own.id, status, client=client)
    turn.show(_list(turn, command, heading, listed, count, Side.PARTNER, ((MENU,),)))


def _list(
    turn: Turn,
    command: str,
    heading: Words,
    listed: Sequence[Partnership],
    count: int,
    side: Side,
    below: tuple[Row, ...],
) -> View:
    """The first of those `count` partnerships whose other side's name contains what stands behind the command."""
    if not listed:
        words = Msg("Nobody here has “{text}” in the name.", text=turn.argument[:60])
        return View(paragraphs(heading, words), ((Button(Msg("📋 Overview"), Go(command)), MENU),))
    entries = [_entry(partnership, side) for partnership in listed]
    rest = Msg(
        "… and {count} more. Type <code>/{command}</code> and a part of a name to find others.",
        count=count - len(listed),
        command=command,
    )
    rows = tuple((Button(_other(partnership, side), ShowPartnership(partnership.id)),) for partnership in listed)
    return View(paragraphs(heading, lines(*entries), rest if count > len(listed) else None), (*rows, *below))


def _other(partnership: Partnership, side: Side) -> Words:
    return Lines((Literal(_STATUS_ICONS[partnership.status]), _organisation(partnership, side).name), " ")


def _organisation(partnership: Partnership, side: Side) -> Organisation:
    """The other one, seen from `side`."""
    return partnership.partner if side is Side.CLIENT else partnership.client


def _entry(partnership: Partnership, side: Side) -> Words:
    return Lines((_other(partnership, side), partnership_card.ACCESS_NAMES[partnership.access]), " – ")


def _withdraw(turn: Turn, payload: WithdrawRequest) -> None:
    partnership, _ = visible_partnership(turn.work, turn.person, payload.partnership)
    if not payload.sure:
        words = Msg("Withdraw the request to <b>{partner}</b>? The partner is told.", partner=partnership.partner.name)
        yes = Button(Msg("↩️ Yes, withdraw it"), WithdrawRequest(partnership.id, sure=True))
        turn.show(_question(words, yes, partnership))
        return
    requesting.withdraw(turn.work, turn.person, partnership.id)
    turn.show(card_of(turn, partnership, Side.CLIENT, Msg("The request is withdrawn.")))


def _question(words: Words, yes: Button, partnership: Partnership) -> View:
    """A question before something that cannot be undone; the way back shows the card again."""
    return View(words, ((yes,), (Button(Msg("◀️ No, go back"), ShowPartnership(partnership.id)),)))


def _resend(turn: Turn, payload: ResendRequest) -> None:
    partnership = requesting.resend(turn.work, turn.around.programme, turn.person, payload.partnership)
    headline = Msg("📨 {partner} has received your request again.", partner=partnership.partner.name)
    turn.show(card_of(turn, partnership, Side.CLIENT, headline))


def _end(turn: Turn, payload: EndPartnership) -> None:
    """Fact 32: either side can end it; it is confirmed twice."""
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    other = _organisation(partnership, side).name
    key = partnership.id
    if payload.step <= 0:
        words = paragraphs(
            Msg("<b>End the partnership with {other}?</b>", other=other),
            Msg("The partner then loses its access at once. The other side is told. A new request stays possible."),
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
        words = paragraphs(
            Msg("<b>{payer} from now on?</b>", payer=partnership_card.PAYER_NAMES[payload.payer]),
            partnership_card.consequence_lines(Access.FULL, payload.payer),
            Msg("{partner} is told of the change.", partner=partnership.partner.name),
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
        Msg("Those it manages now are ticked. The partner is told of the change."),
    )


def _product_options(asking: Asking[ProductsDraft]) -> Sequence[Option]:
    own = own_organisation(asking.turn.person)
    return product_options(free_products(asking.turn.work, own, beside=asking.draft.partnership))


def _managed_now(asking: Asking[ProductsDraft]) -> frozenset[str]:
    partnership, _ = visible_partnership(asking.turn.work, asking.turn.person, asking.draft.partnership)
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
            options=_product_options,
            ticked_at_first=_managed_now,
        ),
    ),
    finish=_finish_products,
)


def _change_products(turn: Turn, payload: ChangeProducts) -> None:
    open_form(turn, CHANGE_PRODUCTS, partnership=payload.partnership)


CHAPTER = Chapter(
    commands=(
        ChatCommand("partners", _partners, Msg("Your partners and your requests to partners")),
        ChatCommand("requests", _requests, Msg("For partners: requests waiting for your answer")),
        ChatCommand("clients", _clients, Msg("For partners: your clients")),
    ),
    routes=(
        on(ShowPartnership, show),
        on(WithdrawRequest, _withdraw),
        on(ResendRequest, _resend),
        on(EndPartnership, _end),
        on(ChangePayer, _change_payer),
        on(ChangeProducts, _change_products),
    ),
    forms=(CHANGE_PRODUCTS,),
)
