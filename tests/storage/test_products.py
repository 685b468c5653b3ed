"""An organisation's products by name, by kind, by what they are called: alike on both databases."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import insert

from domain.sorting import sort_key
from storage.products import (
    Wanted,
    by_kind,
    count_by_kind,
    ids_of_products,
    page_of_products,
    products_called,
)
from storage.tables import Product
from tests.services.world import Somebody, World, limited

NAMES = (
    "Zürich",
    "zurich 2",
    "Server 10",
    "Server 9",
    "Über",
    "ubert",
    "a-b.example",
    "a b",
    "œuvre",
    "Straße 2",
    "100 %",
)


def ids(world: World, wanted: Wanted, these: Iterable[int] | None = None) -> list[int]:
    with world.units.begin("cli") as work:
        return list(ids_of_products(work.session, wanted, None if these is None else list(these)))


def named(world: World, wanted: Wanted) -> list[str]:
    with world.units.begin("cli") as work:
        return [product.name for product in page_of_products(work.session, wanted, 100)]


def of(client: Somebody, search: str = "") -> Wanted:
    return Wanted(client.organisation, search=search)


def test_they_come_in_the_order_that_people_expect(world: World) -> None:
    client = world.client(*NAMES)

    assert named(world, of(client)) == sorted(NAMES, key=sort_key)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zuerich", ["Zürich", "zurich 2"]),
        ("ZURICH", ["Zürich", "zurich 2"]),
        ("server 1", ["Server 10"]),
        ("a-b", ["a b", "a-b.example"]),
        ("b.exa", ["a-b.example"]),
        ("oeuvre", ["œuvre"]),
        ("100", ["100 %"]),
        ("%", []),
        ("_", []),
        ("strasse", ["Straße 2"]),
        ("", sorted(NAMES, key=sort_key)),
    ],
)
def test_a_part_of_a_name_is_searched(world: World, typed: str, found: list[str]) -> None:
    assert named(world, of(world.client(*NAMES), typed)) == found


def test_a_domain_under_ag_is_no_legal_form(world: World) -> None:
    client = world.client("alpen.ag", "alpen.ch")

    assert named(world, of(client, "alpen.ag")) == ["alpen.ag"]


def test_those_of_many_ids_are_told_from_the_rest(world: World) -> None:
    client, other = world.client("Website", "Shop"), world.client("Mail", name="Bergbahn")

    assert ids(world, of(client), range(1, 5_000)) == list(client.products)
    assert ids(world, of(client), other.products) == []
    assert ids(world, of(client), ()) == []
    with world.units.begin("cli") as work:
        assert count_by_kind(work.session, of(client), client.products[:1]) == {"web_hosting": 1}


def test_kinds_are_counted_with_what_they_are_worth(world: World) -> None:
    client = world.client("Website", "Shop")

    with world.units.begin("cli") as work:
        (kind,) = by_kind(work.session, of(client))
    assert (kind.kind, kind.count, kind.yearly_value) == ("web_hosting", 2, 48_000)


def test_what_a_partner_has_is_not_free_until_it_is_over(world: World) -> None:
    client, alpweb = world.client("Website", "Shop"), world.partner()
    request = world.requested(client, alpweb, limited(client.products[0]))
    website, shop = client.products

    def free(beside: int | None = None) -> list[int]:
        return ids(world, Wanted(client.organisation, free_at=world.moment, beside=beside))

    assert free() == [shop]
    assert free(beside=request) == [website, shop]
    world.advance(days=31)
    assert free() == [website, shop]


def test_rows_that_come_by_the_thousand_have_names_to_sort_and_search_by(world: World) -> None:
    client = world.client()
    with world.units.begin("cli") as work:
        rows = [
            {
                "organisation_id": client.organisation,
                "kind": "domain",
                "name": name,
                "yearly_value": 0,
                "provider_id": name,
                "as_of": work.now,
            }
            for name in ("b.example", "Ä.example")
        ]
        work.session.execute(insert(Product), rows)

    assert named(world, of(client)) == ["Ä.example", "b.example"]
    assert named(world, of(client, "ae example")) == ["Ä.example"]


def test_names_are_compared_without_case_and_nothing_else(world: World) -> None:
    client = world.client("Büro", "Buro 2")

    with world.units.begin("cli") as work:
        found = products_called(work.session, of(client), ["BÜRO", "buro", "Buro 2"])
    assert [product.name for product in found] == ["Büro", "Buro 2"]


def test_the_longest_names_have_a_place_in_the_index(world: World) -> None:
    names = ["한" * 250, "ﷺ" * 250, "𝄞" * 250]
    client = world.client()
    with world.units.begin("cli") as work:
        for name in names:
            work.session.add(Product(organisation_id=client.organisation, kind="domain", name=name, yearly_value=0))

    assert sorted(named(world, of(client))) == sorted(names)
