"""The list of a partner's clients: first what needs attention, eight a page, with search and filters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from domain.answers.outcomes import Outcome
from domain.programme import Programme
from domain.sayings.slots import Slot
from domain.words import Lines, Literal, Msg, Plural, Words, lines, paragraphs
from handlers.answers.searching import find
from handlers.chat.chapters import Chapter, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import LONGEST_SEARCH, PAGE, carried, pages, searched
from handlers.chat.payloads import Go
from handlers.chat.spoken import speak_of
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.filters import PAYER_NAMES, Filter, choose
from handlers.clients.payloads import ChooseFile, ChooseFilter, ShowClient, ShowClients, ShowExpiring
from handlers.organisations.verified import verified_mark
from handlers.partnerships import terms
from handlers.partnerships.showing import is_without_clients
from services.partnerships.deadlines import today
from services.rights import own_organisation
from storage.clients.listing import Listed, count_clients, page_of_clients
from storage.clients.seen import Seen, Wanted
from storage.work import Work

_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")
_NONE = Msg("There is no client with a confirmed partnership yet.")


def _clients(turn: Turn) -> None:
    """With what is typed behind the command as the search; an old button's page, too."""
    _show_list(turn, Filter(), searched(turn), turn.page)


def _show(turn: Turn, payload: ShowClients) -> None:
    _show_list(turn, Filter.read(payload.which), carried(payload.search), payload.page)


def _named(turn: Turn, text: str) -> bool:
    """Shows the clients whose name or product somebody of a partner types, unless it may be a question."""
    partner = turn.organisation
    if partner is None or not partner.is_partner or len(text) > LONGEST_SEARCH or _is_question(turn, text):
        return False
    search = carried(text)
    found = count_clients(turn.work.session, Filter().seen(turn), Wanted(search=search))
    if found:
        _show_list(turn, Filter(), search, 0)
    return found > 0


def _is_question(turn: Turn, text: str) -> bool:
    """Whether the knowledge base may have something to say; to a domain alone it has not."""
    if "?" in text or turn.reference.goes_first(turn, text):
        return True
    if _DOMAIN.fullmatch(text.strip()) is not None:
        return False
    return find(turn, text).outcome is not Outcome.NONE


def _show_list(turn: Turn, chosen: Filter, search: str, page: int) -> None:
    if is_without_clients(turn):
        return
    session, seen, wanted = turn.work.session, chosen.seen(turn), chosen.wanted(search)
    count = count_clients(session, seen, wanted)
    if not count:
        turn.show(_nobody(turn, chosen, search))
        return
    page = max(0, min(page, (count - 1) // PAGE))
    listed = page_of_clients(session, seen, wanted, PAGE, page * PAGE)
    speak_of(turn, listed=(Slot.OTHER, [each.partnership.client_id for each in listed]))
    words = paragraphs(
        _heading(turn, chosen, search, count),
        lines(*(_entry(turn, seen, each) for each in listed)),
        _how_to_search(count) if not search else None,
    )
    rows: list[Row] = [(Button(_name(seen, each), ShowClient(each.partnership.id)),) for each in listed]
    rows += pages(page, count, lambda number: ShowClients(chosen.letters, number, search))
    turn.show(View(words, (*rows, *_below(chosen, search, count))))


def _heading(turn: Turn, chosen: Filter, search: str, count: int) -> Words:
    partner = own_organisation(turn.person).name
    title = Msg("<b>{heading}: {partner}</b>", heading=Msg("Clients"), partner=partner)
    narrowed: list[Words] = [Plural("{n} client", "{n} clients", count)]
    if search:
        narrowed.append(Msg("🔎 “{text}”", text=search))
    if chosen.words is not None:
        narrowed.append(chosen.words)
    return lines(title, Lines(tuple(narrowed), " · ")) if len(narrowed) > 1 or count > PAGE else title


def _how_to_search(count: int) -> Words | None:
    if count <= PAGE:
        return None
    return Msg(
        "Type <code>/clients</code> and a part of a name, a product or a domain to search these {count}.", count=count
    )


def _below(chosen: Filter, search: str, count: int) -> tuple[Row, ...]:
    """What leads on from the list: a few clients need no filter."""
    is_narrowed = bool(chosen.letters or search)
    first: list[Button] = []
    if is_narrowed or count > PAGE:
        first.append(Button(Msg("🎛 Filter"), ChooseFilter(chosen.letters, search)))
    first.append(Button(Msg("⏳ What runs out"), ShowExpiring(0)))
    second = (Button(Msg("📄 As a file"), ChooseFile(chosen.letters, search)), MENU)
    if not is_narrowed:
        return tuple(first), second
    return tuple(first), (Button(Msg("👥 All clients"), Go("clients")), *second)


def _nobody(turn: Turn, chosen: Filter, search: str) -> View:
    """Nothing found; or no client at all, whatever was searched for."""
    seen = Filter().seen(turn)
    if not (chosen.letters or search) or not count_clients(turn.work.session, seen, Wanted()):
        return View(_NONE, ((MENU,),))
    heading = Msg("<b>{heading}: {partner}</b>", heading=Msg("Clients"), partner=own_organisation(turn.person).name)
    words = (
        Msg("No client has “{text}” in its name, or in that of a product that you manage.", text=search)
        if search and not chosen.letters
        else Msg("No client matches: {filter}", filter=chosen.words or search)
        if not search
        else Msg(
            "No client that matches has “{text}” in its name or a product’s: {filter}",
            text=search,
            filter=chosen.words or "",
        )
    )
    other = Button(Msg("🎛 Filter"), ChooseFilter(chosen.letters, search))
    return View(paragraphs(heading, words), ((other,), (Button(Msg("👥 All clients"), Go("clients")), MENU)))


def _icon(seen: Seen, listed: Listed) -> str:
    if (listed.request and seen.decides) or (listed.question and seen.asked):
        return "🔔"
    ends_on = listed.partnership.ends_on
    is_ending = ends_on is not None and ends_on <= seen.days[1]
    return "⏳" if listed.runs_out is not None or is_ending else "✅"


def _name(seen: Seen, listed: Listed) -> Words:
    return Lines((Literal(_icon(seen, listed)), name_on_button(listed.partnership.client.name)), " ")


def _entry(turn: Turn, seen: Seen, listed: Listed) -> Words:
    """Name, access and payment means; below, what waits and what runs out."""
    made = listed.partnership
    name = Lines((Literal(_icon(seen, listed)), made.client.name), " ")
    payer = None if made.payer is None else PAYER_NAMES[made.payer]
    mark = verified_mark(made.client) if made.client.verified_at is None else None
    first = (name, terms.ACCESS_NAMES[made.access], payer, mark)
    line = Lines(tuple(part for part in first if part is not None), " – ")
    told = details(turn.work, turn.around.programme, seen, listed)
    return lines(line, Lines(("   ", Lines(tuple(told), " · ")), "")) if told else line


def details(work: Work, programme: Programme, seen: Seen, listed: Listed) -> Sequence[Words]:
    """What waits and what runs out, in a few words each."""
    told: list[Words] = []
    if listed.request:
        told.append(
            Msg("📥 its request waits for you")
            if seen.decides
            else Msg("📥 its request waits for a legal representative")
        )
    if listed.question:
        told.append(Msg("💬 it has a question"))
    elif listed.proposed:
        told.append(Msg("✉️ your request waits for it"))
    if listed.runs_out is not None:
        told.append(runs_out(listed.running_out, listed.runs_out, today(work, programme)))
    ends_on = listed.partnership.ends_on
    if ends_on is not None and ends_on <= seen.days[1]:
        told.append(Msg("📅 the access ends on {day}", day=ends_on))
    return told


def runs_out(count: int, day: dt.date, now: dt.date) -> Words:
    """How many products run out, and the first of them when; or since when."""
    if day < now:
        return Plural(
            "⚠️ {n} product ran out on {day}", "⚠️ {n} products ran out or will soon, from {day}", count, day=day
        )
    return Plural("⏳ {n} product runs out on {day}", "⏳ {n} products run out, from {day}", count, day=day)


CHAPTER = Chapter(
    commands=(
        ChatCommand("clients", _clients, Msg("For partners: your clients"), in_help=Msg("Your clients"), by_link=True),
    ),
    routes=(on(ShowClients, _show), on(ChooseFilter, choose)),
    starters=(_named,),
)
