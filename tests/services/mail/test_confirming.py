"""Codes and links for addresses, where people do it at the same moment; the rest stands in `tests.chats.mail`."""

from __future__ import annotations

from functools import partial

import pytest

from domain.words import Refused
from services import events
from services.mail import confirming
from services.mail.confirming import Followed, NewCode, Outcome, TooManyCodes, Tried
from storage.tables import Person
from storage.work import Work
from tests.services.world import World

ADDRESS = "lea@alpweb.example"


@pytest.fixture(autouse=True)
def _mails_are_sent(world: World) -> None:
    world.units.mails = True


def email(_work: Work, person: Person) -> str | None:
    return person.email


def test_one_inbox_is_not_flooded_by_several_at_the_same_moment(world: World) -> None:
    people = [world.stranger() for _ in range(5)]

    done = world.race(*((person, partial(_asks, number)) for number, person in enumerate(people)))

    assert sum(isinstance(each, NewCode) for each in done) == confirming.MOST_TO_INBOX
    assert sum(isinstance(each, TooManyCodes) for each in done) == 2


def _asks(number: int, work: Work, person: Person) -> NewCode:
    return confirming.ask(work, person, f"lea+{number}@alpweb.example")


def test_code_and_link_at_the_same_moment_confirm_once(world: World) -> None:
    lea = world.stranger()
    new = world.does(lea, confirming.ask, ADDRESS)

    typed, followed = world.race(
        (lea, lambda work, person: confirming.try_code(work, person, new.code)),
        (lea, lambda work, _person: confirming.confirm_by_link(work, new.token)),
    )

    assert world.does(lea, email) == ADDRESS
    assert typed in (Tried(Outcome.CONFIRMED), None)
    assert isinstance(followed, Followed)
    assert followed.stands is (typed is not None)


def test_a_page_shows_what_the_link_confirms_and_confirms_it(world: World) -> None:
    lea = world.stranger()
    new = world.does(lea, confirming.ask, ADDRESS)

    with world.units.begin("page") as work:
        seen = confirming.look(work, new.token)
        assert (seen.person.id, seen.address, seen.stands) == (lea.person, ADDRESS, False)
        assert seen.person.email is None
        confirming.confirm_by_link(work, new.token)
        assert work.events == [events.EmailConfirmed(lea.person)]
        assert work.actor_id == lea.person
    with world.units.begin("page") as work:
        assert confirming.confirm_by_link(work, new.token).stands
        assert not work.events
    world.advance(minutes=20)
    for token in (new.token, "x" * 22):
        world.does(lea, confirming.remove)
        with pytest.raises(Refused), world.units.begin("page") as work:
            confirming.confirm_by_link(work, token)
    assert world.does(lea, email) is None
