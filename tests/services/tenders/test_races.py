"""Offers are decided at the same moment: one deed wins, the other one gets a sentence – in whatever order they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.people import Role
from domain.tenders.offers import OfferStatus
from domain.tenders.rules import TenderStatus
from domain.words import Refused
from services.tenders import awarding, deciding, offers
from storage.tables import Person
from storage.work import Work
from tests.services.tenders.bidding import PROPOSAL, chosen, make, offered, proposal, standing, tender, undertake
from tests.services.world import Somebody, World

ROUNDS = 4
S = OfferStatus
Deed = tuple[Somebody, Callable[[Work, Person], object]]


def on(who: Somebody, act: Callable[[Work, Person, int], object], key: int) -> Deed:
    """What somebody is about to do."""
    return who, lambda work, person: act(work, person, key)


def refusals(results: Sequence[object]) -> list[Refused]:
    return [each for each in results if isinstance(each, Refused)]


def test_two_offers_are_accepted_at_the_same_moment(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    colleague = world.colleague(client, Role.LEGAL_REPRESENTATIVE)
    for _ in range(ROUNDS):
        made = tender(world, client)
        first, second = offered(world, alpweb, made), offered(world, nordnet, made)

        results = world.race(on(client, deciding.choose, first), on(colleague, deciding.choose, second))

        (refused,) = refusals(results)
        assert "accepted" in str(refused.reason)
        assert standing(world, made) == (TenderStatus.CHOSEN, [S.CHOSEN, S.MADE])


def test_an_offer_is_withdrawn_while_it_is_accepted(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    for _ in range(ROUNDS):
        made = tender(world, client)
        first = offered(world, alpweb, made)

        results = world.race(on(client, deciding.choose, first), on(alpweb, offers.withdraw, first))

        (refused,) = refusals(results)
        where = standing(world, made)
        if isinstance(results[0], Refused):
            assert "withdrawn" in str(refused.reason)
            assert where == (TenderStatus.OPEN, [])
        else:
            assert "accepted" in str(refused.reason)
            assert where == (TenderStatus.CHOSEN, [S.CHOSEN])


def test_the_client_lets_go_while_the_partner_undertakes(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    for _ in range(ROUNDS):
        made = tender(world, client)
        offered(world, nordnet, made)
        first = chosen(world, client, alpweb, made)

        results = world.race(on(client, deciding.let_go, first), on(alpweb, undertake, first))

        assert len(refusals(results)) == 1
        assert standing(world, made) == (
            (TenderStatus.AWARDED, [S.ACCEPTED, S.THANKED])
            if isinstance(results[0], Refused)
            else (TenderStatus.OPEN, [S.MADE, S.MADE])
        )


def test_two_of_a_partner_undertake_or_back_out(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    colleague = world.colleague(alpweb, Role.LEGAL_REPRESENTATIVE)
    for second in (undertake, awarding.back_out):
        made = tender(world, client)
        first = chosen(world, client, alpweb, made)

        results = world.race(on(alpweb, undertake, first), on(colleague, second, first))

        assert len(refusals(results)) == 1
        assert standing(world, made) in (
            (TenderStatus.AWARDED, [S.ACCEPTED]),
            (TenderStatus.OPEN, []),
        )


def test_two_of_a_partner_offer_at_the_same_moment(world: World) -> None:
    """One makes the offer, the other one changes it: a partner has one."""
    client, alpweb = world.client("Website"), world.partner()
    colleague = world.colleague(alpweb, Role.ADMINISTRATOR)
    for _ in range(ROUNDS):
        made = tender(world, client)

        results = world.race(
            (alpweb, lambda work, person: make(work, person, made, PROPOSAL)),  # noqa: B023 - used before the next round
            (colleague, lambda work, person: make(work, person, made, proposal(price="4000"))),  # noqa: B023
        )

        assert refusals(results) == []
        assert results[0] == results[1]
        assert standing(world, made) == (TenderStatus.OPEN, [S.MADE])
