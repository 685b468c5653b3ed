"""A request that came to nothing is sent once more by whoever had asked, and by nobody else."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, NotPossibleNow, NotYours, Side, Status, Terms, TermsRefused
from services.partnerships import answering, history, negotiating, repeating, requesting
from storage.tables import Partnership, Person
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World, full, limited


def again(work: Work, person: Person, old: int) -> Partnership:
    return repeating.send_again(work, INFOMANIAK, person, old)


def asked(world: World, partner: Somebody, client: Somebody, terms: Terms) -> int:
    def ask(work: Work, person: Person) -> int:
        return negotiating.ask(work, INFOMANIAK, person, client.organisation, terms, "We know your site.").id

    return world.does(partner, ask)


def test_products_that_another_has_got_are_left_out(world: World) -> None:
    client, alpweb, nordnet = world.client("Website", "Shop"), world.partner("Alpweb"), world.partner("Nordnet")
    website, shop = client.products
    old = world.requested(client, alpweb, limited(website, shop))
    world.does(client, requesting.withdraw, old)
    world.requested(client, nordnet, limited(shop))

    assert world.managed(world.does(client, again, old).id) == {website}


def test_without_any_free_product_it_is_refused(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    old = world.requested(client, alpweb, limited(*client.products))
    world.does(alpweb, answering.decline, old, None)
    world.requested(client, nordnet, limited(*client.products))

    with pytest.raises(TermsRefused):
        world.does(client, again, old)


def test_a_partner_asks_again_with_its_sentence(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    old = asked(world, partner, client, Terms(Access.LIMITED, None, frozenset(), frozenset({"mail"})))
    world.does(client, answering.decline, old, None)

    new = world.does(partner, again, old).id
    stored = world.stored(new)
    assert (stored.status, stored.asked_by, stored.shelves) == (Status.PROPOSED, Side.PARTNER, ["mail"])
    assert stored.proposals[-1].message == "We know your site."


def test_only_who_has_asked_sends_it_again_and_only_when_it_came_to_nothing(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    old = world.requested(client, partner, full())
    with pytest.raises(NotPossibleNow):
        world.does(client, again, old)
    world.does(partner, answering.decline, old, None)

    with pytest.raises(NotYours):
        world.does(partner, again, old)


def test_history_names_the_right_side_in_both_directions(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = asked(world, partner, client, full())
    world.does(client, lambda w, p: negotiating.counter(w, INFOMANIAK, p, made, limited(*client.products)))
    world.does(partner, lambda w, p: negotiating.counter(w, INFOMANIAK, p, made, full()))
    world.does(client, answering.confirm, made)
    with world.units.begin("cli") as work:
        found = work.session.get_one(Partnership, made)
        steps = [(step["what"], step["by"]["party"]) for step in history.history(work, found)]  # type: ignore[index]

    assert steps == [
        ("asked", "partner"),
        ("countered", "client"),
        ("countered", "partner"),
        ("confirmed", "client"),
    ]


@pytest.mark.parametrize("by_partner", [True, False])
def test_history_names_who_withdraws_and_who_declines(world: World, by_partner: bool) -> None:
    client, partner = world.client("Website"), world.partner()
    first = asked(world, partner, client, full()) if by_partner else world.requested(client, partner, full())
    asker, decider = (partner, client) if by_partner else (client, partner)
    world.does(asker, requesting.withdraw, first)
    second = world.does(asker, again, first).id
    world.does(decider, answering.decline, second, None)
    with world.units.begin("cli") as work:
        parties = [
            history.history(work, work.session.get_one(Partnership, made))[-1]["by"]["party"]  # type: ignore[index]
            for made in (first, second)
        ]

    assert parties == (["partner", "client"] if by_partner else ["client", "partner"])
