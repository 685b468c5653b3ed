"""A client's list of products: adding, offering, removing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.words import Money, Msg
from services import products
from services.events import ProductAccessChanged
from services.partnerships import requesting
from services.products import NothingToShare, ProductInUse, ProductNameTaken
from services.rights import NotFound
from storage.tables import Organisation, Person
from storage.work import Work
from tests.services.world import Somebody, World, full, limited

PRICE = Money(Decimal("249.95"), "CHF")


def free(world: World, client: Somebody, *, beside: int | None = None) -> list[int]:
    def look(work: Work, _person: Person) -> list[int]:
        organisation = work.session.get_one(Organisation, client.organisation)
        return [product.id for product in products.free_products(work, organisation, beside=beside)]

    return world.does(client, look)


def test_a_product_is_kept_with_its_yearly_value_in_hundredths(world: World) -> None:
    client = world.client()
    made = world.does(client, products.add, "domain", "seegarten.example", PRICE)

    assert (made.organisation_id, made.kind, made.name) == (client.organisation, "domain", "seegarten.example")
    assert made.yearly_value == 24_995
    assert made.removed_at is None


@pytest.mark.parametrize("name", ["Büro", "büro", "BÜRO"])
def test_two_products_of_a_client_have_different_names(world: World, name: str) -> None:
    client, other = world.client("Büro"), world.client(name="Bergbahn")

    with pytest.raises(ProductNameTaken):
        world.does(client, products.add, "other", name, PRICE)
    assert world.does(other, products.add, "other", name, PRICE).name == name


def test_a_name_is_free_again_once_the_product_is_removed(world: World) -> None:
    client = world.client("Website")
    world.does(client, products.remove, client.products[0])

    assert world.does(client, products.add, "other", "Website", PRICE).id != client.products[0]


def test_a_product_that_nobody_manages_is_removed(world: World) -> None:
    client = world.client("Website", "Shop")
    removed = world.does(client, products.remove, client.products[0])

    assert removed.removed_at == world.moment
    assert world.events == []
    assert free(world, client) == [client.products[1]]


def test_a_product_that_a_partner_manages_among_others_is_removed_and_the_partner_told(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    world.does(client, products.remove, client.products[0])

    assert world.events == [ProductAccessChanged(made, (), ("Website",))]
    assert world.managed(made) == {client.products[1]}


def test_full_access_does_not_keep_a_product_on_the_list(world: World) -> None:
    client = world.client("Website")
    world.confirmed(client, world.partner(), full())

    assert world.does(client, products.remove, client.products[0]).removed_at == world.moment


def test_a_partners_only_product_stays(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))

    with pytest.raises(ProductInUse) as refused:
        world.does(client, products.remove, client.products[0])

    assert isinstance(refused.value.reason, Msg)
    assert refused.value.reason.values == {"product": "Website", "partner": "Alpweb"}
    assert world.managed(made) == set(client.products)


def test_a_product_in_an_open_request_stays(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    made = world.requested(client, partner, limited(*client.products))

    with pytest.raises(ProductInUse) as refused:
        world.does(client, products.remove, client.products[0])
    assert isinstance(refused.value.reason, Msg)
    assert "open request" in refused.value.reason.text

    world.does(client, requesting.withdraw, made)
    assert world.does(client, products.remove, client.products[0]).removed_at == world.moment


def test_a_removed_product_is_not_found_any_more(world: World) -> None:
    client = world.client("Website")
    world.does(client, products.remove, client.products[0])

    with pytest.raises(NotFound):
        world.does(client, products.remove, client.products[0])


def test_products_are_offered_while_no_partner_has_them(world: World) -> None:
    client, alpweb, nordnet = world.client("Website", "Shop", "Mail"), world.partner("Alpweb"), world.partner("Nordnet")
    website, shop, mail = client.products
    assert free(world, client) == [mail, shop, website]  # by name

    active = world.confirmed(client, alpweb, limited(website))
    world.requested(client, nordnet, limited(shop))

    assert free(world, client) == [mail]
    assert free(world, client, beside=active) == [mail, website]


def test_nothing_can_be_shared_where_there_is_nothing(world: World) -> None:
    client, nobody = world.client("Website"), world.client(name="Bergbahn")
    world.requested(client, world.partner(), limited(*client.products))
    reasons = []

    for who in (client, nobody):
        with pytest.raises(NothingToShare) as refused:
            free(world, who)
        reasons.append(refused.value.reason)

    assert reasons[0] != reasons[1]
