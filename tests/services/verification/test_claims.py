"""Which claim can be decided how, and what can be claimed at all: tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.organisations.registers import read_register_number
from domain.organisations.verification import ClaimKind, Outcome, VerifiedBy
from domain.partnerships.rules import NotPossibleNow, Status
from domain.people import Role
from domain.words import Country, Refused
from services import events, organisations
from services.partnerships import answering, ending, enquiries
from services.partnerships.finding import visible_partnership
from services.people import colleagues, invitations
from services.rights import DECIDE_NOTHING, RIGHTS, Act, Frozen, NotFound, may
from services.verification import claiming, judging
from services.verification.claiming import ClaimedAlready, NobodyCanJudge
from services.verification.judging import NotAsked
from storage.people import count_with_role, members, open_invitations
from storage.tables import Membership, Person
from storage.work import Work
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.verification.scene import NUMBER, claim, organisation, stored, stored_claim, under, with_support
from tests.services.world import World, full, request

Deed = Callable[[Work, int], object]
VERDICTS: dict[str, Deed] = {
    "approve": lambda work, claim_id: judging.approve(work, INFOMANIAK, claim_id, "Nina"),
    "admit": lambda work, claim_id: judging.admit(work, INFOMANIAK, claim_id, "Nina", Role.EMPLOYEE),
    "uphold": lambda work, claim_id: judging.uphold(work, claim_id, "Nina"),
    "decline": lambda work, claim_id: judging.decline(work, claim_id, "Nina", "#reason"),
    "ask back": lambda work, claim_id: judging.ask_back(work, claim_id, "Since when?"),
}
OUTCOMES: dict[tuple[ClaimKind, str], Outcome | None] = {
    (ClaimKind.REGISTER, "approve"): Outcome.APPROVED,
    (ClaimKind.REGISTER, "decline"): Outcome.DECLINED,
    (ClaimKind.REGISTER, "ask back"): None,
    (ClaimKind.ACCESS, "admit"): Outcome.APPROVED,
    (ClaimKind.ACCESS, "decline"): Outcome.DECLINED,
    (ClaimKind.ACCESS, "ask back"): None,
    (ClaimKind.DISPUTE, "uphold"): Outcome.APPROVED,
    (ClaimKind.DISPUTE, "decline"): Outcome.DECLINED,
    (ClaimKind.DISPUTE, "ask back"): None,
}
"""What can be decided about which claim, and its outcome; asking back leaves it open. Nothing else is possible."""


def made(world: World, kind: ClaimKind) -> int:
    with_support(world)
    lea = organisation(world, verified=kind is not ClaimKind.REGISTER)
    return claim(world, kind, lea)


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("kind", ClaimKind)
def test_claims_are_decided_as_the_table_says_and_once(world: World, kind: ClaimKind, verdict: str) -> None:
    key = made(world, kind)
    if (kind, verdict) not in OUTCOMES:
        with pytest.raises(NotAsked), world.units.begin("chat") as work:
            VERDICTS[verdict](work, key)
        assert stored_claim(world, key).outcome is None
        return
    with world.units.begin("chat") as work:
        VERDICTS[verdict](work, key)
    outcome = OUTCOMES[kind, verdict]
    assert stored_claim(world, key).outcome is outcome
    assert (stored_claim(world, key).decided_by == "Nina") == (outcome is not None)
    if outcome is not None:
        for again in VERDICTS.values():
            with pytest.raises(NotPossibleNow), world.units.begin("chat") as work:
                again(work, key)


def test_who_is_approved_is_verified_by_support(world: World) -> None:
    key = made(world, ClaimKind.REGISTER)
    with world.units.begin("chat") as work:
        approved = judging.approve(work, INFOMANIAK, key, "Nina")
        assert [type(event) for event in work.events] == [events.ClaimDecided, events.OrganisationVerified]
    assert stored(world, approved.organisation_id).verified_by is VerifiedBy.SUPPORT


def test_only_one_of_two_with_a_number_is_verified_and_the_other_s_claim_is_settled(world: World) -> None:
    with_support(world)
    first, second = organisation(world), organisation(world)
    one, two = claim(world, ClaimKind.REGISTER, first), claim(world, ClaimKind.REGISTER, second)
    with world.units.begin("chat") as work:
        judging.approve(work, INFOMANIAK, one, "Nina")
    assert stored_claim(world, two).outcome is Outcome.SETTLED
    with pytest.raises(organisations.NumberIsHere):
        claim(world, ClaimKind.REGISTER, second)


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        ("CH", ("CHE-123.456.788", "che 123 456 788")),
        ("FR", ("732 829 320", "732 829 320 00074")),
        ("FR", ("732 829 320 00066", "732 829 320 00074")),
        ("CY", ("HE 123456", "he-123456")),
        ("DE", ("HRB 12345, Amtsgericht Berlin", "Berlin (Charlottenburg) HRB 12345 B")),
    ],
)
def test_of_two_that_are_verified_at_once_exactly_one_is(world: World, country: str, numbers: tuple[str, str]) -> None:
    with_support(world)
    stored_numbers = [read_register_number(Country(country), number) for number in numbers]
    people = [organisation(world, number=number, country=country) for number in stored_numbers]
    keys = [claim(world, ClaimKind.REGISTER, each) for each in people]

    def approving(key: int) -> Callable[[Work, Person], object]:
        return lambda work, _person: judging.approve(work, INFOMANIAK, key, "Nina")

    done = world.race(*((who, approving(key)) for who, key in zip(people, keys, strict=True)))
    assert sum(isinstance(each, Refused) for each in done) == 1, done
    assert sum(stored(world, each.organisation).verified_at is not None for each in people) == 1


def test_a_verified_number_is_not_registered_again(world: World) -> None:
    organisation(world, verified=True)
    with pytest.raises(organisations.NumberIsHere, match="Seegarten"):
        organisation(world, name="Another")


def test_what_cannot_be_claimed(world: World) -> None:
    lea = organisation(world, verified=False)
    with pytest.raises(NobodyCanJudge):
        claim(world, ClaimKind.REGISTER, lea)
    with_support(world)
    claim(world, ClaimKind.REGISTER, lea)
    with pytest.raises(ClaimedAlready):
        claim(world, ClaimKind.REGISTER, lea)
    with pytest.raises(NotFound):
        claim(world, ClaimKind.ACCESS, lea)
    tim = world.stranger()
    mia = organisation(world, number="CHE109322551", verified=True)
    with pytest.raises(ClaimedAlready):
        claim(world, ClaimKind.REGISTER, mia)
    with pytest.raises(ClaimedAlready):
        world.does(mia, under(claiming.ask_for_access), "CH", "CHE109322551", "It is me")
    world.does(tim, under(claiming.ask_for_access), "CH", "CHE109322551", "It is me")
    with pytest.raises(ClaimedAlready):
        world.does(tim, under(claiming.ask_for_access), "CH", "CHE109322551", "It is me")


def test_only_the_claimant_answers_and_only_what_is_asked(world: World) -> None:
    with_support(world)
    lea = organisation(world)
    key = claim(world, ClaimKind.REGISTER, lea)
    with pytest.raises(NotPossibleNow):
        world.does(lea, claiming.answer, key, "Yes")
    with world.units.begin("chat") as work:
        judging.ask_back(work, key, "Is it?")
    with pytest.raises(NotFound):
        world.does(world.stranger(), claiming.answer, key, "Yes")
    world.does(lea, claiming.answer, key, "Yes")
    assert stored_claim(world, key).answer == "Yes"
    with pytest.raises(NotPossibleNow):
        world.does(lea, claiming.answer, key, "No")
    with world.units.begin("chat") as work:
        judging.ask_back(work, key, "Really?")
    assert stored_claim(world, key).answer is None


def test_while_it_is_disputed_everything_but_looking_asking_and_leaving_is_refused(world: World) -> None:
    with_support(world)
    lea = organisation(world, "Website", verified=True)
    nia = world.colleague(lea, Role.LEGAL_REPRESENTATIVE)
    alpweb = world.partner()
    waiting = world.requested(lea, alpweb, full())
    world.does(alpweb, enquiries.ask, waiting, "Since when?")
    claim(world, ClaimKind.DISPUTE, lea)
    assert RIGHTS.keys() > DECIDE_NOTHING
    with pytest.raises(Frozen):
        world.does(lea, request, world.partner("Nordnet"), full())
    with pytest.raises(Frozen):
        world.does(lea, invitations.invite, lea.organisation, Role.EMPLOYEE, programme=AT_ONCE)
    with pytest.raises(Frozen):
        world.does(lea, colleagues.remove, lea.organisation, nia.person)
    with pytest.raises(Frozen):
        world.does(alpweb, answering.confirm, waiting)
    with pytest.raises(Frozen):
        world.does(lea, ending.end, waiting)
    assert world.does(lea, visible_partnership, waiting)[0].status is Status.PENDING
    world.does(nia, colleagues.leave, lea.organisation)
    world.does(alpweb, answering.decline, waiting, None)
    assert may(Act.LEAVE, *next((relation, Role.EMPLOYEE) for relation in RIGHTS[Act.LEAVE]))


def test_who_is_from_the_console_stays_when_a_dispute_is_right(world: World) -> None:
    with_support(world)
    lea = organisation(world, verified=True)
    tim = world.colleague(lea)
    world.does(lea, invitations.invite, lea.organisation, Role.LEGAL_REPRESENTATIVE, programme=AT_ONCE)
    with world.units.begin("cli") as work:
        console = Person(
            telegram_id=None, console_id="p-1", first_name="Nia", language="en", reachable=False, created_at=work.now
        )
        work.session.add(console)
        work.session.flush()
        role = Role.LEGAL_REPRESENTATIVE
        work.session.add(
            Membership(person_id=console.id, organisation_id=lea.organisation, role=role, console_id="p-1")
        )
    rea = world.stranger()
    key = claim(world, ClaimKind.DISPUTE, lea, rea)
    with world.units.begin("chat") as work:
        judging.uphold(work, key, "Nina")
        gone = {event.person_id for event in work.events if isinstance(event, events.MemberLeft)}
    assert gone == {lea.person, tim.person}
    with world.units.begin("cli") as work:
        there = {member.person_id: member.console_id for member in members(work.session, lea.organisation)}
        assert open_invitations(work.session, lea.organisation, work.now) == []
        assert count_with_role(work.session, lea.organisation, Role.LEGAL_REPRESENTATIVE) == 2
        assert work.session.get_one(Person, lea.person).organisation_id is None
    assert set(there.values()) == {None, "p-1"}
    assert rea.person in there


def test_an_upheld_dispute_frees_the_organisation(world: World) -> None:
    with_support(world)
    lea = organisation(world, verified=True)
    rea = world.stranger()
    key = claim(world, ClaimKind.DISPUTE, lea, rea)
    assert stored(world, lea.organisation).frozen_at == world.moment
    with world.units.begin("chat") as work:
        judging.uphold(work, key, "Nina")
    assert stored(world, lea.organisation).frozen_at is None
    world.does(rea, request, world.partner(), full())


def test_of_two_disputes_at_once_one_is_open(world: World) -> None:
    with_support(world)
    organisation(world, verified=True)
    people = [world.stranger(), world.stranger()]

    def disputing(work: Work, person: Person) -> object:
        return claiming.dispute(work, INFOMANIAK, person, "CH", NUMBER, "Me")

    done = world.race(*((who, disputing) for who in people))
    assert sum(isinstance(each, ClaimedAlready) for each in done) == 1, done
