"""What became of a partnership, step by step, for the provider's systems: read from the audit trail.

A step says which side took it and through which door. Of people it names those of the provider's console, by their
number there; nobody's name, and nobody of the chat.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from domain.partnerships.rules import WAITING, Ceased, Payer, SetUp, Side, Status, awaited, other
from services.partnerships.described import reason_and_code
from services.rights import Act
from storage.audit import trail_of
from storage.tables import Audit, Partnership, Person, Product, ProductAccess
from storage.tables.base import JsonObject
from storage.work import Work


class Step(StrEnum):
    """What happened."""

    PREPARED = "prepared"
    REQUESTED = "requested"
    ASKED = "asked"
    COUNTERED = "countered"
    RESENT = "resent"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    OVERTAKEN = "overtaken"
    REPLACED = "replaced"
    ENDED = "ended"
    CEASED = "ceased"
    TAKEN_BACK = "taken_back"
    PAYMENT_MEANS_CHANGED = "payment_means_changed"
    PRODUCTS_CHANGED = "products_changed"
    SET_UP = "set_up"
    SET_UP_REFUSED = "set_up_refused"


class Door(StrEnum):
    """Where it was done: the provider's console, the chat, the command line, or the programme by itself."""

    CONSOLE = "console"
    CHAT = "chat"
    OPERATOR = "operator"
    PROGRAMME = "programme"


_DOORS = {"api": Door.CONSOLE, "chat": Door.CHAT, "cli": Door.OPERATOR}
_BY_STATUS = {
    Status.PREPARED: Step.PREPARED,
    Status.PENDING: Step.REQUESTED,
    Status.PROPOSED: Step.ASKED,
    Status.ACTIVE: Step.CONFIRMED,
    Status.DECLINED: Step.DECLINED,
    Status.WITHDRAWN: Step.WITHDRAWN,
    Status.LAPSED: Step.LAPSED,
    Status.OVERTAKEN: Step.OVERTAKEN,
    Status.ENDED: Step.ENDED,
}
_SIDES = {
    Act.REQUEST: Side.CLIENT,
    Act.ASK: Side.PARTNER,
    Act.CHANGE_PAYER: Side.CLIENT,
    Act.CHANGE_PRODUCTS: Side.CLIENT,
}
_ANSWERS = frozenset({Act.CONFIRM, Act.COUNTER, Act.DECLINE})
"""What only whoever is to answer does; the other one withdraws and sends again."""


_TAKEN_BACK = {
    (Status.ACTIVE, Status.PENDING),
    (Status.ACTIVE, Status.PROPOSED),
    (Status.ENDED, Status.ACTIVE),
}


@dataclass(slots=True)
class _Moment:
    """The rows of one unit of work, put together."""

    at: dt.datetime
    action: str
    channel: str
    actor_id: int | None
    before: JsonObject = field(default_factory=dict)
    after: JsonObject = field(default_factory=dict)
    granted: list[int] = field(default_factory=list)
    released: list[int] = field(default_factory=list)


def history(work: Work, partnership: Partnership) -> list[JsonObject]:
    """All steps as JSON, the oldest first."""
    moments = _moments(work, partnership)
    numbers = _console_numbers(work, {moment.actor_id for moment in moments if moment.actor_id is not None})
    products = {access.id: access.product for access in partnership.product_accesses}
    steps: list[JsonObject] = []
    standing = Status.PREPARED
    for moment in moments:
        if (step := _step(moment)) is not None:
            steps.append(_described(moment, step, standing, numbers, products))
        if (now := moment.after.get("status")) is not None:
            standing = Status(str(now))
    return steps


def _moments(work: Work, partnership: Partnership) -> list[_Moment]:
    rows = [*trail_of(work.session, Partnership.__tablename__, [partnership.id])]
    accesses = [access.id for access in partnership.product_accesses]
    rows += trail_of(work.session, ProductAccess.__tablename__, accesses)
    rows.sort(key=lambda row: row.id)
    return [_together(list(group)) for _, group in groupby(rows, key=_unit)]


def _unit(row: Audit) -> tuple[dt.datetime, str, str, int | None]:
    return row.at, row.action, row.channel, row.actor_id


def _together(rows: Sequence[Audit]) -> _Moment:
    moment = _Moment(*_unit(rows[0]))
    for row in rows:
        after = row.after or {}
        if row.subject == Partnership.__tablename__:
            moment.before |= {name: value for name, value in (row.before or {}).items() if name not in moment.before}
            moment.after |= after
        elif after.get("released_at") is not None:
            moment.released.append(row.subject_id)
        else:
            moment.granted.append(row.subject_id)
    return moment


def _step(moment: _Moment) -> Step | None:
    """What the rows say has happened; `None` for what only the programme has to know, such as a reminder."""
    after = moment.after
    if (now := after.get("status")) is not None:
        status, was = Status(str(now)), moment.before.get("status")
        if (was, status) in _TAKEN_BACK:
            return Step.TAKEN_BACK
        if was in WAITING and status in WAITING:
            return Step.COUNTERED
        if status is Status.ENDED and after.get("closed_by") == Side.PROGRAMME:
            return Step.CEASED if after.get("reason") in list(Ceased) else Step.REPLACED
        return _BY_STATUS[status]
    if after.get("set_up") == SetUp.REFUSED:
        return Step.SET_UP_REFUSED
    if "payer" in after:
        return Step.PAYMENT_MEANS_CHANGED
    if moment.granted or moment.released:
        return Step.PRODUCTS_CHANGED
    if "sent_at" in after:
        return Step.RESENT
    return Step.SET_UP if after.get("set_up") == SetUp.DONE else None


def _described(
    moment: _Moment, step: Step, standing: Status, numbers: dict[int, str], products: dict[int, Product]
) -> JsonObject:
    """`standing` is the status before."""
    after = moment.after
    reason, code = reason_and_code(_text(after.get("reason")))
    door = Door.PROGRAMME if moment.actor_id is None else _DOORS.get(moment.channel, Door.PROGRAMME)
    return {
        "at": moment.at.isoformat(),
        "what": step.value,
        "status": _text(after.get("status")),
        "by": {
            "party": _party(moment, step, standing),
            "door": door.value,
            "person": numbers.get(moment.actor_id) if moment.actor_id is not None else None,
        },
        "payment_means": Payer(str(after["payer"])).value if after.get("payer") is not None else None,
        "granted": [_product(products[access]) for access in moment.granted],
        "released": [_product(products[access]) for access in moment.released],
        "reason": reason,
        "reason_code": code,
    }


def _party(moment: _Moment, step: Step, standing: Status) -> str | None:
    """Whose step it was; `None` where it was nobody's of the two."""
    if step is Step.ENDED:
        return _text(moment.after.get("closed_by"))
    if moment.actor_id is None or step in {Step.REPLACED, Step.OVERTAKEN, Step.LAPSED, Step.CEASED}:
        return None
    asked = awaited(standing)
    if moment.action in _ANSWERS and asked is not None:
        return asked.value
    if moment.action in {Act.WITHDRAW, Act.RESEND}:
        # What is prepared is the client's alone.
        return (other(asked) if asked is not None else Side.CLIENT).value
    side = next((side for act, side in _SIDES.items() if act == moment.action), None)
    return side.value if side is not None else None


def _product(product: Product) -> JsonObject:
    return {"product": product.provider_id, "name": product.name}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _console_numbers(work: Work, person_ids: set[int]) -> dict[int, str]:
    found = (work.session.get(Person, person_id) for person_id in sorted(person_ids))
    return {person.id: person.console_id for person in found if person is not None and person.console_id is not None}
