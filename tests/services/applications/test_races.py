"""Two decide about an application at the same moment: one outcome, and the other one is told."""

from __future__ import annotations

import pytest

from domain.applications import ApplicationStatus, NotInThisState, Undertaking
from domain.people import Role
from domain.words import Money, Refused
from services.applications import applying, deciding
from services.rights import SignatureNeeded
from storage.applications import newest_application
from storage.tables import Application, Organisation, Person
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World

ENOUGH = Money(INFOMANIAK.minimum_value[0].amount, "CHF")


def apply(work: Work, person: Person, value: Money | None = ENOUGH, number: str | None = "CHE123456788") -> int:
    """The company applies; the application's id."""
    return applying.submit(
        work,
        INFOMANIAK,
        person,
        website="https://alpweb.example",
        value=value,
        undertakings=dict.fromkeys(Undertaking, work.now),
        register_number=number,
    ).id


def last(world: World, of: Somebody) -> Application:
    """The organisation's last application."""
    with world.units.begin("cli") as work:
        found = newest_application(work.session, of.organisation)
    assert found is not None
    return found


def test_two_of_support_decide_at_once(world: World) -> None:
    lea, helper = world.client(), world.stranger()
    made = world.does(lea, apply)
    done = world.race(
        (helper, lambda work, _: deciding.approve(work, made, "Nina").status),
        (world.stranger(), lambda work, _: deciding.decline(work, INFOMANIAK, made, "Omar", "#value").status),
    )
    (status,) = [each for each in done if isinstance(each, ApplicationStatus)]
    assert last(world, lea).status is status
    assert sum(isinstance(each, NotInThisState) for each in done) == 1
    assert is_partner(world, lea) is (status is ApplicationStatus.APPROVED)


def test_approved_and_withdrawn_at_once(world: World) -> None:
    lea = world.client()
    made = world.does(lea, apply)
    done = world.race(
        (world.stranger(), lambda work, _: deciding.approve(work, made, "Nina").status),
        (lea, lambda work, person: applying.withdraw(work, person, made).status),
    )
    (status,) = [each for each in done if isinstance(each, ApplicationStatus)]
    assert last(world, lea).status is status
    assert is_partner(world, lea) is (status is ApplicationStatus.APPROVED)


def test_two_representatives_apply_at_once(world: World) -> None:
    lea = world.client()
    nia = world.colleague(lea, Role.LEGAL_REPRESENTATIVE)
    done = world.race((lea, apply), (nia, apply))
    assert sum(isinstance(each, int) for each in done) == 1
    assert sum(isinstance(each, applying.AlreadyApplied) for each in done) == 1


def test_two_companies_state_the_same_number(world: World) -> None:
    """The number belongs to whoever support approves first; the other one cannot be approved with it."""
    lea, tim = world.client(), world.client(name="Alpweb")
    made = [world.does(each, apply) for each in (lea, tim)]
    done = world.race(
        *((world.stranger(), lambda work, _, one=one: deciding.approve(work, one, "Nina").id) for one in made)
    )
    assert sum(isinstance(each, int) for each in done) == 1
    assert sum(isinstance(each, Refused) for each in done) == 1


@pytest.mark.parametrize("value", [None, Money(INFOMANIAK.minimum_value[0].amount - 1, "CHF")])
def test_too_little_is_refused_whatever_the_form_says(world: World, value: Money | None) -> None:
    with pytest.raises(applying.BelowMinimum):
        world.does(world.client("Website"), apply, value)


def test_all_has_to_be_accepted_and_the_number_known(world: World) -> None:
    lea = world.client()
    with pytest.raises(applying.NoRegisterNumber):
        world.does(lea, apply, ENOUGH, None)
    with pytest.raises(applying.NotAllUndertaken):
        world.does(
            lea,
            lambda work, person: applying.submit(
                work,
                INFOMANIAK,
                person,
                website="https://alpweb.example",
                value=ENOUGH,
                undertakings={Undertaking.SUPPORT: work.now},
                register_number="CHE123456788",
            ),
        )


def test_a_partner_applies_no_more_and_an_employee_never(world: World) -> None:
    with pytest.raises(applying.AlreadyPartner):
        world.does(world.partner(), apply)
    with pytest.raises(SignatureNeeded):
        world.does(world.colleague(world.client()), apply)


def is_partner(world: World, of: Somebody) -> bool:
    """Whether the organisation is one."""
    with world.units.begin("cli") as work:
        return work.session.get_one(Organisation, of.organisation).is_partner
