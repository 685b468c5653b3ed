"""What became of a partnership, step by step: read from the audit trail, for whoever may see the partnership.

A step is what the rows of one unit of work say together. It says which side took it, who, and through which door; what
only the programme has to know, such as a reminder, is no step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from domain.partnerships.rules import WAITING, Access, Ceased, Payer, SetUp, Side, Status, awaited, other
from services.partnerships.trail import Moment, moments_of
from services.rights import Act
from storage.people import belonging, people_of
from storage.tables import Partnership, Person, Product
from storage.tables.base import JsonObject
from storage.work import Work


class Step(StrEnum):
    """What happened."""

    PREPARED = "prepared"
    REQUESTED = "requested"
    ASKED = "asked"
    COUNTERED = "countered"
    RESENT = "resent"
    QUESTION = "question"
    ANSWER = "answer"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    OVERTAKEN = "overtaken"
    REPLACED = "replaced"
    ENDED = "ended"
    UNDONE = "undone"
    CEASED = "ceased"
    TAKEN_BACK = "taken_back"
    PAYMENT_MEANS_CHANGED = "payment_means_changed"
    ACCESS_CHANGED = "access_changed"
    PRODUCTS_CHANGED = "products_changed"
    END_SET = "end_set"
    END_ANNOUNCED = "end_announced"
    END_REVOKED = "end_revoked"
    CHECKED = "checked"
    SET_UP = "set_up"
    SET_UP_REFUSED = "set_up_refused"


class Door(StrEnum):
    """Where it was done: the provider's console, the chat, a page to which a mail led, the command line, or the
    programme by itself."""

    CONSOLE = "console"
    CHAT = "chat"
    PAGE = "page"
    OPERATOR = "operator"
    PROGRAMME = "programme"


_DOORS = {"api": Door.CONSOLE, "chat": Door.CHAT, "page": Door.PAGE, "cli": Door.OPERATOR}
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
    Act.SET_END: Side.CLIENT,
}
"""Acts that are one side's alone; of the others, the rows tell whose they were."""
_NOBODYS = frozenset({Step.REPLACED, Step.OVERTAKEN, Step.LAPSED, Step.CEASED, Step.TAKEN_BACK})


@dataclass(frozen=True, slots=True)
class Standing:
    """The terms after a step; `shelves` are codes of the catalogue's categories."""

    access: Access
    payer: Payer | None
    products: tuple[Product, ...]
    shelves: tuple[str, ...]
    ends_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: `was` and `status` are those before and after it, `status` if it changed.

    `payer` is given where the step named one, and `payer_before` where it named another one. `words` are a message with
    a proposal, a question, an answer, or the last words; a `reason` is as it is stored.
    """

    at: dt.datetime
    what: Step
    door: Door
    party: Side | None
    person: Person | None
    was: Status | None
    status: Status | None
    after: Standing
    payer: Payer | None
    payer_before: Payer | None
    granted: tuple[Product, ...]
    released: tuple[Product, ...]
    reason: str | None
    words: str | None


def steps(work: Work, partnership: Partnership) -> list[Taken]:
    """All steps, the oldest first: one statement for the trail, two for the people in it."""
    return steps_of(work, [partnership])[partnership.id]


def steps_of(work: Work, partnerships: Collection[Partnership]) -> Mapping[int, list[Taken]]:
    """The same of several, by their ids, in as many statements."""
    trails = moments_of(work, partnerships)
    actors = {moment.actor_id for trail in trails.values() for moment in trail if moment.actor_id is not None}
    people = people_of(work.session, actors)
    organisations = {number for each in partnerships for number in (each.client_id, each.partner_id)}
    belong = belonging(work.session, actors, organisations)
    return {each.id: _taken(each, trails[each.id], people, belong) for each in partnerships}


def _taken(
    partnership: Partnership, trail: Iterable[Moment], people: Mapping[int, Person], belong: Set[tuple[int, int]]
) -> list[Taken]:
    both = {partnership.client_id: Side.CLIENT, partnership.partner_id: Side.PARTNER}
    sides: dict[int, set[Side]] = {}
    for person_id, organisation_id in belong:
        if organisation_id in both:
            sides.setdefault(person_id, set()).add(both[organisation_id])
    products = {access.id: access.product for access in partnership.product_accesses}
    state: JsonObject = {}
    managed: dict[int, Product] = {}
    message: str | None = None
    found = []
    for moment in trail:
        was = _status(state.get("status"))
        state |= moment.after
        managed |= {each: products[each] for each in moment.granted}
        managed = {each: product for each, product in managed.items() if each not in moment.released}
        message = _text(moment.proposal.get("message")) if moment.proposal else message
        if (what := _step(moment, was)) is None:
            continue
        party = _party(moment, what, was, sides)
        found.append(
            Taken(
                at=moment.at,
                what=what,
                door=Door.PROGRAMME if moment.actor_id is None else _DOORS.get(moment.channel, Door.PROGRAMME),
                party=party,
                person=people.get(moment.actor_id or 0),
                was=was,
                status=_status(moment.after.get("status")),
                after=_standing(state, managed.values()),
                payer=_payer(moment.after.get("payer")),
                payer_before=_payer(moment.before.get("payer")),
                granted=tuple(products[each] for each in moment.granted),
                released=tuple(products[each] for each in moment.released),
                reason=_text(moment.after.get("reason")),
                words=_words(moment, what, message),
            )
        )
    return found


def _step(moment: Moment, was: Status | None) -> Step | None:
    """What the rows say has happened; `None` for what only the programme has to know, such as a reminder."""
    after = moment.after
    if (status := _status(after.get("status"))) is not None:
        return _step_to(status, was, moment)
    if after.get("set_up") == SetUp.REFUSED:
        return Step.SET_UP_REFUSED
    if "access" in after:
        return Step.ACCESS_CHANGED
    if "payer" in after:
        return Step.PAYMENT_MEANS_CHANGED
    if moment.granted or moment.released:
        return Step.PRODUCTS_CHANGED
    if "ends_on" in after or "ending_by" in after:
        return _step_of_end(moment)
    if "sent_at" in after:
        return Step.RESENT
    if moment.enquiry:
        return Step.QUESTION if "question" in moment.enquiry else Step.ANSWER
    if after.get("set_up") == SetUp.DONE:
        return Step.SET_UP
    return Step.CHECKED if "checked_at" in after and moment.actor_id is not None else None


def _step_to(status: Status, was: Status | None, moment: Moment) -> Step:
    """An arrow of the diagram in `domain.partnerships.rules`."""
    if was is Status.ENDED:
        return Step.UNDONE if moment.actor_id is not None else Step.TAKEN_BACK
    if was is Status.ACTIVE and status in WAITING:
        return Step.TAKEN_BACK
    if was in WAITING and status in WAITING:
        return Step.COUNTERED
    if status is Status.ENDED and moment.after.get("closed_by") == Side.PROGRAMME:
        return Step.CEASED if moment.after.get("reason") in list(Ceased) else Step.REPLACED
    return _BY_STATUS[status]


def _step_of_end(moment: Moment) -> Step:
    """The last day of an access was set, or somebody has announced to end the partnership, or taken that back."""
    if moment.after.get("ending_by") is not None:
        return Step.END_ANNOUNCED
    return Step.END_REVOKED if moment.before.get("ending_by") is not None else Step.END_SET


def _party(moment: Moment, step: Step, was: Status | None, sides: Mapping[int, set[Side]]) -> Side | None:
    """Whose step it was; `None` where it was nobody's of the two."""
    if step in _NOBODYS:
        return None
    said = (
        moment.after.get("closed_by"),
        moment.proposal.get("by"),
        moment.after.get("ending_by"),
        moment.before.get("ending_by") if step is Step.END_REVOKED else None,
        moment.before.get("closed_by") if step is Step.UNDONE else None,
    )
    # Whoever confirms what they have granted themselves proposes it in the same unit of work.
    by = next((Side(str(each)) for each in said if each is not None), None)
    if by is None and step is Step.CONFIRMED and was is not None:
        by = awaited(was)
    by = by or next((side for act, side in _SIDES.items() if act == moment.action), None)
    if moment.actor_id is None:
        return by
    if step is Step.QUESTION or step is Step.ANSWER:
        asker = moment.asked_by
        return asker if asker is None or step is Step.QUESTION else other(asker)
    if by is None and was is not None and (answering := awaited(was)) is not None:
        by = other(answering)
    if by is None and len(found := sides.get(moment.actor_id, set())) == 1:
        (by,) = found
    return by


def _standing(state: JsonObject, managed: Iterable[Product]) -> Standing:
    day, shelves = state.get("ends_on"), state.get("shelves")
    return Standing(
        Access(str(state["access"])),
        _payer(state.get("payer")),
        tuple(managed),
        tuple(map(str, shelves)) if isinstance(shelves, list) else (),
        None if day is None else dt.date.fromisoformat(str(day)),
    )


def _words(moment: Moment, step: Step, message: str | None) -> str | None:
    """What was said with the step. A request that was prepared is sent with the message of its proposal."""
    if step in {Step.QUESTION, Step.ANSWER}:
        return _text(moment.enquiry.get(step.value))
    if step in {Step.PREPARED, Step.REQUESTED}:
        return message
    return _text(moment.proposal.get("message")) or _text(moment.after.get("last_words"))


def _status(value: object) -> Status | None:
    return None if value is None else Status(str(value))


def _payer(value: object) -> Payer | None:
    return None if value is None else Payer(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
