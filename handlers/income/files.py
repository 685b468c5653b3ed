"""Twelve months of income as a workbook: by month, by client, by category, and entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.income.money import money
from domain.income.rule import Earning
from domain.partnerships.rules import Side
from domain.words import Lines, Month, Msg, Value, Words, lines
from handlers.chat.chapters import Chapter, on
from handlers.chat.sheets import Cell, Column, Kind, SheetWriter, Table
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button
from handlers.income.clients import asked_months, span_words
from handlers.income.overview import shelf_of
from handlers.income.payloads import SaveIncome, ShowIncome, month_number
from handlers.income.wording import KIND_NAMES
from services.income.reading import MOST_ENTRIES, Earned, by_month, earned, earned_by, entries, overview
from storage.income.reading import Line, Sums

WAY_NAMES = {Earning.CASHBACK: Msg("Cashback"), Earning.DISCOUNT: Msg("Discount")}
_SUMS = (
    Column(Msg("Cashback"), Kind.AMOUNT),
    Column(Msg("Discount"), Kind.AMOUNT),
    Column(Msg("Income"), Kind.AMOUNT),
    Column(Msg("Turnover"), Kind.AMOUNT),
    Column(Msg("Entries"), Kind.WHOLE),
)
_ENTRIES = (
    Column(Msg("Date"), Kind.DAY),
    Column(Msg("Kind")),
    Column(Msg("Client")),
    Column(Msg("Product")),
    Column(Msg("Category")),
    Column(Msg("Ordered by")),
    Column(Msg("Income from")),
    Column(Msg("Turnover"), Kind.AMOUNT),
    Column(Msg("Income"), Kind.AMOUNT),
    Column(Msg("Number")),
)


def _save(turn: Turn, payload: SaveIncome) -> None:
    first, last = asked_months(turn, payload.month)
    found = overview(turn.work, turn.person, first, last)
    months = by_month(turn.work, turn.person, first, last)
    programme = turn.around.programme
    listed = entries(turn.work, turn.person, first, last, limit=MOST_ENTRIES + 1)
    each_month = {
        month: earned((each.currency, each.earning, each.sums) for each in months if each.month == month)
        for month in dict.fromkeys(each.month for each in months)
    }
    by_client = earned_by(found.parts, lambda part: part.client_id)
    by_shelf = earned_by(found.parts, lambda part: shelf_of(programme, part.product_kind))
    names = {each.code: each.name for each in programme.categories}
    tables = [
        _summed(Msg("By month"), Msg("Month"), ((Lines((Month(key),)), there) for key, there in each_month.items())),
        _summed(Msg("By client"), Msg("Client"), ((found.names[key], there) for key, there in by_client.items())),
        _summed(
            Msg("By category"),
            Msg("Category"),
            ((names.get(key or "", Msg("Without a product")), there) for key, there in by_shelf.items()),
        ),
        Table(Msg("Entries"), _ENTRIES, tuple(_entry(turn, each) for each in listed[:MOST_ENTRIES])),
    ]
    writer = SheetWriter(turn.around.renderer, turn.language, turn.work.now)
    name = Lines((Msg("Income"), found.partner.name, f"{first:%Y-%m}", f"{last:%Y-%m}"), " ")
    caption = lines(
        span_words(first, last),
        Msg("By month, client and category, and entry by entry."),
        Msg("Only the newest {count} entries are listed; the sums have all.", count=MOST_ENTRIES)
        if len(listed) > MOST_ENTRIES
        else None,
    )
    back = Button(Msg("💰 Income"), ShowIncome(month_number(last)))
    turn.send(writer.xlsx(name, tables), caption, ((back, MENU),))


def _summed(title: Words, what: Words, groups: Iterable[tuple[Value, Sequence[Earned]]]) -> Table:
    rows = tuple((key, *_sums(each)) for key, there in groups for each in there)
    return Table(title, (Column(what), *_SUMS), rows)


def _sums(each: Earned) -> tuple[Cell, ...]:
    def income(sums: Sums) -> Cell:
        return money(sums.income, each.currency) if sums.known or not sums.entries else None

    turnover = money(each.all.turnover, each.currency)
    return (income(each.cashback), income(each.discount), income(each.all), turnover, each.all.entries)


def _entry(turn: Turn, each: Line) -> Sequence[Cell]:
    programme = turn.around.programme
    return (
        each.booked_on,
        KIND_NAMES[each.kind],
        each.client,
        each.product,
        None if each.product_kind is None else programme.category_of(each.product_kind).name,
        each.client if each.ordered_by is Side.CLIENT else each.partner,
        WAY_NAMES[each.earning],
        money(each.turnover, each.currency),
        None if each.income is None else money(each.income, each.currency),
        each.number,
    )


CHAPTER = Chapter(routes=(on(SaveIncome, _save),))
