"""Guessing has limits: for each person, and for everybody together."""

from __future__ import annotations

import pytest

from domain.people import Role
from domain.words import Refused
from services import guesses
from services.partnerships import pace
from services.partnerships.pace import TooManyRequests
from services.people import invitations
from services.people.one_time_links import TooManyWrongLinks
from storage.tables import Person, WrongLinks
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.world import Somebody, World, limited


def guess(work: Work, person: Person) -> bool:
    return invitations.is_known(work, person, "not-a-link")


def crowd(world: World, guesses_in_all: int) -> None:
    """Many others have guessed lately."""
    other = world.stranger()
    with world.units.begin("cli") as work:
        work.session.add(WrongLinks(person_id=other.person, count=guesses_in_all, since=work.now))


def test_somebody_waits_after_five(world: World) -> None:
    mia = world.stranger()
    for _ in range(guesses.MOST):
        assert not world.does(mia, guess)
    with pytest.raises(TooManyWrongLinks):
        world.does(mia, guess)
    world.advance(hours=1)
    assert not world.does(mia, guess)


def test_while_very_many_guess_each_has_one(world: World) -> None:
    mia = world.stranger()
    crowd(world, guesses.MOST_IN_ALL - 1)
    assert not world.does(mia, guess)
    with pytest.raises(TooManyWrongLinks):
        world.does(mia, guess)


def test_whoever_does_not_guess_is_not_kept_waiting(world: World) -> None:
    client, mia = world.client(), world.stranger()
    crowd(world, 10 * guesses.MOST_IN_ALL)
    token = world.does(client, _invited).token
    assert world.does(mia, lambda work, person: invitations.is_known(work, person, token))


def test_what_others_guessed_long_ago_counts_no_more(world: World) -> None:
    mia = world.stranger()
    crowd(world, 10 * guesses.MOST_IN_ALL)
    world.advance(hours=1, seconds=1)
    assert not world.does(mia, guess)
    assert not world.does(mia, guess)


def _invited(work: Work, person: Person) -> invitations.NewInvitation:
    assert person.organisation_id is not None
    return invitations.invite(work, person, person.organisation_id, Role.EMPLOYEE, programme=AT_ONCE)


def asks(world: World, client: Somebody, name: str) -> Refused | None:
    """The client asks a new partner to manage a new product; why it could not."""
    partner, product = world.partner(name), world.product(client, name)
    try:
        world.requested(client, partner, limited(product))
    except Refused as refused:
        return refused
    return None


def test_requests_have_a_limit_for_each_person_and_for_all_of_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "MOST_OF_PERSON", 2)
    monkeypatch.setattr(pace, "MOST_OF_ORGANISATION", 3)
    lea = world.client()
    tim = world.joined(world.stranger(), lea)
    assert [type(asks(world, lea, name)) for name in ("Alpweb", "Nordnet")] == [type(None)] * 2
    assert isinstance(asks(world, lea, "Seeweb"), TooManyRequests)
    assert asks(world, tim, "Talweb") is None
    refused = asks(world, tim, "Bergweb")
    assert isinstance(refused, TooManyRequests)
    assert "has sent" in str(refused)
    world.advance(days=1, seconds=1)
    assert asks(world, lea, "Feldweb") is None
