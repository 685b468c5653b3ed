"""How a question of several answers looks: a few options at once, many on their shelves, and what is found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from domain.words import Lines, Literal, Msg, Words, lines
from handlers.chat.forms.form import Asking, ChooseMany
from handlers.chat.forms.state import OpenForm
from handlers.chat.forms.stock import Option, Stock, Within
from handlers.chat.forms.ticks import mark, page_shown, place, ticked_of
from handlers.chat.lists import PAGE, pages
from handlers.chat.payloads import FormPress, FormVerb
from handlers.chat.views import Button, Row

Pressing = Callable[[FormVerb, str], FormPress]
"""Makes a button's payload for the question that is shown."""


def tick_rows(
    question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, press: Pressing
) -> tuple[Words | None, list[Row]]:
    """What stands below the question: how to find something, and the buttons."""
    stock, ticked = asking.stock(question), frozenset(ticked_of(question, asking, state))
    counted = stock.counted(ticked)
    within = place(stock, state)
    hint: Words | None = None
    if within is None:
        total = sum(shelf.count for shelf in stock.shelves())
        hint = _how_to_find(total)
        rows = _shelves(stock, counted, press)
    else:
        count = stock.count(within)
        page = page_shown(state, count)
        shown = stock.page(within, PAGE, page * PAGE)
        rows = [_box(option, ticked, press) for option in shown]
        rows += pages(page, count, lambda number: press(FormVerb.TURN_PAGE, str(number)))
        if within.shelf or (within.search and len(shown) > 1):
            there = counted.get(within.shelf, 0) if within.shelf else len(stock.present(ticked, within))
            rows.append(_all(shown, ticked, count, there, mark(within, state.page), press))
            hint = _where(stock, within, there, count)
        if state.search:
            rows.append((Button(Msg("✖️ Show all again"), press(FormVerb.SHOW_ALL, "")),))
        elif within.shelf and len(stock.shelves()) > 1:
            rows.append((Button(Msg("🗂 All categories"), press(FormVerb.OPEN_SHELF, "")),))
    if chosen := sum(counted.values()):
        rows.append((Button(Msg("Done ({count} chosen)", count=chosen), press(FormVerb.DONE, "")),))
    return hint, rows


def _shelves(stock: Stock, counted: Mapping[str, int], press: Pressing) -> list[Row]:
    rows: list[Row] = []
    for shelf in stock.shelves():
        label = Msg(
            "{shelf} ({ticked}/{count})", shelf=shelf.name, ticked=counted.get(shelf.code, 0), count=shelf.count
        )
        rows.append((Button(label, press(FormVerb.OPEN_SHELF, shelf.code)),))
    return rows


def _box(option: Option, ticked: Collection[str], press: Pressing) -> Row:
    box = Literal("☑️" if option.value in ticked else "◻️")
    label = Msg("{box} {option}", box=box, option=option.label)
    return (Button(label, press(FormVerb.TOGGLE, option.value)),)


def _all(shown: Sequence[Option], ticked: Collection[str], count: int, there: int, marked: str, press: Pressing) -> Row:
    """Ticks, or unticks where all of it is ticked already, the page or all there is here."""
    buttons = []
    if count > len(shown):
        is_full = all(option.value in ticked for option in shown)
        label = Msg("◻️ None on this page") if is_full else Msg("☑️ This page")
        buttons.append(Button(label, press(FormVerb.UNTICK if is_full else FormVerb.TICK, "p" + marked)))
    label = Msg("◻️ None of {count}", count=count) if there == count else Msg("☑️ All {count}", count=count)
    return (*buttons, Button(label, press(FormVerb.UNTICK if there == count else FormVerb.TICK, "a" + marked)))


def _where(stock: Stock, within: Within, there: int, count: int) -> Words:
    """What is looked at, how much of it is chosen, and how to find something in it."""
    if within.search:
        return Msg("🔎 “{search}”: {ticked} of {count} chosen", search=within.search, ticked=there, count=count)
    shelf = next(one for one in stock.shelves() if one.code == within.shelf)
    title = Msg("<b>{shelf}</b>: {ticked} of {count} chosen", shelf=shelf.name, ticked=there, count=count)
    return lines(title, _how_to_find(sum(one.count for one in stock.shelves())))


def _how_to_find(count: int) -> Lines:
    return Lines(
        (
            Msg("Type a part of a name to search these {count}.", count=count),
            Msg("Several names at once go with commas between them."),
        ),
        " ",
    )
