"""What a reader of a partnership's card can do now: its buttons."""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import (
    OPEN,
    WAITING,
    Access,
    Action,
    Payer,
    Side,
    Status,
    applies,
    awaited,
    possible_actions,
)
from domain.people import Role
from domain.words import Msg, TimeOfDay
from handlers.care.payloads import ShowCarers
from handlers.chat.due.later import later_button
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row
from handlers.clients.payloads import ShowClient
from handlers.partnerships.payloads import (
    AnswerPartner,
    AskClient,
    BlockOther,
    ChangeAccess,
    ChangePayer,
    ChangeProducts,
    ChooseLastDay,
    ConfirmRequest,
    CounterRequest,
    DeclineRequest,
    EndPartnership,
    GrantRequest,
    HandOver,
    ResendRequest,
    RevokeEnd,
    SendAgain,
    SendChanged,
    ShowHistory,
    UndoEnd,
    WithdrawRequest,
)
from handlers.verification.payloads import GetVerified
from services.partnerships.closing import asked_last, managed
from services.partnerships.handover import can_hand_over
from services.partnerships.repeating import REPEATABLE
from services.rights import Act, Relation, may
from storage.tables import Enquiry, Partnership

PARTNERSHIP = "p"
"""What is put off, where somebody taps “⏰ Later” under a partnership's card."""


def way_on(partnership: Partnership, side: Side, *, waits: bool) -> Row:
    """What leads away from the card. One that `waits` for the reader can be put off; its overview is in the menu."""
    history = Button(Msg("🕘 History"), ShowHistory(partnership.id, 0))
    if waits:
        return (later_button(PARTNERSHIP, partnership.id), history, MENU)
    if side is Side.PARTNER and partnership.status is Status.ACTIVE:
        return (Button(Msg("👤 The client"), ShowClient(partnership.id)), history, MENU)
    overview = "partners" if side is Side.CLIENT else "requests"
    return (Button(Msg("📋 Overview"), Go(overview)), history, MENU)


def way_to_care(partnership: Partnership, side: Side, role: Role) -> tuple[Row, ...]:
    """The way to the partner's people who look after the client (fact 11).

    Who has a request to answer has other things to do with it, and no room for one more.
    """
    shown = {Status.ACTIVE} if may(Act.CONFIRM, Relation.PARTNER, role) else OPEN
    if side is Side.CLIENT or partnership.status not in shown or not may(Act.ASSIGN, Relation.OWN, role):
        return ()
    return ((Button(Msg("👥 Who looks after it"), ShowCarers(partnership.client_id, 0)),),)


def waits_for(partnership: Partnership, side: Side, role: Role, enquiry: Enquiry | None) -> bool:
    """Whether a request, or a question about it, is the reader's to answer."""
    is_theirs = awaited(partnership.status) is side and may(Act.CONFIRM, Relation(side), role)
    return is_theirs or (_is_asked(partnership, side, enquiry) and may(Act.ANSWER, Relation(side), role))


def _is_asked(partnership: Partnership, side: Side, enquiry: Enquiry | None) -> bool:
    """Whether the reader's side owes an answer."""
    is_unanswered = enquiry is not None and enquiry.answer is None and enquiry.asked_by is not side
    return is_unanswered and partnership.status in WAITING


def _agree(partnership: Partnership, side: Side) -> Button:
    """A partner confirms at a tap; a client first sees what that means, or chooses products."""
    if side is Side.PARTNER:
        return Button(Msg("✅ Confirm"), ConfirmRequest(partnership.id))
    if partnership.access is Access.LIMITED and not managed(partnership):
        return Button(Msg("✅ Choose products"), GrantRequest(partnership.id))
    return Button(Msg("✅ Grant"), GrantRequest(partnership.id))


def _can_repeat(partnership: Partnership, side: Side, role: Role) -> bool:
    act = Act.REQUEST if side is Side.CLIENT else Act.ASK
    is_own = side is asked_last(partnership)
    return partnership.status in REPEATABLE and is_own and may(act, Relation.OWN, role)


def action_rows(
    partnership: Partnership, side: Side, role: Role, enquiry: Enquiry | None, undo_until: dt.datetime | None = None
) -> list[Row]:
    """What the reader may do now; until that moment, their side can undo that it has ended the partnership."""
    possible = {
        action
        for action in possible_actions(partnership.status, side)
        if applies(action, partnership.access) and may(Act.on_partnership(action), Relation(side), role)
    }
    key = partnership.id
    rows: list[Row] = []
    if Action.CONFIRM in possible:
        rows.append((_agree(partnership, side), Button(Msg("❌ Decline"), DeclineRequest(key))))
    is_client_to_grant = Action.CONFIRM in possible and side is Side.CLIENT and partnership.client.verified_at is None
    if Action.COUNTER in possible and not is_client_to_grant:
        words = Msg("🔁 Propose something else") if side is Side.PARTNER else Msg("🔁 Grant other rights")
        rows.append((Button(words, CounterRequest(key)),))
    is_asked = _is_asked(partnership, side, enquiry)
    if Action.ENQUIRE in possible and not is_asked:
        first = Msg("❓ Ask the client first") if side is Side.PARTNER else Msg("❓ Ask the partner first")
        rows.append((Button(first, AskClient(key)),))
    if is_asked and enquiry is not None:
        rows.append((Button(Msg("💬 Answer the question"), AnswerPartner(enquiry.id)),))
    if _can_repeat(partnership, side, role):
        rows.append((Button(Msg("📨 Send again"), SendAgain(key)),))
        if side is Side.CLIENT:
            rows.append((Button(Msg("🔁 Send again, changed"), SendChanged(key)),))
    if partnership.status is Status.PREPARED or is_client_to_grant:
        rows.append((Button(Msg("✅ Get verified"), GetVerified()),))
    if Action.WITHDRAW in possible:
        withdraw = Button(Msg("↩️ Withdraw"), WithdrawRequest(key, sure=False))
        again = Button(Msg("📨 Send again"), ResendRequest(key))
        rows.append((again, withdraw) if Action.RESEND in possible else (withdraw,))
    if awaited(partnership.status) is side and may(Act.CHOOSE_WHO_ASKS, Relation.OWN, role):
        rows.append((Button(Msg("🚫 Block"), BlockOther(key, sure=False)),))
    if Action.CHANGE_PAYER in possible:
        other = Payer.PARTNER if partnership.payer is Payer.CLIENT else Payer.CLIENT
        rows.append((Button(Msg("💳 Change payment means"), ChangePayer(key, other, sure=False)),))
    if Action.CHANGE_PRODUCTS in possible:
        rows.append((Button(Msg("📦 Change products"), ChangeProducts(key)),))
    if partnership.status is Status.ACTIVE and may(Act.REQUEST if side is Side.CLIENT else Act.ASK, Relation.OWN, role):
        rows.append((Button(Msg("🔀 Change the access"), ChangeAccess(key)),))
    if Action.SET_END in possible and partnership.ending_by is None:
        rows.append((Button(Msg("📅 Last day"), ChooseLastDay(key)),))
    if Action.REVOKE_END in possible and partnership.ending_by is side:
        rows.append((Button(Msg("↩️ Take it back"), RevokeEnd(key)),))
    if Action.UNDO in possible and undo_until is not None:
        rows.append((Button(Msg("↩️ Undo (until {time})", time=TimeOfDay(undo_until)), UndoEnd(key)),))
    if Action.END in possible:
        rows.append((Button(Msg("⏹ End partnership"), EndPartnership(key, step=0)),))
    if can_hand_over(partnership):
        rows.append((Button(Msg("📄 Handover list"), HandOver(key)),))
    return rows
