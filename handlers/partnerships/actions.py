"""What a reader of a partnership's card can do now: its buttons."""

from __future__ import annotations

from domain.partnerships.rules import (
    WAITING,
    Action,
    Payer,
    Side,
    Status,
    applies,
    awaited,
    possible_actions,
)
from domain.people import Role
from domain.words import Msg
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row
from handlers.partnerships.payloads import (
    AnswerPartner,
    AskClient,
    BlockOther,
    ChangePayer,
    ChangeProducts,
    ConfirmRequest,
    DeclineRequest,
    EndPartnership,
    ResendRequest,
    WithdrawRequest,
)
from handlers.verification.payloads import GetVerified
from services.rights import Act, Relation, may
from storage.tables import Enquiry, Partnership


def way_on(partnership: Partnership, side: Side) -> Row:
    overview = "partners" if side is Side.CLIENT else "clients" if partnership.status is Status.ACTIVE else "requests"
    return (Button(Msg("📋 Overview"), Go(overview)), MENU)


def _is_asked(partnership: Partnership, side: Side, enquiry: Enquiry | None) -> bool:
    """Whether the reader's side owes an answer."""
    is_unanswered = enquiry is not None and enquiry.answer is None and enquiry.asked_by is not side
    return is_unanswered and partnership.status in WAITING


def action_rows(partnership: Partnership, side: Side, role: Role, enquiry: Enquiry | None) -> list[Row]:
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
        first = Msg("❓ Ask the client first") if side is Side.PARTNER else Msg("❓ Ask the partner first")
        rows.append((Button(first, AskClient(key)),))
    if _is_asked(partnership, side, enquiry) and enquiry is not None:
        rows.append((Button(Msg("💬 Answer the question"), AnswerPartner(enquiry.id)),))
    if partnership.status is Status.PREPARED:
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
    if Action.END in possible:
        rows.append((Button(Msg("⏹ End partnership"), EndPartnership(key, step=0)),))
    return rows
