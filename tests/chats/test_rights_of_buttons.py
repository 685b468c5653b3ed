"""The table of rights on the real application: every button of a partnership, forged by everybody in every status.

Who may is answered; who may not is refused for a reason that has to do with rights, and nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import pytest
from sqlalchemy import func, select

from domain.partnerships.rules import MOVES, Access, Payer, Side, Status
from domain.people import Role
from handlers.chat.packing import Payload, pack
from handlers.partnerships import payloads
from services.rights import Act, Relation, may
from storage.tables import Audit, Partnership
from tests.desk import Desk
from tests.people import Chat

REFUSALS = (
    "Only a legal representative",
    "As a reader, you cannot change anything",
    "Only the other side of this partnership",
    "I cannot show you this partnership",
    "First, please tell me which organisation you act for",
)
"""Reasons that have to do with rights, and with nothing else."""
STATUSES = (Status.PENDING, Status.PROPOSED, Status.ACTIVE, Status.ENDED)


@dataclass(frozen=True)
class Button:
    """A button of the card, as it is forged for a partnership of this number."""

    act: Act
    forged: Callable[[int], Payload]
    access: Access = Access.LIMITED


BUTTONS = {
    "show": Button(Act.SEE, payloads.ShowPartnership),
    "confirm": Button(Act.CONFIRM, payloads.ConfirmRequest),
    "decline": Button(Act.DECLINE, payloads.DeclineRequest),
    "ask": Button(Act.ENQUIRE, payloads.AskClient),
    "withdraw": Button(Act.WITHDRAW, lambda key: payloads.WithdrawRequest(key, sure=True)),
    "send again": Button(Act.RESEND, payloads.ResendRequest),
    "change the payment means": Button(
        Act.CHANGE_PAYER, lambda key: payloads.ChangePayer(key, Payer.PARTNER, sure=True), Access.FULL
    ),
    "change the products": Button(Act.CHANGE_PRODUCTS, payloads.ChangeProducts),
    "propose something else": Button(Act.COUNTER, payloads.CounterRequest),
    "choose a last day": Button(Act.SET_END, payloads.ChooseLastDay),
    "take an end back": Button(Act.REVOKE_END, payloads.RevokeEnd),
    "undo an end": Button(Act.UNDO, payloads.UndoEnd),
    "read the history": Button(Act.SEE, lambda key: payloads.ShowHistory(key, 0)),
    "keep the history": Button(Act.SEE, payloads.SaveHistory),
    "end": Button(Act.END, lambda key: payloads.EndPartnership(key, step=2)),
}


@dataclass(frozen=True)
class Cast:
    """Both sides in every role, with their relation to the partnership; and people of elsewhere, who have none."""

    client: Chat
    partner: Chat
    people: tuple[tuple[Chat, Relation | None, Role | None], ...]


def cast(desk: Desk) -> Cast:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    people: list[tuple[Chat, Relation | None, Role | None]] = [
        (desk.colleague(of, f"{relation} {role}", role=role), relation, role)
        for (of, relation), role in product(((client, Relation.CLIENT), (partner, Relation.PARTNER)), Role)
    ]
    elsewhere = (desk.client("Bergbahn"), desk.partner("Nordnet"), desk.newcomer("Mia"))
    return Cast(client, partner, (*people, *((chat, None, None) for chat in elsewhere)))


def in_status(desk: Desk, on: Cast, status: Status, access: Access) -> int:
    """A partnership of the two in this status, in place of the former one."""
    with desk.work() as work:
        for old in work.session.scalars(select(Partnership).where(Partnership.status.in_(STATUSES))):
            old.status, old.lapses_at, old.due_at = Status.ENDED, None, None
            old.closed_at, old.closed_by = work.now, Side.PROGRAMME
            for held in old.product_accesses:
                held.released_at = held.released_at or work.now
    desk.clock.advance(days=2)
    made = desk.partnership(on.client, on.partner, access, status=Status.PENDING)
    desk.clock.advance(days=2)
    with desk.work() as work:
        found = work.session.get_one(Partnership, made)
        found.status = status
        if status in {Status.ACTIVE, Status.ENDED}:
            found.lapses_at = found.due_at = None
            found.confirmed_at = work.now
        if status is Status.ENDED:
            found.closed_at, found.closed_by = work.now, Side.PROGRAMME
    return made


def is_allowed(act: Act, status: Status, relation: Relation | None, role: Role | None) -> bool:
    """By the table, and by whose turn it is in the diagram; where it has no such arrow, the table alone."""
    if relation is None or role is None or not may(act, relation, role):
        return False
    step = MOVES.get((status, act.action)) if act.action is not None else None
    return step is None or Side(relation) in step.sides


@pytest.mark.parametrize("button", BUTTONS.values(), ids=BUTTONS)
def test_every_button_is_everybodys_who_may_and_nobody_elses(desk: Desk, button: Button) -> None:
    on = cast(desk)
    tried = 0
    for status in STATUSES:
        key = in_status(desk, on, status, button.access)
        by_right = sorted(on.people, key=lambda each: is_allowed(button.act, status, *each[1:]))
        for chat, relation, role in by_right:
            allowed = is_allowed(button.act, status, relation, role)
            before = _trail(desk)
            said = _forges(chat, pack(button.forged(key)))
            refused = any(reason in said for reason in REFUSALS)
            assert refused is not allowed, (status, relation, role, said)
            if refused:
                assert _trail(desk) == before, (status, relation, role)
            elif _trail(desk) != before:
                key = in_status(desk, on, status, button.access)
            tried += 1
    assert tried == len(STATUSES) * (2 * len(Role) + 3)


def _forges(chat: Chat, data: str) -> str:
    """What the person reads after a tap on a button that they have made up; forms that it has opened are closed."""
    last = chat.from_bot()[-1]["message_id"]
    answered = chat.press(last, data)
    said = [str(message["text"]) for message in chat.from_bot() if message["message_id"] > last]
    if any("Cancel" in label for label in chat.buttons()):
        chat.says("/cancel")
    return "\n".join((answered, *said))


def _trail(desk: Desk) -> int:
    """How far the audit trail of partnerships goes."""
    with desk.work() as work:
        about = select(func.max(Audit.id)).where(Audit.subject.in_(("partnership", "product_access")))
        return work.session.scalar(about) or 0
