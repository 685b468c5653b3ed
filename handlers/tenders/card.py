"""How a tender looks: to its client, to partners, and in the review before it is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.programme import Programme
from domain.tenders.budgets import Budget
from domain.tenders.kinds import KIND_NAMES, LANGUAGE_WORDS, WorkKind, WorkLanguage
from domain.tenders.regions import region_name
from domain.tenders.rules import CloseReason, TenderStatus
from domain.words import Day, Local, Msg, Words, lines, listing, paragraphs
from handlers.chat.views import View
from handlers.tenders import actions
from services.people.timezone import zone_of
from services.tenders.publishing import budget_of
from services.tenders.reading import SeenTender, TenderSide
from storage import tenders as stored
from storage.tables import Organisation, Person, Tender
from storage.work import Work

CLOSE_REASONS: Mapping[CloseReason, Msg] = MappingProxyType(
    {
        CloseReason.FOUND_ELSEWHERE: Msg("Found somebody elsewhere"),
        CloseReason.NOTHING_FITS: Msg("No offer fits"),
        CloseReason.NOT_NEEDED: Msg("Not needed any more"),
        CloseReason.ON_OUR_OWN: Msg("Done on our own"),
        CloseReason.NOT_DECIDED: Msg("Not decided in time"),
    }
)
HIDE_REASONS: Mapping[str, Msg] = MappingProxyType(
    {
        "#spam": Msg("Advertising, or not serious."),
        "#contact": Msg("It leads past the desk."),
        "#content": Msg("This is not allowed here."),
        "#who": Msg("Nobody knows whose it is."),
    }
)
"""Reasons that support can tap. They are stored by their code and read in each reader's language."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a tender says, whether it is in the database or still in a form."""

    subject: str
    wanted: str
    kind: WorkKind
    budget: Budget | None
    region: str | None
    languages: Iterable[WorkLanguage]
    deadline: dt.datetime


def shown(tender: Tender) -> Shown:
    """What the tender says."""
    return Shown(
        tender.subject,
        tender.wanted,
        tender.kind,
        budget_of(tender),
        tender.region,
        tuple(WorkLanguage(each) for each in tender.languages),
        tender.deadline,
    )


def tender_view(work: Work, programme: Programme, person: Person, seen: SeenTender) -> View:
    """The card with what this person can do."""
    tender = seen.tender
    words = paragraphs(
        lines(Msg("📣 <b>{subject}</b>", subject=tender.subject), state_line(seen)),
        body(shown(tender), zone_of(programme, person)),
        lines(*_around(work, seen)),
    )
    rows = (
        actions.client_actions(work, seen)
        if seen.side is TenderSide.CLIENT
        else actions.partner_actions(work, person, seen)
    )
    return View(words, (*rows, actions.way_back(seen)))


def body(said: Shown, zone: dt.tzinfo) -> Words:
    """What is wanted, and the conditions; the deadline is told by the reader's clock."""
    return paragraphs(Msg("{wanted}", wanted=said.wanted), facts(said, zone))


def facts(said: Shown, zone: dt.tzinfo) -> Words:
    """The conditions, a line for each."""
    return lines(
        Msg("🛠 {kind}", kind=KIND_NAMES[said.kind]),
        Msg("💶 Budget: {budget}", budget=said.budget.words) if said.budget is not None else Msg("💶 No budget named"),
        Msg("📍 {region}", region=region_name(said.region))
        if said.region is not None
        else Msg("📍 Can be done from anywhere"),
        Msg("🗣 {languages}", languages=listing(LANGUAGE_WORDS[each] for each in said.languages)),
        Msg("⏳ Offers until {deadline}", deadline=Local(said.deadline, zone)),
    )


def state_line(seen: SeenTender) -> Words:
    """Where the tender stands."""
    tender = seen.tender
    match seen.state:
        case TenderStatus.HELD:
            return Msg("🔎 Support looks at it first; then partners get it")
        case TenderStatus.OPEN:
            return Msg("🟢 Open since {day}", day=Day(tender.published_at or tender.created_at))
        case TenderStatus.LAPSED if seen.side is TenderSide.CLIENT:
            return Msg("⌛ The deadline is over: you can decide, or extend it")
        case TenderStatus.LAPSED:
            return Msg("⌛ The deadline is over: the client decides")
        case TenderStatus.CHOSEN if seen.side is TenderSide.CLIENT:
            return Msg("🤝 You have accepted an offer; its partner is to confirm")
        case TenderStatus.CHOSEN:
            return Msg("🤝 An offer has been accepted")
        case TenderStatus.AWARDED:
            return Msg("✅ Awarded")
        case TenderStatus.CLOSED:
            reason = CLOSE_REASONS[tender.close_reason or CloseReason.NOT_DECIDED]
            return Msg("⏹ Closed: {reason}", reason=reason)
        case TenderStatus.HIDDEN:
            return Msg("🚫 Support has taken it out: {reason}", reason=hidden_reason(tender))


def hidden_reason(tender: Tender) -> Words | str:
    """Why support has hidden it."""
    return HIDE_REASONS.get(tender.hidden_reason or "", tender.hidden_reason or "–")


def _around(work: Work, seen: SeenTender) -> Iterable[Words]:
    tender = seen.tender
    yield client_line(tender, seen.side)
    if invited := stored.invited_partners(work.session, tender.id):
        yield invited_line(invited, seen.side)
    if tender.changed_at is not None:
        yield Msg("✏️ Changed last on {day}", day=Day(tender.changed_at))
    if seen.side is TenderSide.CLIENT:
        yield from actions.client_lines(work, seen)
    else:
        yield from actions.partner_lines(work, seen)


def client_line(tender: Tender, side: TenderSide) -> Words:
    """Whose tender it is, as that side reads it."""
    if side is TenderSide.CLIENT:
        if tender.anonymous:
            return Msg("🙈 Anonymous: partners do not read who you are")
        return Msg("👁 Partners read who you are")
    if tender.anonymous:
        return Msg("👤 The client is not named")
    if tender.client is None:
        return Msg("👤 {name}, without an organisation here", name=tender.publisher.first_name)
    return Msg("👤 {client}", client=tender.client.name)


def invited_line(invited: Iterable[Organisation], side: TenderSide) -> Words:
    """For whom alone it is."""
    if side is TenderSide.PARTNER:
        return Msg("🎯 For you and at most two others")
    return Msg("🎯 Only for {partners}", partners=listing(each.name for each in invited))
