"""The products of one client that the partner manages, shelf by shelf, with their days; and what there is as a file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.words import Lines, Money, Msg, Plural, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.lists import PAGE, pages
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.page import by_shelf, shelf_name
from handlers.clients.payloads import FileKind, SaveBilling, ShowClient, ShowClientProducts
from services.clients.seeing import Client, client_of
from services.partnerships.deadlines import today
from storage.clients.holdings import kinds_managed, products_managed
from storage.tables import Product

MOST_SHELVES = 6
"""As buttons; a catalogue with more of them is read page by page."""


def show(turn: Turn, payload: ShowClientProducts) -> None:
    """The shelves of a client that has much, or what is on one of them."""
    client = client_of(turn.work, turn.person, payload.partnership)
    kinds = kinds_managed(turn.work.session, client.partnership, client.only)
    shelves = by_shelf(turn, kinds)
    total = sum(kind.number for kind in kinds)
    title = Msg("📦 <b>Products of {client}</b>", client=client.partnership.client.name)
    if not payload.category and total > PAGE and 1 < len(shelves) <= MOST_SHELVES:
        rows: list[Row] = []
        for category, there in shelves:
            label = Msg("{category} ({count})", category=shelf_name(category), count=sum(kind.number for kind in there))
            rows.append((Button(label, ShowClientProducts(payload.partnership, category.code, 0)),))
        words = paragraphs(title, Plural("{n} product that you manage.", "{n} products that you manage.", total))
        turn.show(View(words, (*rows, *_below(client))))
        return
    chosen = [there for category, there in shelves if payload.category in {"", category.code}]
    shown = [kind for there in chosen for kind in there]
    count = sum(kind.number for kind in shown)
    page = max(0, min(payload.page, (count - 1) // PAGE))
    order = [kind.kind for kind in shown]
    found = products_managed(turn.work.session, client.partnership, client.only, order, PAGE, page * PAGE)
    words = paragraphs(
        title,
        lines(*(_entry(turn, client, each) for each in found))
        if found
        else Msg("There is none (any more) that you manage."),
        Plural("{n} product that you manage.", "{n} products that you manage.", count) if found else None,
    )
    turned = pages(page, count, lambda number: ShowClientProducts(payload.partnership, payload.category, number))
    every = (
        (Button(Msg("🗂 All categories"), ShowClientProducts(payload.partnership, "", 0)),) if payload.category else ()
    )
    turn.show(View(words, (*turned, *((every,) if every else ()), *_below(client))))


def _below(client: Client) -> Sequence[Row]:
    key = client.partnership.id
    return (
        (
            Button(Msg("🧾 Billing data (XLSX)"), SaveBilling(key, FileKind.XLSX)),
            Button(Msg("🧾 CSV"), SaveBilling(key, FileKind.CSV)),
        ),
        (Button(Msg("◀️ Back"), ShowClient(key)), MENU),
    )


def _entry(turn: Turn, client: Client, product: Product) -> Words:
    amount = Money(Decimal(product.yearly_value) / 100, client.partnership.client.currency)
    line = Msg(
        "• <b>{product}</b> – {kind}, {amount} a year",
        product=product.name,
        kind=turn.around.programme.kind(product.kind),
        amount=amount,
    )
    if product.expires_on is None:
        return line
    is_over = product.expires_on < today(turn.work, turn.around.programme)
    day = (
        Msg("⚠️ ran out on {day}", day=product.expires_on)
        if is_over
        else Msg("expires on {day}", day=product.expires_on)
    )
    return lines(line, Lines(("   ", day), ""))


CHAPTER = Chapter(routes=(on(ShowClientProducts, show),))
