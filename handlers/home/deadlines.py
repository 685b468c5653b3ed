"""What is coming for this person: requests that lapse, last days, reminders, check-ups, and forms that wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.partnerships.rules import Side, Status, awaited
from domain.words import Day, Lines, Literal, Local, Msg, Words, lines, paragraphs
from handlers.applications.card import QUESTION as OF_APPLICANT
from handlers.chat.chapters import Chapter
from handlers.chat.due.later import LATER, show_now
from handlers.chat.forms.state import forms_of, has_answers
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, page_of, turning
from handlers.chat.payloads import Go, Resume
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import own_role
from handlers.partnerships.check_up import CHECK_UP
from handlers.partnerships.payloads import ShowPartnership
from handlers.people.offers import INVITATION
from handlers.verification.card import CLAIM
from handlers.verification.card import QUESTION as OF_CLAIMANT
from services.care.reaching import reach_in_role
from services.people.timezone import zone_of
from services.rights import Act, Relation, may
from storage.deadlines import Coming, What, coming_for, partnerships_by_id
from storage.tables import Partnership

MOST = 400
"""Deadlines in one list: nobody turns more pages than these fill."""

_PUT_OFF: Mapping[str, Words] = {
    CLAIM: Msg("somebody asks to be let in"),
    OF_CLAIMANT: Msg("support has a question"),
    OF_APPLICANT: Msg("support has a question"),
    CHECK_UP: Msg("does everybody still need their access?"),
    INVITATION: Msg("somebody has invited you"),
}
"""What somebody has put off that is about no single partnership."""
_Entry = tuple[Words, Button]


def _deadlines(turn: Turn) -> None:
    """However many there are, two statements find them."""
    forms = _forms(turn)
    coming = _coming(turn)
    total = len(forms) + len(coming)
    below: Row = (Button(Msg("🕗 Your clock"), Go("timezone")), MENU)
    if not total:
        turn.show(View(Msg("✨ Nothing is coming up for you: no deadline, no reminder."), (below,)))
        return
    first = page_of(turn, total) * PAGE
    listed = coming[max(0, first - len(forms)) : max(0, first + PAGE - len(forms))]
    numbers = {each.partnership_id for each in listed if each.partnership_id is not None}
    about = partnerships_by_id(turn.work.session, numbers) if numbers else {}
    entries = [*forms[first : first + PAGE], *(_entry(turn, each, about) for each in listed)]
    rows: list[Row] = [(button,) for _, button in entries]
    words = paragraphs(Msg("<b>What is coming</b>"), lines(*(line for line, _ in entries)))
    turn.show(View(words, (*rows, *turning(turn, "deadlines", total), below)))


def _coming(turn: Turn) -> Sequence[Coming]:
    own, person, work = turn.organisation, turn.person, turn.work
    role = own_role(turn) if own is not None else None
    is_partner = own is not None and own.is_partner and role is not None
    found = coming_for(
        work.session,
        person.id,
        None if own is None else own.id,
        work.now,
        reminders=LATER,
        checks=role is not None and may(Act.REQUEST, Relation.OWN, role),
        among=reach_in_role(person, role).among if is_partner and role is not None else (),
        limit=MOST,
    )
    after = turn.around.programme.check_up_after
    dated = [replace(each, at=each.at + after) if each.what is What.CHECK_UP else each for each in found]
    return sorted(dated, key=lambda each: each.at)


def _forms(turn: Turn) -> list[_Entry]:
    """Forms that wait for answers come first: they do so now."""
    forms = forms_of(turn)
    every = (forms.open, *forms.kept) if forms.open is not None else forms.kept
    return [
        (
            Msg("✏️ “{form}” waits for the rest of your answers.", form=turn.forms[each.form].title),
            Button(Lines((Literal("✏️"), turn.forms[each.form].title), " "), Resume(each.serial)),
        )
        for each in every
        if has_answers(turn, each)
    ]


def _entry(turn: Turn, coming: Coming, about: Mapping[int, Partnership]) -> _Entry:
    at = Local(coming.at, zone_of(turn.around.programme, turn.person))
    if coming.what is What.CHECK_UP:
        words = Msg("🔎 I ask on {day} whether each partner still needs what it has.", day=Day(coming.at))
        return words, Button(Msg("👥 Partners"), Go("partners"))
    if coming.partnership_id is None:
        what, number, _whose = coming.mark.split(":")
        words = Msg("⏰ I remind you on {moment}: {what}", moment=at, what=_PUT_OFF[what])
        return words, show_now(what, int(number))
    partnership = about[coming.partnership_id]
    own = turn.person.organisation_id
    side = Side.CLIENT if partnership.client_id == own else Side.PARTNER
    other = (partnership.partner if side is Side.CLIENT else partnership.client).name
    icon, line = _line(coming, partnership, side, other, at)
    return line, Button(Lines((Literal(icon), name_on_button(other)), " "), ShowPartnership(partnership.id))


def _line(coming: Coming, partnership: Partnership, side: Side, other: str, at: Local) -> tuple[str, Words]:
    if coming.what is What.REMINDER:
        return "⏰", Msg("⏰ I remind you on {moment} of {other}.", moment=at, other=other)
    if partnership.status is Status.ACTIVE:
        day = partnership.ends_on or coming.at.date() - dt.timedelta(days=1)
        return "📅", Msg("📅 The partnership with {other} ends on {day}.", other=other, day=day)
    if awaited(partnership.status) is side:
        return "📥", Msg("📥 {other} waits for your answer until {moment}.", other=other, moment=at)
    return "⏳", Msg("⏳ {other} can answer you until {moment}.", other=other, moment=at)


CHAPTER = Chapter(commands=(ChatCommand("deadlines", _deadlines, Msg("Your deadlines and reminders"), by_link=True),))
