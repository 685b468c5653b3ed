"""Support's side of tenders: what it looks at first, what was reported, what it hides. Who decides is known by name."""

from __future__ import annotations

import datetime as dt

from domain.programme import Programme
from domain.tenders.offers import OfferStatus
from domain.tenders.rules import TenderAction, TenderActor, TenderStatus, move
from domain.words import Msg, Refused
from services import events
from services.rights import Act, require
from services.tenders.publishing import make_public
from services.tenders.reading import TenderSide, erased_at, locked, seen_tender, state_now
from storage import tenders as stored
from storage.tables import Person, Tender, TenderReport
from storage.work import Work

MOST_REPORTS_A_DAY = 5
LONGEST_REASON, SHORTEST_REASON = 300, 5


class CannotReport(Refused):
    """Nothing to report, or nobody to report it to."""


def report(work: Work, person: Person, tender_id: int, reason: str, *, group: bool) -> Tender:
    """Somebody of a partner finds that a tender does not belong here. Raises `CannotReport`."""
    work.action = Act.REPORT_TENDER
    tender = reportable(work, person, tender_id, group=group)
    if stored.count_reports_since(work.session, person.id, work.now - dt.timedelta(days=1)) >= MOST_REPORTS_A_DAY:
        raise CannotReport(
            Msg("You have reported {n} tenders today. Please write to support instead: /human", n=MOST_REPORTS_A_DAY)
        )
    work.session.add(TenderReport(tender_id=tender.id, person_id=person.id, at=work.now, reason=reason))
    work.session.flush()
    work.happened(events.TenderReported(tender.id))
    return tender


def read_reason(text: str) -> str:
    """What is wrong with a tender, as it is kept. Raises `CannotReport`."""
    reason = " ".join(text.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise CannotReport(
            Msg("Please say in a sentence what is wrong with it, in {most} characters at most.", most=LONGEST_REASON)
        )
    return reason


def reportable(work: Work, person: Person, tender_id: int, *, group: bool) -> Tender:
    """A tender that the person can report. Raises `CannotReport`, and as `seen_tender` does."""
    seen = seen_tender(work, person, tender_id)
    if seen.side is TenderSide.CLIENT or seen.partner is None:
        raise CannotReport(Msg("This tender is your own: you can change or close it."))
    require(work, person, Act.REPORT_TENDER, seen.partner)
    if not group:
        raise CannotReport(Msg("Nobody from support can be reached in this chat."))
    if stored.report_by(work.session, tender_id, person.id) is not None:
        raise CannotReport(Msg("You have reported this tender already; support looks at it."))
    return seen.tender


def to_judge(work: Work, tender_id: int) -> Tender:
    """The tender for support, locked. Raises `NotFound`."""
    return locked(work, tender_id)


def release(work: Work, tender_id: int, by: str) -> Tender:
    """Support lets it out, or out again. Raises `TenderNotInThisState`."""
    work.action = "tender.release"
    tender = locked(work, tender_id)
    move(state_now(work, tender), TenderAction.RELEASE, TenderActor.SUPPORT)
    tender.hidden_reason, tender.judged_by = None, by[:64]
    make_public(work, tender)
    if any(offer.status is OfferStatus.CHOSEN for offer in stored.standing_offers(work.session, tender.id)):
        tender.status, tender.telling_at = TenderStatus.CHOSEN, None  # its partner is still to undertake fact 8
    work.session.flush()
    work.happened(events.TenderPublished(tender.id))
    return tender


def hide(work: Work, programme: Programme, tender_id: int, by: str, reason: str) -> Tender:
    """Support takes it out of the list; its publisher reads the reason. Raises `TenderNotInThisState`."""
    work.action = "tender.hide"
    tender = locked(work, tender_id)
    tender.status = move(state_now(work, tender), TenderAction.HIDE, TenderActor.SUPPORT)
    tender.hidden_reason, tender.judged_by = reason[:LONGEST_REASON], by[:64]
    tender.ended_at = work.now
    tender.due_at = erased_at(work.now, programme.retention.tenders)
    tender.telling_at = None
    _decide_reports(work, tender, kept=False)
    work.happened(events.TenderHidden(tender.id))
    return tender


def keep(work: Work, tender_id: int, by: str) -> Tender:
    """Support has looked at what was reported: it stays. Raises `CannotReport` where nothing waits for that."""
    work.action = "tender.keep"
    tender = locked(work, tender_id)
    if not stored.open_reports(work.session, tender_id):
        raise CannotReport(Msg("There is no open report about this tender."))
    tender.judged_by = by[:64]
    _decide_reports(work, tender, kept=True)
    work.happened(events.TenderKept(tender.id))
    return tender


def _decide_reports(work: Work, tender: Tender, *, kept: bool) -> None:
    for each in stored.open_reports(work.session, tender.id):
        each.decided_at, each.kept = work.now, kept
    work.session.flush()
