"""What depends on an account, a product or a person ends with it, and what stays says so."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Ceased, Side, Status
from domain.people import Parting, Role
from services import organisations
from services.accounts.taking import Taken
from services.events import (
    AccountClosed,
    MemberLeft,
    PartnerDismissed,
    PartnershipCeased,
    ProductAccessChanged,
    RequestedProductsGone,
    RoleChanged,
)
from services.partnerships import answering
from services.partnerships.changing import change_products
from services.partnerships.proposals import PartnerUnknown
from services.people import colleagues, invitations
from services.rights import OrganisationClosed
from storage.partnerships import partnership
from storage.people import members, membership
from storage.tables import Organisation, Person, Product
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.accounts.provider import account, client_account, person, product, tell
from tests.services.world import Somebody, World, full, limited, request


def bound(world: World, who: Somebody, number: str) -> None:
    """Somebody's organisation is the account of that number from now on."""
    with world.units.begin("cli") as work:
        organisation = work.session.get_one(Organisation, who.organisation)
        organisation.account_id, organisation.as_of = number, account().as_of
        for place, product_id in enumerate(who.products):
            goods = work.session.get_one(Product, product_id)
            goods.provider_id, goods.as_of = f"{number}-{place}", account().as_of


def record_of(world: World, who: Somebody) -> dict[str, object]:
    """What the provider says of the organisation, unchanged."""
    with world.units.begin("cli") as work:
        found = work.session.get_one(Organisation, who.organisation)
        return {
            "account": found.account_id,
            "kind": found.kind.value,
            "name": found.name,
            "register_number": None,
            "email": None,
            "partner": found.is_partner,
            "partner_code": found.partner_code,
        }


def linked(world: World, who: Somebody, console_id: str) -> None:
    """The person has linked their Telegram with the one of the console."""
    with world.units.begin("cli") as work:
        found = membership(work.session, who.person, who.organisation)
        assert found is not None
        found.console_id = console_id


@pytest.fixture
def client(world: World) -> Somebody:
    made = world.client("one.ch", "two.ch")
    bound(world, made, "C")
    return made


@pytest.fixture
def partner(world: World) -> Somebody:
    made = world.partner()
    bound(world, made, "P")
    return made


def test_a_closed_clients_requests_and_partnerships_end(world: World, client: Somebody, partner: Somebody) -> None:
    active = world.confirmed(client, partner, limited(client.products[0]))
    waiting = world.requested(client, world.partner(), full())
    assert tell(world, account(1, **record_of(world, client), status="closed")) == Taken(changed=1)

    for partnership_id in (active, waiting):
        found = world.stored(partnership_id)
        assert (found.status, found.closed_by, found.reason) == (Status.ENDED, Side.PROGRAMME, Ceased.CLIENT_CLOSED)
        assert found.status_via == "import"
    assert world.managed(active) == set()
    assert world.events == [
        PartnershipCeased(active, Ceased.CLIENT_CLOSED),
        PartnershipCeased(waiting, Ceased.CLIENT_CLOSED),
        AccountClosed(client.organisation, 2),
    ]


def test_nobody_decides_for_a_closed_account_but_may_look_and_leave(
    world: World, client: Somebody, partner: Somebody
) -> None:
    active = world.confirmed(client, partner, limited(client.products[0]))
    colleague = world.colleague(client)
    tell(world, account(1, **record_of(world, client), status="closed"))

    with pytest.raises(OrganisationClosed):
        world.does(client, request, partner, full())
    with pytest.raises(OrganisationClosed):
        world.does(client, invitations.invite, client.organisation, Role.EMPLOYEE, programme=AT_ONCE)
    assert world.status(active) is Status.ENDED
    world.does(client, organisations.switch, client.organisation)
    world.does(colleague, colleagues.leave, client.organisation)

    tell(world, account(2, **record_of(world, client), status="open"))
    world.does(client, request, partner, full())


@pytest.mark.parametrize("changed", [{"status": "closed"}, {"partner": False, "partner_code": None}])
def test_who_is_no_partner_any_more_has_no_clients_and_is_not_found(
    world: World, client: Somebody, partner: Somebody, changed: dict[str, object]
) -> None:
    active = world.confirmed(client, partner, full())
    own = world.client("three.ch")
    other = world.partner()
    tell(world, account(1, **{**record_of(world, partner), **changed}))

    assert world.stored(active).reason == Ceased.PARTNER_CLOSED
    told = AccountClosed if "status" in changed else PartnerDismissed
    assert world.events == [PartnershipCeased(active, Ceased.PARTNER_CLOSED), told(partner.organisation, 1)]
    with pytest.raises(PartnerUnknown):
        world.does(own, request, partner, full())
    world.does(own, request, other, full())


def test_a_request_that_was_not_sent_ends_without_the_partner(
    world: World, client: Somebody, partner: Somebody
) -> None:
    waiting = world.requested(client, partner, full())
    with world.units.begin("cli") as work:
        found = partnership(work.session, waiting)
        assert found is not None
        found.status, found.sent_at, found.lapses_at, found.due_at = Status.PREPARED, None, None, None
    tell(world, account(1, **record_of(world, client), status="closed"))
    assert world.events[0] == PartnershipCeased(waiting, Ceased.CLIENT_CLOSED)


def test_access_to_a_cancelled_product_ends_and_a_request_goes_on_without_it(
    world: World, client: Somebody, partner: Somebody
) -> None:
    made = world.requested(client, partner, limited(*client.products))
    tell(world, product(1, product="C-0", account="C", status="cancelled"))
    assert world.events == [RequestedProductsGone(made)]
    assert world.managed(made) == {client.products[1]}

    world.does(partner, answering.confirm, made)
    more = world.product(client, "more.ch")
    world.does(client, change_products, made, frozenset({client.products[1], more}))
    tell(world, product(1, product="C-1", account="C", name="two.ch", status="cancelled"))
    assert world.events == [ProductAccessChanged(made, (), ("two.ch",))]
    assert world.managed(made) == {more}


def test_with_its_last_product_a_partnership_ends(world: World, client: Somebody, partner: Somebody) -> None:
    made = world.confirmed(client, partner, limited(*client.products))
    cancelled = [product(1, product=f"C-{place}", account="C", status="cancelled") for place in (0, 1)]
    assert tell(world, *cancelled) == Taken(changed=2)
    assert world.events == [PartnershipCeased(made, Ceased.PRODUCTS_GONE)]
    assert world.status(made) is Status.ENDED

    tell(world, product(2, product="C-0", account="C"))  # it is there again, and nobody's to manage
    world.does(client, request, partner, limited(client.products[0]))


def test_full_access_outlives_all_products(world: World, client: Somebody, partner: Somebody) -> None:
    made = world.confirmed(client, partner, full())
    tell(world, *(product(1, product=f"C-{place}", account="C", status="cancelled") for place in (0, 1)))
    assert world.status(made) is Status.ACTIVE


def test_a_product_of_another_account_is_no_longer_managed(world: World, client: Somebody, partner: Somebody) -> None:
    made = world.confirmed(client, partner, limited(*client.products))
    tell(world, client_account("9"))
    tell(world, product(1, product="C-0", account="9", name="one.ch"))
    assert world.events == [ProductAccessChanged(made, (), ("one.ch",))]


def test_a_role_counts_for_the_console_and_for_telegram(world: World, client: Somebody) -> None:
    tell(world, person(0, person="7", account="C"))
    linked(world, client, "7")
    tell(world, person(1, person="7", account="C", role="employee"))
    with world.units.begin("cli") as work:
        roles = _roles(work, client.organisation)
    assert set(roles.values()) == {Role.EMPLOYEE}
    assert set(world.events) == {RoleChanged(each, client.organisation) for each in roles}
    assert len(roles) == 2


def test_who_is_removed_acts_for_the_account_no_longer_through_either_door(
    world: World, client: Somebody, partner: Somebody
) -> None:
    tell(world, person(0, person="7", account="C"))
    linked(world, client, "7")
    world.joined(client, partner, Role.EMPLOYEE)
    world.does(client, organisations.switch, client.organisation)
    tell(world, person(1, person="7", account="C", status="removed"))

    assert {type(each) for each in world.events} == {MemberLeft}
    assert MemberLeft(client.person, client.organisation, Parting.REMOVED_THERE, "7") in world.events
    assert len(world.events) == 2
    with world.units.begin("cli") as work:
        assert _roles(work, client.organisation) == {}
        assert work.session.get_one(Person, client.person).organisation_id == partner.organisation

    tell(world, person(2, person="7", account="C"))  # back in the console; Telegram is to be linked again
    with world.units.begin("cli") as work:
        assert client.person not in _roles(work, client.organisation)
        assert len(_roles(work, client.organisation)) == 1


def _roles(work: Work, organisation_id: int) -> dict[int, Role]:
    return {each.person_id: each.role for each in members(work.session, organisation_id)}
