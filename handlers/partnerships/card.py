"""How a partnership looks to either side: its state, its terms, what follows from them, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.partnerships.consequences import consequences
from domain.partnerships.rules import (
    OPEN,
    Access,
    Action,
    Ceased,
    Declined,
    Payer,
    SetUp,
    Side,
    Status,
    applies,
    possible_actions,
)
from domain.people import Role
from domain.sorting import sort_key
from domain.words import Day, Lines, Literal, Msg, Provider, Value, Words, lines, listing, paragraphs
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row, View, folded
from handlers.organisations.verified import verified_line
from handlers.partnerships.payloads import (
    AnswerPartner,
    AskClient,
    ChangePayer,
    ChangeProducts,
    ConfirmRequest,
    DeclineRequest,
    EndPartnership,
    ResendRequest,
    WithdrawRequest,
)
from handlers.verification.payloads import GetVerified
from services.partnerships.closing import managed
from services.rights import Act, Relation, may
from storage.tables import Enquiry, Organisation, Partnership

CANNED_REASONS: Mapping[str, Msg] = {
    Declined.CAPACITY: Msg("We have no capacity at the moment."),
    Declined.FIELD: Msg("These products are not our field."),
}
"""Reasons for declining that can be tapped. They are stored by their code and read in each reader's language."""

CONSOLE = "api"
"""The channel of what people do in the provider's console, and not in the chat."""
SET_UP_REFUSALS: Mapping[str, Msg] = {
    "#product_gone": Msg("a product of it is no longer there."),
    "#account_blocked": Msg("one of the two accounts is blocked there."),
}
"""Why the provider's systems refuse what was agreed, by their codes; other reasons are in their own words."""
LONGEST_REFUSAL = 300

MOST_NAMED, LONGEST_NAMED = 20, 1_600
"""Products named in a message, and letters of their names: with a question and its answer, more do not fit Telegram's
4096."""

ACCESS_NAMES = {Access.LIMITED: Msg("Limited access"), Access.FULL: Msg("Full access")}


def payer_name(payer: Payer, side: Side, other: str) -> Msg:
    """Whose payment means, as the people of `side` say it; `other` is the other side's name."""
    if (payer is Payer.CLIENT) is (side is Side.CLIENT):
        return Msg("Your payment means")
    return Msg("Payment means of {other}", other=other)


def other_organisation(partnership: Partnership, side: Side) -> Organisation:
    """The other one, seen from `side`."""
    return partnership.partner if side is Side.CLIENT else partnership.client


def card(partnership: Partnership, side: Side, role: Role, headline: Words | None = None) -> View:
    """The partnership as a member of `side` with `role` sees it; stays up to date by itself.

    A question about an open request stands on top, with its answer: it bears on the decision.
    """
    other = other_organisation(partnership, side).name
    title = lines(
        Msg("🤝 <b>{client}</b> – <b>{partner}</b>", client=partnership.client.name, partner=partnership.partner.name),
        _state_with_door(partnership, side, other),
        set_up_refusal(partnership),
        verified_line(other_organisation(partnership, side)),
    )
    enquiry = partnership.enquiries[-1] if partnership.enquiries else None
    asked = _enquiry(enquiry, side, other) if enquiry is not None else None
    is_open = partnership.status is Status.PENDING
    words = paragraphs(
        headline,
        asked if is_open else None,
        title,
        terms(partnership, side),
        _consequences(partnership, side, other),
        None if is_open else asked,
    )
    return View(words, (*_actions(partnership, side, role, enquiry), _way_on(partnership, side)), partnership.id)


def _way_on(partnership: Partnership, side: Side) -> Row:
    overview = "partners" if side is Side.CLIENT else "clients" if partnership.status is Status.ACTIVE else "requests"
    return (Button(Msg("📋 Overview"), Go(overview)), MENU)


def _actions(partnership: Partnership, side: Side, role: Role, enquiry: Enquiry | None) -> list[Row]:
    """What the reader may do now."""
    possible = {
        action
        for action in possible_actions(partnership.status, side)
        if applies(action, partnership.access) and may(Act.on_partnership(action), Relation(side), role)
    }
    key = partnership.id
    rows: list[Row] = []
    if Action.CONFIRM in possible:
        rows.append((Button(Msg("✅ Confirm"), ConfirmRequest(key)), Button(Msg("❌ Decline"), DeclineRequest(key))))
    if Action.ENQUIRE in possible:
        rows.append((Button(Msg("❓ Ask the client first"), AskClient(key)),))
    if enquiry is not None and enquiry.answer is None and side is Side.CLIENT and partnership.status is Status.PENDING:
        rows.append((Button(Msg("💬 Answer the question"), AnswerPartner(enquiry.id)),))
    if partnership.status is Status.PREPARED:
        rows.append((Button(Msg("✅ Get verified"), GetVerified()),))
    if Action.WITHDRAW in possible:
        withdraw = Button(Msg("↩️ Withdraw"), WithdrawRequest(key, sure=False))
        again = Button(Msg("📨 Send again"), ResendRequest(key))
        rows.append((again, withdraw) if Action.RESEND in possible else (withdraw,))
    if Action.CHANGE_PAYER in possible:
        other = Payer.PARTNER if partnership.payer is Payer.CLIENT else Payer.CLIENT
        rows.append((Button(Msg("💳 Change payment means"), ChangePayer(key, other, sure=False)),))
    if Action.CHANGE_PRODUCTS in possible:
        rows.append((Button(Msg("📦 Change products"), ChangeProducts(key)),))
    if Action.END in possible:
        rows.append((Button(Msg("⏹ End partnership"), EndPartnership(key, step=0)),))
    return rows


def _state_with_door(partnership: Partnership, side: Side, other: str) -> Msg:
    """The state; where somebody has brought it about in the provider's console, it says so."""
    state = _state(partnership, side, other)
    if partnership.status_via != CONSOLE or partnership.closed_by is Side.PROGRAMME:
        return state
    if partnership.status is Status.ACTIVE and partnership.set_up is not SetUp.WAITING:
        day = Day(partnership.confirmed_at or partnership.requested_at)
        if partnership.set_up is SetUp.DONE:
            return Msg("✅ Active, confirmed on {day} in the console", day=day)
        return Msg("✅ Confirmed on {day} in the console", day=day)
    return state if partnership.status in OPEN else Msg("{what_happened} – in the console", what_happened=state)


def _state(partnership: Partnership, side: Side, other: str) -> Msg:
    day = Day(partnership.closed_at or partnership.confirmed_at or partnership.requested_at)
    for_client = side is Side.CLIENT
    match partnership.status:
        case Status.PREPARED:
            return Msg("📝 Prepared: I send it as soon as your organisation is verified")
        case Status.PENDING:
            until = partnership.lapses_at or partnership.requested_at  # to the minute: that is when it lapses
            if for_client:
                return Msg("⏳ Waiting for the answer from {partner} until {moment}", partner=other, moment=until)
            return Msg("⏳ Waiting for your answer until {moment}", moment=until)
        case Status.ACTIVE:
            return _active(partnership.set_up, day)
        case Status.DECLINED:
            return _declined(reason_words(partnership), day, None if side is Side.PARTNER else other)
        case Status.WITHDRAWN:
            if for_client:
                return Msg("↩️ You withdrew the request on {day}", day=day)
            return Msg("↩️ {client} withdrew the request on {day}", client=other, day=day)
        case Status.LAPSED:
            return Msg("⌛ Lapsed on {day}, because nobody answered", day=day)
        case Status.OVERTAKEN:
            if for_client:
                return Msg("↪️ Closed on {day}, because you gave full access to another partner", day=day)
            return Msg("↪️ Closed on {day}, because {client} gave full access to another partner", day=day, client=other)
        case Status.ENDED:
            if partnership.closed_by is side:
                return Msg("⏹ You ended the partnership on {day}", day=day)
            if partnership.reason is not None and partnership.closed_by is Side.PROGRAMME:
                return _ceased(Ceased(partnership.reason), partnership, day)
            if partnership.closed_by is Side.PROGRAMME:
                return Msg("⏹ Ended on {day}, replaced by another partnership", day=day)
            return Msg("⏹ {other} ended the partnership on {day}", other=other, day=day)


def _active(set_up: SetUp | None, day: Day) -> Msg:
    """Where the provider's systems listen, it is active when they say so."""
    if set_up is SetUp.WAITING:
        return Msg("⚙️ Confirmed on {day}, being set up at {provider}", day=day, provider=Provider())
    if set_up is None:
        return Msg("✅ Confirmed on {day}", day=day)
    return Msg("✅ Active, confirmed on {day}", day=day)


def set_up_refusal(partnership: Partnership) -> Words | None:
    """What the provider's systems could not do, as long as nothing else has been agreed; in whose words, it shows."""
    refusal = partnership.set_up_refusal
    if refusal is None or partnership.status not in OPEN:
        return None
    if (known := SET_UP_REFUSALS.get(refusal)) is not None:
        return Msg("⚠️ {provider} could not set it up: {reason}", provider=Provider(), reason=known)
    quoted = refusal if len(refusal) <= LONGEST_REFUSAL else refusal[: LONGEST_REFUSAL - 1].rstrip() + "…"
    return Msg("⚠️ {provider} could not set it up: “{reason}”", provider=Provider(), reason=quoted)


def _ceased(why: Ceased, partnership: Partnership, day: Day) -> Msg:
    client, partner = partnership.client.name, partnership.partner.name
    match why:
        case Ceased.CLIENT_CLOSED:
            return Msg("⏹ Ended on {day}: the account of {client} is closed", day=day, client=client)
        case Ceased.PARTNER_CLOSED:
            return Msg("⏹ Ended on {day}: {partner} is no longer a partner", day=day, partner=partner)
        case Ceased.PRODUCTS_GONE:
            return Msg("⏹ Ended on {day}: its products are no longer there", day=day)
        case Ceased.NOT_VERIFIED:
            return Msg("⏹ Never sent, because {client} could not be verified", client=client)
        case Ceased.NOT_POSSIBLE:
            return Msg("⏹ Never sent: when {client} was verified, it was not possible any more", client=client)


def _declined(reason: Value | None, day: Day, partner: str | None) -> Msg:
    """Without a `partner`, to the partner itself."""
    if partner is None:
        if reason is None:
            return Msg("❌ You declined on {day}", day=day)
        return Msg("❌ You declined on {day}: “{reason}”", day=day, reason=reason)
    if reason is None:
        return Msg("❌ {partner} declined on {day}", partner=partner, day=day)
    return Msg("❌ {partner} declined on {day}: “{reason}”", partner=partner, day=day, reason=reason)


def reason_words(partnership: Partnership) -> Value | None:
    """The partner's reason for declining, if it gave one."""
    if partnership.reason is None:
        return None
    return CANNED_REASONS.get(partnership.reason, partnership.reason)


def terms(partnership: Partnership, side: Side) -> Words:
    """The kind of access, with the products or the payment means, as the people of `side` read it."""
    # A partnership that is over has let go of its products; its history still names them.
    accesses = managed(partnership) or [
        access for access in partnership.product_accesses if access.released_at == partnership.closed_at
    ]
    names = [access.product.name for access in accesses]
    return terms_words(partnership.access, partnership.payer, names, side, other_organisation(partnership, side).name)


def terms_words(access: Access, payer: Payer | None, products: Sequence[str], side: Side, other: str) -> Words:
    """The kind of access, with the payment means or, where there are none, the products' names."""
    name = ACCESS_NAMES[access]
    if payer is not None:
        return lines(Msg("<b>{access}</b> to all products", access=name), payer_name(payer, side, other))
    return Msg("<b>{access}</b> to {products}", access=name, products=named(products))


def named(products: Sequence[str]) -> Words:
    """The products' names in order, as many as one message takes."""
    fitting: list[str] = []
    for name in sorted(products, key=sort_key)[:MOST_NAMED]:
        if fitting and sum(map(len, fitting)) + len(name) > LONGEST_NAMED:
            break
        fitting.append(name)
    more = len(products) - len(fitting)
    return lines(listing(fitting), Msg("… and {n} more", n=more) if more > 0 else None)


def consequence_lines(access: Access, payer: Payer | None, side: Side, other: str) -> Lines:
    """Who orders, pays, sees invoices and earns (facts 16–27), a line each, to the people of `side`."""
    follows = consequences(access, payer, side, other)
    points = (("🛒", follows.orders), ("💳", follows.pays), ("🧾", follows.invoices), ("📈", follows.earns))
    return lines(*(Lines((Literal(icon), words), " ") for icon, words in points if words is not None))


def _consequences(partnership: Partnership, side: Side, other: str) -> Lines | None:
    """In full where they are to be agreed to; folded where that has been done."""
    if partnership.status not in OPEN:
        return None
    follows = consequence_lines(partnership.access, partnership.payer, side, other)
    is_to_decide = partnership.status is Status.PENDING and side is Side.PARTNER
    return follows if is_to_decide else folded(follows)


def _enquiry(enquiry: Enquiry, side: Side, other: str) -> Words:
    question, answer = enquiry.question, enquiry.answer
    if side is Side.CLIENT:
        if answer is None:
            return Msg("❓ {partner} asks: “{question}”", partner=other, question=question)
        return lines(
            Msg("❓ {partner} asked: “{question}”", partner=other, question=question),
            Msg("💬 You answered: “{answer}”", answer=answer),
        )
    return lines(
        Msg("❓ You asked: “{question}”", question=question),
        Msg("💬 {client} answered: “{answer}”", client=other, answer=answer) if answer is not None else None,
    )
