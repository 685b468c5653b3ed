"""/tenders: what a partner can offer for, with filters; for clients and visitors, their own."""

from __future__ import annotations

from collections.abc import Sequence

from domain.tenders.kinds import KIND_NAMES, WorkKind
from domain.tenders.regions import SWITZERLAND, offered_regions
from domain.tenders.rules import TenderStatus
from domain.words import Lines, Literal, Local, Msg, Plural, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, page_of, pages, searched, turning
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.tenders.deadline import zone_here
from handlers.tenders.offer_payloads import OwnOffers
from handlers.tenders.options import label_of
from handlers.tenders.payloads import FilterTenders, ListTenders, OwnTenders, ShowTender, SubscribeTenders
from services.tenders.reading import require_partner, state_now
from storage import tenders as stored
from storage.tables import Tender

_ICONS = {
    TenderStatus.HELD: "🔎",
    TenderStatus.OPEN: "🟢",
    TenderStatus.LAPSED: "⌛",
    TenderStatus.CHOSEN: "🤝",
    TenderStatus.AWARDED: "✅",
    TenderStatus.CLOSED: "⏹",
    TenderStatus.HIDDEN: "🚫",
}
_PER_PAGE_OWN = 5
"""With what turns the pages, begins a new one and leads back, that makes eight buttons."""


def _tenders(turn: Turn) -> None:
    own = turn.organisation
    if own is not None and own.is_partner:
        _show_list(turn, stored.Filter(search=searched(turn)), None)
    else:
        show_own(turn, OwnTenders(turn.page))


def _filtered(turn: Turn, payload: ListTenders) -> None:
    kinds = {each.value: each for each in WorkKind}
    _show_list(turn, stored.Filter(kinds.get(payload.kind), payload.region or None), payload)


def _show_list(turn: Turn, only: stored.Filter, filtered: ListTenders | None) -> None:
    partner = require_partner(turn.work, turn.person)
    session, now = turn.work.session, turn.work.now
    count = stored.count_listed(session, partner.id, only, now)
    page = page_of(turn, count) if filtered is None else max(0, min(filtered.page, (count - 1) // PAGE))
    found = stored.listed(session, partner.id, only, now, PAGE, page * PAGE)
    kind, region = (only.kind.value if only.kind is not None else ""), only.region or ""
    turns = (
        turning(turn, "tenders", count)
        if only.search
        else pages(page, count, lambda number: ListTenders(number, kind, region))
    )
    subscription = stored.subscription_of(session, turn.person.id, partner.id)
    words = paragraphs(
        lines(Msg("📣 <b>Tenders</b>"), _narrowed(only)),
        lines(*(_line(turn, each) for each in found)) if found else _nothing(only),
        None
        if subscription is not None
        else Msg("🔔 I can tell you of new ones, at once or once a day: tap the bell."),
    )
    below = (
        Button(Msg("🛠 Kind"), FilterTenders("kind", kind, region)),
        Button(Msg("📍 Region"), FilterTenders("region", kind, region)),
    )
    rows = [(Button(name_on_button(each.subject), ShowTender(each.id)),) for each in found]
    last = (Button(Msg("🔔 Tell me"), SubscribeTenders(anew=False)), Button(Msg("📨 Offers"), OwnOffers(0)), MENU)
    turn.show(View(words, (*rows, *turns, below, last)))


def _narrowed(only: stored.Filter) -> Words | None:
    parts: list[Words] = [KIND_NAMES[only.kind]] if only.kind is not None else []
    parts += [Lines((label_of(only.region),))] if only.region is not None else []
    parts += [Msg("“{search}”", search=only.search)] if only.search else []
    return Lines(tuple(parts), " · ") if parts else None


def _nothing(only: stored.Filter) -> Msg:
    if only == stored.Filter():
        return Msg("No tender is open at present.")
    return Msg("No open tender fits. Tap “Kind” or “Region” to look further.")


def _line(turn: Turn, tender: Tender) -> Words:
    return Msg(
        "• <b>{subject}</b> – {kind}, until {deadline}",
        subject=tender.subject,
        kind=KIND_NAMES[tender.kind],
        deadline=Local(tender.deadline, zone_here(turn)),
    )


def _choose_filter(turn: Turn, payload: FilterTenders) -> None:
    require_partner(turn.work, turn.person)
    if payload.what == "kind":
        words = Msg("<b>Which kind of work?</b>")
        choices = [Button(name, ListTenders(0, kind.value, payload.region)) for kind, name in KIND_NAMES.items()]
        everything = Button(Msg("All kinds"), ListTenders(0, "", payload.region))
    else:
        words = Msg("<b>Which region?</b> What can be done from anywhere is always there.")
        own = turn.organisation
        regions = dict.fromkeys((*offered_regions(None if own is None else own.country), SWITZERLAND))
        choices = [Button(label_of(code), ListTenders(0, payload.kind, code)) for code in regions]
        everything = Button(Msg("All regions"), ListTenders(0, payload.kind, ""))
    turn.show(View(words, (*_in_pairs(choices), (everything, MENU))))


def _in_pairs(buttons: Sequence[Button]) -> list[Row]:
    return [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]


def show_own(turn: Turn, payload: OwnTenders) -> None:
    """The tenders of the client for which the person acts, or their own."""
    own = turn.organisation
    client = None if own is None or own.is_partner else own.id
    session, person = turn.work.session, turn.person.id
    count = stored.count_own(session, person, client)
    page = max(0, min(payload.page, (count - 1) // _PER_PAGE_OWN))
    found = stored.own_tenders(session, person, client, _PER_PAGE_OWN, page * _PER_PAGE_OWN)
    words = paragraphs(
        Msg("📣 <b>Your tenders</b>")
        if own is None
        else Msg("📣 <b>Tenders of {organisation}</b>", organisation=own.name),
        Plural("{n} tender", "{n} tenders", count)
        if found
        else Msg(
            "None yet. Say what you look for, and partners make you offers: free of charge, and nobody gets your "
            "contact before you want it."
        ),
    )
    rows: list[Row] = [
        (
            Button(
                Lines((Literal(_ICONS[state_now(turn.work, each)]), name_on_button(each.subject)), " "),
                ShowTender(each.id),
            ),
        )
        for each in found
    ]
    new = Button(Msg("📣 New tender"), Go("newtender"))
    turn.show(View(words, (*rows, *pages(page, count, OwnTenders, _PER_PAGE_OWN), (new, MENU))))


CHAPTER = Chapter(
    commands=(ChatCommand("tenders", _tenders, Msg("Tenders"), Msg("Tenders that you can offer for"), by_link=True),),
    routes=(on(ListTenders, _filtered), on(FilterTenders, _choose_filter), on(OwnTenders, show_own)),
)
