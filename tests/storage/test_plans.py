"""Queries over all that the programme has: the databases walk an index, and neither read everything nor sort it.

They say how they would in a programme of some ten thousand rows a table: in an empty one, all ways cost the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, String, cast, event, literal, text, update
from sqlalchemy.orm import Session

from benchmarks.crowd import settle
from domain.partnerships.rules import Status
from storage.organisations.partners import partner_that_looks, partners, partners_by_email
from storage.partnerships import newest_of_partner, over, unchecked_clients
from storage.products import Wanted, count_by_kind, page_of_products
from storage.tables import Organisation
from tests.bot.rest_of_crowd import CROWD, NOW, fill_the_rest
from tests.databases import as_owner, owners_url
from tests.services.world import START, World

Ask = Callable[[Session], object]

IN_ORDER: tuple[tuple[Ask, str], ...] = (
    (lambda session: partners(session, but=1, limit=6), "ix_organisation_partners"),
    (lambda session: newest_of_partner(session, 1, Status.ACTIVE, START, limit=30), "ix_partnership_partner"),
    (lambda session: unchecked_clients(session, START, limit=50), "ix_partnership_checked"),
    (lambda session: page_of_products(session, Wanted(1, kinds=("domain",)), limit=8), "ix_product_shelves"),
    (
        lambda session: page_of_products(session, Wanted(1, kinds=("domain",), free_at=START, beside=1), limit=8),
        "ix_product_shelves",
    ),
)
"""Lists, and the index from which they come in its order."""
FOUND: tuple[tuple[Ask, str], ...] = (
    (
        lambda session: newest_of_partner(session, 1, Status.ACTIVE, START, client="alp", limit=30),
        "ix_partnership_partner",
    ),
    (lambda session: over(session, 1, START), "ix_partnership_client"),
    (lambda session: partner_that_looks(session, "alpweb"), "ix_organisation_skeleton"),
    (
        lambda session: partners_by_email(session, "hello@alpweb.example", but=1, limit=6),
        "ix_organisation_email",
    ),
)
"""What is found by an index; so few rows may be sorted."""


@pytest.fixture
def crowded(world: World) -> World:
    """A large programme whose organisations have addresses, and of which the database knows how large it is."""
    url = owners_url(world.engine)
    settle(url, CROWD, NOW)
    fill_the_rest(url)
    with as_owner(world.engine) as connection:
        address = literal("info-") + cast(Organisation.id, String) + "@alpweb.example"
        connection.execute(update(Organisation).values(email=address))
        connection.execute(text("ANALYZE"))
    return world


def plan(world: World, ask: Ask) -> str:
    """How the database would find the answer."""
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
        on_postgresql = connection.dialect.name == "postgresql"
        explain = "EXPLAIN " if on_postgresql else "EXPLAIN QUERY PLAN "
        rows: Sequence[Any] = connection.exec_driver_sql(explain + statement, values).all()
    return "\n".join(str(row[-1]) for row in rows)


def test_queries_walk_their_index(crowded: World) -> None:
    for ask, index in IN_ORDER:
        found = plan(crowded, ask)
        assert index in found
        assert "Sort" not in found
        assert "TEMP B-TREE" not in found
    for ask, index in FOUND:
        assert index in plan(crowded, ask)
    counted = plan(crowded, lambda session: count_by_kind(session, Wanted(1)))
    assert "COVERING INDEX ix_product_shelves" in counted or "Index Only Scan using ix_product_shelves" in counted
