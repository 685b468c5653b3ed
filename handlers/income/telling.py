"""What somebody has earned, and what was ordered, in a sentence: in the months, of the partner, client or product that
they name. Income and orders are added up by whole months."""

from __future__ import annotations

import datetime as dt

from domain.income.money import money
from domain.sayings.slots import Slot
from domain.words import Lines, Month, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.lists import PAGE
from handlers.chat.payloads import Go
from handlers.chat.sayings import Audience, Heard, tells
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.income.clients import span_words
from handlers.income.overview import clients_words, month_rows
from handlers.income.payloads import ShowClientIncome, ShowIncome, ShowIncomeByClient, month_number
from handlers.income.spending import MOST_NAMED, ORDER_BY_ORDER, line_words, ordered_words
from handlers.income.wording import KIND_NAMES, amounts, earned_lines, without_rates
from services.income.reading import (
    MONTHS,
    by_month,
    client_name,
    earned,
    entries,
    lines_for,
    month_of,
    months_before,
    ordered_for,
    overview,
    today,
)
from services.partnerships.finding import known_partner
from services.products import own_product
from services.rights import own_organisation
from storage.income.reading import Line

_A_DAY = dt.timedelta(days=1)


def _months(turn: Turn, heard: Heard, count: int) -> tuple[dt.date, dt.date]:
    """The first days of the first and the last month that are meant; without any, of the `count` last ones."""
    said = heard.days
    now = month_of(today(turn.work, turn.around.programme))
    last = now if said.last is None else month_of(said.last)
    first = months_before(last, count - 1) if said.first is None else month_of(said.first)
    return min(first, last), max(first, last)


def _by_months(heard: Heard) -> Words | None:
    """Said where other days are meant than those of whole months."""
    said = heard.days
    begins_one = said.first is None or said.first.day == 1
    ends_one = said.last is None or (said.last + _A_DAY).day == 1
    return None if begins_one and ends_one else Msg("I add up whole months.")


def _span(first: dt.date, last: dt.date) -> Words:
    return Lines((Month(first),)) if first == last else span_words(first, last)


def _tell_earned(turn: Turn, heard: Heard) -> None:
    """This month, if none is named; with a client, the last twelve."""
    client = heard.one(Slot.OTHER, int)
    first, last = _months(turn, heard, 1 if client is None else MONTHS)
    if client is None:
        _tell_earned_in_all(turn, heard, first, last)
    else:
        _tell_earned_with(turn, heard, client, first, last)


def _tell_earned_in_all(turn: Turn, heard: Heard, first: dt.date, last: dt.date) -> None:
    found = overview(turn.work, turn.person, first, last)
    span, number = _span(first, last), month_number(last)
    every: tuple[Row, ...] = ((Button(Msg("👥 All clients, 12 months"), ShowIncomeByClient(number, 0)),),)
    rows = (
        month_rows(turn, first, found)
        if first == last
        else (*every, (Button(Msg("💰 Income"), ShowIncome(number)), MENU))
    )
    if not found.parts:
        turn.show(View(Msg("{months}: nothing was booked for your clients.", months=span), rows))
        return
    words = paragraphs(
        Msg("{months}: your clients brought {amounts}.", months=span, amounts=amounts(found.earned)),
        *(earned_lines(each) for each in found.earned),
        without_rates(turn.around.programme, found.earned),
        clients_words(found),
        _by_months(heard),
    )
    turn.show(View(words, rows))


def _tell_earned_with(turn: Turn, heard: Heard, client: int, first: dt.date, last: dt.date) -> None:
    name = client_name(turn.work, turn.person, client)
    months = by_month(turn.work, turn.person, first, last, client)
    found = earned((each.currency, each.earning, each.sums) for each in months)
    span, number = _span(first, last), month_number(last)
    words = paragraphs(
        Msg("{months}: {client} brought {amounts}.", months=span, client=name, amounts=amounts(found))
        if found
        else Msg("{months}: nothing was booked for {client}.", months=span, client=name),
        *(earned_lines(each) for each in found),
        without_rates(turn.around.programme, found),
        _by_months(heard),
    )
    turn.show(View(words, _client_rows(client, number)))


def _client_rows(client: int, number: int) -> tuple[Row, ...]:
    return (
        (Button(Msg("👤 This client, 12 months"), ShowClientIncome(client, number)),),
        (Button(Msg("👥 All clients, 12 months"), ShowIncomeByClient(number, 0)),),
        (Button(Msg("💰 Income"), ShowIncome(number)), MENU),
    )


def _tell_ordered(turn: Turn, heard: Heard) -> None:
    """In the last twelve months, if none are named."""
    if own_organisation(turn.person).is_partner:
        _tell_ordered_by_clients(turn, heard)
    else:
        _tell_ordered_by_partners(turn, heard)


def _tell_ordered_by_partners(turn: Turn, heard: Heard) -> None:
    first, last = _months(turn, heard, MONTHS)
    other, product = heard.one(Slot.OTHER, int), heard.one(Slot.PRODUCT, int)
    partner = None if other is None else known_partner(turn.work, other).name
    name = None if product is None else own_product(turn.work, turn.person, product).name
    there = ordered_for(turn.work, turn.person, first, last)
    found = [each for each in there if other in {None, each.partner_id}] if name is None else []
    is_one = partner is not None or name is not None
    newest = (
        lines_for(turn.work, turn.person, first, last, partner_id=other, product_id=product, limit=PAGE)
        if is_one
        else []
    )
    words = paragraphs(
        _ordered_heading(_span(first, last), partner, name, nothing=not (found or newest)),
        *map(ordered_words, found[:MOST_NAMED]),
        lines(*map(line_words, newest)) if newest else None,
        _by_months(heard),
    )
    rows: tuple[Row, ...] = (ORDER_BY_ORDER,) if there else ()
    back = (Button(Msg("🧾 Orders"), Go("orders")), Button(Msg("👥 Partners"), Go("partners")), MENU)
    turn.show(View(words, (*rows, back)))


def _ordered_heading(span: Words, partner: str | None, product: str | None, *, nothing: bool) -> Words:
    match partner, product, nothing:
        case str(), str(), True:
            return Msg("{months}: {partner} has not ordered {product}.", months=span, partner=partner, product=product)
        case str(), str(), False:
            return Msg(
                "{months}: this is what {partner} has ordered of {product}.",
                months=span,
                partner=partner,
                product=product,
            )
        case None, str(), True:
            return Msg("{months}: no partner has ordered {product}.", months=span, product=product)
        case None, str(), False:
            return Msg("{months}: this is what partners have ordered of {product}.", months=span, product=product)
        case str(), None, True:
            return Msg("{months}: {partner} has ordered nothing for you.", months=span, partner=partner)
        case str(), None, False:
            return Msg("{months}: this is what {partner} has ordered for you.", months=span, partner=partner)
        case _, _, True:
            return Msg("{months}: no partner has ordered anything for you.", months=span)
        case _:
            return Msg("{months}: this is what your partners have ordered for you.", months=span)


def _tell_ordered_by_clients(turn: Turn, heard: Heard) -> None:
    """What the partner has had a part in."""
    first, last = _months(turn, heard, MONTHS)
    client, product = heard.one(Slot.OTHER, int), heard.one(Slot.PRODUCT, int)
    name = None if client is None else client_name(turn.work, turn.person, client)
    found = entries(turn.work, turn.person, first, last, client_id=client, product_id=product, limit=PAGE)
    span, number = _span(first, last), month_number(last)
    words = paragraphs(
        _heading_to_partner(span, name, nothing=not found),
        lines(*map(_entry, found)) if found else None,
        _by_months(heard),
    )
    rows = ((Button(Msg("💰 Income"), ShowIncome(number)), MENU),) if client is None else _client_rows(client, number)
    turn.show(View(words, rows))


def _heading_to_partner(span: Words, client: str | None, *, nothing: bool) -> Words:
    if client is None and nothing:
        return Msg("{months}: nothing was ordered.", months=span)
    if client is None:
        return Msg("{months}: the newest orders, with your part in them", months=span)
    if nothing:
        return Msg("{months}: nothing was ordered for {client}.", months=span, client=client)
    return Msg("{months}: the newest orders for {client}, with your part in them", months=span, client=client)


def _entry(each: Line) -> Words:
    return Msg(
        "• {day}: {kind}, {product}, {client}: {amount}",
        day=each.booked_on,
        kind=KIND_NAMES[each.kind],
        product=each.product or "–",
        client=each.client,
        amount=money(each.turnover, each.currency),
    )


CHAPTER = Chapter(
    sayings=(
        tells("what_earned", Msg("What you earned"), _tell_earned, Slot.OTHER, Slot.WHEN, audience=Audience.PARTNER),
        tells("what_ordered", Msg("What was ordered"), _tell_ordered, Slot.OTHER, Slot.PRODUCT, Slot.WHEN),
    )
)
