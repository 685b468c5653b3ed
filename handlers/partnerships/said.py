"""What can be asked for about partnerships in one's own words: each opens what its button opens, or a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from domain.partnerships.rules import ASKED, Access, Action, NotYours, Payer, Side, Status
from domain.sayings.natures import Kind, Standing
from domain.sayings.slots import Slot
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.forms.speaking import open_said
from handlers.chat.sayings import Audience, Heard, Saying, does, shows
from handlers.chat.turn import Turn
from handlers.partnerships import said_changes as changes
from handlers.partnerships import said_endings
from handlers.partnerships.asking import ASK_CLIENT_ACCESS
from handlers.partnerships.links import open_partner_link
from handlers.partnerships.meant import Found, Sort, begin, between, meant, show_card
from handlers.partnerships.requesting import ADD_PARTNER
from handlers.partnerships.taking_back import TO_TAP, show_done
from services.partnerships.ending import just_ended
from services.partnerships.finding import latest_with
from services.partnerships.negotiating import require_new
from services.partnerships.proposals import AlreadyPartners, already_partners
from services.partnerships.repeating import REPEATABLE, repeatable
from services.rights import Act, own_organisation, require
from storage.organisations.partners import partners_with_ids
from storage.products import products_with_ids

_NO_REQUEST = Msg("You have no open request at present.")
_IS_OPEN = Sort.of(Action.RESEND, Msg("📨 Send again"), _NO_REQUEST)
_IS_ASKED = Sort(Msg("✅ Confirm"), _NO_REQUEST, dict.fromkeys((Side.CLIENT, Side.PARTNER), ASKED))
_TO_WITHDRAW = Sort.of(Action.WITHDRAW, Msg("↩️ Withdraw"), Msg("There is nothing at present that you could undo."))
_TERMS = frozenset({Slot.OTHER, Slot.ACCESS, Slot.PRODUCT, Slot.PAYER})


def _add(turn: Turn, heard: Heard) -> None:
    """The form with what was said; where the partner is one already, what can be changed there."""
    other = heard.one(Slot.OTHER, int)
    if turn.organisation is None:
        _welcome(turn, other)
        return
    found = None if other is None else between(turn, other, changes.HAS_ACCESS)
    if found is None or found[1] is not Side.CLIENT:
        open_said(turn, ADD_PARTNER, heard, organisation=turn.organisation.id)
    elif found[0].status is not Status.ACTIVE:
        changes.show_open_request(turn, found)
    else:
        _change(turn, heard, found)


def _welcome(turn: Turn, partner_id: int | None) -> None:
    """Somebody who acts for nobody registers first, as behind the partner's link."""
    partner = next(iter(partners_with_ids(turn.work.session, [partner_id] if partner_id is not None else [])), None)
    if partner is None or not open_partner_link(turn, partner.partner_code or ""):
        turn.run("addpartner")


def _change(turn: Turn, heard: Heard, found: Found) -> None:
    partnership, _ = found
    access, payer = heard.one(Slot.ACCESS, Access), heard.one(Slot.PAYER, Payer)
    if access not in (None, partnership.access):
        changes.ask_access(turn, heard, found)
    elif partnership.access is Access.LIMITED and heard.every(Slot.PRODUCT, int):
        changes.give_products(turn, heard, found)
    elif partnership.access is Access.FULL and payer not in (None, partnership.payer):
        changes.ask_payer(turn, heard, found)
    else:
        show_card(turn, found, already_partners(partnership.partner, partnership.access).reason)


def _ask(turn: Turn, heard: Heard) -> None:
    """The form with what was said; of products, a partner asks for their kinds (fact 39)."""
    own = own_organisation(turn.person)
    other, access = heard.one(Slot.OTHER, int), heard.one(Slot.ACCESS, Access)
    found = None if other is None else between(turn, other, changes.HAS_ACCESS)
    if found is not None and found[1] is Side.PARTNER:
        try:
            require_new(turn.work, found[0].client, own, access)
        except AlreadyPartners as refused:
            show_card(turn, found, refused.reason)
            return
    programme = turn.around.programme
    products = products_with_ids(turn.work.session, heard.every(Slot.PRODUCT, int))
    shelves = sorted({programme.category_of(each.kind).code for each in products})
    preset: dict[str, object] = {"shelves": shelves} if shelves else {}
    open_said(turn, ASK_CLIENT_ACCESS, heard, organisation=own.id, **preset)


def _requests(turn: Turn, heard: Heard) -> None:
    """Those of a client stand among its partners; what has come of that to somebody named is on the card.

    Whoever wants to be reminded finds “⏰ Later” there.
    """
    other = heard.one(Slot.OTHER, int)
    found = None if other is None else between(turn, other, _IS_ASKED)
    if found is not None:
        show_card(turn, found)
        return
    turn.run("requests" if own_organisation(turn.person).is_partner else "partners")


def _undo(turn: Turn, heard: Heard) -> None:
    """The card of what they have just ended, or of what they ask for: its button undoes it, or withdraws it."""
    other = heard.one(Slot.OTHER, int)
    if other is None and show_done(turn):
        return
    found = just_ended(turn.work, turn.around.programme, turn.person)
    if found is None or other not in (None, found[0].client_id, found[0].partner_id):
        found = meant(turn, heard, _TO_WITHDRAW)
    if found is not None:
        show_card(turn, found, TO_TAP)


def _send_again(turn: Turn, heard: Heard) -> None:
    """The card, whose button sends it: of an open request, or of the last one that has come to nothing."""
    words = Msg("Nothing is sent yet: to send it again, tap “📨 Send again”.")
    other = heard.one(Slot.OTHER, int)
    if other is not None and between(turn, other, _IS_OPEN) is None and (last := _last(turn, other)) is not None:
        act = Act.REQUEST if last[1] is Side.CLIENT else Act.ASK
        require(turn.work, turn.person, act, own_organisation(turn.person))
        show_card(turn, last, words)
        return
    found = meant(turn, heard, _IS_OPEN)
    begin(turn, found, Action.RESEND, lambda found: show_card(turn, found, words), naming_both=False)


def _about_a_request(name: str, label: Msg, answer: Callable[[Turn, Heard], None]) -> Saying:
    return does(name, label, answer, Slot.OTHER, grave=True, about="partner-confirmation")


def _last(turn: Turn, other_id: int) -> Found | None:
    """The last request that their own side has sent the other one, if it can be sent again."""
    last = latest_with(turn.work, turn.person, other_id)
    if last is None or last.status not in REPEATABLE:
        return None
    try:
        return repeatable(turn.work, turn.person, last.id)
    except NotYours:
        return None


_to_own = partial(does, audience=Audience.CLIENT, standing=Standing.OWN)
"""What a client does about a partner that it has."""

CHAPTER = Chapter(
    sayings=(
        Saying(
            name="add_partner",
            visitors=True,
            label=Msg("Add a partner"),
            kind=Kind.DO,
            answer=_add,
            slots=_TERMS,
            beside=frozenset({Slot.WHEN}),
            audience=Audience.CLIENT,
            standing=Standing.NEW,
            instead=("give_products", "change_access"),
            about="add-partner",
        ),
        Saying(
            name="ask_client",
            label=Msg("Ask a client for access"),
            kind=Kind.DO,
            answer=_ask,
            slots=_TERMS,
            beside=frozenset({Slot.WHEN}),
            audience=Audience.PARTNER,
            strangers=True,
            about="partner-confirmation",
        ),
        shows("partners", Msg("👥 Partners"), "partners", Audience.CLIENT),
        Saying(
            name="requests",
            label=Msg("Open requests"),
            kind=Kind.SHOW,
            answer=_requests,
            slots=frozenset({Slot.OTHER}),
            beside=frozenset({Slot.WHEN}),
        ),
        Saying(
            name="undo",
            label=Msg("↩️ Undo that"),
            kind=Kind.DO,
            grave=True,
            answer=_undo,
            slots=frozenset({Slot.OTHER}),
            about="after-the-end",
        ),
        shows("my_link", Msg("🔗 My link"), "mylink", Audience.PARTNER),
        does(
            "end_partnership",
            Msg("End a partnership"),
            said_endings.end,
            Slot.OTHER,
            Slot.WHEN,
            grave=True,
            about="after-the-end",
        ),
        _to_own(
            "change_payer",
            Msg("💳 Change payment means"),
            changes.change_of_payer,
            Slot.OTHER,
            Slot.PAYER,
            grave=True,
            about="change-payment-means",
        ),
        _to_own(
            "give_products",
            Msg("📦 Give a partner more products"),
            changes.give,
            Slot.OTHER,
            Slot.PRODUCT,
            instead=("add_partner",),
            about="product-access",
        ),
        _to_own(
            "take_products",
            Msg("📦 Take products from a partner"),
            changes.take,
            Slot.OTHER,
            Slot.PRODUCT,
            grave=True,
            about="product-access",
        ),
        _to_own(
            "change_access",
            Msg("🔀 Change the access"),
            changes.change_of_access,
            Slot.OTHER,
            Slot.ACCESS,
            Slot.PRODUCT,
            grave=True,
            instead=("add_partner",),
            about="access-types",
        ),
        _to_own(
            "last_day",
            Msg("📅 Last day"),
            said_endings.last_day,
            Slot.OTHER,
            Slot.WHEN,
            instead=("add_partner",),
            about="end-partnership",
        ),
        _about_a_request("confirm_request", Msg("✅ Confirm a request"), changes.confirm),
        _about_a_request("decline_request", Msg("Decline a request"), changes.decline),
        _about_a_request("withdraw_request", Msg("↩️ Withdraw a request"), changes.take_back),
        does("resend_request", Msg("📨 Send a request again"), _send_again, Slot.OTHER),
    )
)
