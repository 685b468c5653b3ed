"""Twelve months of income as a picture, with its content in words below it for whoever does not see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal

from domain.income.money import money
from domain.programme import Programme
from domain.sayings.natures import Kind
from domain.sayings.slots import Days, Slot
from domain.words import Lines, Month, Msg, Value, Words, lines
from handlers.chat.chapters import Chapter, on
from handlers.chat.documents import Document
from handlers.chat.labels import name_on_button
from handlers.chat.rendering import locale_of
from handlers.chat.sayings import Audience, Heard, Saying
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button
from handlers.income.chart import Bars, Chart, Series, png_of
from handlers.income.clients import asked_months, span_words
from handlers.income.overview import shelf_of
from handlers.income.payloads import DrawIncome, ShowIncome, month_number
from services.income.reading import MONTHS, Earned, Overview, by_month, earned, earned_by, last_months, overview, today
from services.rights import own_organisation
from storage.income.reading import NOTHING, OfMonth, Sums

MOST_CLIENTS = 6
MOST_CATEGORIES = 6
_LONGEST_NAME = 48
"""Characters of a client's: so many of them fit below a picture."""
_SMALLEST_ROUND = 100
"""Where all of it is less, cents count."""


def _draw(turn: Turn, payload: DrawIncome) -> None:
    (first, last), currency = asked_months(turn, payload.month), payload.currency
    found = overview(turn.work, turn.person, first, last)
    parts = [each for each in found.parts if each.currency == currency]
    back = (Button(Msg("💰 Income"), ShowIncome(month_number(last))), MENU)
    if not parts:
        nothing = Msg("There is nothing to draw: nothing was booked in {currency} in these months.", currency=currency)
        turn.say(nothing, back)
        return
    months = [each for each in by_month(turn.work, turn.person, first, last) if each.currency == currency]
    (all_of_it,) = earned((each.currency, each.earning, each.sums) for each in parts)
    drawing = _Drawing(turn, currency, all_of_it, found)
    content = png_of(drawing.chart(months, last))
    name = f"handschlag-{last:%Y-%m}-{currency}.png"
    turn.send_picture(Document(name, content, "image/png"), drawing.caption(months, first, last), (back,))


class _Drawing:
    """What the picture, and the words below it, say in the reader's language. Without any income that is known, both
    are about turnover."""

    def __init__(self, turn: Turn, currency: str, all_of_it: Earned, found: Overview) -> None:
        self._turn = turn
        self._currency = currency
        self._sums = all_of_it
        self._found = found
        self._is_income = all_of_it.all.known > 0
        parts = [each for each in found.parts if each.currency == currency]
        self._clients = self._largest(
            [(found.names[key], there) for key, there in earned_by(parts, lambda part: part.client_id).items()],
            MOST_CLIENTS,
        )
        programme = turn.around.programme
        by_shelf = earned_by(parts, lambda part: shelf_of(programme, part.product_kind))
        self._shelves = self._largest(
            [(_shelf_name(programme, code), there) for code, there in by_shelf.items()], MOST_CATEGORIES
        )

    def chart(self, months: Sequence[OfMonth], last: dt.date) -> Chart:
        """The picture itself."""
        shown = last_months(last, MONTHS)
        series = [
            Series(self._text(name), tuple(self._value(way(self._of(months, month))) for month in shown))
            for name, way in self._ways()
        ]
        locale = locale_of(self._turn.language)
        return Chart(
            title=self._text(self._title),
            subtitle=self._text(span_words(shown[0], last)),
            months=tuple(format_skeleton("MMM", month, locale=locale).rstrip(".")[:3] for month in shown),
            series=tuple(series),
            panels=(
                Bars(self._text(Msg("By client")), self._bars(self._clients)),
                Bars(self._text(Msg("By category")), self._bars(self._shelves)),
            ),
            on_axis=partial(_written, locale, cents=False),
            beside_bar=partial(_written, locale, cents=abs(self._value(self._sums.all)) < _SMALLEST_ROUND),
        )

    def caption(self, months: Sequence[OfMonth], first: dt.date, last: dt.date) -> Words:
        """What the picture shows, in words."""
        by_months: dict[dt.date, Sums] = {}
        for each in months:
            by_months[each.month] = by_months.get(each.month, NOTHING).plus(each.sums)
        best = max(by_months, key=lambda month: self._amount(by_months[month]))
        return lines(
            Lines((self._title, span_words(first, last)), ", "),
            Msg("In all: {amount}", amount=self._money(self._sums.all)),
            Msg("Best month: {month}, {amount}", month=Month(best), amount=self._money(by_months[best])),
            Msg("Clients: {those}", those=self._named(self._clients)),
            Msg("Categories: {those}", those=self._named(self._shelves)),
        )

    def _ways(self) -> list[tuple[Words, Callable[[Earned], Sums]]]:
        """What is stacked in a month's bar."""
        if not self._is_income:
            return [(Msg("Turnover"), _all)]
        found: list[tuple[Words, Callable[[Earned], Sums]]] = []
        if self._sums.cashback.entries:
            found.append((Msg("Cashback"), _cashback))
        if self._sums.discount.entries:
            found.append((Msg("Discount"), _discount))
        return found

    def _of(self, months: Sequence[OfMonth], month: dt.date) -> Earned:
        there = earned((each.currency, each.earning, each.sums) for each in months if each.month == month)
        return there[0] if there else Earned(self._currency)

    @property
    def _title(self) -> Words:
        if self._is_income:
            return Msg("Income in {currency}", currency=self._currency)
        return Msg("Turnover in {currency}", currency=self._currency)

    def _largest(self, groups: Sequence[tuple[Value, Sequence[Earned]]], most: int) -> list[tuple[Value, Sums]]:
        """The groups that have the most, and what all the others have together."""
        found = sorted(
            ((name, each.all) for name, there in groups for each in there),
            key=lambda one: self._amount(one[1]),
            reverse=True,
        )
        if len(found) <= most:
            return list(found)
        rest = NOTHING
        for _, sums in found[most - 1 :]:
            rest = rest.plus(sums)
        return [*found[: most - 1], (Msg("{n} others", n=len(found) - most + 1), rest)]

    def _amount(self, sums: Sums) -> int:
        return sums.income if self._is_income else sums.turnover

    def _money(self, sums: Sums) -> Value:
        return money(self._amount(sums), self._currency)

    def _value(self, sums: Sums) -> float:
        return float(money(self._amount(sums), self._currency).amount)

    def _bars(self, groups: Sequence[tuple[Value, Sums]]) -> tuple[tuple[str, float], ...]:
        return tuple((self._text(lines(name)), self._value(sums)) for name, sums in groups)

    def _named(self, groups: Sequence[tuple[Value, Sums]]) -> Words:
        return Lines(tuple(Lines((_short(name), self._money(sums)), " ") for name, sums in groups), ", ")

    def _text(self, words: Words) -> str:
        return self._turn.around.renderer.plain(words, self._turn.language)


def _short(name: Value) -> Value:
    return name_on_button(name, _LONGEST_NAME) if isinstance(name, str) else name


def _all(each: Earned) -> Sums:
    return each.all


def _cashback(each: Earned) -> Sums:
    return each.cashback


def _discount(each: Earned) -> Sums:
    return each.discount


def _shelf_name(programme: Programme, code: str | None) -> Value:
    return next((each.name for each in programme.categories if each.code == code), Msg("Without a product"))


def _written(locale: Locale, value: float, *, cents: bool) -> str:
    """A value as the reader's language writes it: with `cents`, or with as many digits as a small one needs."""
    exact = Decimal(str(round(value, 2)))
    small = "#,##0.##" if abs(exact) < 10 else "#,##0"
    return str(format_decimal(exact, "#,##0.00" if cents else small, locale=locale))


def _draw_said(turn: Turn, heard: Heard) -> None:
    """The twelve months up to the last one that was said, or to this one."""
    days = heard.one(Slot.WHEN, Days) or Days()
    first, last = asked_months(turn, month_number(days.last or days.first or today(turn.work, turn.around.programme)))
    found, own = overview(turn.work, turn.person, first, last), own_organisation(turn.person)
    booked = [each.currency for each in found.earned]
    currency = own.currency if own.currency in booked or not booked else booked[0]
    _draw(turn, DrawIncome(month_number(last), currency))


CHAPTER = Chapter(
    routes=(on(DrawIncome, _draw),),
    sayings=(
        Saying(
            name="income_chart",
            label=Msg("📊 Income of 12 months"),
            kind=Kind.SHOW,
            answer=_draw_said,
            slots=frozenset({Slot.WHEN}),
            audience=Audience.PARTNER,
        ),
    ),
)
