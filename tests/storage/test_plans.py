"""Queries over all that the programme has: the databases walk an index, and neither read everything nor sort it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from domain.partnerships.rules import Status
from storage.organisations.partners import partner_that_looks, partners, partners_by_email
from storage.partnerships import newest_of_partner
from storage.products import Wanted, count_by_kind, page_of_products
from tests.services.world import START, World

Ask = Callable[[Session], object]


def plan(world: World, ask: Ask) -> str:
    """How the database would find the answer in a table in which reading everything takes long."""
    asked: list[tuple[str, Any]] = []  # parameters as the driver takes them

    def listen(_connection: Connection, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        asked.append((statement, values))

    event.listen(world.engine, "before_cursor_execute", listen)
    try:
        with world.units.begin("cli") as work:
            ask(work.session)
    finally:
        event.remove(world.engine, "before_cursor_execute", listen)
    statement, values = asked[-1]
    with world.engine.begin() as connection:
        explain = "EXPLAIN QUERY PLAN "
        if connection.dialect.name == "postgresql":
            explain = "EXPLAIN "
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # the tables are empty
            connection.execute(text("SET LOCAL enable_bitmapscan = off"))
        rows: Sequence[Any] = connection.exec_driver_sql(explain + statement, values).all()
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda session: partners(session, but=1, limit=6), "ix_organisation_partners"),
        (
            lambda session: newest_of_partner(session, 1, Status.ACTIVE, START, limit=30),
            "ix_partnership_partner",
        ),
        (
            lambda session: newest_of_partner(session, 1, Status.ACTIVE, START, client="alp", limit=30),
            "ix_partnership_partner",
        ),
        (
            lambda session: page_of_products(session, Wanted(1, kinds=("domain",)), limit=8),
            "ix_product_shelves",
        ),
        (
            lambda session: page_of_products(session, Wanted(1, kinds=("domain",), free_at=START, beside=1), limit=8),
            "ix_product_shelves",
        ),
    ],
)
def test_lists_come_from_an_index_in_its_order(world: World, ask: Ask, index: str) -> None:
    found = plan(world, ask)

    assert index in found
    assert "Sort" not in found
    assert "TEMP B-TREE" not in found


def test_a_look_alike_is_found_by_its_skeleton(world: World) -> None:
    assert "ix_organisation_skeleton" in plan(world, lambda session: partner_that_looks(session, "alpweb"))


def test_partners_with_an_address_are_found_by_it(world: World) -> None:
    found = plan(world, lambda session: partners_by_email(session, "hello@alpweb.example", but=1, limit=6))

    assert "ix_organisation_email" in found


def test_products_are_counted_in_an_index_alone(world: World) -> None:
    found = plan(world, lambda session: count_by_kind(session, Wanted(1)))

    assert "COVERING INDEX ix_product_shelves" in found or "Index Only Scan using ix_product_shelves" in found
