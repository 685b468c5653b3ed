"""What an organisation has that a message may name."""

from __future__ import annotations

import pytest

from domain.people import Role
from storage.organisations.belongings import Belonging, own_belongings
from storage.searching import given_parts, room_for
from storage.tables import Membership, Person, Product
from tests.services.world import Somebody, World


def belongings(world: World, of: Somebody, *parts: str) -> list[Belonging]:
    with world.units.begin("cli") as work:
        return list(own_belongings(work.session, of.organisation, parts))


def test_present_products_with_a_part_in_their_names_and_all_people(world: World) -> None:
    client = world.client("Webshop", "sonne-shop.ch", "Mailservice", "old-shop.ch")
    other = world.client("Othershop")
    with world.units.begin("cli") as work:
        work.session.get_one(Product, client.products[3]).removed_at = work.now
    found = belongings(world, client, "shop", "xyz")
    assert sorted(each for each in found if each.owner is not None) == [
        Belonging(client.products[0], "Webshop", " webshop", client.organisation),
        Belonging(client.products[1], "sonne-shop.ch", " sonne shop ch", client.organisation),
    ]
    assert [each.id for each in found if each.owner is None] == [client.person]
    assert [each.id for each in belongings(world, other, "xyz")] == [other.person]


def test_who_is_in_the_console_and_in_telegram_is_there_once(world: World) -> None:
    client = world.client()
    with world.units.begin("cli") as work:
        people = [
            Person(console_id=number, first_name="Rolf", language="de", reachable=False, created_at=work.now)
            for number in ("linked", "alone")
        ]
        work.session.add_all(people)
        work.session.flush()
        for person in people:
            member = Membership(
                person_id=person.id,
                organisation_id=client.organisation,
                role=Role.EMPLOYEE,
                console_id=person.console_id,
            )
            work.session.add(member)
        mine = work.session.query(Membership).filter_by(person_id=client.person).one()
        mine.console_id, alone = "linked", people[1].id
    assert {each.id for each in belongings(world, client, "x")} == {client.person, alone}


@pytest.mark.parametrize(("count", "room"), [(0, 0), (1, 4), (4, 4), (5, 16), (16, 16), (17, 16)])
def test_a_statement_has_room_for_the_parts(count: int, room: int) -> None:
    parts = [str(number) for number in range(count)]
    assert room_for(parts) == room
    given = given_parts(parts, room)
    assert len(given) == room
    assert set(given.values()) == set(parts[:room])
