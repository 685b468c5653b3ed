"""What an unverified organisation had goes to the verified one, by rules."""

from __future__ import annotations

import pytest

from domain.organisations.verification import ClaimKind, Outcome
from domain.partnerships.rules import Ceased, Status
from domain.people import Role
from domain.vat.reading import read_vat_number
from services import events, vat
from services.clients import notes
from services.people import invitations
from services.rights import NotFound, SignatureNeeded
from services.verification import merging
from services.verification.merging import CannotTakeOver
from storage.people import membership, open_invitations
from storage.products import products_of
from storage.tables import Organisation, Person
from storage.vat import vat_number_of
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.verification.scene import NUMBER, claim, organisation, stored, stored_claim, under, with_support
from tests.services.world import Somebody, World, full, limited


def target_of(world: World, who: Somebody, *products: str, country: str = "CH") -> Somebody:
    """A verified organisation that the person represents, too, and acts for."""
    lea = organisation(world, *products, name="Seegarten AG", verified=True, country=country)
    return world.joined(who, lea)


def merged(world: World, who: Somebody, source: Somebody, target: Somebody) -> None:
    world.does(who, under(merging.take_over), source.organisation, target.organisation)


def names(world: World, of: Somebody) -> list[str]:
    with world.units.begin("cli") as work:
        return [product.name for product in products_of(work.session, of.organisation)]


def test_products_go_over_and_names_are_told_apart(world: World) -> None:
    tim = organisation(world, "Website", "Blog", number=None)
    target = target_of(world, tim, "website", "Website (2)")
    merged(world, tim, tim, target)
    assert names(world, target) == ["Blog", "website", "Website (2)", "Website (3)"]
    assert names(world, tim) == []
    assert stored(world, tim.organisation).closed_at == world.moment


def test_people_come_along_as_employees_and_keep_what_they_were(world: World) -> None:
    tim = organisation(world, number=None)
    mia = world.colleague(tim, Role.LEGAL_REPRESENTATIVE)
    target = target_of(world, tim)
    merged(world, tim, tim, target)
    with world.units.begin("cli") as work:
        roles = {}
        for person in (tim, mia):
            assert work.session.get_one(Person, person.person).organisation_id == target.organisation
            assert membership(work.session, person.person, tim.organisation) is None
            member = membership(work.session, person.person, target.organisation)
            roles[person.person] = member.role if member is not None else None
    assert roles == {tim.person: Role.LEGAL_REPRESENTATIVE, mia.person: Role.EMPLOYEE}
    assert events.OrganisationsMerged(tim.organisation, target.organisation, (mia.person,)) in world.events


def test_prepared_requests_are_sent_or_closed(world: World) -> None:
    alpweb, nordnet = world.partner("Alpweb"), world.partner("Nordnet")
    tim = organisation(world, "Blog", "Website", number=None)
    taken = world.requested(tim, alpweb, limited(tim.products[0]))
    free = world.requested(tim, nordnet, limited(tim.products[1]))
    target = target_of(world, tim)
    world.requested(target, alpweb, full())
    merged(world, tim, tim, target)
    assert (world.status(taken), world.stored(taken).reason) == (Status.ENDED, Ceased.NOT_POSSIBLE)
    assert world.status(free) is Status.PENDING
    assert world.stored(free).client_id == world.stored(taken).client_id == target.organisation
    assert events.RequestSent(free, prepared=True) in world.events


def test_what_partners_have_noted_goes_over(world: World) -> None:
    tim, alpweb = organisation(world, "Blog", number=None, verified=True), world.partner("Alpweb")
    made = world.confirmed(tim, alpweb, full())
    world.does(alpweb, notes.write, made, "Prefers calls.")
    unverified_again(world, tim)
    merged(world, tim, tim, target_of(world, tim))
    assert [each.text for each in world.does(alpweb, notes.notes, made)] == ["Prefers calls."]


@pytest.mark.parametrize(("own", "kept"), [(None, "DE136695976"), ("DE811569869", "DE811569869")])
def test_the_vat_number_goes_over_unless_there_is_one(world: World, own: str | None, kept: str) -> None:
    tim = organisation(world, number=None, country="DE")
    world.does(tim, vat.enter, read_vat_number("DE136695976"))
    target = target_of(world, tim, country="DE")
    if own is not None:
        world.does(target, vat.enter, read_vat_number(own))
    merged(world, tim, tim, target)
    with world.units.begin("cli") as work:
        found = vat_number_of(work.session, target.organisation)
        assert found is not None
        assert found.number == kept
        assert vat_number_of(work.session, tim.organisation) is None


def test_claims_are_settled_and_invitations_lead_nowhere(world: World) -> None:
    with_support(world)
    tim = organisation(world, number=None)
    key = claim(world, ClaimKind.REGISTER, tim)
    world.does(tim, invitations.invite, tim.organisation, Role.EMPLOYEE, programme=AT_ONCE)
    target = target_of(world, tim)
    merged(world, tim, tim, target)
    assert stored_claim(world, key).outcome is Outcome.SETTLED
    with world.units.begin("cli") as work:
        assert open_invitations(work.session, tim.organisation, work.now) == []


def test_only_who_decides_for_both_merges_them(world: World) -> None:
    tim = organisation(world, "Blog", number=None)
    lea = organisation(world, verified=True)
    with pytest.raises(NotFound):
        merged(world, lea, tim, lea)
    with pytest.raises(NotFound):
        merged(world, tim, tim, lea)
    world.joined(tim, lea, Role.EMPLOYEE)
    with pytest.raises(SignatureNeeded):
        merged(world, tim, tim, lea)
    with pytest.raises(CannotTakeOver):
        merged(world, lea, lea, lea)
    assert names(world, tim) == ["Blog"]


def test_what_is_verified_closed_or_in_another_currency_is_not_taken_over(world: World) -> None:
    tim = organisation(world, number=None, country="DE")
    target = target_of(world, tim)
    with pytest.raises(CannotTakeOver):
        merged(world, tim, tim, target)
    other = organisation(world, number=None, name="Blog", who=tim)
    merged(world, tim, other, target)
    with pytest.raises(NotFound):
        merged(world, tim, other, target)


def test_after_a_link_namesakes_merge_by_themselves_and_others_are_offered(world: World) -> None:
    same = organisation(world, "Website")
    other = organisation(world, "Blog", number=None, name="Blog", who=same)
    lea = organisation(world, name="Seegarten AG", verified=True)
    target = world.joined(same, lea)
    with world.units.begin("chat") as work:
        person = work.session.get_one(Person, same.person)
        organisation_ = work.session.get_one(Organisation, target.organisation)
        offered = [each.id for each in merging.after_link(work, INFOMANIAK, person, organisation_)]
    assert offered == [other.organisation]
    assert names(world, target) == ["Website"]
    assert stored(world, same.organisation).closed_at is not None
    assert stored(world, target.organisation).register_number == NUMBER


def test_a_siret_s_organisation_merges_with_that_of_the_siren(world: World) -> None:
    tim = organisation(world, number="73282932000074", country="FR")
    lea = organisation(world, name="Seegarten SA", number="732829320", country="FR", verified=True)
    target = world.joined(tim, lea)
    with world.units.begin("chat") as work:
        person = work.session.get_one(Person, tim.person)
        merging.after_link(work, INFOMANIAK, person, work.session.get_one(Organisation, target.organisation))
    assert stored(world, tim.organisation).closed_at is not None
    assert stored(world, target.organisation).register_number == "732829320"


def test_an_employee_s_link_merges_nothing(world: World) -> None:
    tim = organisation(world, "Website")
    lea = organisation(world, name="Seegarten AG", verified=True)
    target = world.joined(tim, lea, Role.EMPLOYEE)
    with world.units.begin("chat") as work:
        person = work.session.get_one(Person, tim.person)
        organisation_ = work.session.get_one(Organisation, target.organisation)
        assert merging.after_link(work, INFOMANIAK, person, organisation_) == []
    assert names(world, tim) == ["Website"]


def test_what_nobody_has_closed_yet_is_not_in_the_way(world: World) -> None:
    alpweb = world.partner()
    tim = organisation(world, number=None)
    kept = world.requested(tim, alpweb, full())
    target = target_of(world, tim)
    over = world.requested(target, alpweb, full())
    world.advance(days=31)
    merged(world, tim, tim, target)
    assert (world.status(over), world.status(kept)) == (Status.LAPSED, Status.PENDING)


def test_a_request_to_oneself_is_over_and_told(world: World) -> None:
    alpweb = world.partner()
    tim = organisation(world, number=None)
    key = world.requested(tim, alpweb, full())
    target = world.joined(tim, alpweb)
    merged(world, tim, tim, target)
    assert world.status(key) is Status.ENDED
    assert events.OrganisationsMerged(tim.organisation, target.organisation, (), (key,)) in world.events


def unverified_again(world: World, who: Somebody) -> None:
    """Everybody's word was taken for it, until an account of its number came."""
    with world.units.begin("cli") as work:
        made = work.session.get_one(Organisation, who.organisation)
        made.verified_at = made.verified_by = None


def test_what_is_agreed_already_goes_over_where_there_is_room(world: World) -> None:  # fact 24
    alpweb, nordnet, bergweb = world.partner("Alpweb"), world.partner("Nordnet"), world.partner("Bergweb")
    tim = organisation(world, "Blog", "Shop", number=None, verified=True)
    full_too = world.confirmed(tim, alpweb, full())
    same = world.confirmed(tim, nordnet, limited(tim.products[0]))
    free = world.requested(tim, bergweb, limited(tim.products[1]))
    unverified_again(world, tim)
    target = target_of(world, tim, "Website")
    other = world.confirmed(target, nordnet, full())
    merged(world, tim, tim, target)
    assert (world.status(other), world.status(free)) == (Status.ACTIVE, Status.PENDING)
    assert world.stored(free).client_id == target.organisation
    for over in (full_too, same):
        found = world.stored(over)
        assert (found.status, found.reason, found.client_id) == (
            Status.ENDED,
            Ceased.CLIENT_CLOSED,
            tim.organisation,
        )
        assert events.PartnershipCeased(over, Ceased.CLIENT_CLOSED) in world.events


def test_of_two_merges_at_once_one_holds(world: World) -> None:
    tim = organisation(world, "Blog", number=None)
    target = target_of(world, tim)
    runner = (
        tim,
        lambda work, person: merging.take_over(work, INFOMANIAK, person, tim.organisation, target.organisation),
    )
    done = world.race(runner, runner)
    assert sum(isinstance(each, (NotFound, CannotTakeOver)) for each in done) == 1, done
    assert names(world, target) == ["Blog"]
