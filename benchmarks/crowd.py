"""A programme of any size, made inside the database in a minute or two: people with open conversations, and
partnerships with all that belongs to them.

For `size` people there are half as many clients, each with two people, two products and two partnerships, and one
partner for a hundred partnerships, with one person. Of ten partnerships, eight are active, one is pending and one has
ended; one of eight gives full access, the others one product.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, Select, event, func, insert, literal, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from benchmarks.crowd_rows import Columns, Crowd, Expression, Rows
from domain.names.keys import keys_of
from storage import schema
from storage.database import open_database
from storage.tables import (
    Audit,
    Base,
    Card,
    Conversation,
    Membership,
    Organisation,
    OrganisationKey,
    Partnership,
    Person,
    ProcessedUpdate,
    Product,
    ProductAccess,
)


def settle(url: str, crowd: Crowd, now: dt.datetime) -> dict[str, int]:
    """Fills an empty database; the bytes that the rows of each table take, with their indexes."""
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()
    event.listen(engine, "connect", hurry)
    on_postgresql = engine.dialect.name == "postgresql"
    with engine.begin() as connection:
        if on_postgresql:
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no row looks for another one
        sizes = _Builder(connection, crowd, Rows(crowd, now, on_postgresql)).build()
    if on_postgresql:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in ("VACUUM ANALYZE", "CHECKPOINT"):  # as the server does by itself within minutes
                connection.execute(text(statement))
    engine.dispose()
    return sizes


def hurry(connection: DBAPIConnection, _record: object) -> None:
    """SQLite waits for no disk while a database is filled that can be filled again."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-200000"):
            connection.execute(f"PRAGMA {pragma}")


@dataclass(frozen=True, slots=True)
class _Builder:
    """Fills one table after the other."""

    connection: Connection
    crowd: Crowd
    rows: Rows

    def build(self) -> dict[str, int]:
        """The bytes that each table takes."""
        rows, people, partnerships = self.rows, self.crowd.size + self.crowd.partners, self.crowd.size
        sizes: dict[str, int] = {}
        for table, count, row, those in (
            (Organisation, self.crowd.clients, rows.client, None),
            (Organisation, self.crowd.partners, rows.partner, None),
            (Person, people, rows.person, None),
            (Membership, people, rows.membership, None),
            (Conversation, people, rows.conversation, None),
            (ProcessedUpdate, people, rows.update, None),
            (Product, partnerships, rows.product, None),
            (Partnership, partnerships, rows.partnership, None),
            (ProductAccess, partnerships, rows.product_access, lambda k: ~rows.is_full(k)),
            (Card, partnerships, rows.client_card, None),
            (Card, partnerships, rows.partner_card, None),
            (Audit, people, rows.seen, None),
            (Audit, partnerships, rows.requested, None),
            (Audit, partnerships, rows.confirmed, lambda k: ~rows.is_pending(k)),
        ):
            before = self._size()
            self._add(table, count, row, those)
            sizes[table.__tablename__] = sizes.get(table.__tablename__, 0) + self._size() - before
            self._count_on(table)
        before = self._size()
        self._add_keys()
        sizes[OrganisationKey.__tablename__] = self._size() - before
        return sizes

    def _add_keys(self) -> None:
        """What the partners are found by."""
        partners = self.connection.execute(select(Organisation.id, Organisation.name).where(Organisation.is_partner))
        for some in partners.partitions(1_000):
            keys = [{"key": key, "organisation_id": one.id} for one in some for key in keys_of(one.name)]
            self.connection.execute(insert(OrganisationKey), keys)

    def _add(
        self,
        table: type[Base],
        count: int,
        row: Callable[[Expression], Columns],
        those: Callable[[Expression], Expression] | None,
    ) -> None:
        numbers = select(literal(0, BigInteger).label("i")).cte("numbers", recursive=True)
        numbers = numbers.union_all(select(numbers.c.i + 1).where(numbers.c.i < count - 1))
        columns = row(numbers.c.i)
        wanted: Select[*tuple[object, ...]] = select(*columns.values())
        if those is not None:
            wanted = wanted.where(those(numbers.c.i))
        self.connection.execute(insert(table).from_select(list(columns), wanted))

    def _size(self) -> int:
        if self.rows.on_postgresql:
            size = select(func.pg_database_size(func.current_database()))
            return int(self.connection.execute(size).scalar_one())
        pages, bytes_ = (
            int(self.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()) for name in ("page_count", "page_size")
        )
        return pages * bytes_

    def _count_on(self, table: type[Base]) -> None:
        """Lets PostgreSQL number later rows behind those that have brought their number along."""
        if self.rows.on_postgresql and "id" in table.__table__.c:
            name = table.__tablename__
            last = select(func.setval(func.pg_get_serial_sequence(name, "id"), func.max(table.__table__.c.id)))
            self.connection.execute(last)
