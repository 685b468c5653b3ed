"""A client, or a visitor, publishes a tender (fact 12): what it says, how many may run, what support sees first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.programme import Programme, VerificationWay
from domain.tenders.budgets import Budget
from domain.tenders.deadlines import checked
from domain.tenders.kinds import WorkKind, WorkLanguage
from domain.tenders.rules import TenderStatus
from domain.tenders.screening import Doubt, doubts, without_contact
from domain.words import Msg, Refused
from domain.zones import is_zone
from services import events
from services.rights import Act, require
from storage import tenders as stored
from storage.tables import Organisation, Person, Tender, TenderFile, TenderInvited
from storage.work import Work

MOST_RUNNING = 5
"""Tenders of one organisation, or of one visitor, that have not ended."""
MOST_A_DAY = 3
A_DAY = dt.timedelta(days=1)
MOST_FILES = 5
MOST_INVITED = 3


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as Telegram keeps it; `kind` is `document` or `photo`."""

    kind: str
    file_id: str
    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class NewTender:
    """What is published. `zone` is where the deadline was said; `who` a visitor is; `invited` are partners' ids."""

    subject: str
    wanted: str
    kind: WorkKind
    budget: Budget | None
    region: str | None
    languages: Sequence[WorkLanguage]
    anonymous: bool
    deadline: dt.datetime
    zone: str
    files: Sequence[NewFile] = ()
    who: str | None = None
    invited: Collection[int] = ()


class CannotPublish(Refused):
    """No tender now. Each reason is a subclass."""


class PartnersReceive(CannotPublish):
    """A partner does not publish tenders; it receives them."""


class TooManyTenders(CannotPublish):
    """A limit has been reached."""


class NobodyLooks(CannotPublish):
    """Support would have to look at it first, and cannot be reached here."""


def require_possible(work: Work, programme: Programme, person: Person, *, group: bool) -> Organisation | None:
    """For whom the person may publish now: an organisation, or nobody but themselves.

    `group` says whether support can be reached, who would have to look first. Raises `CannotPublish`.
    """
    own = person.organisation
    if own is not None and own.is_partner:
        raise PartnersReceive(
            Msg(
                "{organisation} is a partner: partners receive tenders, clients publish them. /tenders shows those "
                "that you can offer for.",
                organisation=own.name,
            )
        )
    if own is not None:
        require(work, person, Act.PUBLISH_TENDER, own)
    if _is_unknown(work, programme, person) and not (group and VerificationWay.SUPPORT in programme.verification):
        raise NobodyLooks(
            Msg(
                "Partners only get tenders of people whom somebody has confirmed. /register your organisation and have "
                "it verified, or connect your account: /organisation shows how. Then this works."
            )
        )
    running = stored.count_running(work.session, person.id, None if own is None else own.id)
    if running >= MOST_RUNNING:
        raise TooManyTenders(
            Msg(
                "You have {n} tenders running; more would be too many at a time. /tenders shows them: close one that "
                "you no longer need.",
                n=running,
            )
        )
    if stored.count_published_since(work.session, person.id, work.now - A_DAY) >= MOST_A_DAY:
        raise TooManyTenders(
            Msg("You have published {n} tenders today; that is all for a day. Please go on tomorrow.", n=MOST_A_DAY)
        )
    return own


def doubts_about(work: Work, programme: Programme, person: Person, texts: Sequence[str]) -> frozenset[Doubt]:
    """Why support looks at a tender of this person first."""
    found = doubts(texts)
    return found | {Doubt.VISITOR} if _is_unknown(work, programme, person) else found


def _is_unknown(work: Work, programme: Programme, person: Person) -> bool:
    """Whether nobody has confirmed who publishes: neither support before, nor the provider's own records."""
    if programme.verifies_at_once:
        return False
    own = person.organisation
    return own.verified_at is None if own is not None else not stored.was_confirmed(work.session, person.id)


def publish(work: Work, programme: Programme, person: Person, new: NewTender, *, group: bool) -> Tender:
    """Publishes a tender, or has support look at it first: `group` says whether it can be reached.

    Raises `CannotPublish`, `DeadlineRefused` where the deadline has passed meanwhile, and `ContactInText`.
    """
    work.action = Act.PUBLISH_TENDER
    own = require_possible(work, programme, person, group=group)
    if not is_zone(new.zone):
        raise ValueError(f"no time zone is called {new.zone}")
    texts = [without_contact(text) for text in (new.subject, new.wanted)]
    found = doubts_about(work, programme, person, texts)
    if found and not group:
        raise NobodyLooks(
            Msg(
                "Support looks at tenders with links first, and cannot be reached in this chat. Please leave the links "
                "out; you can send a document instead."
            )
        )
    tender = Tender(
        client=own,
        publisher=person,
        who=new.who if own is None else None,
        status=TenderStatus.HELD,
        subject=new.subject,
        wanted=new.wanted,
        kind=new.kind,
        region=new.region,
        languages=[each.value for each in new.languages],
        anonymous=new.anonymous,
        deadline=checked(new.deadline, work.now, ZoneInfo(new.zone)),
        zone=new.zone,
        created_at=work.now,
        held_for=sorted(found),
    )
    set_budget(tender, new.budget)
    work.session.add(tender)
    work.session.flush()
    work.session.add_all(
        TenderFile(
            tender_id=tender.id,
            file_id=each.file_id,
            kind=each.kind,
            name=each.name,
            size=each.size,
            added_at=work.now,
        )
        for each in new.files[:MOST_FILES]
    )
    work.session.add_all(
        TenderInvited(tender_id=tender.id, partner_id=partner_id) for partner_id in sorted(new.invited)[:MOST_INVITED]
    )
    if found:
        tender.due_at = tender.deadline
        work.happened(events.TenderHeld(tender.id))
    else:
        make_public(work, tender)
    work.session.flush()
    return tender


def make_public(work: Work, tender: Tender) -> None:
    """Partners can see it from now on, and those who have asked for such work are told."""
    tender.status = TenderStatus.OPEN
    tender.published_at = work.now
    tender.ended_at = None
    tender.due_at = tender.deadline
    tell_from_the_start(work, tender)


def tell_from_the_start(work: Work, tender: Tender) -> None:
    """Has all subscriptions looked at; who has been told already is not told again."""
    tender.telling_at, tender.told_behind = work.now, 0


def set_budget(tender: Tender, budget: Budget | None) -> None:
    """Writes down the budget, or that none is named."""
    tender.budget_min = None if budget is None else budget.low
    tender.budget_max = None if budget is None else budget.high
    tender.currency = None if budget is None else budget.currency


def budget_of(tender: Tender) -> Budget | None:
    """What it names."""
    if tender.currency is None or tender.budget_max is None:
        return None
    return Budget(tender.budget_min, tender.budget_max, tender.currency)
