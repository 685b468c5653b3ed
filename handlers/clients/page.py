"""The page of one client: what the partner has there, what waits and runs out, who looks after it, what is noted.

What it says of the partnership it has from where the partnership's card has it; what can be done about that stands on
the card.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from domain.partnerships.rules import Side, Status
from domain.programme import Category
from domain.words import Day, Lines, Msg, Words, lines, listing, paragraphs
from handlers.care.payloads import ShowCarers
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.notices import headed
from handlers.chat.payloads import Go
from handlers.chat.spoken import speak_of
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View, folded
from handlers.clients.payloads import ShowClient, ShowClientProducts, ShowNotes
from handlers.income.payloads import ShowClientIncome
from handlers.organisations.acting import ways_to_act
from handlers.organisations.verified import verified_line
from handlers.partnerships import ending_words, states, terms
from handlers.partnerships.card import enquiry_words
from handlers.partnerships.payloads import ShowHistory, ShowPartnership
from handlers.partnerships.showing import card_for
from services.clients.seeing import Client, client_of
from services.partnerships.deadlines import today
from services.rights import Act, Relation, may
from storage.care import carers_of
from storage.clients.holdings import Kind, kinds_managed, products_managed
from storage.clients.listing import questions_between
from storage.clients.notes import notes_about
from storage.partnerships import open_between
from storage.partnerships import partnership as find_partnership
from storage.people import memberships_of
from storage.tables import ClientNote, Partnership, Product

MOST_NAMED = 16
"""Products that the page names, each with its day; of more, it says how many there are on each shelf."""
MOST_NOTES, LONGEST_NOTE = 2, 200
"""Notes on the page, and characters of each; the whole ones are one tap away."""


def show(turn: Turn, payload: ShowClient) -> None:
    """The page, whose place the partnership's card takes when something happens to it; where nothing is left but a
    request or an ended partnership, that one's card at once."""
    client = client_of(turn.work, turn.person, payload.partnership)
    speak_of(turn, other=client.partnership.client_id)
    if client.partnership.status is Status.ACTIVE:
        several = len(memberships_of(turn.work.session, turn.person.id)) > 1
        turn.show(headed(_page(turn, client), client.partnership.partner if several else None))
    else:
        turn.show(card_for(turn, payload.partnership))


def _page(turn: Turn, client: Client) -> View:
    made, session, now = client.partnership, turn.work.session, turn.work.now
    kinds = kinds_managed(session, made, client.only)
    requests = open_between(session, made.client_id, made.partner_id, now)
    noted = notes_about(session, made.partner_id, made.client_id)
    words = paragraphs(
        lines(
            Msg("👤 <b>{client}</b>", client=made.client.name),
            states.state_line(made, Side.PARTNER, made.client.name),
            ending_words.ends_on(made, Side.PARTNER, made.client.name),
            states.set_up_refusal(made),
            verified_line(made.client),
        ),
        _waits(turn, made, requests),
        _access(made),
        _products(turn, client, kinds),
        folded(terms.consequence_lines(made.access, made.payer, Side.PARTNER, made.client.name)),
        _carers(turn, made),
        _noted(noted),
    )
    return View(words, _rows(client, requests, sum(kind.number for kind in kinds), len(noted)), made.id)


def _rows(client: Client, requests: Mapping[Status, Partnership], products: int, noted: int) -> tuple[Row, ...]:
    """Eight buttons at most: who has a request to answer has other things to do than to say who looks after it."""
    made, key = client.partnership, client.partnership.id
    request = requests.get(Status.PENDING) or requests.get(Status.PROPOSED)
    rows: list[Row] = []
    if request is not None:
        rows.append((Button(Msg("📥 The open request"), ShowPartnership(request.id)),))
    rows.append(
        (
            Button(Msg("🤝 The partnership"), ShowPartnership(key)),
            Button(Msg("📦 Products ({count})", count=products), ShowClientProducts(key, "", 0)),
        )
    )
    rows.append((Button(Msg("💰 Income"), ShowClientIncome(made.client_id, 0)),))
    notes = Msg("📝 Notes ({count})", count=noted) if noted else Msg("📝 Notes")
    rows.append((Button(notes, ShowNotes(key, 0)), Button(Msg("🕘 History"), ShowHistory(key, 0))))
    if request is None and may(Act.ASSIGN, Relation.OWN, client.role):
        rows.append((Button(Msg("👥 Who looks after it"), ShowCarers(made.client_id, 0)),))
    return (*rows, (Button(Msg("📋 All clients"), Go("clients")), MENU))


def _access(made: Partnership) -> Words:
    """The kind of access and the payment means; the products come below, with their days."""
    access = Msg("<b>{access}</b>", access=terms.ACCESS_NAMES[made.access])
    if made.payer is None:
        return access
    return Lines((access, terms.payer_name(made.payer, Side.PARTNER, made.client.name)), " – ")


def _waits(turn: Turn, made: Partnership, requests: Mapping[Status, Partnership]) -> Words | None:
    """Requests between the two beside the partnership, and questions that nobody has answered."""
    other = made.client.name
    told: list[Words] = []
    for request in requests.values():
        if request.status in {Status.PENDING, Status.PROPOSED}:
            line = states.state_line(request, Side.PARTNER, other)
            told.append(Lines((line, terms.ACCESS_NAMES[request.access]), " – "))
    if told:
        asked = questions_between(turn.work.session, made.client_id, made.partner_id, turn.work.now)
        told += [enquiry_words(each, Side.PARTNER, other) for each in asked]
    return lines(*told) if told else None


def _products(turn: Turn, client: Client, kinds: Sequence[Kind]) -> Words:
    """Shelf by shelf, each product with its day; or how many there are."""
    if not kinds:
        return (
            Msg("👤 None of the products is yours to look after any more.")
            if client.only is not None
            else Msg("There are no products yet.")
        )
    shelves = by_shelf(turn, kinds)
    title = Msg("<b>Products</b>") if client.only is None else Msg("<b>Products that you look after</b>")
    now = today(turn.work, turn.around.programme)
    if sum(kind.number for kind in kinds) > MOST_NAMED:
        return lines(title, *(_counted(category, there, now) for category, there in shelves))
    of = turn.around.programme.category_of
    order = [kind.kind for _, there in shelves for kind in there]
    found = products_managed(turn.work.session, client.partnership, client.only, order, MOST_NAMED)
    return lines(
        title,
        *(
            Msg(
                "{category}: {products}",
                category=shelf_name(category),
                products=listing(_with_day(each, now) for each in found if of(each.kind).code == category.code),
            )
            for category, _ in shelves
        ),
    )


def by_shelf(turn: Turn, kinds: Sequence[Kind]) -> list[tuple[Category, list[Kind]]]:
    """The kinds on their shelves, in the catalogue's order; empty shelves are left out."""
    programme = turn.around.programme
    places = {each.code: place for place, each in enumerate(programme.catalogue)}
    shelves = [
        (category, [kind for kind in kinds if programme.category_of(kind.kind).code == category.code])
        for category in programme.categories
    ]
    return [
        (category, sorted(there, key=lambda kind: (places.get(kind.kind, len(places)), kind.kind)))
        for category, there in shelves
        if there
    ]


def shelf_name(category: Category) -> Words:
    """A shelf with its picture."""
    return Lines((category.icon, category.name), " ")


def _counted(category: Category, there: Sequence[Kind], now: dt.date) -> Words:
    count = sum(kind.number for kind in there)
    days = [kind.runs_out for kind in there if kind.runs_out is not None]
    if not days:
        return Msg("{category}: {count}", category=shelf_name(category), count=count)
    if min(days) < now:
        return Msg(
            "{category}: {count}, one ran out on {day}", category=shelf_name(category), count=count, day=min(days)
        )
    return Msg("{category}: {count}, the first until {day}", category=shelf_name(category), count=count, day=min(days))


def _with_day(product: Product, now: dt.date) -> Words:
    """The product's name, with the day until which it lasts."""
    if product.expires_on is None:
        return Lines((product.name,))
    if product.expires_on < now:
        return Msg("{product} (⚠️ ran out on {day})", product=product.name, day=product.expires_on)
    return Msg("{product} (until {day})", product=product.name, day=product.expires_on)


def _carers(turn: Turn, made: Partnership) -> Words:
    names = carers_of(turn.work.session, made.partner_id, made.client_id).get(made.client_id)
    if names is None:
        return Msg("👥 Everybody at {partner} looks after it.", partner=made.partner.name)
    if not names:
        return Msg("👥 Legal representatives and administrators look after it; nobody else is chosen.")
    return Msg("👥 Looked after by {names}", names=listing(names))


def _noted(noted: Sequence[ClientNote]) -> Words | None:
    """The newest notes; whoever reads this page is of the partner."""
    if not noted:
        return None
    shown = [
        Msg(
            "📝 {day}, {author}: {text}",
            day=Day(each.changed_at or each.written_at),
            author=each.author.first_name,
            text=_cut(each.text),
        )
        for each in noted[:MOST_NOTES]
    ]
    more = len(noted) - len(shown)
    return lines(*shown, Msg("… and {n} more", n=more) if more else None)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NOTE else line[: LONGEST_NOTE - 1].rstrip() + "…"


def _ways_to_act(turn: Turn, payload: ShowClient) -> Row:
    """Somebody of the partner may act for another organisation at the moment."""
    found = find_partnership(turn.work.session, payload.partnership)
    return ways_to_act(turn, found) if found is not None else ()


CHAPTER = Chapter(
    routes=(on(ShowClient, show),),
    by_link=(ShowClient,),
    after_refusal=(after_refusal(ShowClient, _ways_to_act, show),),
)
