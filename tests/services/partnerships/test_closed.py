"""A client whose account is closed while somebody decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.partnerships import answering, requesting
from services.rights import OrganisationClosed
from storage.tables import Organisation, Person
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import World, full


def closing(world: World, organisation_id: int) -> None:
    """Another process closes it."""
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, organisation_id).closed_at = work.now


def test_nothing_is_confirmed_for_a_closed_client(world: World) -> None:
    lea, alpweb = world.client(), world.partner()
    key = world.requested(lea, alpweb, full())
    closing(world, lea.organisation)
    with pytest.raises(OrganisationClosed):
        world.does(alpweb, answering.confirm, key)


def test_who_waits_for_the_client_reads_that_it_is_closed(world: World) -> None:
    """What was read before waiting counts no longer."""
    lea, alpweb = world.client(), world.partner()

    def late(before: Callable[[], None]) -> Callable[[Work, Person], object]:
        def act(work: Work, person: Person) -> object:
            assert person.organisation is not None
            assert person.organisation.closed_at is None
            before()
            return requesting.request(work, INFOMANIAK, person, alpweb.organisation, full())

        return act

    if world.engine.dialect.name == "sqlite":  # one writer: it is closed before
        closing(world, lea.organisation)
        with pytest.raises(OrganisationClosed):
            world.does(lea, lambda work, who: requesting.request(work, INFOMANIAK, who, alpweb.organisation, full()))
        return
    with pytest.raises(OrganisationClosed):
        world.does(lea, late(lambda: closing(world, lea.organisation)))
