"""What all tables share: names of constraints, moments in UTC, enums by value, JSON."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Index, Integer, MetaData, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON, TypeDecorator

JsonObject: TypeAlias = dict[str, object]
"""A JSON object as stored; whoever reads it checks what is in it."""

# SQLite numbers rows by itself for INTEGER keys only; PostgreSQL gets 64 bits.
Id = BigInteger().with_variant(Integer(), "sqlite")
# What is not there is NULL, not JSON's null, so that `IS NULL` finds it.
JsonColumn = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment. Goes in with its time zone and comes out in UTC, on databases that forget zones, too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


def unique_where(name: str, *columns: str, where: str) -> Index:
    """A unique index over the rows that satisfy `where`, on both databases."""
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


def index_where(name: str, *columns: str, where: str) -> Index:
    """An index over the rows that satisfy `where`, on both databases."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def by_value(enum: type[StrEnum], check: str | None = None) -> Enum:
    """A column type for `enum` that stores the values as text, held by a check constraint.

    It is called after the enum; a second column of a table with the same one needs another name for its `check`.
    """
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=24,
        name=check or enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Base of all tables. `audited` tables leave a trail of every change (see `storage.audit`).

    A column with `info={"secret": True}` stays out of it, and so does one that follows from another column, or only
    tells how fresh the others are: `info={"derived": True}`.
    """

    audited = False
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dt.datetime: UtcDateTime()}  # noqa: RUF012 - SQLAlchemy's own hook
