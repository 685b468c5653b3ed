"""What changes while a partnership lasts: payment means, product access, and its end (facts 28, 29, 32)."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import NotPossibleNow, Payer, Side, Status, TermsRefused
from services import products
from services.events import PartnershipEnded, PayerChanged, ProductAccessChanged
from services.partnerships import changing, ending
from services.partnerships.proposals import ProductTaken
from tests.services.world import START, World, full, limited


@pytest.mark.parametrize("payer", Payer)
def test_the_client_changes_the_payment_means_and_the_partner_is_told(world: World, payer: Payer) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full(next(other for other in Payer if other is not payer)))
    world.does(client, changing.change_payer, made, payer)

    assert world.events == [PayerChanged(made)]  # facts 28, 29
    assert (world.stored(made).payer, world.status(made)) == (payer, Status.ACTIVE)


def test_the_same_payment_means_are_no_change(world: World) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full(Payer.PARTNER))
    before = world.end_of_trail()
    world.does(client, changing.change_payer, made, Payer.PARTNER)

    assert world.events == []
    assert world.trail(before) == []


def test_payment_means_are_for_confirmed_full_access_only(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    with_products = world.confirmed(client, alpweb, limited(*client.products))
    waiting = world.requested(client, nordnet, full())

    for made in (with_products, waiting):
        with pytest.raises(NotPossibleNow):
            world.does(client, changing.change_payer, made, Payer.PARTNER)

    assert world.stored(with_products).payer is None  # fact 22
    assert world.stored(waiting).payer is Payer.CLIENT


def test_the_client_decides_anew_which_products_a_partner_manages(world: World) -> None:
    client, partner = world.client("Website", "Shop", "Mail"), world.partner()
    website, shop, mail = client.products
    made = world.confirmed(client, partner, limited(website, shop))
    world.does(client, changing.change_products, made, frozenset({shop, mail}))

    assert world.events == [ProductAccessChanged(made, ("Mail",), ("Website",))]  # fact 32
    assert world.managed(made) == {shop, mail}


def test_a_released_product_can_be_granted_again(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    website, shop = client.products
    made = world.confirmed(client, partner, limited(website, shop))
    for chosen in ({shop}, {website}, {website, shop}):
        world.advance(days=1)
        world.does(client, changing.change_products, made, frozenset(chosen))

    assert world.managed(made) == {website, shop}
    assert len(world.stored(made).product_accesses) == 4  # what was released stays on record


def test_the_same_products_are_no_change(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    before = world.end_of_trail()
    world.does(client, changing.change_products, made, frozenset(client.products))

    assert world.events == []
    assert world.trail(before) == []


def test_product_access_keeps_to_what_is_free_and_there(world: World) -> None:
    client, other = world.client("Website", "Shop", "Mail", "Wiki"), world.client("Blog", name="Bergbahn")
    alpweb, nordnet, seeweb = (world.partner(name) for name in ("Alpweb", "Nordnet", "Seeweb"))
    website, shop, mail, wiki = client.products
    made = world.confirmed(client, alpweb, limited(website))
    world.confirmed(client, nordnet, limited(shop))
    world.requested(client, seeweb, limited(mail))
    world.does(client, products.remove, wiki)

    for chosen, reason in (
        (set[int](), TermsRefused),  # fact 16: at least one
        ({website, shop}, ProductTaken),  # fact 19
        ({website, mail}, ProductTaken),
        ({website, wiki}, TermsRefused),
        ({website, other.products[0]}, TermsRefused),
    ):
        with pytest.raises(reason):
            world.does(client, changing.change_products, made, frozenset(chosen))

    assert world.managed(made) == {website}


def test_product_access_is_for_confirmed_limited_access_only(world: World) -> None:
    client, alpweb, nordnet = world.client("Website", "Shop"), world.partner("Alpweb"), world.partner("Nordnet")
    website, shop = client.products
    with_all = world.confirmed(client, alpweb, full())
    waiting = world.requested(client, nordnet, limited(website))

    for made in (with_all, waiting):
        with pytest.raises(NotPossibleNow):
            world.does(client, changing.change_products, made, frozenset({shop}))  # fact 32


@pytest.mark.parametrize("by", [Side.CLIENT, Side.PARTNER])
@pytest.mark.parametrize("wants_full", [False, True])
def test_either_side_ends_a_partnership(world: World, by: Side, wants_full: bool) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full() if wants_full else limited(*client.products))
    world.does(client if by is Side.CLIENT else partner, ending.end, made)

    assert world.events == [PartnershipEnded(made, by)]
    ended = world.stored(made)
    assert (ended.status, ended.closed_by, ended.closed_at) == (Status.ENDED, by, START)
    assert world.managed(made) == set()


def test_what_has_ended_stays_as_it_is(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, ending.end, made)
    before = world.end_of_trail()

    for who in (client, partner):
        with pytest.raises(NotPossibleNow):
            world.does(who, ending.end, made)
    with pytest.raises(NotPossibleNow):
        world.does(client, changing.change_payer, made, Payer.PARTNER)

    assert world.trail(before) == []


def test_a_pending_request_is_withdrawn_or_declined_but_not_ended(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, full())

    for who in (client, partner):
        with pytest.raises(NotPossibleNow):
            world.does(who, ending.end, made)
