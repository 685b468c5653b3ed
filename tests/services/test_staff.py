"""The provider's staff: who may what, whom they find, and what freezing does beside a dispute."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event

from domain.organisations.verification import ClaimKind
from domain.partnerships.rules import NotPossibleNow
from domain.words import Refused
from services.events import ClaimDecided, OrganisationFrozen, OrganisationUnfrozen
from services.refusals import Frozen
from services.staff import freezing
from services.staff.clerks import STAFF_RIGHTS, Clerk, NotForClerk, StaffAct, Standing
from services.staff.files import file_of
from services.staff.finding import Kind, NothingToFind, find, only_one
from services.verification import judging
from storage.tables import Claim, Organisation
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World, full, request

NINA, OMAR = Clerk("Nina", Standing.LEAD), Clerk("Omar", Standing.SUPPORT)
WHY = "Their bank has called."
Deed = Callable[[Work, Clerk, int], object]
DEEDS: dict[StaffAct, Deed] = {
    StaffAct.FIND: lambda work, clerk, _: find(work, clerk, "Alpweb"),
    StaffAct.LOOK_UP: lambda work, clerk, number: file_of(work, clerk, Kind.ORGANISATION, number),
    StaffAct.FREEZE: lambda work, clerk, number: freezing.freeze(work, clerk, number, WHY),
    StaffAct.UNFREEZE: lambda work, clerk, number: freezing.unfreeze(work, clerk, number, WHY),
    StaffAct.VERIFY: lambda work, clerk, number: freezing.verify(work, INFOMANIAK, clerk, number, WHY),
}


@pytest.mark.parametrize("act", StaffAct)
def test_every_act_is_theirs_who_may_and_stands_under_their_name(world: World, act: StaffAct) -> None:
    own = world.client().organisation
    for standing in Standing:
        with world.units.begin("chat") as work:
            organisation = work.session.get_one(Organisation, own)
            organisation.frozen_at = organisation.frozen_by = None
            if act is StaffAct.UNFREEZE:
                organisation.frozen_at, organisation.frozen_by = work.now, "Omar"
            if act is StaffAct.VERIFY:
                organisation.verified_at = organisation.verified_by = None
        before, clerk = world.end_of_trail(), Clerk("Somebody", standing)
        try:
            with world.units.begin("chat") as work:
                DEEDS[act](work, clerk, own)
        except NotForClerk:
            assert standing not in STAFF_RIGHTS[act]
            assert world.trail(before) == []
        else:
            assert standing in STAFF_RIGHTS[act]
            done = {(row.operator, row.action) for row in world.trail(before)}
            assert done == (set() if act is StaffAct.FIND else {("Somebody", act.value)})


def disputed(world: World, on: Somebody, by: Somebody) -> int:
    """Somebody disputes who may act for the organisation, so that it stands still; the claim's id."""
    with world.units.begin("chat") as work:
        organisation = work.session.get_one(Organisation, on.organisation)
        organisation.frozen_at = organisation.frozen_at or work.now
        claim = Claim(
            kind=ClaimKind.DISPUTE,
            organisation_id=on.organisation,
            claimed_by_id=by.person,
            claimed_at=work.now,
            support_asked_at=work.now,
        )
        work.session.add(claim)
        work.session.flush()
        return claim.id


def is_free(world: World, own: Somebody) -> bool:
    with world.units.begin("chat") as work:
        return work.session.get_one(Organisation, own.organisation).frozen_at is None


def test_what_staff_has_frozen_is_free_when_staff_says_so_and_no_dispute_is_open(world: World) -> None:
    own, other = world.client(), world.client("Bergbahn")
    claim = disputed(world, own, other)
    with world.units.begin("chat") as work:
        with pytest.raises(NotPossibleNow):
            freezing.unfreeze(work, NINA, own.organisation, WHY)  # it is not staff that has frozen it
        freezing.freeze(work, OMAR, own.organisation, WHY)
        assert [type(each) for each in work.events] == [OrganisationFrozen]
    with world.units.begin("chat") as work:
        judging.decline(work, claim, "Nina", None)
        assert [each.frees for each in work.events if isinstance(each, ClaimDecided)] == [False]
    assert not is_free(world, own)
    with world.units.begin("chat") as work:
        freezing.unfreeze(work, NINA, own.organisation, WHY)
        assert [type(each) for each in work.events] == [OrganisationUnfrozen]
    assert is_free(world, own)

    with world.units.begin("chat") as work:
        freezing.freeze(work, OMAR, own.organisation, WHY)
    again = disputed(world, own, other)
    with world.units.begin("chat") as work:
        freezing.unfreeze(work, NINA, own.organisation, WHY)
        assert work.events == []
    assert not is_free(world, own)
    with world.units.begin("chat") as work:
        judging.decline(work, again, "Nina", None)
        assert [each.frees for each in work.events if isinstance(each, ClaimDecided)] == [True]
    assert is_free(world, own)


def test_nothing_is_decided_in_a_frozen_name(world: World) -> None:
    client, partner = world.client(), world.partner()
    with world.units.begin("chat") as work:
        freezing.freeze(work, OMAR, client.organisation, WHY)
    with pytest.raises(Frozen, match="has frozen"):
        world.does(client, request, partner, full())


def test_what_cannot_be_is_refused_and_changes_nothing(world: World) -> None:
    own = world.client().organisation
    before = world.end_of_trail()
    tries: tuple[Callable[[Work], object], ...] = (
        lambda work: freezing.freeze(work, OMAR, 10**9, WHY),
        lambda work: freezing.verify(work, INFOMANIAK, NINA, own, WHY),
        lambda work: file_of(work, OMAR, Kind.PARTNERSHIP, 10**9),
        lambda work: only_one(work, OMAR, "nobody at all"),
        lambda work: find(work, OMAR, " "),
    )
    for trial in tries:
        with pytest.raises(Refused), world.units.begin("chat") as work:
            trial(work)
    with pytest.raises(freezing.ReasonNeeded):
        freezing.read_reason("so")
    assert world.trail(before) == []


def test_namesakes_are_all_found_and_none_is_taken_for_the_other(world: World) -> None:
    first, second = world.client(), world.client()
    with world.units.begin("chat") as work:
        name = work.session.get_one(Organisation, first.organisation).name
        assert find(work, OMAR, f"{name}\x00\ud800") == find(work, OMAR, name)
        found = [hit.id for hit in find(work, OMAR, name) if hit.kind is Kind.ORGANISATION]
        assert {first.organisation, second.organisation} <= set(found)
        with pytest.raises(NothingToFind, match="Several"):
            only_one(work, OMAR, name)


def test_a_file_takes_so_many_statements_whatever_is_in_it(world: World) -> None:
    client = world.client(*(f"shop{n}" for n in range(3)))
    counts = []
    for _ in range(2):
        with statements(world) as made, world.units.begin("chat") as work:
            file_of(work, OMAR, Kind.ORGANISATION, client.organisation)
        counts.append(len(made))
        for _ in range(4):
            world.requested(client, world.partner(), full())
            world.advance(days=40)
    assert counts[0] == counts[1] <= 20


class statements:  # noqa: N801 - read as a verb's object
    """What is asked of the database meanwhile."""

    def __init__(self, world: World) -> None:
        self.engine, self.made = world.engine, list[str]()

    def __enter__(self) -> list[str]:
        event.listen(self.engine, "before_cursor_execute", self.note)
        return self.made

    def __exit__(self, *_why: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self.note)

    def note(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        self.made.append(statement)
