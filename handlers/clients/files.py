"""Clients, their products, and what was booked about one of them, as files for Excel and its kin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from babel.numbers import get_currency_precision

from domain.accounts.kinds import OrderKind
from domain.programme import Programme
from domain.words import Country, Lines, Money, Msg, Plural, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.documents import Document
from handlers.chat.lists import carried
from handlers.chat.sheets import Cell, Column, Kind, SheetWriter
from handlers.chat.sheets import Table as Sheet
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.filters import PAYER_NAMES, Filter
from handlers.clients.payloads import (
    ChooseFile,
    FileKind,
    SaveBilling,
    SaveClients,
    ShowClient,
    ShowClientProducts,
    ShowClients,
    Table,
)
from handlers.clients.shelf import show
from handlers.partnerships.showing import is_without_clients
from handlers.partnerships.terms import ACCESS_NAMES
from services.clients import exporting
from services.clients.exporting import Exported
from services.rights import Act, Relation, may, own_organisation, role_in
from storage.clients.holdings import Booked, Held

ORDER_KINDS: Mapping[OrderKind, Msg] = {
    OrderKind.ORDER: Msg("Order"),
    OrderKind.RENEWAL: Msg("Renewal"),
    OrderKind.CREDIT_NOTE: Msg("Credit note"),
    OrderKind.REFUND: Msg("Refund"),
}
_TAKES_BACK = frozenset({OrderKind.CREDIT_NOTE, OrderKind.REFUND})
_CLIENTS = (
    Column(Msg("Client")),
    Column(Msg("Country")),
    Column(Msg("Register number")),
    Column(Msg("Access")),
    Column(Msg("Payment means")),
    Column(Msg("Since"), Kind.DAY),
    Column(Msg("Last day"), Kind.DAY),
    Column(Msg("Products"), Kind.WHOLE),
    Column(Msg("Value a year"), Kind.AMOUNT),
    Column(Msg("Next expiry"), Kind.DAY),
    Column(Msg("Looked after by")),
    Column(Msg("What waits")),
)
_PRODUCTS = (
    Column(Msg("Client")),
    Column(Msg("Product")),
    Column(Msg("Kind")),
    Column(Msg("Category")),
    Column(Msg("Expires on"), Kind.DAY),
    Column(Msg("Value a year"), Kind.AMOUNT),
    Column(Msg("Access")),
    Column(Msg("Payment means")),
)
_BILLING = (
    Column(Msg("Date"), Kind.DAY),
    Column(Msg("Kind")),
    Column(Msg("Product")),
    Column(Msg("Ordered by")),
    Column(Msg("Amount"), Kind.AMOUNT),
    Column(Msg("Number")),
    Column(Msg("Refers to")),
)


def choose(turn: Turn, payload: ChooseFile) -> None:
    """Which file; the same clients as the list shows."""
    if is_without_clients(turn):
        return
    chosen, search = Filter.read(payload.which), carried(payload.search)
    partner = own_organisation(turn.person)
    of_all = may(Act.EXPORT_CLIENTS, Relation.PARTNER, role_in(turn.work, turn.person, partner))
    words = paragraphs(
        Msg("<b>What would you like to have as a file?</b>"),
        lines(
            chosen.words,
            Msg("🔎 “{text}”", text=search) if search else None,
        )
        if chosen.letters or search
        else None,
        None if of_all else Msg("You get the clients that were given to you."),  # fact 41
        Msg("XLSX opens in Excel, LibreOffice and Numbers; CSV is for other programs."),
    )
    labels = {Table.CLIENTS: Msg("👥 Clients"), Table.PRODUCTS: Msg("📦 Products")}
    rows: list[Row] = [
        tuple(
            Button(
                Lines((labels[table], f"({kind.name})"), " "),
                SaveClients(table, kind, chosen.letters, search),
            )
            for kind in FileKind
        )
        for table in Table
    ]
    back = Button(Msg("◀️ Back"), ShowClients(chosen.letters, 0, search))
    turn.show(View(words, (*rows, (back, MENU))))


def _save(turn: Turn, payload: SaveClients) -> None:
    chosen, programme = Filter.read(payload.which), turn.around.programme
    search = carried(payload.search)
    wanted = chosen.wanted(search)
    mine = chosen.is_mine
    if payload.table is Table.CLIENTS:
        found = exporting.clients(turn.work, programme, turn.person, wanted, mine=mine)
        sheet = Sheet(Msg("Clients"), _CLIENTS, tuple(_client_row(each) for each in found))
    else:
        held = exporting.products(turn.work, programme, turn.person, wanted, mine=mine)
        sheet = Sheet(Msg("Products"), _PRODUCTS, tuple(_product_row(programme, each) for each in held))
    day = turn.work.now.date().isoformat()
    name = Lines((sheet.title, own_organisation(turn.person).name, day), " ")
    back = Button(Msg("📋 All clients"), ShowClients(chosen.letters, 0, search))
    caption = Plural("{n} line, as of today.", "{n} lines, as of today.", len(sheet.rows))
    turn.send(_file(turn, payload.kind, name, sheet), caption, ((back, MENU),))


def _save_billing(turn: Turn, payload: SaveBilling) -> None:
    client, found = exporting.billing(turn.work, turn.person, payload.partnership)
    made = client.partnership
    rows = tuple(_booked_row(each, made.client.name, made.partner.name) for each in found)
    name = Lines((Msg("Billing data"), made.client.name, turn.work.now.date().isoformat()), " ")
    caption = lines(
        Msg("What your payment means have paid for {client}.", client=made.client.name),  # fact 26
        Msg("Invoices that the client pays are in its organisation only."),  # fact 25
    )
    file = _file(turn, payload.kind, name, Sheet(Msg("Billing data"), _BILLING, rows))
    turn.send(file, caption, ((Button(Msg("◀️ Back"), ShowClient(made.id)), MENU),))


def _file(turn: Turn, kind: FileKind, name: Words, sheet: Sheet) -> Document:
    writer = SheetWriter(turn.around.renderer, turn.language, turn.work.now)
    return writer.xlsx(name, [sheet]) if kind is FileKind.XLSX else writer.csv(name, sheet)


def _client_row(each: Exported) -> Sequence[Cell]:
    made, client = each.listed.partnership, each.listed.partnership.client
    return (
        client.name,
        Country(client.country),
        client.register_number,
        ACCESS_NAMES[made.access],
        None if made.payer is None else PAYER_NAMES[made.payer],
        made.confirmed_at,
        made.ends_on,
        each.holding.number,
        Money(Decimal(each.holding.yearly_value) / 100, client.currency),
        each.listed.runs_out,
        Msg("Everybody") if each.carers is None else listing(each.carers) if each.carers else None,
        _waits(each),
    )


def _waits(each: Exported) -> Words | None:
    if each.listed.request:
        return Msg("Request of the client")
    if each.listed.question:
        return Msg("Question of the client")
    return Msg("Own request") if each.listed.proposed else None


def _product_row(programme: Programme, each: Held) -> Sequence[Cell]:
    return (
        each.client,
        each.name,
        programme.kind(each.kind),
        programme.category_of(each.kind).name,
        each.expires_on,
        Money(Decimal(each.yearly_value) / 100, each.currency),
        ACCESS_NAMES[each.access],
        None if each.payer is None else PAYER_NAMES[each.payer],
    )


def _booked_row(each: Booked, client: str, partner: str) -> Sequence[Cell]:
    """What takes something back is less than nothing."""
    amount = Decimal(each.amount).scaleb(-get_currency_precision(each.currency))
    return (
        each.booked_on,
        ORDER_KINDS[each.kind],
        each.product,
        client if each.by_client else partner,
        Money(-amount if each.kind in _TAKES_BACK else amount, each.currency),
        each.number,
        each.refers_to,
    )


def _no_other_way(_turn: Turn, _payload: SaveClients | SaveBilling) -> Row:
    return ()


CHAPTER = Chapter(
    routes=(on(ChooseFile, choose), on(SaveClients, _save), on(SaveBilling, _save_billing)),
    after_refusal=(
        after_refusal(
            SaveClients, _no_other_way, lambda turn, payload: choose(turn, ChooseFile(payload.which, payload.search))
        ),
        after_refusal(
            SaveBilling, _no_other_way, lambda turn, payload: show(turn, ShowClientProducts(payload.partnership, "", 0))
        ),
    ),
)
