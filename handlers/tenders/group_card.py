"""How a tender looks to support, in its group: what it says, who publishes it, why support is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from domain.programme import Programme
from domain.tenders.rules import TenderAction, TenderActor, is_possible
from domain.tenders.screening import Doubt
from domain.words import Country, Day, Msg, Words, lines, paragraphs
from handlers.chat.views import Button, Row, View
from handlers.organisations.verified import verified_line
from handlers.tenders.actions import in_rows
from handlers.tenders.card import HIDE_REASONS, body, shown, state_line
from handlers.tenders.payloads import HideTender, JudgeTender, TenderVerdict
from services.tenders.reading import SeenTender, TenderSide, state_now
from storage import tenders as stored
from storage.people import people_of
from storage.tables import Person, Tender
from storage.work import Work

_DOUBTS: Mapping[Doubt, Msg] = MappingProxyType(
    {
        Doubt.LINK: Msg("⚠️ There is a link in it."),
        Doubt.WORDS: Msg("⚠️ There are words in it that tenders have no use for."),
        Doubt.VISITOR: Msg("⚠️ Nobody has confirmed who publishes it."),
    }
)


def card_in_group(work: Work, programme: Programme, tender: Tender) -> View:
    """The tender as support sees it; stays up to date by itself."""
    return View(_stated(work, programme, tender), _verdicts(work, tender), tender=tender.id)


def reasons_in_group(work: Work, programme: Programme, tender: Tender) -> View:
    """The same, with the reasons for hiding it."""
    words = Msg("<b>Why is it hidden?</b> Tap a reason, or reply to this message: /decline and your own words.")
    rows = [(Button(text, HideTender(tender.id, code)),) for code, text in HIDE_REASONS.items()]
    back = (Button(Msg("◀️ Back"), JudgeTender(tender.id, TenderVerdict.BACK)),)
    return View(paragraphs(_stated(work, programme, tender), words), (*rows, back), tender=tender.id)


def _stated(work: Work, programme: Programme, tender: Tender) -> Words:
    state = state_now(work, tender)
    return paragraphs(
        lines(
            Msg("📣 <b>Tender: {subject}</b>", subject=tender.subject),
            state_line(SeenTender(tender, TenderSide.PARTNER, state)),
            None if tender.judged_by is None else Msg("☑️ Decided by {name}", name=tender.judged_by),
        ),
        body(shown(tender), programme.support_hours.timezone),
        lines(*_whose(work, tender)),
        lines(*(_DOUBTS[Doubt(each)] for each in tender.held_for)) if tender.published_at is None else None,
        lines(*_reports(work, tender)),
    )


def _reports(work: Work, tender: Tender) -> Iterator[Words]:
    found = stored.open_reports(work.session, tender.id)
    people = people_of(work.session, [each.person_id for each in found]) if found else {}
    for each in found:
        yield Msg("🚩 “{reason}”, {name}", reason=each.reason, name=people[each.person_id].first_name)


def _whose(work: Work, tender: Tender) -> Iterator[Words]:
    publisher = work.session.get_one(Person, tender.publisher_id)
    if tender.client is not None:
        country = Country(tender.client.country)
        yield Msg("🏢 <b>{organisation}</b>, {country}", organisation=tender.client.name, country=country)
        yield verified_line(tender.client)
    else:
        yield Msg("👤 A visitor, who says: “{who}”", who=tender.who or "–")
    yield Msg("👤 <b>{name}</b>, {day}", name=publisher.first_name, day=Day(tender.created_at))


def _verdicts(work: Work, tender: Tender) -> tuple[Row, ...]:
    state, key = state_now(work, tender), tender.id
    buttons = []
    if is_possible(state, TenderAction.RELEASE, TenderActor.SUPPORT):
        buttons.append(Button(Msg("✅ Let it out"), JudgeTender(key, TenderVerdict.RELEASE)))
    if stored.open_reports(work.session, key):
        buttons.append(Button(Msg("✅ Keep it"), JudgeTender(key, TenderVerdict.KEEP)))
    if is_possible(state, TenderAction.HIDE, TenderActor.SUPPORT):
        buttons.append(Button(Msg("🚫 Hide it"), JudgeTender(key, TenderVerdict.HIDE_HOW)))
    if stored.count_files(work.session, key):
        buttons.append(Button(Msg("📎 Files"), JudgeTender(key, TenderVerdict.FILES)))
    return tuple(in_rows(buttons))
