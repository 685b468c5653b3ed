"""Organisations that are verified or not, and claims about them, without the bot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import ClaimKind
from domain.programme import Programme
from domain.words import Country
from services import organisations
from services.support import admit, connect
from services.verification import claiming
from storage.tables import Claim, Organisation, Person
from storage.work import Work
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.world import Somebody, World

NUMBER = "CHE123456788"

P = ParamSpec("P")
T = TypeVar("T")


def under(service: Callable[Concatenate[Work, Programme, Person, P], T]) -> Callable[Concatenate[Work, Person, P], T]:
    """The service, under the default programme."""

    def run(work: Work, person: Person, /, *arguments: P.args, **named: P.kwargs) -> T:
        return service(work, INFOMANIAK, person, *arguments, **named)

    return run


def with_support(world: World) -> None:
    """There is a group in which support works."""
    with world.units.begin("cli") as work:
        connect(work, admit(work, 99, "Nina", lead=True), -100, "en")


def organisation(
    world: World,
    *products: str,
    name: str = "Seegarten",
    number: str | None = NUMBER,
    verified: bool = False,
    country: str = "CH",
    who: Somebody | None = None,
) -> Somebody:
    """A legal representative of an organisation with this register number, and products."""
    person = who or world.stranger()
    made = world.does(
        person,
        organisations.register,
        OrganisationKind.COMPANY,
        name,
        Country(country),
        number,
        programme=AT_ONCE if verified else INFOMANIAK,
    )
    return Somebody(person.person, made.id, tuple(world.product(person, product) for product in products))


def claim(world: World, kind: ClaimKind, of: Somebody, by: Somebody | None = None) -> int:
    """A claim about the organisation of `of`, by themselves where they ask to be verified; its id."""
    match kind:
        case ClaimKind.REGISTER:
            return world.does(of, under(claiming.ask_to_verify), "We are it").id
        case ClaimKind.ACCESS:
            somebody = by or world.stranger()
            return world.does(somebody, under(claiming.ask_for_access), "CH", NUMBER, "I am Tim").id
        case ClaimKind.DISPUTE:
            somebody = by or world.stranger()
            return world.does(somebody, under(claiming.dispute), "CH", NUMBER, "I am Rea").id


def stored_claim(world: World, claim_id: int) -> Claim:
    with world.units.begin("cli") as work:
        return work.session.get_one(Claim, claim_id)


def stored(world: World, organisation_id: int) -> Organisation:
    with world.units.begin("cli") as work:
        return work.session.get_one(Organisation, organisation_id)
