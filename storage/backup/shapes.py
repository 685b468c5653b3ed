"""How rows look in a backup: the same lines whichever database they come from, so that one can become the other.

A line is a JSON array of a row's values, in the order of the columns in the backup's list of contents. That list says
of each column what it holds, so that a program of later years, whose tables look different, still reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.tables import Base
from storage.tables.base import JsonColumn, UtcDateTime

_TYPES: Mapping[str, TypeEngine[Any]] = {
    "moment": UtcDateTime(),
    "date": sa.Date(),
    "flag": sa.Boolean(),
    "number": sa.BigInteger(),
    "amount": sa.Numeric(),
    "text": sa.Text(),
    "bytes": sa.LargeBinary(),
    "json": JsonColumn,
}
_KINDS: Sequence[tuple[type[TypeEngine[Any]], str]] = (
    (sa.DateTime, "moment"),
    (sa.Date, "date"),
    (sa.Boolean, "flag"),
    (sa.Integer, "number"),
    (sa.Numeric, "amount"),
    (sa.String, "text"),
    (sa.LargeBinary, "bytes"),
    (sa.JSON, "json"),
)
_OUT_OF_JSON: Mapping[str, Callable[[str], object]] = {
    "moment": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "amount": Decimal,
    "bytes": bytes.fromhex,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A table in a backup: what its columns hold, in order, and which of them are its key."""

    name: str
    columns: Mapping[str, str]
    key: Sequence[str]

    @property
    def table(self) -> sa.TableClause:
        """The table, as far as a backup knows it."""
        return sa.table(self.name, *(sa.column(name, _TYPES[kind]) for name, kind in self.columns.items()))

    def all_rows(self, dialect: str) -> sa.Select[tuple[object, ...]]:
        """Every row, in an order that is the same on both databases: texts by their bytes."""
        table = self.table
        by_bytes = "C" if dialect == "postgresql" else "BINARY"
        return sa.select(*table.c).order_by(
            *(
                sa.collate(table.c[name], by_bytes) if self.columns[name] == "text" else table.c[name]
                for name in self.key
            )
        )

    @property
    def highest_key(self) -> sa.Select[tuple[int]]:
        """The highest number among its rows, 0 for none; where the key is a number."""
        return sa.select(sa.func.coalesce(sa.func.max(self.table.c[self.key[0]]), sa.literal(0)))

    def line(self, row: Sequence[object]) -> bytes:
        """The row as a line, without its end."""
        return orjson.dumps(list(row), default=_into_json, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)

    def row(self, line: bytes) -> dict[str, object]:
        """The row of a line. Raises `ValueError` where it is none of this table."""
        values = orjson.loads(line)
        if not isinstance(values, list) or len(values) != len(self.columns):
            raise ValueError(f"a line of {self.name} has not {len(self.columns)} values")
        return {
            name: _OUT_OF_JSON[kind](value) if kind in _OUT_OF_JSON and value is not None else value
            for (name, kind), value in zip(self.columns.items(), values, strict=True)
        }


def shapes() -> list[Shape]:
    """The program's own tables, each after those that its rows point to."""
    return [
        Shape(
            table.name,
            {column.name: _kind(column.type) for column in table.columns},
            [column.name for column in table.primary_key],
        )
        for table in Base.metadata.sorted_tables
    ]


def _kind(column_type: TypeEngine[Any]) -> str:
    plain = column_type.impl if isinstance(column_type, TypeDecorator) else column_type
    for base, kind in _KINDS:
        if isinstance(plain, base):
            return kind
    raise TypeError(f"a backup does not know how to keep {column_type!r}")


def _into_json(value: object) -> str:
    match value:
        case bytes():
            return value.hex()
        case Decimal():
            return str(value)
        case _:
            raise TypeError(f"a backup does not know how to keep {value!r}")
