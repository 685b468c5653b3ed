"""The client's side: what its partners have ordered, which invoices it sees, what it did not have to pay (25–27)."""

from __future__ import annotations

from collections.abc import Mapping

from domain.income.money import money
from domain.income.rule import Earning
from domain.words import Lines, Msg, Plural, Provider, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.lists import PAGE
from handlers.chat.payloads import Go
from handlers.chat.sheets import Column, Kind, SheetWriter, Table
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.income.clients import asked_months, span_words
from handlers.income.payloads import SaveOrdered, ShowOrdered
from handlers.income.wording import KIND_NAMES
from services.income.reading import MOST_ENTRIES, Ordered, lines_for, ordered_for
from services.rights import own_organisation
from storage.income.reading import Line, Sums

MOST_NAMED = 6
"""Partners of one message: a client rarely has more in a year."""
ORDER_BY_ORDER: Row = (Button(Msg("📋 Order by order"), ShowOrdered(0)), Button(Msg("💾 XLSX"), SaveOrdered()))
_NOW = 0
"""No month: the twelve up to now."""
_COLUMNS = (
    Column(Msg("Date"), Kind.DAY),
    Column(Msg("Kind")),
    Column(Msg("Product")),
    Column(Msg("Ordered by")),
    Column(Msg("Paid by")),
    Column(Msg("Amount"), Kind.AMOUNT),
    Column(Msg("Number")),
)


def _orders(turn: Turn) -> None:
    first, last = asked_months(turn, _NOW)
    found = ordered_for(turn.work, turn.person, first, last)
    heading = lines(Msg("🧾 <b>What your partners have ordered</b>"), span_words(first, last))
    if not found:
        nothing = Msg(
            "In these months, none of your partners has had a part in an order or renewal of {organisation}.",
            organisation=own_organisation(turn.person).name,
        )
        turn.show(View(paragraphs(heading, nothing), ((MENU,),)))
        return
    rows: list[Row] = []
    if any(each.orders or each.settled for each in found):
        rows.append(ORDER_BY_ORDER)
    partners = Button(Msg("👥 Partners"), Go("partners"))
    turn.show(View(paragraphs(heading, *map(ordered_words, found[:MOST_NAMED])), (*rows, (partners, MENU))))


def ordered_words(each: Ordered) -> Words:
    """What a partner has to do with the client's orders (facts 25, 26)."""
    return lines(
        Msg("<b>{partner}</b>", partner=each.partner),
        Plural(
            "🧾 {n} order or renewal by {partner} that you paid: {amounts}. The invoice is in your organisation.",
            "🧾 {n} orders and renewals by {partner} that you paid: {amounts}. The invoices are in your organisation.",
            each.orders,
            partner=each.partner,
            amounts=_amounts(each.theirs),
        )
        if each.orders  # 25
        else None,
        Plural(
            "🔒 {n} order or renewal that {partner} paid with its means: only {partner} sees the invoice.",
            "🔒 {n} orders and renewals that {partner} paid with its means: only {partner} sees the invoices.",
            each.settled,
            partner=each.partner,
        )
        if each.settled  # 26
        else None,
        Msg(
            "💡 At the public price, you would have paid {amounts} for them to {provider}; what {partner} bills you is "
            "between the two of you.",
            amounts=listing(money(amount, currency) for currency, amount in each.public.items()),
            provider=Provider(),
            partner=each.partner,
        )
        if each.settled and each.public
        else None,
        Msg("🛒 Your own orders of what {partner} manages: {amounts}", partner=each.partner, amounts=_amounts(each.own))
        if each.own
        else None,
    )


def _amounts(those: Mapping[str, Sums]) -> Words:
    return lines(listing(money(sums.turnover, currency) for currency, sums in those.items()))


def _order_by_order(turn: Turn, payload: ShowOrdered) -> None:
    first, last = asked_months(turn, _NOW)
    page = max(0, payload.page)
    found = lines_for(turn.work, turn.person, first, last, limit=PAGE + 1, offset=page * PAGE)
    if not found and page:
        _order_by_order(turn, ShowOrdered(0))
        return
    shown, more = found[:PAGE], len(found) > PAGE
    words = paragraphs(
        lines(Msg("📋 <b>What your partners have ordered</b>"), span_words(first, last)),
        lines(*map(line_words, shown)) if shown else Msg("There is nothing (any more)."),
    )
    turning = []
    if page:
        turning.append(Button(Lines(("◀️",)), ShowOrdered(page - 1)))
    if more:
        turning.append(Button(Lines(("▶️",)), ShowOrdered(page + 1)))
    back = (Button(Msg("🧾 Orders"), Go("orders")), MENU)
    turn.show(View(words, (tuple(turning), back) if turning else (back,)))


def line_words(each: Line) -> Words:
    """Fact 26: what a partner has paid, its client does not see the invoice of."""
    kind, product = KIND_NAMES[each.kind], each.product or "–"
    if each.earning is Earning.DISCOUNT:
        return Msg(
            "• {day}: {kind}, {product} – paid by {partner}",
            day=each.booked_on,
            kind=kind,
            product=product,
            partner=each.partner,
        )
    amount = money(each.turnover, each.currency)
    return Msg(
        "• {day}: {kind}, {product}: {amount} ({partner})",
        day=each.booked_on,
        kind=kind,
        product=product,
        amount=amount,
        partner=each.partner,
    )


def _save(turn: Turn, _payload: SaveOrdered) -> None:
    first, last = asked_months(turn, _NOW)
    found = lines_for(turn.work, turn.person, first, last, limit=MOST_ENTRIES)
    own = own_organisation(turn.person).name
    rows = tuple(
        (
            each.booked_on,
            KIND_NAMES[each.kind],
            each.product,
            each.partner,
            each.partner if each.earning is Earning.DISCOUNT else own,
            None if each.earning is Earning.DISCOUNT else money(each.turnover, each.currency),
            each.number,
        )
        for each in found
    )
    title = Msg("Orders by partners")
    writer = SheetWriter(turn.around.renderer, turn.language, turn.work.now)
    name = Lines((title, own, turn.work.now.date().isoformat()), " ")
    caption = lines(
        span_words(first, last), Msg("What a partner has paid with its means has no amount here: see payment means.")
    )
    back = (Button(Msg("🧾 Orders"), Go("orders")), MENU)
    turn.send(writer.xlsx(name, [Table(title, _COLUMNS, rows)]), caption, (back,))


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "orders",
            _orders,
            Msg("What your partners have ordered for you"),
            in_help=Msg("Orders by partners"),
            by_link=True,
        ),
    ),
    routes=(on(ShowOrdered, _order_by_order), on(SaveOrdered, _save)),
    by_link=(ShowOrdered,),
)
