"""What each client has brought in twelve months, and one client's months, entries, and what if."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from domain.income.money import money
from domain.words import Lines, Month, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, pages
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, View
from handlers.income.payloads import (
    ShowClientIncome,
    ShowIncome,
    ShowIncomeByClient,
    month_number,
    month_of_number,
)
from handlers.income.wording import KIND_NAMES, amounts, earned_lines, what_if_words, without_rates
from services.income.reading import (
    MONTHS,
    Earned,
    by_month,
    client_name,
    earned,
    earned_by,
    entries,
    month_of,
    months_before,
    other_means,
    overview,
    sight_of,
    today,
)
from storage.income.reading import Line, OfMonth

CLIENTS_A_PAGE = PAGE - 3
"""Beside them stand the row that turns pages, and the ways back."""
MOST_ENTRIES = 5


def asked_months(turn: Turn, number: int) -> tuple[dt.date, dt.date]:
    """Twelve months up to the one that a button names, or up to now: the first and the last."""
    last = month_of_number(number) or month_of(today(turn.work, turn.around.programme))
    return months_before(last, MONTHS - 1), last


def span_words(first: dt.date, last: dt.date) -> Words:
    """“December 2025 – November 2026”."""
    return Lines((Month(first), Month(last)), " – ")


def _list(turn: Turn, payload: ShowIncomeByClient) -> None:
    first, last = asked_months(turn, payload.month)
    found = overview(turn.work, turn.person, first, last)
    by_client = list(earned_by(found.parts, lambda part: part.client_id).items())
    page = max(0, min(payload.page, (len(by_client) - 1) // CLIENTS_A_PAGE))
    shown = by_client[page * CLIENTS_A_PAGE : (page + 1) * CLIENTS_A_PAGE]
    number = month_number(last)
    words = paragraphs(
        lines(Msg("👥 <b>Income by client</b>"), span_words(first, last)),
        *(
            lines(*(_of_client(found.names[key], there) for key, there in those))
            for _, those in groupby(shown, key=lambda one: one[1][0].currency)
        ),
        None if shown else Msg("Nothing was booked for your clients in these months."),
        without_rates(turn.around.programme, found.earned),
    )
    rows = (
        *((Button(name_on_button(found.names[key]), ShowClientIncome(key, number)),) for key, _ in shown),
        *pages(page, len(by_client), lambda to: ShowIncomeByClient(number, to), CLIENTS_A_PAGE),
        (Button(Msg("💰 Income"), ShowIncome(number)), MENU),
    )
    turn.show(View(words, rows))


def _of_client(name: str, there: Sequence[Earned]) -> Words:
    return Msg("• {client}: {amounts}", client=name, amounts=amounts(there))


def _client(turn: Turn, payload: ShowClientIncome) -> None:
    first, last = asked_months(turn, payload.month)
    work, person, programme = turn.work, turn.person, turn.around.programme
    name = client_name(work, person, payload.client)
    months = by_month(work, person, first, last, payload.client)
    newest = entries(work, person, first, last, client_id=payload.client, limit=MOST_ENTRIES)
    all_of_it = earned((each.currency, each.earning, each.sums) for each in months)
    what_if = other_means(work, programme, sight_of(work, person), payload.client)
    words = paragraphs(
        lines(Msg("💰 <b>{client}</b>", client=name), span_words(first, last)),
        *(earned_lines(each) for each in all_of_it),
        without_rates(programme, all_of_it),
        _months(months),
        lines(Msg("<b>The newest entries</b>"), *map(_entry, newest)) if newest else None,
        what_if_words(name, what_if),
        None if all_of_it else Msg("Nothing was booked for this client in these months."),
    )
    number = month_number(last)
    rows = ((Button(Msg("👥 All clients, 12 months"), ShowIncomeByClient(number, 0)),), (_back(number), MENU))
    turn.show(View(words, rows))


def _back(number: int) -> Button:
    return Button(Msg("💰 Income"), ShowIncome(number))


def _months(months: list[OfMonth]) -> Words | None:
    if not months:
        return None
    told = []
    for month in dict.fromkeys(each.month for each in months):
        there = earned((each.currency, each.earning, each.sums) for each in months if each.month == month)
        told.append(Msg("{month}: {amounts}", month=Month(month), amounts=amounts(there)))
    return lines(Msg("<b>By month</b>"), *told)


def _entry(each: Line) -> Words:
    what = each.product or "–"
    if each.income is None:
        value: Words = Msg("turnover {amount}", amount=money(each.turnover, each.currency))
    else:
        value = lines(money(each.income, each.currency))
    return Msg(
        "• {day}: {kind}, {what}: {value}", day=each.booked_on, kind=KIND_NAMES[each.kind], what=what, value=value
    )


CHAPTER = Chapter(
    routes=(on(ShowIncomeByClient, _list), on(ShowClientIncome, _client)),
    by_link=(ShowIncomeByClient, ShowClientIncome),
)
