"""What commands print: tables, moments, and people's words, which may hold anything."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from zoneinfo import ZoneInfo

import typer
from babel.dates import format_timedelta

from domain.words import unturned
from handlers.tenders.columns import broken, padded, width

GAP = "  "
NARROWEST = 10
"""Of a column that has to make room."""


def print_table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints columns that are as wide as they must be; cells as `printable`.

    In a terminal that is narrower, cells go on in the next line; where somebody searches in what is printed, never.
    """
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in table_lines([heading, *([printable(cell) for cell in row] for row in rows)], room):
        typer.echo(line)


def table_lines(table: Sequence[Sequence[str]], room: int | None = None) -> Iterator[str]:
    """The lines of a table, of `room` signs at most if its columns can be as narrow as that."""
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    while room is not None and sum(widths) + len(GAP) * (len(widths) - 1) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    for row in table:
        cells = [broken(cell, most) for cell, most in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            yield GAP.join(padded(part, most) for part, most in zip(parts, widths, strict=True)).rstrip()


def printable(text: str) -> str:
    """The text without what would tell a terminal to do something, or turn the line. Lines stay as they are."""
    shown = unturned(text)
    return "".join("\ufffd" if unicodedata.category(char) in {"Cc", "Cs"} and char != "\n" else char for char in shown)


def in_one_line(text: str) -> str:
    """The text as `printable`, its lines one behind the other."""
    return printable(" ".join(text.split()))


def span(seconds: dt.timedelta) -> str:
    """A time that has passed, roughly: “3 days”."""
    return str(format_timedelta(max(seconds, dt.timedelta(0)), locale="en"))


def local_minute(moment: dt.datetime, timezone: str) -> str:
    """A moment where the desk is, to the minute, where there is little room."""
    return f"{moment.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}"


def local(moment: dt.datetime, timezone: str) -> str:
    """A moment where the desk is, to the second."""
    return f"{moment.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M:%S}"
