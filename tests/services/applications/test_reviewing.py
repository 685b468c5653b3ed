"""Partners whose products are worth too little: watched, told, given time; support decides (fact 5)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.applications import ReviewOutcome
from domain.partnerships.rules import Status
from services import events
from services.applications import reviewing
from storage.tables import Organisation, PartnerReview, Product
from storage.work import Event
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World, full, limited

BELOW, GRACE = INFOMANIAK.below_value_for.days, INFOMANIAK.grace_period.days


@pytest.fixture
def noah(world: World) -> Somebody:
    """A partner whose account and products the provider knows: there are none."""
    return known(world, world.partner())


def known(world: World, who: Somebody, yearly_value: int = 0) -> Somebody:
    """The organisation has an account at the provider, and a product of this worth, in hundredths."""
    with world.units.begin("import") as work:
        organisation = work.session.get_one(Organisation, who.organisation)
        organisation.account_id, organisation.as_of = f"A-{who.organisation}", work.now
        for each in work.session.scalars(select(Product).where(Product.organisation_id == who.organisation)):
            each.provider_id, each.as_of, each.yearly_value = f"P-{each.id}", work.now, yearly_value
    return who


def look(world: World, *, group: bool = True) -> list[Event]:
    """A day's round of the caretaker; what was reported."""
    happened: list[Event] = []
    behind: tuple[str, int] | None = reviewing.BEGINNING
    while behind is not None:
        with world.units.begin("job") as work:
            behind = reviewing.look_at_partners(work, INFOMANIAK, behind)
            happened += work.events
    with world.units.begin("job") as work:
        reviewing.look_at_due_reviews(work, INFOMANIAK, group=group)
        happened += work.events
    return happened


def reviews(world: World) -> list[PartnerReview]:
    """All of them, the oldest first."""
    with world.units.begin("cli") as work:
        return list(work.session.scalars(select(PartnerReview).order_by(PartnerReview.id)))


def told(world: World) -> None:
    """The partner has been told."""
    look(world)
    world.advance(days=BELOW)
    look(world)


def due(world: World) -> None:
    """The grace period is over, on a working day."""
    told(world)
    world.advance(days=GRACE + 2)
    world.moment = world.moment.replace(hour=10)
    while not INFOMANIAK.support_hours.are_open(world.moment):
        world.advance(days=1)
    look(world)


def test_it_is_told_after_the_profile_s_time_and_support_asked_after_the_grace(world: World, noah: Somebody) -> None:
    assert look(world) == []
    (review,) = reviews(world)
    assert (review.partner_id, review.told_at) == (noah.organisation, None)
    world.advance(days=BELOW - 1)
    assert look(world) == []
    world.advance(days=1)
    assert look(world) == [events.PartnerBelowValue(review.id)]
    world.advance(days=GRACE)
    world.moment = world.moment.replace(hour=10)
    while not INFOMANIAK.support_hours.are_open(world.moment):
        assert look(world) == [], "support is not there"
        world.advance(days=1)
    assert look(world) == [events.ReviewDue(review.id)]
    assert look(world) == []
    world.advance(days=5)
    assert look(world) == [events.ReviewDue(review.id)], "it is reminded until it decides"


@pytest.mark.parametrize("was_told", [False, True])
def test_it_recovers_by_itself(world: World, noah: Somebody, was_told: bool) -> None:
    told(world) if was_told else look(world)
    client = known(world, world.client("Website"), 200_000)
    world.confirmed(client, noah, full())
    happened = look(world)
    (review,) = reviews(world)
    assert review.outcome is ReviewOutcome.RECOVERED
    assert happened == ([events.PartnerRecovered(review.id)] if was_told else [])
    world.advance(days=400)
    assert look(world) == []


@pytest.mark.parametrize(
    ("values", "terms", "is_watched"),
    [
        ((200_000,), "full", False),
        ((199_999,), "full", True),
        ((200_000, 0), "limited", False),
        ((0, 200_000), "limited", True),  # the second product is not this partner's
    ],
)
def test_what_it_manages_counts(
    world: World, noah: Somebody, values: tuple[int, ...], terms: str, is_watched: bool
) -> None:
    client = known(world, world.client(*(f"Product {number}" for number in range(len(values)))))
    world.confirmed(client, noah, full() if terms == "full" else limited(client.products[0]))
    with world.units.begin("import") as work:
        for product_id, value in zip(client.products, values, strict=True):
            work.session.get_one(Product, product_id).yearly_value = value
    look(world)
    assert bool(reviews(world)) is is_watched


def test_nobody_is_judged_by_what_was_typed(world: World, noah: Somebody) -> None:
    world.confirmed(world.client("Website"), noah, full())
    world.partner()  # and nobody whose products the provider does not know at all
    look(world)
    assert reviews(world) == []


def test_support_keeps_it(world: World, noah: Somebody) -> None:
    due(world)
    (review,) = reviews(world)
    world.does(noah, lambda work, _: reviewing.keep(work, review.id, "Nina"))
    assert world.events == [events.ReviewDecided(review.id)]
    assert (reviews(world)[0].outcome, reviews(world)[0].decided_by) == (ReviewOutcome.KEPT, "Nina")
    with pytest.raises(reviewing.ReviewDecided):
        world.does(noah, lambda work, _: reviewing.dismiss(work, review.id, "Omar"))


def test_support_lets_it_go_and_all_that_it_had_ends(world: World, noah: Somebody) -> None:
    made = world.confirmed(known(world, world.client("Website"), 100), noah, full())
    due(world)
    (review,) = reviews(world)
    world.does(noah, lambda work, _: reviewing.dismiss(work, review.id, "Nina"))
    assert world.status(made) is Status.ENDED
    assert events.PartnerDismissed(noah.organisation, 1) in world.events
    assert events.PartnerLetGo(noah.organisation) in world.events
    with world.units.begin("cli") as work:
        assert not work.session.get_one(Organisation, noah.organisation).is_partner
    world.advance(days=400)
    assert look(world) == []


def test_keep_and_dismiss_at_once_have_one_outcome(world: World, noah: Somebody) -> None:
    due(world)
    (review,) = reviews(world)
    done = world.race(
        (noah, lambda work, _: reviewing.keep(work, review.id, "Nina").outcome),
        (world.stranger(), lambda work, _: reviewing.dismiss(work, review.id, "Omar").outcome),
    )
    (outcome,) = [each for each in done if isinstance(each, ReviewOutcome)]
    assert reviews(world)[0].outcome is outcome
    assert sum(isinstance(each, reviewing.ReviewDecided) for each in done) == 1


def test_who_is_no_partner_any_more_is_not_reviewed(world: World, noah: Somebody) -> None:
    look(world)
    with world.units.begin("import") as work:
        organisation = work.session.get_one(Organisation, noah.organisation)
        organisation.is_partner, organisation.partner_code = False, None
    world.advance(days=BELOW)
    look(world)
    assert reviews(world)[0].outcome is ReviewOutcome.DISMISSED


@pytest.mark.usefixtures("noah")
def test_without_a_group_support_is_asked_when_there_is_one(world: World) -> None:
    told(world)
    world.advance(days=GRACE + 2)
    world.moment = world.moment.replace(hour=10)
    while not INFOMANIAK.support_hours.are_open(world.moment):
        world.advance(days=1)
    assert look(world, group=False) == []
    world.advance(hours=1)
    assert look(world) == [events.ReviewDue(reviews(world)[0].id)]
