"""What a schema asks of a program that was made for an older one: whether that one can go on beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn, ReflectedIndex

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a program meets it. `needed` says that a row without it is refused."""

    kind: str
    nullable: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A table: its columns, and what it refuses – each rule by its words, with the columns that it is about."""

    columns: Mapping[str, Column]
    rules: frozenset[tuple[str, frozenset[str]]]


def asked_by(connection: Connection, *tables: str) -> dict[str, Asked]:
    """What all tables ask at present, or only these."""
    found, names = inspect(connection), tables or None
    columns = by_table(found.get_multi_columns(filter_names=names))
    checks = by_table(found.get_multi_check_constraints(filter_names=names))
    keys = by_table(found.get_multi_foreign_keys(filter_names=names))
    indexes = by_table(found.get_multi_indexes(filter_names=names))
    uniques = by_table(found.get_multi_unique_constraints(filter_names=names))
    return {
        table: Asked(
            {
                one["name"]: Column(
                    str(one["type"]), bool(one["nullable"]), not one["nullable"] and one["default"] is None
                )
                for one in columns[table]
            },
            frozenset(
                (
                    *(
                        (f"check {each['sqltext']}", _named_in(each["sqltext"], columns[table]))
                        for each in checks.get(table, ())
                    ),
                    *(
                        (f"key to {each['referred_table']}", frozenset(each["constrained_columns"]))
                        for each in keys.get(table, ())
                    ),
                    *(
                        (f"unique {_condition(each)}", frozenset(name for name in each["column_names"] if name))
                        for each in indexes.get(table, ())
                        if each["unique"]
                    ),
                    *(("unique", frozenset(each["column_names"])) for each in uniques.get(table, ())),
                )
            ),
        )
        for table in columns.keys() - {"alembic_version", "schema_note"}
    }


def by_table(found: Mapping[tuple[str | None, str], list[T]]) -> dict[str, list[T]]:
    return {table: things for (_, table), things in found.items()}


def _named_in(condition: str, columns: list[ReflectedColumn]) -> frozenset[str]:
    return frozenset(column["name"] for column in columns if column["name"] in condition)


def _condition(index: ReflectedIndex) -> str:
    options = index.get("dialect_options", {})
    return next((str(words) for name, words in options.items() if name.endswith("_where")), "")


def obstacles(older: Mapping[str, Asked], newer: Mapping[str, Asked]) -> list[str]:
    """Why a program made for the older schema does not work with the newer one; nothing if it does."""
    return [fault for table, before in older.items() for fault in _obstacles(table, before, newer.get(table))]


def _obstacles(table: str, before: Asked, after: Asked | None) -> Iterator[str]:
    if after is None:
        yield f"{table} is gone"
        return
    for name, column in before.columns.items():
        match after.columns.get(name):
            case None:
                yield f"{table}.{name} is gone"
            case Column(kind=kind) if kind != column.kind:
                yield f"{table}.{name} was {column.kind}, and is {kind}"
            case Column(nullable=False) if column.nullable:
                yield f"{table}.{name} may not be missing any more"
            case _:
                pass
    for name in after.columns.keys() - before.columns.keys():
        if after.columns[name].needed:
            yield f"{table}.{name} is new, and has to be given"
    for rule, columns in after.rules - before.rules:
        if columns <= before.columns.keys():
            yield f"{table} refuses more: {rule}, about {', '.join(sorted(columns))}"
