"""Who may do what: every decision, tried by everybody who must not take it (facts 30–32)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import NotYours, Payer, Side
from domain.people import Role
from domain.vat.reading import read_vat_number
from domain.words import Country, Money
from services import organisations, products, vat
from services.partnerships import answering, changing, ending, enquiries, requesting
from services.partnerships.closing import managed
from services.partnerships.finding import decidable_partnership, visible_partnership
from services.partnerships.proposals import preview
from services.people import invitations
from services.rights import Act, NoOrganisation, NotFound, SignatureNeeded, own_organisation
from storage.tables import Person
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.world import Somebody, World, full, limited, request, resend


@dataclass(frozen=True)
class Decision:
    """What one side decides about a partnership, pending or active, with limited or full access."""

    side: Side
    act: Callable[[Work, Person, int], object]
    active: bool = False
    full: bool = False


def _no_reason(work: Work, person: Person, partnership_id: int) -> object:
    return answering.decline(work, person, partnership_id, None)


def _partner_pays(work: Work, person: Person, partnership_id: int) -> object:
    return changing.change_payer(work, person, partnership_id, Payer.PARTNER)


def _same_products(work: Work, person: Person, partnership_id: int) -> object:
    held = managed(visible_partnership(work, person, partnership_id)[0])
    return changing.change_products(work, person, partnership_id, frozenset(row.product_id for row in held))


DECISIONS = {
    "confirm": Decision(Side.PARTNER, answering.confirm),
    "decline": Decision(Side.PARTNER, _no_reason),
    "withdraw": Decision(Side.CLIENT, requesting.withdraw),
    "resend": Decision(Side.CLIENT, resend),
    "change payer": Decision(Side.CLIENT, _partner_pays, active=True, full=True),
    "change products": Decision(Side.CLIENT, _same_products, active=True),
}


@dataclass(frozen=True)
class Scene:
    """A partnership on which a decision is due, and its two representatives."""

    client: Somebody
    partner: Somebody
    partnership: int

    def decider(self, decision: Decision) -> Somebody:
        return self.client if decision.side is Side.CLIENT else self.partner

    def other_side(self, decision: Decision) -> Somebody:
        return self.partner if decision.side is Side.CLIENT else self.client


def scene(world: World, decision: Decision) -> Scene:
    client, partner = world.client("Website"), world.partner()
    terms = full() if decision.full else limited(*client.products)
    made = world.confirmed(client, partner, terms) if decision.active else world.requested(client, partner, terms)
    world.advance(days=2)
    return Scene(client, partner, made)


each_decision = pytest.mark.parametrize("decision", DECISIONS.values(), ids=DECISIONS)


@each_decision
def test_a_legal_representative_of_the_right_side_decides(world: World, decision: Decision) -> None:
    here = scene(world, decision)

    world.does(here.decider(decision), decision.act, here.partnership)


@each_decision
def test_nobody_else_decides(world: World, decision: Decision) -> None:
    here = scene(world, decision)
    decider = here.decider(decision)
    switched = world.joined(world.colleague(decider, Role.LEGAL_REPRESENTATIVE), world.client(name="Bergbahn"))
    end_of_trail = world.end_of_trail()

    for who, reason in (
        (world.colleague(decider), SignatureNeeded),  # fact 30
        (here.other_side(decision), NotYours),
        (world.colleague(here.other_side(decision)), NotYours),
        (world.stranger(), NotFound),
        (world.client(name="Hotel Post"), NotFound),
        (world.partner("Nordnet"), NotFound),
        (switched, NotFound),
    ):
        with pytest.raises(reason):
            world.does(who, decision.act, here.partnership)

    assert "partnership" not in {row.subject for row in world.trail(end_of_trail)}


@each_decision
def test_what_does_not_exist_sounds_like_what_is_not_ones_own(world: World, decision: Decision) -> None:
    here = scene(world, decision)
    reasons = []

    for who, partnership_id in ((world.stranger(), here.partnership), (here.decider(decision), 4_711)):
        with pytest.raises(NotFound) as refused:
            world.does(who, decision.act, partnership_id)
        reasons.append(refused.value.reason)

    assert reasons[0] == reasons[1]


@pytest.mark.parametrize("ender", [Side.CLIENT, Side.PARTNER])
def test_either_side_ends_a_partnership_by_its_representative(world: World, ender: Side) -> None:
    here = scene(world, Decision(ender, ending.end, active=True))
    who = here.client if ender is Side.CLIENT else here.partner

    with pytest.raises(SignatureNeeded):
        world.does(world.colleague(who), ending.end, here.partnership)
    with pytest.raises(NotFound):
        world.does(world.partner("Nordnet"), ending.end, here.partnership)

    assert world.does(who, ending.end, here.partnership).closed_by is ender


def test_somebody_who_moves_to_the_other_side_stands_on_that_side(world: World) -> None:
    here = scene(world, DECISIONS["confirm"])
    both = world.joined(here.client, here.partner)

    assert world.does(both, visible_partnership, here.partnership)[1] is Side.PARTNER
    with pytest.raises(NotYours):
        world.does(both, requesting.withdraw, here.partnership)

    world.does(both, organisations.switch, here.client.organisation)
    assert world.does(both, decidable_partnership, Act.WITHDRAW, here.partnership)[1] is Side.CLIENT


def test_employees_see_and_ask(world: World) -> None:
    here = scene(world, DECISIONS["confirm"])
    asking, answering = world.colleague(here.partner), world.colleague(here.client)

    assert world.does(asking, visible_partnership, here.partnership)[1] is Side.PARTNER
    asked = world.does(asking, enquiries.ask, here.partnership, "Since when?").id
    assert world.does(answering, enquiries.answer, asked, "Since May.").answered_by_id == answering.person


def test_enquiries_are_between_the_two_alone(world: World) -> None:
    here = scene(world, DECISIONS["confirm"])
    asked = world.does(here.partner, enquiries.ask, here.partnership, "Since when?").id

    for who in (world.stranger(), world.client(name="Hotel Post"), world.partner("Nordnet")):
        with pytest.raises(NotFound):
            world.does(who, enquiries.ask, here.partnership, "And I?")
        with pytest.raises(NotFound):
            world.does(who, enquiries.answer, asked, "Never.")
    with pytest.raises(NotYours):
        world.does(here.client, enquiries.ask, here.partnership, "Since when?")
    with pytest.raises(NotYours):
        world.does(here.partner, enquiries.answer, asked, "Since May.")


def test_what_commits_an_organisation_needs_a_signature(world: World) -> None:
    client, partner = world.client("Website", country="DE"), world.partner()
    employee = world.colleague(client)
    number = read_vat_number("DE136695976")
    price = Money(Decimal(12), "EUR")

    with pytest.raises(SignatureNeeded):
        world.does(employee, request, partner, full())
    with pytest.raises(SignatureNeeded):
        world.does(employee, preview, partner.organisation, full())
    with pytest.raises(SignatureNeeded):
        world.does(employee, products.add, "domain", "seegarten.example", price)
    with pytest.raises(SignatureNeeded):
        world.does(employee, products.remove, client.products[0])
    with pytest.raises(SignatureNeeded):
        world.does(employee, vat.enter, number)
    with pytest.raises(SignatureNeeded):
        world.does(employee, vat.remove)
    with pytest.raises(SignatureNeeded):
        world.does(employee, invitations.invite, client.organisation, Role.LEGAL_REPRESENTATIVE, programme=AT_ONCE)


def test_who_acts_for_nobody_is_asked_to_register(world: World) -> None:
    stranger, partner = world.stranger(), world.partner()
    number = read_vat_number("DE136695976")
    price = Money(Decimal(12), "EUR")

    with pytest.raises(NoOrganisation):
        world.does(stranger, request, partner, full())
    with pytest.raises(NoOrganisation):
        world.does(stranger, products.add, "domain", "seegarten.example", price)
    with pytest.raises(NoOrganisation):
        world.does(stranger, products.remove, 1)
    with pytest.raises(NoOrganisation):
        world.does(stranger, vat.enter, number)
    with pytest.raises(NoOrganisation):
        world.does(stranger, vat.remove)


def test_nobody_acts_for_an_organisation_to_which_they_do_not_belong(world: World) -> None:
    client, other = world.client("Website"), world.client("Website", name="Bergbahn")

    with pytest.raises(NotFound):
        world.does(other, organisations.switch, client.organisation)
    with pytest.raises(NotFound):
        world.does(other, invitations.invite, client.organisation, Role.EMPLOYEE, programme=AT_ONCE)
    with pytest.raises(NotFound):
        world.does(other, products.remove, client.products[0])


def test_a_person_acts_for_the_organisation_they_registered_last(world: World) -> None:
    client = world.client(name="Seegarten Hotels")
    registered = world.does(
        client,
        organisations.register,
        OrganisationKind.PRIVATE,
        "Lea Huber",
        Country("CH"),
        None,
        programme=AT_ONCE,
    )

    assert world.does(client, _acts_for) == registered.id

    world.does(client, organisations.switch, client.organisation)
    assert world.does(client, _acts_for) == client.organisation


def _acts_for(_work: Work, person: Person) -> int:
    return own_organisation(person).id
