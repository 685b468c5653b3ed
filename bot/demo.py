"""The demo's world: made-up people, companies and products, so that there is somebody to be and something to see.

It is made through the services, as everything in the database is, and dated some weeks back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from domain.organisations.kinds import OrganisationKind
from domain.organisations.registers import read_register_number
from domain.partnerships import Access, Terms
from domain.people import Role
from domain.programme import Programme
from domain.words import Country, Money
from services import organisations, products, support
from services.partnerships import answering, requesting
from services.people import invitations
from storage.people import person_by_telegram_id
from storage.products import products_of
from storage.support import support_group
from storage.tables import Organisation, Person
from storage.work import Units, Work

AGE = timedelta(days=20)
"""How long ago the world was made, as its people see it."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to be in the demo. `role` and `organisation` are what the page writes under the name."""

    telegram_id: int
    first_name: str
    language: str
    role: str
    organisation: str | None


LEA = Persona(700_000_001, "Lea", "de", "client", "Seegarten Hotels AG (Demo)")
RETO = Persona(700_000_002, "Reto", "de", "partner", "Alpweb GmbH (Demo)")
AOIFE = Persona(700_000_003, "Aoife", "en", "partner", "Liffey Cloud Ltd (Demo)")
JONAS = Persona(700_000_004, "Jonas", "de", "employee", "Seegarten Hotels AG (Demo)")
EMMA = Persona(700_000_005, "Emma", "en", "client", "Harbour Tea GmbH (Demo)")
NINA = Persona(700_000_006, "Nina", "de", "support", None)
PERSONAS = (LEA, RETO, AOIFE, JONAS, EMMA, NINA)


def seed(units: Units, programme: Programme) -> None:
    """Makes the world, all of it at once, where it is not there yet. `units` has the present's clock.

    It is the same for every profile, whichever countries and products that takes otherwise.
    """
    programme = replace(programme, register_countries=None, products_by_hand=True)
    then = Units(units.engine, lambda: units.clock() - AGE)
    with then.begin("cli") as work:
        if person_by_telegram_id(work.session, LEA.telegram_id) is not None:
            return
        lea, seegarten = _client(work, programme, LEA, "CH", None)
        for kind, name, francs in (
            ("domain", "seegarten.example", 18),
            ("web_hosting", "Webhosting seegarten.example", 240),
            ("other", "Webshop", 1188),
            ("other", "Newsletter", 420),
        ):
            products.add(work, lea, kind, name, Money(Decimal(francs), "CHF"))
        made = invitations.invite(work, lea, seegarten.id, Role.EMPLOYEE, programme=programme)
        invitations.join(work, _person(work, JONAS), made.token)
        emma, _ = _client(work, programme, EMMA, "DE", "Amtsgericht Hamburg, HRB 12345")
        products.add(work, emma, "web_hosting", "harbour-tea.example", Money(Decimal(96), "EUR"))
        _partner(work, programme, RETO, "CH", "CHE-123.456.788")
        aoife, liffey = _partner(work, programme, AOIFE, "IE", "123456")
        newsletter = next(
            product for product in products_of(work.session, seegarten.id) if product.name == "Newsletter"
        )
        terms = Terms(Access.LIMITED, None, frozenset({newsletter.id}))
        settled = requesting.request(work, programme, lea, liffey.id, terms)
        answering.confirm(work, aoife, settled.id)
        # What has happened is announced to nobody: it all was some weeks ago.


def connect_support(units: Units, group_id: int) -> None:
    """Nina is support, in the group of that number, unless she connected another one."""
    with units.begin("cli") as work:
        nina = support.admit(work, NINA.telegram_id, NINA.first_name, lead=True)
        if support_group(work.session) is None:
            support.connect(work, nina, group_id, NINA.language)


def _client(
    work: Work, programme: Programme, persona: Persona, country: str, register_number: str | None
) -> tuple[Person, Organisation]:
    person = _person(work, persona)
    number = register_number and read_register_number(Country(country), register_number)
    organisation = organisations.register(
        work,
        person,
        OrganisationKind.COMPANY,
        persona.organisation or "",
        Country(country),
        number,
        programme=programme,
    )
    return person, organisation


def _partner(
    work: Work, programme: Programme, persona: Persona, country: str, register_number: str
) -> tuple[Person, Organisation]:
    person = _person(work, persona)
    number = read_register_number(Country(country), register_number)
    organisation, invitation = organisations.admit_partner(
        work, persona.organisation or "", Country(country), number, programme=programme
    )
    invitations.join(work, person, invitation.token)
    return person, organisation


def _person(work: Work, persona: Persona) -> Person:
    """Somebody who has not pressed “Start”: until then, Telegram lets nobody write to them."""
    person = Person(
        telegram_id=persona.telegram_id,
        first_name=persona.first_name,
        language=persona.language,
        reachable=False,
        created_at=work.now,
    )
    work.session.add(person)
    work.session.flush()
    return person
