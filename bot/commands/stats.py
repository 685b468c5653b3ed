"""`handschlag stats`: numbers for the programme's owner, of whole weeks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated

import typer

from bot.app import LOCALES
from bot.commands.columns import print_table
from bot.commands.working import units_of
from bot.config import load_settings
from domain.stats import FEW, MOST_WEEKS, Speed, Week, WeekNumbers
from domain.words import Lines, Value
from handlers.chat.rendering import Renderer
from handlers.stats import groups
from services.stats import numbers

WEEKS = 4


def stats(
    weeks: Annotated[
        int, typer.Option(min=1, max=MOST_WEEKS, help="How many weeks, backwards from the last one that is over.")
    ] = WEEKS,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON: for other programs.")] = False,
) -> None:
    """Print how much was asked, answered, ended and helped in each week, as counts only.

    Counts under 5 are not told, nor a total from which one could be worked out; weeks are never added up.
    """
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        found = numbers(work, settings.programme, weeks)
    if as_json:
        typer.echo(json.dumps({"under": FEW, "weeks": [_as_json(each) for each in found]}, indent=2))
    else:
        _print(found)


def _print(found: Sequence[WeekNumbers]) -> None:
    renderer = Renderer(LOCALES)

    def plain(value: Value) -> str:
        return renderer.plain(Lines((value,)), "en")

    told = [groups(each) for each in found]
    rows: list[Sequence[str]] = []
    for place, group in enumerate(told[0]):
        rows.append((plain(group.heading),))
        for line, figure in enumerate(group.figures):
            rows.append((f"  {plain(figure.label)}", *(plain(week[place].figures[line].value) for week in told)))
    print_table(("WEEK FROM", *(each.week.monday.isoformat() for each in found)), [_filled(row, found) for row in rows])


def _filled(row: Sequence[str], found: Sequence[WeekNumbers]) -> Sequence[str]:
    return (*row, *("" for _ in found[len(row) - 1 :]))


def _as_json(found: WeekNumbers) -> Mapping[str, object]:
    """Each field by its name: counts that are not told are null, times are in seconds."""
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    match value:
        case Week():
            return {"from": value.monday.isoformat(), "to": value.sunday.isoformat()}
        case Speed():
            return {"half": _seconds(value.half), "most": _seconds(value.most)}
        case _:
            return value


def _seconds(span: dt.timedelta) -> int:
    return round(span.total_seconds())
