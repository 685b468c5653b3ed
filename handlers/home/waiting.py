"""What waits for this person, in the organisation for which they act: one list, whatever it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from domain.people import Role
from domain.words import Day, Lines, Literal, Msg, Plural, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, page_of, turning
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import own_role
from handlers.partnerships.payloads import AnswerPartner, ShowPartnership
from handlers.verification.payloads import ShowClaim
from services.care.reaching import reach_in_role
from services.rights import Act, Relation, may, own_organisation
from storage.agenda import (
    Among,
    Waiting,
    claims_waiting,
    count_waiting,
    ending_soon,
    questions_waiting,
    requests_waiting,
)
from storage.tables import Claim, Enquiry, Organisation, Partnership, Person
from storage.work import Work

SOON = dt.timedelta(days=30)
"""A last day within this time waits to be extended, or not."""
MOST_OTHERS = 100
"""Of what is no request, in one list."""


def waiting_for(turn: Turn) -> Waiting:
    """How much waits for the person in the organisation for which they act."""
    return turn.once(_count, turn.person, own_organisation(turn.person), own_role(turn))


def _count(work: Work, person: Person, own: Organisation, role: Role) -> Waiting:
    decides, asks = may(Act.CONFIRM, Relation.CLIENT, role), may(Act.ANSWER, Relation.CLIENT, role)
    among = _among(person, own, role)
    return count_waiting(work.session, own.id, work.now, _soon(work), asks=asks, decides=decides, among=among)


def _among(person: Person, own: Organisation, role: Role) -> Among:
    """An employee of a partner hears of their clients only (facts 11, 41)."""
    return reach_in_role(person, role).among if own.is_partner else ()


def _soon(work: Work) -> dt.date:
    return (work.now + SOON).date()


def waiting_words(count: int) -> Words:
    """How much it is, in a line."""
    return Plural("🔔 {n} thing waits for you.", "🔔 {n} things wait for you.", count)


def _waiting(turn: Turn) -> None:
    own, waiting = own_organisation(turn.person), waiting_for(turn)
    if not waiting.total:
        words = Msg("✨ Nothing waits for you at {organisation}.", organisation=own.name)
        turn.show(View(words, ((MENU,),)))
        return
    others = others_waiting(turn, waiting)
    total = len(others) + waiting.requests
    shown = entries_waiting(turn, waiting, others, page_of(turn, total) * PAGE)
    listed = paragraphs(
        Msg("<b>What waits for you at {organisation}</b>", organisation=own.name), lines(*(line for line, _ in shown))
    )
    rows: list[Row] = [(button,) for _, button in shown]
    turn.show(View(listed, (*rows, *turning(turn, "waiting", total), (MENU,))))


Entry = tuple[Words, Button]
"""A line of what waits, and the button that leads to it."""


def entries_waiting(turn: Turn, waiting: Waiting, others: Sequence[Entry], first: int) -> Sequence[Entry]:
    """A page of what waits for the person, from the place `first` on: the `others` before the requests."""
    own, session, now = own_organisation(turn.person), turn.work.session, turn.work.now
    shown = others[first : first + PAGE]
    if len(shown) < PAGE and waiting.requests:
        offset = max(0, first - len(others))
        found = requests_waiting(session, own.id, now, limit=PAGE - len(shown), offset=offset)
        shown = [*shown, *(_request(each, own) for each in found)]
    return shown


def others_waiting(turn: Turn, waiting: Waiting) -> Sequence[Entry]:
    """Whatever is no request: somebody waits for an answer, or time runs out."""
    own, session, work = own_organisation(turn.person), turn.work.session, turn.work
    entries: list[Entry] = []
    if waiting.questions:
        among = _among(turn.person, own, own_role(turn))
        found = questions_waiting(session, own.id, work.now, MOST_OTHERS, among)
        entries += [_question(each, own) for each in found]
    if waiting.claims:
        entries += [_claim(each) for each in claims_waiting(session, own.id, MOST_OTHERS)]
    if waiting.ending:
        today = work.now.date()
        entries += [_ending(each) for each in ending_soon(session, own.id, today, _soon(work), MOST_OTHERS)]
    if waiting.application:
        asked = Msg("🏅 Support has a question about your application.")
        entries.append((asked, Button(Msg("🏅 Your application"), Go("becomepartner"))))
    return entries


def _other(partnership: Partnership, own: Organisation) -> Organisation:
    return partnership.partner if partnership.client_id == own.id else partnership.client


def _question(enquiry: Enquiry, own: Organisation) -> Entry:
    other = _other(enquiry.partnership, own).name
    words = Msg("💬 {other} asked you something on {day}.", other=other, day=Day(enquiry.asked_at))
    return words, Button(labelled("💬", other), AnswerPartner(enquiry.id))


def _claim(claim: Claim) -> Entry:
    name = claim.claimed_by.first_name
    words = Msg("🙋 {name} has been asking to be let in since {day}.", name=name, day=Day(claim.claimed_at))
    return words, Button(labelled("🙋", name), ShowClaim(claim.id))


def _ending(partnership: Partnership) -> Entry:
    partner = partnership.partner.name
    day = partnership.ends_on or dt.date.max
    words = Msg("📅 The access of {partner} ends on {day}.", partner=partner, day=Day(_noon(day)))
    return words, Button(labelled("📅", partner), ShowPartnership(partnership.id))


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def _request(partnership: Partnership, own: Organisation) -> Entry:
    other = _other(partnership, own).name
    until = partnership.lapses_at or partnership.requested_at
    words = Msg("📥 {other} waits for your answer until {moment}.", other=other, moment=until)
    return words, Button(labelled("📥", other), ShowPartnership(partnership.id))


def labelled(icon: str, name: str) -> Words:
    """A button's label for a record with this name."""
    return Lines((Literal(icon), name_on_button(name)), " ")


CHAPTER = Chapter(commands=(ChatCommand("waiting", _waiting, Msg("What waits for you"), by_link=True),))
