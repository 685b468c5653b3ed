"""A partner's income, month by month: how much, from which clients, with which products."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from domain.programme import Programme
from domain.words import Lines, Month, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.income.payloads import (
    DrawIncome,
    SaveIncome,
    ShowIncome,
    ShowIncomeByClient,
    month_number,
    month_of_number,
)
from handlers.income.wording import amounts, earned_lines, without_rates
from services.income.reading import Overview, earned_by, month_of, months_before, overview, today
from services.rights import own_organisation

MOST_NAMED = 5
"""Clients of a month; the others are counted, and a button leads to all."""
MOST_PICTURES = 3
"""Currencies that have a button of their own."""


def _income(turn: Turn) -> None:
    """This month; for whoever is no partner, what their partners have ordered."""
    if not own_organisation(turn.person).is_partner:
        turn.run("orders")
        return
    show_month(turn, month_of(today(turn.work, turn.around.programme)))


def _show(turn: Turn, payload: ShowIncome) -> None:
    now = month_of(today(turn.work, turn.around.programme))
    show_month(turn, month_of_number(payload.month) or now)


def show_month(turn: Turn, month: dt.date) -> None:
    """The month's income in place of the tapped message."""
    found = overview(turn.work, turn.person, month, month)
    programme = turn.around.programme
    heading = lines(
        Msg("💰 <b>{month}</b>", month=Month(month)), Msg("Income of {partner}", partner=found.partner.name)
    )
    if not found.parts:
        nothing = (
            Msg("Nothing was booked for your clients in this month.")
            if found.first is not None
            else Msg(
                "Nothing has been booked for your clients yet. As soon as {provider} tells of orders and renewals, "
                "they are here.",
                provider=programme.provider,
            )
        )
        turn.show(View(paragraphs(heading, nothing), month_rows(turn, month, found)))
        return
    words = paragraphs(
        heading,
        *(earned_lines(each) for each in found.earned),
        without_rates(programme, found.earned),
        clients_words(found),
        _categories(programme, found),
    )
    turn.show(View(words, month_rows(turn, month, found)))


def clients_words(found: Overview) -> Words:
    """Who brought how much, the first of them."""
    by_client = earned_by(found.parts, lambda part: part.client_id)
    named = list(by_client.items())[:MOST_NAMED]
    more = len(by_client) - len(named)
    return lines(
        Msg("<b>By client</b>"),
        *(Msg("• {client}: {amounts}", client=found.names[key], amounts=amounts(there)) for key, there in named),
        Msg("… and {n} more", n=more) if more else None,
    )


def _categories(programme: Programme, found: Overview) -> Words:
    by_shelf = earned_by(found.parts, lambda part: shelf_of(programme, part.product_kind))
    return lines(
        Msg("<b>By category</b>"),
        *(
            Msg("{category}: {amounts}", category=shelf_words(programme, code), amounts=amounts(there))
            for code, there in by_shelf.items()
        ),
    )


def shelf_of(programme: Programme, kind: str | None) -> str | None:
    """The code of the category in which products of this kind stand; `None` for entries without a product."""
    return None if kind is None else programme.category_of(kind).code


def shelf_words(programme: Programme, code: str | None) -> Words:
    """The category with its picture."""
    category = next((each for each in programme.categories if each.code == code), None)
    return Msg("▫️ Without a product") if category is None else Lines((category.icon, category.name), " ")


def month_rows(turn: Turn, month: dt.date, found: Overview) -> tuple[Row, ...]:
    """What leads on from a month of income: eight buttons at most."""
    now = month_of(today(turn.work, turn.around.programme))
    rows: list[Row] = []
    turning = []
    if found.first is not None and month > found.first:
        before = months_before(month, 1)
        turning.append(Button(Lines(("◀️", Month(before)), " "), ShowIncome(month_number(before))))
    if month < max(now, found.last or now):
        after = months_before(month, -1)
        turning.append(Button(Lines((Month(after), "▶️"), " "), ShowIncome(month_number(after))))
    if turning:
        rows.append(tuple(turning))
    if found.first is not None:
        number = month_number(month)
        rows.append((Button(Msg("👥 All clients, 12 months"), ShowIncomeByClient(number, 0)),))
        rows.append(tuple(_pictures(number, [each.currency for each in found.earned] or [found.partner.currency])))
        rows.append((Button(Msg("💾 12 months as XLSX"), SaveIncome(number)),))
    return (*rows, (MENU,))


def _pictures(number: int, currencies: Sequence[str]) -> list[Button]:
    return [
        Button(Msg("📊 12 months in {currency}", currency=currency), DrawIncome(number, currency))
        for currency in currencies[:MOST_PICTURES]
    ]


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "income",
            _income,
            Msg("For partners: what clients’ orders bring"),
            in_help=Msg("Your income"),
            by_link=True,
        ),
    ),
    routes=(on(ShowIncome, _show),),
    by_link=(ShowIncome,),
)
