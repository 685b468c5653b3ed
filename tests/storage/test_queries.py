"""Queries: what they find, in which order, and how much of it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from domain.partnerships.rules import Access, Status
from domain.people import Role
from services import products as product_services
from services.partnerships import ending
from storage import partnerships as stored
from storage.organisations.partners import partner_by_code, partners
from storage.people import memberships_of, person_by_telegram_id
from storage.products import products_of
from storage.runtime.updates import claim_update, forget_updates
from storage.tables import Organisation, ProcessedUpdate
from tests.databases import PostgresServer
from tests.services.world import START, World, full, limited


def test_partners_are_listed_by_name_whatever_the_case(world: World) -> None:
    for name in ("Zugweb", "alpweb", "Nordnet", "Alpwege"):
        world.partner(name)

    with world.units.begin("cli") as work:
        listed = [one.name for one in partners(work.session, but=0, limit=10)]
    assert listed == ["alpweb", "Alpwege", "Nordnet", "Zugweb"]


def test_umlauts_are_listed_beside_their_vowels(world: World) -> None:
    for name in ("Zugweb", "Österweb", "Orbit", "Ärzte", "Azur", "Ostwind", "Adler"):
        world.partner(name)
    in_order = ["Adler", "Ärzte", "Azur", "Orbit", "Österweb", "Ostwind", "Zugweb"]

    with world.units.begin("cli") as work:
        assert [one.name for one in partners(work.session, but=0, limit=10)] == in_order


def test_lists_of_partners_leave_oneself_out_and_come_in_pages(world: World) -> None:
    names = [f"Partner {letter}" for letter in "ABCDE"]
    own, *_ = [world.partner(name) for name in names]
    world.client(name="Hotel")

    with world.units.begin("cli") as work:
        pages = [partners(work.session, but=own.organisation, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [[one.name for one in page] for page in pages] == [names[1:4], names[4:], []]


def test_a_partner_is_found_by_its_whole_code(world: World) -> None:
    partner = world.partner()
    with world.units.begin("cli") as work:
        code = work.session.get_one(Organisation, partner.organisation).partner_code or ""
        found = partner_by_code(work.session, code)

        assert found is not None
        assert found.id == partner.organisation
        for other in (code[:-1], code + "X", "%", ""):
            assert partner_by_code(work.session, other) is None


def test_a_person_is_found_with_the_organisation_they_act_for(world: World) -> None:
    client = world.client(name="Bergbahn")
    with world.units.begin("cli") as work:
        person = person_by_telegram_id(work.session, 1)
        assert person_by_telegram_id(work.session, 4_711) is None

    assert person is not None
    assert person.id == client.person
    assert person.organisation is not None
    assert person.organisation.name == "Bergbahn"


def test_memberships_are_listed_by_the_organisations_names(world: World) -> None:
    person = world.client(name="Zugerland")
    for name in ("alpenhof", "Bergbahn"):
        world.joined(person, world.client(name=name), Role.EMPLOYEE)

    with world.units.begin("cli") as work:
        found = [(one.organisation.name, one.role) for one in memberships_of(work.session, person.person)]
    assert found == [
        ("alpenhof", Role.EMPLOYEE),
        ("Bergbahn", Role.EMPLOYEE),
        ("Zugerland", Role.LEGAL_REPRESENTATIVE),
    ]


def test_products_are_listed_by_name_without_those_removed(world: World) -> None:
    client = world.client("zug.example", "Webshop", "alp.example", "Mail")
    world.does(client, product_services.remove, client.products[3])

    with world.units.begin("cli") as work:
        assert [one.name for one in products_of(work.session, client.organisation)] == [
            "alp.example",
            "Webshop",
            "zug.example",
        ]


def test_partnerships_are_listed_active_ones_first_then_the_newest(world: World) -> None:
    client = world.client("Website", "Shop")
    website, shop = client.products
    alpweb, nordnet, seeweb, domo = (world.partner(name) for name in ("Alpweb", "Nordnet", "Seeweb", "Domo"))
    first = world.confirmed(client, alpweb, limited(website))
    waiting = world.requested(client, nordnet, limited(shop))
    second = world.confirmed(client, seeweb, full())
    ended = world.confirmed(client, domo, full())  # takes the second one's place …
    world.does(client, ending.end, ended)  # … and ends, too
    world.confirmed(world.client(name="Bergbahn"), alpweb, full())

    with world.units.begin("cli") as work:
        session, now = work.session, work.now
        assert [one.id for one in stored.of_client(session, client.organisation, now)] == [first, waiting]
        assert [one.id for one in stored.of_client(session, client.organisation, now, {Status.ENDED})] == [
            ended,
            second,
        ]
        assert [one.id for one in stored.with_full_access(session, client.organisation, Status.ENDED, now)] == [
            second,
            ended,
        ]
        present = stored.open_between(session, client.organisation, alpweb.organisation, now)
        assert {status: (one.id, one.access) for status, one in present.items()} == {
            Status.ACTIVE: (first, Access.LIMITED)
        }
        assert stored.open_between(session, alpweb.organisation, client.organisation, now) == {}


def test_a_partners_clients_come_the_newest_first_and_no_more_than_asked_for(world: World) -> None:
    alpweb, nordnet = world.partner("Alpweb"), world.partner("Nordnet")
    made = {
        name: world.confirmed(world.client(name=name), alpweb, full())
        for name in ("Zürcher Hof", "Bergbahn", "Hotel Zurich", "100 % Bio")
    }
    waiting = world.requested(world.client(name="Seegarten"), alpweb, full())
    world.confirmed(world.client(name="Zürich Messe"), nordnet, full())
    partner = alpweb.organisation

    with world.units.begin("cli") as work:
        session, now = work.session, work.now
        for status, client, found in (
            (Status.ACTIVE, "", ["100 % Bio", "Hotel Zurich", "Bergbahn", "Zürcher Hof"]),
            (Status.ACTIVE, "zÜr", ["Hotel Zurich", "Zürcher Hof"]),
            (Status.ACTIVE, "zuercher hof ag", ["Zürcher Hof"]),
            (Status.ACTIVE, "zurich hotel", ["Hotel Zurich"]),
            (Status.ACTIVE, "100bio", ["100 % Bio"]),
            (Status.ACTIVE, "el", []),
            (Status.ACTIVE, "%", []),
            (Status.ACTIVE, "_", []),
            (Status.ACTIVE, "Seegarten", []),
            (Status.ENDED, "", []),
        ):
            newest = stored.newest_of_partner(session, partner, status, now, client=client, limit=9)
            assert [one.id for one in newest] == [made[name] for name in found]
            assert [one.client.name for one in newest] == found
            assert stored.count_of_partner(session, partner, status, now, client=client) == len(found)
        assert [one.id for one in stored.newest_of_partner(session, partner, Status.PENDING, now, limit=9)] == [waiting]
        newest = stored.newest_of_partner(session, partner, Status.ACTIVE, now, limit=2)
        assert [one.client.name for one in newest] == ["100 % Bio", "Hotel Zurich"]


def test_due_requests_come_the_longest_due_first_and_no_more_than_asked_for(world: World) -> None:
    partner = world.partner()
    requests = []
    for number in range(3):
        client = world.client(name=f"Hotel {number}")
        requests.append((world.requested(client, partner, full()), client.organisation))
        world.advance(hours=-1)

    with world.units.begin("cli") as work:
        session = work.session
        # The last one was sent first, as the clock went backwards.
        assert list(stored.due(session, START + timedelta(days=4), 10)) == requests[::-1]
        assert list(stored.due(session, START + timedelta(days=4), 2)) == requests[:0:-1]
        assert list(stored.due(session, START + timedelta(days=3, hours=-2), 10)) == requests[2:]
        assert list(stored.due(session, START + timedelta(days=2), 10)) == []


def test_an_update_is_claimed_once_until_it_is_forgotten(world: World) -> None:
    with world.units.begin("chat") as work:
        assert claim_update(work.session, 7, 1, work.now)
    world.advance(days=8)
    for fresh, update_id in ((False, 7), (True, 8)):
        with world.units.begin("chat") as work:
            assert claim_update(work.session, update_id, 1, work.now) is fresh

    with world.units.begin("job") as work:
        assert forget_updates(work.session, work.now - timedelta(days=7), 10) == 1
    for fresh, update_id in ((True, 7), (False, 8)):
        with world.units.begin("chat") as work:
            assert claim_update(work.session, update_id, 1, work.now) is fresh


def test_old_updates_are_forgotten_some_at_a_time_the_oldest_first(world: World) -> None:
    for update_id in (5, 4, 3, 2, 1):
        with world.units.begin("chat") as work:
            claim_update(work.session, update_id, 1, work.now)
        world.advance(hours=1)

    for forgotten, left in ((2, [1, 2, 3]), (2, [1]), (0, [1])):
        with world.units.begin("job") as work:
            assert forget_updates(work.session, START + timedelta(hours=4), 2) == forgotten
        with world.units.begin("cli") as work:
            known = work.session.scalars(select(ProcessedUpdate.update_id).order_by(ProcessedUpdate.update_id))
            assert list(known) == left


def test_two_that_forget_at_once_share_the_rows(postgres: PostgresServer) -> None:
    world = World(postgres.fresh())
    for update_id in range(1, 6):
        with world.units.begin("chat") as work:
            claim_update(work.session, update_id, 1, work.now)
        world.advance(hours=1)

    with world.units.begin("job") as one, world.units.begin("job") as other:
        assert forget_updates(one.session, world.moment, 2) == 2
        assert forget_updates(other.session, world.moment, 5) == 3
    with world.units.begin("cli") as work:
        assert work.session.scalars(select(ProcessedUpdate)).all() == []
    world.close()
