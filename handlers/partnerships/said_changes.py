"""What can be said about a partnership that there is: change it, answer a request, withdraw it.

What binds somebody, or takes something away, only ever opens what its button on the card opens, with both sides named;
what was said stands where it is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from domain.partnerships.rules import Access, Action, Payer, Side, Status
from domain.sayings.slots import Slot
from domain.words import Msg, Refused
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.speaking import open_said
from handlers.chat.forms.stock import EVERYTHING
from handlers.chat.sayings import Heard
from handlers.chat.spoken import was_listed
from handlers.chat.turn import Turn
from handlers.partnerships.answering import DECLINE
from handlers.partnerships.changing import CHANGE_PRODUCTS, change_payer, withdraw
from handlers.partnerships.meant import Found, Sort, begin, between, meant, name_both, show_card
from handlers.partnerships.offering import FreeProducts
from handlers.partnerships.payloads import ChangePayer, WithdrawRequest
from handlers.partnerships.requesting import ADD_PARTNER
from services.partnerships.closing import managed
from services.partnerships.proposals import AlreadyPartners, already_partners, chosen_products, present_terms
from services.rights import own_organisation
from storage.partnerships import holders, open_between

NONE_ACTIVE = Msg("No partnership is active at present.")
_NO_REQUEST = Msg("No request is waiting for your answer.")
PAYS = Sort.of(
    Action.CHANGE_PAYER,
    Msg("💳 Change payment means"),
    Msg("No partner has full access at present. Payment means are settled for full access only."),
)
MANAGES = Sort.of(
    Action.CHANGE_PRODUCTS,
    Msg("📦 Change products"),
    Msg("No partner has limited access at present. Full access covers all products, so none are chosen one by one."),
)
HAS_ACCESS = Sort(
    Msg("🔀 Change the access"), NONE_ACTIVE, {Side.CLIENT: frozenset({Status.ACTIVE}), Side.PARTNER: frozenset()}
)
WAITS = Sort.of(Action.CONFIRM, Msg("✅ Confirm"), _NO_REQUEST)
IS_DECLINED = Sort.of(Action.DECLINE, Msg("❌ Decline"), _NO_REQUEST)
IS_ASKED = Sort.of(Action.WITHDRAW, Msg("↩️ Withdraw"), Msg("You have no open request at present."))


def change_of_payer(turn: Turn, heard: Heard) -> None:
    """Asks whether other payment means should count from now on."""
    if (found := meant(turn, heard, PAYS)) is not None:
        ask_payer(turn, heard, found)


def ask_payer(turn: Turn, heard: Heard, found: Found) -> None:
    """Asks whether the payment means that were said, or the other ones, should count; nothing where they do already."""
    partnership, _ = found
    other = Payer.PARTNER if partnership.payer is Payer.CLIENT else Payer.CLIENT
    payer = heard.one(Slot.PAYER, Payer) or other
    if payer is partnership.payer:
        show_card(turn, found, Msg("That is how it is already: nothing has to be changed."))
    else:
        ask = ChangePayer(partnership.id, payer, sure=False)
        begin(turn, found, Action.CHANGE_PAYER, lambda _found: change_payer(turn, ask))


def give(turn: Turn, heard: Heard) -> None:
    """A partner manages more products; one that is none yet gets a request about them."""
    other = heard.one(Slot.OTHER, int)
    if other is not None and between(turn, other, MANAGES) is None:
        open_said(turn, ADD_PARTNER, heard, organisation=own_organisation(turn.person).id)
    elif (found := meant(turn, heard, MANAGES)) is not None:
        give_products(turn, heard, found)


def give_products(turn: Turn, heard: Heard, found: Found) -> None:
    """The review of what the partner manages from now on, with what was said beside what it has."""
    said = frozenset(heard.every(Slot.PRODUCT, int))

    def review(found: Found) -> None:
        _review_products(turn, found, said | _held(found) if said else said)

    begin(turn, found, Action.CHANGE_PRODUCTS, review, naming_both=False)


def take(turn: Turn, heard: Heard) -> None:
    """A partner manages fewer products: whoever is named, or else the one that manages those that are.

    One with full access manages all: it is asked to take limited access to the others, or to those that are said to be
    the only ones left (fact 42).
    """
    said = frozenset(heard.every(Slot.PRODUCT, int))
    manager = _manager(turn, said) if said and not (heard.of_nobody or heard.every(Slot.OTHER, int)) else None
    found = manager or meant(turn, heard, MANAGES)
    if found is not None and said and found[0].status is Status.ACTIVE and found[0].access is Access.FULL:
        only = heard.one(Slot.ACCESS, Access) is Access.LIMITED
        _limit(turn, heard, found, said if only else _all_but(turn, said))
        return

    def review(found: Found) -> None:
        partner, held = found[0].partner.name, _held(found)
        if said and not said & held:
            show_card(turn, found, Msg("{partner} does not manage that.", partner=partner))
        elif held <= said:
            _show_nothing_left(turn, found)
        else:
            name_both(turn, found)
            _open_products(turn, found, held - said if said else ())

    begin(turn, found, Action.CHANGE_PRODUCTS, review, naming_both=False)


def _limit(turn: Turn, heard: Heard, found: Found, products: frozenset[int]) -> None:
    """A request that a partner with full access manages these products only."""
    partnership, left = found[0], sorted(products)
    if not left:
        _show_nothing_left(turn, found)
        return
    name_both(turn, found)
    terms = {"access": Access.LIMITED, "products": left}
    open_said(turn, ADD_PARTNER, heard, organisation=partnership.client_id, partner=partnership.partner_id, **terms)


def _show_nothing_left(turn: Turn, found: Found) -> None:
    partner = found[0].partner.name
    words = Msg("{partner} manages nothing else: to take that away, end the partnership.", partner=partner)
    show_card(turn, found, words)


def _all_but(turn: Turn, products: frozenset[int]) -> frozenset[int]:
    """The other products that no other partner has."""
    return frozenset(map(int, FreeProducts(turn).values(EVERYTHING))) - products


def _held(found: Found) -> frozenset[int]:
    return frozenset(access.product_id for access in managed(found[0]))


def _manager(turn: Turn, products: frozenset[int]) -> Found | None:
    """The one partnership in which the products are managed, if it is one of the person's own organisation."""
    own = own_organisation(turn.person)
    managing = {access.partnership for access in holders(turn.work.session, products, turn.work.now)}
    found = [each for each in managing if each.client_id == own.id]
    return (found[0], Side.CLIENT) if len(found) == 1 else None


def _review_products(turn: Turn, found: Found, chosen: frozenset[int]) -> None:
    """The review in which the partner manages these products and no others; the question which ones, without any."""
    partnership, held = found[0], _held(found)
    if not chosen:
        _open_products(turn, found)
        return
    if chosen == held:
        show_card(turn, found, Msg("{partner} manages that already.", partner=partnership.partner.name))
        return
    try:
        chosen_products(turn.work, partnership.client, chosen - held, held_by=partnership)
    except Refused as refused:  # another partner has it, or it is gone
        turn.say(refused.reason)
        _open_products(turn, found)
        return
    if not held <= chosen:
        name_both(turn, found)
    _open_products(turn, found, chosen)


def _open_products(turn: Turn, found: Found, chosen: Iterable[int] = ()) -> None:
    """The form's review where products are chosen, or its question."""
    answers: dict[str, object] = {"products": sorted(chosen)} if chosen else {}
    open_form(turn, CHANGE_PRODUCTS, partnership=found[0].id, **answers)


def change_of_access(turn: Turn, heard: Heard) -> None:
    """A request for the other kind of access; a partner that is none yet gets one with what was said."""
    other = heard.one(Slot.OTHER, int)
    if other is not None and between(turn, other, HAS_ACCESS) is None:
        open_said(turn, ADD_PARTNER, heard, organisation=own_organisation(turn.person).id)
    elif (found := meant(turn, heard, HAS_ACCESS)) is not None:
        ask_access(turn, heard, found)


def ask_access(turn: Turn, heard: Heard, found: Found) -> None:
    """A request for the other kind of access; where the partner has the one that was said, its card says so.

    Who may get at certain products only has limited access: then these are all that the partner manages from now on. Of
    products that are named and not limited to, it is asked which ones it should manage.
    """
    partnership, _ = found
    partner, products = partnership.partner, frozenset(heard.every(Slot.PRODUCT, int))
    if partnership.status is not Status.ACTIVE:
        show_open_request(turn, found)
        return
    said = heard.one(Slot.ACCESS, Access)
    if products and partnership.access is Access.LIMITED and said is not Access.FULL:
        chosen = products if said is Access.LIMITED else frozenset[int]()
        review = partial(_review_products, turn, chosen=chosen)
        begin(turn, found, Action.CHANGE_PRODUCTS, review, naming_both=False)
        return
    if said is partnership.access:
        show_card(turn, found, already_partners(partner, partnership.access).reason)
        return
    other = Access.LIMITED if partnership.access is Access.FULL else Access.FULL
    present_terms(open_between(turn.work.session, partnership.client_id, partner.id, turn.work.now), partner)
    name_both(turn, found)
    open_said(turn, ADD_PARTNER, heard, organisation=partnership.client_id, partner=partner.id, access=other)


def show_open_request(turn: Turn, found: Found) -> None:
    """The card of a request that nobody has answered; what there is to do with it stands there."""
    request, side = found
    words = None
    if side is Side.CLIENT and request.status is not Status.PROPOSED:
        try:
            present_terms({request.status: request}, request.partner)
        except AlreadyPartners as refused:
            words = refused.reason
    show_card(turn, found, words)


def confirm(turn: Turn, heard: Heard) -> None:
    """The card: its button confirms. “Nimm den”, of a partner that was found, asks for a request to it."""
    other, own = heard.one(Slot.OTHER, int), own_organisation(turn.person)
    listed = other is not None and not own.is_partner and was_listed(turn, Slot.OTHER, other)
    if other is not None and listed and between(turn, other, WAITS) is None:
        open_said(turn, ADD_PARTNER, heard, organisation=own.id)
        return
    let_confirm(turn, meant(turn, heard, WAITS))


def let_confirm(turn: Turn, found: Found | None) -> None:
    """The request's card, and that nothing is confirmed by words."""
    words = Msg("Nothing is confirmed yet: please check it, then tap “✅” below.")
    begin(turn, found, Action.CONFIRM, lambda found: show_card(turn, found, words), naming_both=False)


def decline(turn: Turn, heard: Heard) -> None:
    """The form's question, which asks why."""
    found = meant(turn, heard, IS_DECLINED)
    begin(turn, found, Action.DECLINE, lambda found: open_form(turn, DECLINE, partnership=found[0].id))


def take_back(turn: Turn, heard: Heard) -> None:
    """The question whether the request shall be withdrawn."""
    found = meant(turn, heard, IS_ASKED)
    begin(turn, found, Action.WITHDRAW, lambda found: withdraw(turn, WithdrawRequest(found[0].id, sure=False)))
