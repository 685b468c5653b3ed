"""How a partnership looks to either side: its state, its terms, what follows from them, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.partnerships import Access, Action, Payer, Side, Status, applies, consequences, possible_actions
from domain.people import Role
from domain.words import Day, Lines, Literal, Msg, Value, Words, lines, listing, paragraphs
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row, View
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
from services.partnerships.closing import managed
from services.rights import Act, Relation, may
from storage.tables import Enquiry, Partnership

CANNED_REASONS: Mapping[str, Msg] = {
    "#capacity": Msg("We have no capacity at the moment."),
    "#field": Msg("These products are not our field."),
}
"""Reasons for declining that can be tapped. They are stored by their code and read in each reader's language."""

MOST_NAMED = 20
"""Products named in a message: with long names, and a question and its answer, more do not fit Telegram's 4096."""

ACCESS_NAMES = {Access.LIMITED: Msg("Limited access"), Access.FULL: Msg("Full access")}
PAYER_NAMES = {Payer.CLIENT: Msg("The client’s payment means"), Payer.PARTNER: Msg("The partner’s payment means")}


def card(partnership: Partnership, side: Side, role: Role, headline: Words | None = None) -> View:
    """The partnership as a member of `side` with `role` sees it; stays up to date by itself."""
    title = lines(
        Msg("🤝 <b>{client}</b> – <b>{partner}</b>", client=partnership.client.name, partner=partnership.partner.name),
        _state(partnership),
    )
    enquiry = partnership.enquiries[-1] if partnership.enquiries else None
    words = paragraphs(
        headline, title, terms(partnership), _consequences(partnership), _enquiry(enquiry) if enquiry else None
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
    if Action.WITHDRAW in possible:
        rows.append(
            (
                Button(Msg("📨 Send again"), ResendRequest(key)),
                Button(Msg("↩️ Withdraw"), WithdrawRequest(key, sure=False)),
            )
        )
    if Action.CHANGE_PAYER in possible:
        other = Payer.PARTNER if partnership.payer is Payer.CLIENT else Payer.CLIENT
        rows.append((Button(Msg("💳 Change payment means"), ChangePayer(key, other, sure=False)),))
    if Action.CHANGE_PRODUCTS in possible:
        rows.append((Button(Msg("📦 Change products"), ChangeProducts(key)),))
    if Action.END in possible:
        rows.append((Button(Msg("⏹ End partnership"), EndPartnership(key, step=0)),))
    return rows


def _state(partnership: Partnership) -> Msg:
    day = Day(partnership.closed_at or partnership.confirmed_at or partnership.requested_at)
    match partnership.status:
        case Status.PENDING:
            return Msg(
                "⏳ Waiting for the partner’s answer until {day}", day=Day(partnership.lapses_at or partnership.sent_at)
            )
        case Status.ACTIVE:
            return Msg("✅ Confirmed on {day}", day=day)
        case Status.DECLINED:
            reason = reason_words(partnership)
            if reason is None:
                return Msg("❌ Declined on {day}", day=day)
            return Msg("❌ Declined on {day}: “{reason}”", day=day, reason=reason)
        case Status.WITHDRAWN:
            return Msg("↩️ Withdrawn by the client on {day}", day=day)
        case Status.LAPSED:
            return Msg("⌛ Lapsed on {day}, because nobody answered", day=day)
        case Status.OVERTAKEN:
            return Msg("↪️ Closed on {day}, because the client’s full access went to another partner", day=day)
        case Status.ENDED:
            return _ended(partnership, day)


def _ended(partnership: Partnership, day: Day) -> Msg:
    match partnership.closed_by:
        case Side.CLIENT:
            return Msg("⏹ Ended by the client on {day}", day=day)
        case Side.PARTNER:
            return Msg("⏹ Ended by the partner on {day}", day=day)
        case _:
            return Msg("⏹ Ended on {day}, replaced by another partnership", day=day)


def reason_words(partnership: Partnership) -> Value | None:
    """The partner's reason for declining, if it gave one."""
    if partnership.reason is None:
        return None
    return CANNED_REASONS.get(partnership.reason, partnership.reason)


def terms(partnership: Partnership) -> Words:
    """The kind of access, with the products or the payment means."""
    # A partnership that is over has let go of its products; its history still names them.
    accesses = managed(partnership) or [
        access for access in partnership.product_accesses if access.released_at == partnership.closed_at
    ]
    return terms_words(partnership.access, partnership.payer, [access.product.name for access in accesses])


def terms_words(access: Access, payer: Payer | None, products: Sequence[str]) -> Words:
    """The kind of access, with the payment means or, where there are none, the products' names."""
    name = ACCESS_NAMES[access]
    if payer is not None:
        return lines(Msg("<b>{access}</b> to all products", access=name), PAYER_NAMES[payer])
    return Msg("<b>{access}</b> to {products}", access=name, products=named(products))


def named(products: Sequence[str]) -> Words:
    """The products' names, as many as one message takes."""
    more = len(products) - MOST_NAMED
    return lines(listing(products[:MOST_NAMED]), Msg("… and {n} more", n=more) if more > 0 else None)


def consequence_lines(access: Access, payer: Payer | None) -> Lines:
    """Who orders, pays, sees invoices and earns (facts 16–27), a line each."""
    follows = consequences(access, payer)
    points = (("🛒", follows.orders), ("💳", follows.pays), ("🧾", follows.invoices), ("📈", follows.earns))
    return lines(*(Lines((Literal(icon), words), " ") for icon, words in points if words is not None))


def _consequences(partnership: Partnership) -> Lines | None:
    if partnership.status not in (Status.PENDING, Status.ACTIVE):
        return None
    return consequence_lines(partnership.access, partnership.payer)


def _enquiry(enquiry: Enquiry) -> Words:
    if enquiry.answer is None:
        return Msg("❓ The partner asks: “{question}”", question=enquiry.question)
    return lines(
        Msg("❓ The partner asked: “{question}”", question=enquiry.question),
        Msg("💬 The client answered: “{answer}”", answer=enquiry.answer),
    )
