"""A client asks for a partnership: what is checked, what is foretold, sending again, taking back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.partnerships.rules import Access, NotPossibleNow, Payer, Status, TermsRefused
from services import organisations, products
from services.events import RequestResent, RequestSent, RequestWithdrawn
from services.partnerships import answering, ending, requesting
from services.partnerships.proposals import AlreadyPartners, PartnerUnknown, Preview, ProductTaken, preview
from services.partnerships.requesting import TooSoon
from services.rights import NotFound
from storage.tables import Person
from storage.work import Work
from tests.services.world import START, Somebody, World, full, limited, request, resend


def test_a_request_for_limited_access_holds_its_products(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    made = world.requested(client, partner, limited(client.products[0]))

    assert world.events == [RequestSent(made)]
    stored = world.stored(made)
    assert (stored.client_id, stored.partner_id) == (client.organisation, partner.organisation)
    assert (stored.status, stored.access, stored.payer) == (Status.PENDING, Access.LIMITED, None)
    assert (stored.requested_by_id, stored.requested_at, stored.sent_at) == (client.person, START, START)
    assert stored.lapses_at == START + timedelta(days=30)
    assert world.managed(made) == {client.products[0]}


@pytest.mark.parametrize("payer", Payer)
def test_a_request_for_full_access_names_the_payment_means(world: World, payer: Payer) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.stored(world.requested(client, partner, full(payer)))

    assert (made.access, made.payer, made.product_accesses) == (Access.FULL, payer, [])  # facts 20, 22


def test_a_client_without_products_gives_full_access(world: World) -> None:
    made = world.requested(world.client(), world.partner(), full())

    assert world.status(made) is Status.PENDING


def test_only_partners_can_be_asked(world: World) -> None:
    client, other = world.client("Website"), world.client(name="Bergbahn")

    for nobody in (other, Somebody(0, 4_711)):
        with pytest.raises(PartnerUnknown):
            world.does(client, request, nobody, full())


def test_a_partner_does_not_ask_itself_but_others(world: World) -> None:
    alpweb, nordnet = world.partner("Alpweb"), world.partner("Nordnet")

    with pytest.raises(PartnerUnknown):
        world.does(alpweb, request, alpweb, full())
    assert world.status(world.requested(alpweb, nordnet, full())) is Status.PENDING


def test_one_request_at_a_time_waits_for_the_same_partner(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    world.requested(client, partner, limited(client.products[0]))

    for terms in (limited(client.products[1]), full()):
        with pytest.raises(AlreadyPartners):
            world.does(client, request, partner, terms)


def test_the_same_access_is_not_asked_for_twice(world: World) -> None:
    client, alpweb, nordnet = world.client("Website", "Shop"), world.partner("Alpweb"), world.partner("Nordnet")
    website, shop = client.products
    world.confirmed(client, alpweb, limited(website))
    world.confirmed(client, nordnet, full())

    with pytest.raises(AlreadyPartners):
        world.does(client, request, alpweb, limited(shop))
    with pytest.raises(AlreadyPartners):
        world.does(client, request, nordnet, full(Payer.PARTNER))


def test_products_must_be_the_clients_own_and_still_there(world: World) -> None:
    client, other, partner = world.client("Website", "Shop"), world.client("Shop", name="Bergbahn"), world.partner()
    website, shop = client.products
    world.does(client, products.remove, shop)

    for chosen in (other.products[0], shop, 4_711):
        with pytest.raises(TermsRefused):
            world.does(client, request, partner, limited(website, chosen))


@pytest.mark.parametrize("active", [False, True])
def test_a_product_has_one_limited_partner(world: World, active: bool) -> None:
    """Fact 19; a request that waits holds its products already."""
    client, alpweb, nordnet = world.client("Website", "Shop"), world.partner("Alpweb"), world.partner("Nordnet")
    website, shop = client.products
    (world.confirmed if active else world.requested)(client, alpweb, limited(website))

    with pytest.raises(ProductTaken) as refused:
        world.does(client, request, nordnet, limited(website, shop))

    assert refused.value.reason.values["partner"] == "Alpweb"  # type: ignore[union-attr]  # a Msg
    assert world.status(world.requested(client, nordnet, limited(shop))) is Status.PENDING


def test_a_product_is_free_again_after_its_partnership(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    ended = world.confirmed(client, alpweb, limited(*client.products))
    world.does(client, ending.end, ended)
    withdrawn = world.requested(client, alpweb, limited(*client.products))
    world.does(client, requesting.withdraw, withdrawn)

    assert world.managed(world.requested(client, nordnet, limited(*client.products))) == set(client.products)


def _foretold(world: World, client: Somebody, partner: Somebody, *, wants_full: bool) -> dict[str, list[int]]:
    def look(work: Work, person: Person) -> Preview:
        terms = full() if wants_full else limited(client.products[-1])
        return preview(work, person, partner.organisation, terms)

    seen = world.does(client, look)
    return {
        "replaces": [other.id for other in seen.replaces],
        "competes": [other.id for other in seen.competes],
        "keeps": [other.id for other in seen.keeps],
    }


def test_a_preview_foretells_who_goes_who_competes_and_who_stays(world: World) -> None:
    client = world.client("Website", "Shop", "Mail")
    alpweb, nordnet, seeweb, domo = (world.partner(name) for name in ("Alpweb", "Nordnet", "Seeweb", "Domo"))
    website, shop, _ = client.products
    has_full = world.confirmed(client, alpweb, full())
    has_website = world.confirmed(client, nordnet, limited(website))
    asked_for_full = world.requested(client, seeweb, full())
    world.requested(client, domo, limited(shop))
    before = world.end_of_trail()

    # Full access for who has limited access: both the old full access and the own limited access go (fact 24).
    assert _foretold(world, client, nordnet, wants_full=True) == {
        "replaces": [has_website, has_full],
        "competes": [asked_for_full],
        "keeps": [],
    }
    # Limited access for who has full access: changed with consent, so it is replaced.
    assert _foretold(world, client, alpweb, wants_full=False) == {
        "replaces": [has_full],
        "competes": [],
        "keeps": [has_website],
    }
    # Limited access beside full access (decided here).
    assert _foretold(world, client, world.partner("Neu"), wants_full=False) == {
        "replaces": [],
        "competes": [],
        "keeps": [has_full, has_website],  # by name
    }
    assert [row.action for row in world.trail(before) if row.subject == "partnership"] == []


def test_a_preview_names_the_products_and_refuses_what_a_request_refuses(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    website, shop = client.products

    seen = world.does(client, preview, partner.organisation, limited(website, shop))
    assert [product.name for product in seen.products] == ["Shop", "Website"]

    world.requested(client, partner, limited(website))
    with pytest.raises(AlreadyPartners):
        world.does(client, preview, partner.organisation, full())


def test_a_request_is_sent_again_once_a_day(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, full())

    world.advance(hours=23, minutes=59)
    with pytest.raises(TooSoon) as refused:
        world.does(client, resend, made)
    assert refused.value.reason.values["moment"] == START + timedelta(days=1)  # type: ignore[union-attr]  # a Msg

    world.advance(minutes=1)
    world.does(client, resend, made)
    assert world.events == [RequestResent(made)]
    again = world.stored(made)
    assert (again.requested_at, again.sent_at) == (START, world.moment)
    assert again.lapses_at == world.moment + timedelta(days=30)

    with pytest.raises(TooSoon):
        world.does(client, resend, made)


def test_a_request_that_waits_is_withdrawn_and_can_be_made_anew(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    world.does(client, requesting.withdraw, made)

    assert world.events == [RequestWithdrawn(made)]
    assert world.status(made) is Status.WITHDRAWN
    assert world.managed(made) == set()
    with pytest.raises(NotPossibleNow):
        world.does(partner, answering.confirm, made)
    assert world.status(world.requested(client, partner, limited(*client.products))) is Status.PENDING


def test_what_was_asked_for_one_organisation_is_withdrawn_in_its_name_only(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, full())
    world.joined(client, world.client(name="Bergbahn"))

    with pytest.raises(NotFound):
        world.does(client, requesting.withdraw, made)
    world.does(client, organisations.switch, client.organisation)

    assert world.does(client, requesting.withdraw, made).id == made
