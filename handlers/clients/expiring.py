"""What runs out in the next weeks over all clients, by day; and every Monday for whoever wants to read it then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from domain.clients import AHEAD
from domain.daytime import next_week
from domain.partnerships.rules import Access
from domain.programme import Programme
from domain.words import Msg, Plural, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.due.kinds import Again, DueKind, Outcome, Recalled
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, pages
from handlers.chat.notices import ByMail, Notice
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Surroundings, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.payloads import RemindMondays, ShowClient, ShowExpiring
from handlers.partnerships.showing import is_without_clients
from services.clients.seeing import seen_by, seen_of
from services.partnerships.deadlines import today
from services.people.timezone import zone_of
from services.rights import own_organisation
from storage.clients.expiring import Expiring, accesses_ending, count_expiring, page_of_expiring
from storage.people import membership
from storage.runtime.due import DueRow, NewDue, drop, is_due, put
from storage.runtime.outbox import Priority
from storage.tables import Membership, Organisation, Person
from storage.work import Work

MONDAYS = "expiring"
MOST_ENDING = 10
SIGNS = Msg("🔁 you can renew it · 👤 the client renews it itself · ⚠️ it has run out")
MOST_TOLD = 6
"""Of a Monday's message; the others are counted."""


def _expiring(turn: Turn) -> None:
    _show_page(turn, turn.page)


def _show(turn: Turn, payload: ShowExpiring) -> None:
    _show_page(turn, payload.page)


def _show_page(turn: Turn, page: int) -> None:
    if is_without_clients(turn):
        return
    programme, session = turn.around.programme, turn.work.session
    seen = seen_by(turn.work, programme, turn.person)
    count = count_expiring(session, seen)
    page = max(0, min(page, (count - 1) // PAGE))
    found = page_of_expiring(session, seen, PAGE, page * PAGE)
    ending = accesses_ending(session, seen, MOST_ENDING) if page == 0 else ()
    now = today(turn.work, programme)
    words = paragraphs(
        Msg(
            "⏳ <b>What runs out at the clients of {partner} in the next {days} days</b>",
            partner=own_organisation(turn.person).name,
            days=AHEAD.days,
        ),
        lines(*(line(programme, each, now) for each in ending)) if ending else None,
        lines(*(line(programme, each, now) for each in found)) if found else None,
        None if found or ending else Msg("✨ Nothing runs out."),
        SIGNS if found else None,
    )
    clients = {each.partnership_id: each.client for each in (*ending[: PAGE - 1], *found)}
    rows: list[Row] = [(Button(name_on_button(name), ShowClient(key)),) for key, name in list(clients.items())[:PAGE]]
    rows += pages(page, count, ShowExpiring)
    turn.show(View(words, (*rows, (_mondays(turn),), (Button(Msg("👥 All clients"), Go("clients")), MENU))))


def line(programme: Programme, each: Expiring, now: dt.date) -> Words:
    """A day, what it is about, whose it is; and who can do something about it (facts 17, 21)."""
    if each.name is None:
        return Msg("📅 {day}: your access to <b>{client}</b> ends", day=each.day, client=each.client)
    icon = "🔁" if each.access is Access.FULL else "👤"
    product = Msg("<b>{product}</b> ({kind})", product=each.name, kind=programme.kind(each.kind or ""))
    if each.day < now:
        icon = f"⚠️ {icon}"
    return Msg("{icon} {day}: {product}, {client}", icon=icon, day=each.day, product=product, client=each.client)


def _mark(person: Person, partner_id: int) -> str:
    return f"{person.id}:{partner_id}"


def _mondays(turn: Turn) -> Button:
    partner = own_organisation(turn.person).id
    if is_due(turn.work.session, MONDAYS, _mark(turn.person, partner)):
        return Button(Msg("🔕 No more on Mondays"), RemindMondays(wanted=False, partner=partner))
    return Button(Msg("🔔 Remind me every Monday"), RemindMondays(wanted=True, partner=partner))


def _remind(turn: Turn, payload: RemindMondays) -> None:
    work, person = turn.work, turn.person
    work.action = "person.mondays"
    if not payload.wanted:  # also where they act for another organisation at present
        drop(work.session, MONDAYS, _mark(person, payload.partner))
        turn.whisper(Msg("I do not write to you about it on Mondays any more."))
    if is_without_clients(turn):
        return
    if payload.wanted:
        partner = own_organisation(person)
        due_at = next_week(work.now, zone_of(turn.around.programme, person))
        row = NewDue(MONDAYS, _mark(person, partner.id), due_at, {"organisation": partner.id}, person.id)
        put(work.session, [row], work.now, keep=True)
        turn.whisper(Msg("I write to you on Monday mornings when something runs out."))
    _show_page(turn, 0)


def _look(work: Work, around: Surroundings, rows: Sequence[DueRow]) -> Iterator[Outcome]:
    """Whoever still belongs to the partner is asked again next Monday; this one, if there is something to tell."""
    for row in rows:
        if row.person_id is None:
            continue
        person = work.session.get_one(Person, row.person_id)
        partner = work.session.get(Organisation, int(str(row.content["organisation"])))
        member = None if partner is None else membership(work.session, person.id, partner.id)
        if partner is None or member is None or not partner.is_partner:
            continue
        yield Again(row, next_week(work.now, zone_of(around.programme, person)))
        notice = _notice(work, around.programme, member)
        if notice is not None:
            yield Recalled(row, notice)


def _notice(work: Work, programme: Programme, member: Membership) -> Notice | None:
    """What the person reads; nothing where nothing runs out."""
    seen = seen_of(work, programme, member.person, member.organisation, member.role)
    count = count_expiring(work.session, seen)
    ending = accesses_ending(work.session, seen, MOST_ENDING)
    if not count and not ending:
        return None
    now = today(work, programme)
    found = page_of_expiring(work.session, seen, MOST_TOLD) if count else ()
    partner = member.organisation
    more = count - len(found)
    words = paragraphs(
        Plural(
            "⏳ <b>{n} product runs out at your clients in the next {days} days.</b>",
            "⏳ <b>{n} products run out at your clients in the next {days} days.</b>",
            count,
            days=AHEAD.days,
        )
        if count
        else Msg("⏳ <b>An access to a client ends in the next {days} days.</b>", days=AHEAD.days),
        lines(
            *(line(programme, each, now) for each in (*ending, *found)),
            Msg("… and {n} more", n=more) if more else None,
        ),
    )
    rows: tuple[Row, ...] = (
        (Button(Msg("⏳ What runs out"), ShowExpiring(0)),),
        (Button(Msg("🔕 No more on Mondays"), RemindMondays(wanted=False, partner=partner.id)), MENU),
    )
    mail = ByMail(f"expiring-{partner.id}", Go("expiring"))
    return Notice(member.person, View(words, rows), partner, Priority.REMINDER, mail)


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "expiring",
            _expiring,
            Msg("For partners: what runs out at your clients"),
            in_help=Msg("What runs out soon"),
            by_link=True,
        ),
    ),
    routes=(on(ShowExpiring, _show), on(RemindMondays, _remind)),
    due=(DueKind(MONDAYS, _look),),
)
