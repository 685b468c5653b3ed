"""The steps of a partnership, read from its trail: what happened, whose doing it was, and what held afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from domain.partnerships.rules import Access, Action, Payer, SetUp, Side, Status, move
from services.partnerships import answering, changing, ending, enquiries, negotiating, requesting
from services.partnerships.deadlines import look_at_due_requests
from services.partnerships.steps import Door, Step, Taken, steps
from services.rights import Act
from storage.partnerships import partnership
from storage.tables import Partnership, Person
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import World, full, limited, resend

CLIENT, PARTNER, NOBODY = Side.CLIENT, Side.PARTNER, None
LAST_DAY = dt.date(2027, 3, 31)

Deed = tuple[Side | None, Callable[[Work, Person, int], object]]


def history(world: World, partnership_id: int) -> list[Taken]:
    with world.units.begin("job") as work:
        found = partnership(work.session, partnership_id)
        assert found is not None
        return steps(work, found)


def changed(act: str, **values: object) -> Callable[[Work, Person, int], object]:
    """As a service would, that has the act for its action: the row gets these values."""

    def change(work: Work, _person: Person, partnership_id: int) -> None:
        work.action = act
        found = work.session.get_one(Partnership, partnership_id)
        for name, value in values.items():
            setattr(found, name, value)
        if "ends_on" in values:
            found.lapses_at = work.now + dt.timedelta(days=90) if values["ends_on"] is not None else None

    return change


def undo(work: Work, _noah: Person, partnership_id: int) -> None:
    found = work.session.get_one(Partnership, partnership_id)
    work.action = Act.UNDO
    found.status = move(found.status, Action.UNDO, PARTNER)
    found.closed_at = found.closed_by = None


ASKED: Deed = (PARTNER, lambda work, noah, client: negotiating.ask(work, INFOMANIAK, noah, client, full(), "Hello.").id)
GRANTED: Deed = (CLIENT, lambda work, lea, made: answering.grant(work, INFOMANIAK, lea, made, full()))
COUNTERED: Deed = (
    CLIENT,
    lambda work, lea, made: negotiating.counter(work, INFOMANIAK, lea, made, full(Payer.PARTNER), "Or so?"),
)
CONFIRMED: Deed = (PARTNER, lambda work, noah, made: answering.confirm(work, noah, made))
ENDED: Deed = (PARTNER, lambda work, noah, made: ending.end(work, noah, made))

STORIES: list[tuple[list[Deed], list[tuple[Step, Side | None]]]] = [
    ([GRANTED, ENDED], [(Step.CONFIRMED, CLIENT), (Step.ENDED, PARTNER)]),
    ([COUNTERED, CONFIRMED], [(Step.COUNTERED, CLIENT), (Step.CONFIRMED, PARTNER)]),
    (
        [(CLIENT, lambda work, lea, made: answering.decline(work, lea, made, "#unknown"))],
        [(Step.DECLINED, CLIENT)],
    ),
    ([(PARTNER, lambda work, noah, made: requesting.withdraw(work, noah, made))], [(Step.WITHDRAWN, PARTNER)]),
    ([(PARTNER, resend)], [(Step.RESENT, PARTNER)]),
    ([COUNTERED, (CLIENT, resend)], [(Step.COUNTERED, CLIENT), (Step.RESENT, CLIENT)]),
    (
        [
            (CLIENT, lambda work, lea, made: enquiries.ask(work, lea, made, "Why?")),
            (PARTNER, lambda work, noah, _: enquiries.answer(work, noah, 1, "Because.")),
        ],
        [(Step.QUESTION, CLIENT), (Step.ANSWER, PARTNER)],
    ),
    (
        [GRANTED, (CLIENT, lambda work, lea, made: changing.change_payer(work, lea, made, Payer.PARTNER))],
        [(Step.CONFIRMED, CLIENT), (Step.PAYMENT_MEANS_CHANGED, CLIENT)],
    ),
    (
        [
            GRANTED,
            (CLIENT, changed(Act.SET_END, ends_on=LAST_DAY)),
            (CLIENT, changed(Act.SET_END, ends_on=None)),
            (PARTNER, changed(Act.ANNOUNCE_END, ends_on=LAST_DAY, ending_by=PARTNER, last_words="Bye.")),
            (PARTNER, changed(Act.REVOKE_END, ends_on=None, ending_by=None)),
        ],
        [
            (Step.CONFIRMED, CLIENT),
            (Step.END_SET, CLIENT),
            (Step.END_SET, CLIENT),
            (Step.END_ANNOUNCED, PARTNER),
            (Step.END_REVOKED, PARTNER),
        ],
    ),
    ([GRANTED, ENDED, (PARTNER, undo)], [(Step.CONFIRMED, CLIENT), (Step.ENDED, PARTNER), (Step.UNDONE, PARTNER)]),
    (
        [GRANTED, (CLIENT, changed("partnership.keep", checked_at=dt.datetime(2028, 1, 1, tzinfo=dt.UTC)))],
        [(Step.CONFIRMED, CLIENT), (Step.CHECKED, CLIENT)],
    ),
    (
        [GRANTED, (CLIENT, changed("partnership.change_access", payer=Payer.PARTNER, due_at=None))],
        [(Step.CONFIRMED, CLIENT), (Step.PAYMENT_MEANS_CHANGED, CLIENT)],
    ),
    (
        [GRANTED, (NOBODY, changed("event.acknowledged", set_up=SetUp.DONE))],
        [(Step.CONFIRMED, CLIENT), (Step.SET_UP, NOBODY)],
    ),
    ([(NOBODY, lambda work, _noah, _made: look_at_due_requests(work, INFOMANIAK))], []),  # a reminder is no step
]


@pytest.mark.parametrize(("deeds", "expected"), STORIES)
def test_every_step_is_whose_doing_it_was(
    world: World, deeds: list[Deed], expected: list[tuple[Step, Side | None]]
) -> None:
    client, partner = world.client("Website", "Webshop"), world.partner()
    made = int(str(world.does(partner, ASKED[1], client.organisation)))
    for side, deed in deeds:
        world.advance(days=4)
        if side is NOBODY:
            with world.units.begin("job") as work:
                deed(work, work.session.get_one(Person, client.person), made)
        else:
            world.does(client if side is CLIENT else partner, deed, made)
    taken = history(world, made)
    assert [(step.what, step.party) for step in taken] == [(Step.ASKED, PARTNER), *expected]
    assert taken[0].words == "Hello."
    assert all((step.person is not None) == (step.party is not None) for step in taken)
    assert all(step.door is (Door.CHAT if step.party is not None else Door.PROGRAMME) for step in taken)


def test_a_step_knows_what_held_afterwards(world: World) -> None:
    client, partner = world.client("Website", "Webshop"), world.partner()
    site, shop = client.products
    made = world.requested(client, partner, limited(site))
    world.advance(hours=1)
    world.does(partner, answering.confirm, made)
    world.advance(hours=1)
    world.does(client, changing.change_products, made, frozenset({shop}))
    world.advance(hours=1)
    world.does(client, ending.end, made)
    taken = history(world, made)
    assert [[product.id for product in step.after.products] for step in taken] == [[site], [site], [shop], []]
    assert [(len(step.granted), len(step.released)) for step in taken] == [(1, 0), (0, 0), (1, 1), (0, 1)]
    assert [step.was for step in taken] == [None, Status.PENDING, Status.ACTIVE, Status.ACTIVE]
    assert {step.after.access for step in taken} == {Access.LIMITED}


def test_time_lets_a_request_lapse_and_nobody_has_done_it(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    world.advance(days=31)
    with world.units.begin("job") as work:
        look_at_due_requests(work, INFOMANIAK)
    assert [(step.what, step.party, step.door) for step in history(world, made)][-1] == (
        Step.LAPSED,
        None,
        Door.PROGRAMME,
    )
