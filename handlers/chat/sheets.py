"""Tables as files: XLSX and CSV in the reader's language, for Excel and its kin.

What people have written is text there and never a formula. Dates and numbers are such, so that they sort and add up;
what an amount is in stands in a column of its own, because francs and euros do not add up.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from babel.numbers import get_currency_precision
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from domain.words import Lines, Money, Msg, Value, Words
from handlers.chat.documents import Document
from handlers.chat.rendering import Renderer

Cell: TypeAlias = Value | None
"""What stands in one place of a table; `None` leaves it empty."""

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv"
_BEGINS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""Where text begins with one of these, Excel or a kin of it takes it for a formula."""
_BEHIND_SEPARATOR = re.compile(r"([;,\t][\s\"]*)(?=[=+\-@＝＋－＠])")
"""Where a program that takes the file apart at another sign would have such a text begin."""
_SEPARATORS = defaultdict(lambda: ";", en=",")
"""As Excel, set to the language, takes a file apart when somebody opens it."""
_DAYS = defaultdict(lambda: "%Y-%m-%d", de="%d.%m.%Y")
_DAYS_IN_EXCEL = defaultdict(lambda: "yyyy-mm-dd", de="dd.mm.yyyy")
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_SHEET_NAME = 31
_LONGEST_TEXT = 32_767
"""Characters of a cell; Excel has no room for more."""
_MOST_DIGITS = 4
"""After the point of an amount, in any currency."""
_NARROWEST, _WIDEST = 9, 60
"""Of columns, in characters."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    AMOUNT = "amount"
    DAY = "day"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading; cells are `Money` (AMOUNT), `date` or `datetime` (DAY), `int` (WHOLE), or any words."""

    heading: Words
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below columns; `title` is what a person calls it.

    Raises `ValueError` where a row has not as many cells as there are columns. The amounts of one row are in one
    currency; it stands behind the last of them.
    """

    title: Words
    columns: tuple[Column, ...]
    rows: tuple[Sequence[Cell], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has as many cells as there are columns")


@dataclass(frozen=True, slots=True)
class SheetWriter:
    """Makes files of tables, in one language. `made_at` is the moment that an XLSX says it was made."""

    renderer: Renderer
    language: str
    made_at: dt.datetime

    def xlsx(self, name: Words, tables: Sequence[Table]) -> Document:
        """A workbook with a sheet for each of the tables; `name` is the file's, without its ending."""
        content = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with Workbook(content, options) as book:
            book.set_properties({"title": self._plain(name), "created": self.made_at.replace(tzinfo=None)})
            formats = _Formats.of(book, self.language)
            taken: set[str] = set()
            for table in tables:
                sheet = book.add_worksheet(_sheet_name(self._plain(table.title), taken))
                self._fill(sheet, _with_currency(table), formats)
        return Document(f"{self._plain(name)}.xlsx", content.getvalue(), _XLSX)

    def csv(self, name: Words, table: Table) -> Document:
        """One table as Excel opens it, set to the language; a formula that text would begin has a ' in front."""
        content = io.StringIO(newline="")
        writer = csv.writer(content, delimiter=_SEPARATORS[self.language], quoting=csv.QUOTE_MINIMAL)
        table = _with_currency(table)
        writer.writerow([_harmless(self._plain(column.heading)) for column in table.columns])
        for row in table.rows:
            writer.writerow([self._typed(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)])
        return Document(f"{self._plain(name)}.csv", content.getvalue().encode("utf-8-sig"), _CSV)

    def _plain(self, value: Value) -> str:
        return self.renderer.plain(value if isinstance(value, Lines) else Lines((value,)), self.language)

    def _typed(self, cell: Cell, kind: Kind) -> str:
        if cell is None:
            return ""
        match kind, cell:
            case Kind.AMOUNT, Money():
                return f"{cell.amount:.{get_currency_precision(cell.currency)}f}"
            case Kind.DAY, dt.date():
                return self._local_day(cell).strftime(_DAYS[self.language])
            case Kind.WHOLE, int():
                return str(cell)
        return _harmless(self._plain(cell))

    def _local_day(self, day: dt.date) -> dt.date:
        """A moment's day is the one that it has where the desk is."""
        return day.astimezone(self.renderer.timezone).date() if isinstance(day, dt.datetime) else day

    def _fill(self, sheet: Worksheet, table: Table, formats: _Formats) -> None:
        widths = []
        for number, column in enumerate(table.columns):
            heading = self._plain(column.heading)
            sheet.write_string(0, number, heading, formats.heading)
            widths.append(len(heading) + 3)  # the filter's arrow stands there, too
        for line, row in enumerate(table.rows, start=1):
            for number, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                if cell is not None:
                    widths[number] = max(widths[number], self._put(sheet, line, number, cell, column.kind, formats) + 1)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, max(_NARROWEST, min(width, _WIDEST)))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)

    def _put(self, sheet: Worksheet, line: int, number: int, cell: Value, kind: Kind, formats: _Formats) -> int:
        """Writes a cell; how many characters it takes."""
        match kind, cell:
            case Kind.AMOUNT, Money():
                digits = get_currency_precision(cell.currency)
                sheet.write_number(line, number, float(cell.amount), formats.amounts[digits])
                return len(f"{cell.amount:,.{digits}f}")
            case Kind.DAY, dt.date():
                day = dt.datetime.combine(self._local_day(cell), dt.time())
                sheet.write_datetime(line, number, day, formats.day)
                return len("31.12.2026")
            case Kind.WHOLE, int():
                sheet.write_number(line, number, cell, formats.whole)
                return len(f"{cell:,}")
        text = self._plain(cell)[:_LONGEST_TEXT]
        sheet.write_string(line, number, text, formats.text)
        return max(map(len, text.split("\n")))


@dataclass(frozen=True, slots=True)
class _Formats:
    """How cells look in one workbook."""

    heading: Format
    text: Format
    amounts: Mapping[int, Format]
    """By digits after the point."""
    day: Format
    whole: Format

    @classmethod
    def of(cls, book: Workbook, language: str) -> _Formats:
        top = {"valign": "top"}
        return cls(
            heading=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top}),
            text=book.add_format({"text_wrap": True, "num_format": "@", **top}),
            amounts={
                digits: book.add_format({"num_format": f"#,##0{'.' if digits else ''}{'0' * digits}", **top})
                for digits in range(_MOST_DIGITS + 1)
            },
            day=book.add_format({"num_format": _DAYS_IN_EXCEL[language], "align": "left", **top}),
            whole=book.add_format({"num_format": "#,##0", **top}),
        )


def _with_currency(table: Table) -> Table:
    """The table with what its amounts are in behind the last of them. Raises `ValueError` where a row mixes them."""
    amounts = [number for number, column in enumerate(table.columns) if column.kind is Kind.AMOUNT]
    if not amounts:
        return table
    place = amounts[-1] + 1
    columns = (*table.columns[:place], Column(Msg("Currency")), *table.columns[place:])
    rows = tuple((*row[:place], _currency(row[number] for number in amounts), *row[place:]) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _currency(cells: Iterable[Cell]) -> Cell:
    found = {cell.currency for cell in cells if isinstance(cell, Money)}
    if len(found) > 1:
        raise ValueError(f"amounts of one row are in one currency, not in {sorted(found)}")
    return found.pop() if found else None


def _harmless(text: str) -> str:
    """Text that no program takes for a formula (OWASP, “CSV injection”)."""
    text = _BEHIND_SEPARATOR.sub(r"\1'", text)
    begins = text[:1] in _BEGINS_FORMULA or text.lstrip()[:1] in _BEGINS_FORMULA
    return f"'{text}" if text and begins else text


def _sheet_name(title: str, taken: set[str]) -> str:
    """The title as Excel takes it for a sheet, that no other one has."""
    plain = " ".join(title.translate(_NOT_IN_SHEET_NAMES).split()).strip("'") or "-"
    for name in _numbered(plain):
        if name.casefold() not in taken | {"history"}:  # Excel keeps that one to itself
            taken.add(name.casefold())
            return name
    raise AssertionError("there is no end of numbers")


def _numbered(name: str) -> Iterator[str]:
    yield name[:_LONGEST_SHEET_NAME].rstrip(" '")
    number = 2
    while True:
        ending = f" {number}"
        yield name[: _LONGEST_SHEET_NAME - len(ending)].rstrip(" '") + ending
        number += 1
