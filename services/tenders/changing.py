"""What a client does with its tender: changes it, extends it, closes it. Partners who know it see what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from domain.programme import Programme
from domain.tenders.budgets import Budget
from domain.tenders.deadlines import checked
from domain.tenders.kinds import WorkKind, WorkLanguage
from domain.tenders.offers import OfferStatus
from domain.tenders.rules import CloseReason, TenderAction, TenderActor, TenderStatus, move
from domain.tenders.screening import doubtful, doubts, without_contact
from domain.words import Local, Msg, Refused
from domain.zones import is_zone
from services import events
from services.tenders.publishing import budget_of, set_budget, tell_from_the_start
from services.tenders.reading import erased_at, own_tender, state_now
from storage import tenders as stored
from storage.tables import Person, Tender, TenderChange
from storage.tables.base import JsonObject
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Content:
    """What can be changed about a tender."""

    subject: str
    wanted: str
    kind: WorkKind
    budget: Budget | None
    region: str | None
    languages: Sequence[WorkLanguage]


class NothingChanged(Refused):
    """It says that already."""


class LinkAdded(Refused):
    """A change that support would have to look at first."""


class NotLater(Refused):
    """A deadline can only be moved to a later moment."""


def content_of(tender: Tender) -> Content:
    """What it says at present."""
    return Content(
        tender.subject,
        tender.wanted,
        tender.kind,
        budget_of(tender),
        tender.region,
        [WorkLanguage(each) for each in tender.languages],
    )


def as_json(content: Content) -> JsonObject:
    """The fields as they are kept with a change."""
    budget = content.budget
    return {
        "subject": content.subject,
        "wanted": content.wanted,
        "kind": content.kind.value,
        "budget": None if budget is None else [budget.low, budget.high, budget.currency],
        "region": content.region,
        "languages": [each.value for each in content.languages],
    }


def changes_of(change: TenderChange) -> Mapping[str, tuple[object, object]]:
    """What was changed: before and after, by the field's name."""
    pairs = cast(dict[str, list[object]], change.changes)
    return {name: (before, after) for name, (before, after) in pairs.items()}


def budget_from(stored_one: object) -> Budget | None:
    """A budget as a change keeps it."""
    if stored_one is None:
        return None
    low, high, currency = cast(list[object], stored_one)
    return Budget(cast(int | None, low), cast(int, high), str(currency))


def changeable(work: Work, person: Person, tender_id: int) -> Tender:
    """The person's tender, as long as it can be changed, locked. Raises `TenderNotInThisState`."""
    tender = own_tender(work, person, tender_id)
    move(state_now(work, tender), TenderAction.CHANGE, TenderActor.CLIENT)
    return tender


def change(work: Work, person: Person, tender_id: int, content: Content) -> Tender:
    """The tender says something else from now on; partners who know it are told what.

    Raises `NothingChanged`, `LinkAdded`, `ContactInText` and `TenderNotInThisState`.
    """
    work.action = "tender.change"
    tender = changeable(work, person, tender_id)
    before, after = as_json(content_of(tender)), as_json(content)
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if not changes:
        raise NothingChanged(Msg("That is what it says already: nothing is changed."))
    for text in (content.subject, content.wanted):
        without_contact(text)
    texts = [content.subject, content.wanted]
    if tender.status is TenderStatus.HELD:
        tender.held_for = sorted({*tender.held_for, *doubts(texts)})
    elif doubtful(texts) - doubtful([tender.subject, tender.wanted]):
        raise LinkAdded(
            Msg(
                "Support looks at links before partners do, so none can be added to a tender that is out. Please leave "
                "it out of the change."
            )
        )
    tender.subject, tender.wanted, tender.kind = content.subject, content.wanted, content.kind
    tender.region, tender.languages = content.region, [each.value for each in content.languages]
    set_budget(tender, content.budget)
    _changed(work, person, tender, changes)
    if tender.status is TenderStatus.OPEN:
        tell_from_the_start(work, tender)  # it may be of interest to others now
    return tender


def extendable(work: Work, person: Person, tender_id: int) -> Tender:
    """The person's tender, as long as it can be extended, locked. Raises `TenderNotInThisState`."""
    tender = own_tender(work, person, tender_id)
    move(state_now(work, tender), TenderAction.EXTEND, TenderActor.CLIENT)
    return tender


def extend(work: Work, person: Person, tender_id: int, deadline: dt.datetime, zone: dt.tzinfo) -> Tender:
    """Offers are taken for longer. Raises `NotLater`, `DeadlineRefused` and `TenderNotInThisState`."""
    work.action = "tender.extend"
    tender = extendable(work, person, tender_id)
    checked(deadline, work.now, zone)
    if deadline <= tender.deadline:
        raise NotLater(
            Msg(
                "The deadline is {moment} already; it can only be moved to a later moment, for partners count on it.",
                moment=Local(tender.deadline, zone),
            )
        )
    changes: dict[str, list[object]] = {"deadline": [tender.deadline.isoformat(), deadline.isoformat()]}
    tender.deadline = tender.due_at = deadline
    if is_zone(str(zone)):
        tender.zone = str(zone)
    _changed(work, person, tender, changes)
    tell_from_the_start(work, tender)  # telling ends with the deadline: not everybody need have been told by then
    return tender


def _changed(work: Work, person: Person, tender: Tender, changes: Mapping[str, list[object]]) -> None:
    tender.version += 1
    tender.changed_at = work.now
    work.session.add(
        TenderChange(
            tender_id=tender.id,
            version=tender.version,
            at=work.now,
            person_id=person.id,
            changes=dict(changes),
        )
    )
    work.session.flush()
    work.happened(events.TenderChanged(tender.id))


def closeable(work: Work, person: Person, tender_id: int) -> Tender:
    """The person's tender, as long as it can be closed, locked. Raises `TenderNotInThisState`."""
    tender = own_tender(work, person, tender_id)
    move(state_now(work, tender), TenderAction.CLOSE, TenderActor.CLIENT)
    return tender


def close(work: Work, programme: Programme, person: Person, tender_id: int, reason: CloseReason) -> Tender:
    """No more offers, and none is accepted; those that stand are thanked for. Raises `TenderNotInThisState`."""
    work.action = "tender.close"
    tender = closeable(work, person, tender_id)
    end(work, programme, tender, TenderAction.CLOSE, TenderActor.CLIENT, reason)
    return tender


def end(
    work: Work,
    programme: Programme,
    tender: Tender,
    action: TenderAction,
    actor: TenderActor,
    reason: CloseReason | None = None,
) -> None:
    """Takes one of the arrows to `CLOSED`: with its offers, and with the day on which all of it goes."""
    tender.status = move(state_now(work, tender), action, actor)
    tender.close_reason = reason
    tender.ended_at = work.now
    tender.due_at = erased_at(work.now, programme.retention.tenders)
    tender.telling_at = None
    for offer in stored.standing_offers(work.session, tender.id):
        offer.status, offer.decided_at = OfferStatus.THANKED, work.now
    work.session.flush()
    work.happened(events.TenderClosed(tender.id))
