"""A client's list of products: adding, offering, removing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.programme import Programme
from domain.words import Money, Msg, Words
from services import products
from services.events import ProductAccessChanged
from services.partnerships import requesting
from services.products import NotTypedByHand, ProductInUse, ProductNameTaken
from services.rights import NotFound
from storage.products import page_of_products
from storage.tables import Organisation, Person, Product
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.world import Somebody, World, full, limited

FROM_ACCOUNT = replace(AT_ONCE, products_by_hand=False)
PRICE = Money(Decimal("249.95"), "CHF")


def free(world: World, client: Somebody, *, beside: int | None = None) -> list[int]:
    def look(work: Work, _person: Person) -> list[int]:
        organisation = work.session.get_one(Organisation, client.organisation)
        wanted = products.free_products(work, organisation, beside=beside)
        return [product.id for product in page_of_products(work.session, wanted, 100)]

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

    def reason(who: Somebody, programme: Programme) -> Words:
        def look(work: Work, _person: Person) -> Words:
            organisation = work.session.get_one(Organisation, who.organisation)
            return products.nothing_to_share(work, programme, products.free_products(work, organisation)).reason

        return world.does(who, look)

    assert free(world, client) == free(world, nobody) == []
    assert len({repr(reason(*each)) for each in ((client, AT_ONCE), (nobody, AT_ONCE), (nobody, FROM_ACCOUNT))}) == 3


def test_where_products_come_from_the_account_nobody_types_them(world: World) -> None:
    client = world.client()

    with pytest.raises(NotTypedByHand):
        world.does(client, _add_by_hand, FROM_ACCOUNT)
    assert world.does(client, _add_by_hand, AT_ONCE).provider_id is None


def _add_by_hand(work: Work, person: Person, programme: Programme) -> Product:
    return products.add_by_hand(work, programme, person, "other", "Website", PRICE)


def test_a_product_of_the_account_ends_at_the_provider_only(world: World) -> None:
    client = world.client("Website", "Shop")
    with world.units.begin("cli") as work:
        website = work.session.get_one(Product, client.products[0])
        website.provider_id, website.as_of = "p-1", work.now

    with pytest.raises(NotTypedByHand):
        world.does(client, products.remove, client.products[0])
    assert world.does(client, products.remove, client.products[1]).removed_at == world.moment
