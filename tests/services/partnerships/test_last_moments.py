"""A last moment holds when somebody acts, although nobody has looked at deadlines since: the caretaker is asleep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.partnerships.rules import NotPossibleNow, Side, Status
from domain.people import Role
from services.events import RequestLapsed
from services.partnerships import answering, enquiries, requesting
from services.partnerships.finding import visible_partnership
from services.people import invitations
from services.people.invitations import InvitationRefused
from services.products import free_products
from services.rights import own_organisation
from storage.partnerships import count_of_partner, of_client
from storage.products import page_of_products
from storage.tables import Person, Product
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.world import START, Somebody, World, limited, resend

LAPSE = timedelta(days=30)
INVITATION = timedelta(days=7)
NOTHING = timedelta()
TICK = timedelta(microseconds=1)

offsets = st.timedeltas(-timedelta(days=2), timedelta(days=400))
each_moment = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)


def _decline(work: Work, person: Person, partnership_id: int) -> object:
    return answering.decline(work, person, partnership_id, None)


def _ask(work: Work, person: Person, partnership_id: int) -> object:
    return enquiries.ask(work, person, partnership_id, "Since when?")


def _answer(work: Work, person: Person, partnership_id: int) -> object:
    (asked,) = visible_partnership(work, person, partnership_id)[0].enquiries
    return enquiries.answer(work, person, asked.id, "Since May.")


DEEDS: dict[str, tuple[Side, Callable[[Work, Person, int], object]]] = {
    "confirm": (Side.PARTNER, answering.confirm),
    "decline": (Side.PARTNER, _decline),
    "ask the client": (Side.PARTNER, _ask),
    "answer the partner": (Side.CLIENT, _answer),
    "withdraw": (Side.CLIENT, requesting.withdraw),
    "send again": (Side.CLIENT, resend),
}


def asked(world: World) -> tuple[Somebody, Somebody, int]:
    """A client, a partner that has a question, and the request between them."""
    world.moment = START
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    world.does(partner, _ask, made)
    return client, partner, made


@pytest.mark.parametrize(("side", "deed"), DEEDS.values(), ids=DEEDS)
@each_moment
@given(offset=offsets)
@example(offset=-TICK)
@example(offset=NOTHING)
@example(offset=timedelta(days=1))
def test_a_request_is_over_at_its_last_moment(
    world: World, side: Side, deed: Callable[[Work, Person, int], object], offset: timedelta
) -> None:
    client, partner, made = asked(world)
    who = client if side is Side.CLIENT else partner
    world.moment = START + LAPSE + offset

    if offset < NOTHING:
        world.does(who, deed, made)
        return
    with pytest.raises(NotPossibleNow, match=r"lapsed|settled"):
        world.does(who, deed, made)
    assert world.status(made) is Status.PENDING  # the refusal took back all that was done

    assert world.does(who, visible_partnership, made)[0].status is Status.LAPSED
    assert world.events == [RequestLapsed(made)]
    (closing,) = [
        row
        for row in world.trail()
        if (row.action, row.subject, row.subject_id) == ("partnership.lapse", "partnership", made)
    ]
    assert closing.actor_id is None


@each_moment
@given(offset=offsets)
@example(offset=-TICK)
@example(offset=NOTHING)
def test_a_request_that_is_over_is_in_nobodys_way(world: World, offset: timedelta) -> None:
    client, partner, made = asked(world)
    waits = offset < NOTHING
    world.moment = START + LAPSE + offset

    assert world.does(client, _open_requests) == ([made] if waits else [])
    assert world.does(partner, _waiting) == int(waits)
    if waits:
        return
    assert [product.id for product in world.does(client, _free)] == list(client.products)

    again = world.requested(client, partner, limited(*client.products))
    assert (world.status(made), world.status(again)) == (Status.LAPSED, Status.PENDING)
    assert RequestLapsed(made) in world.events


@each_moment
@given(offset=offsets)
@example(offset=-TICK)
@example(offset=NOTHING)
def test_an_invitation_is_over_at_its_last_moment(world: World, offset: timedelta) -> None:
    world.moment = START
    client, guest = world.client(), world.stranger()
    token = world.does(client, invitations.invite, client.organisation, Role.EMPLOYEE, programme=AT_ONCE).token
    world.moment = START + INVITATION + offset

    if offset < NOTHING:
        assert world.does(guest, invitations.join, token).id == client.organisation
    else:
        with pytest.raises(InvitationRefused):
            world.does(guest, invitations.join, token)


def _open_requests(work: Work, person: Person) -> list[int]:
    return [one.id for one in of_client(work.session, own_organisation(person).id, work.now)]


def _waiting(work: Work, person: Person) -> int:
    return count_of_partner(work.session, own_organisation(person).id, Status.PENDING, work.now)


def _free(work: Work, person: Person) -> Sequence[Product]:
    return page_of_products(work.session, free_products(work, own_organisation(person)), 100)
