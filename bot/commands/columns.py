"""What commands print: tables, moments, and people's words, which may hold anything."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import typer
from babel.dates import format_timedelta

from domain.words import unturned


def print_table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints columns that are as wide as they must be; cells as `printable`."""
    table = [heading, *([printable(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


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


def local(moment: dt.datetime, timezone: str) -> str:
    """A moment where the desk is, to the second."""
    return f"{moment.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M:%S}"
