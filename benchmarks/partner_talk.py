"""The conversation that counts: a question, then a partner is added with limited access. And who has it.

Seven updates and thirteen calls of the Bot API: two messages, five edits, five taps that stop spinning, and one message
to the partner.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from benchmarks.load.talks import Answer, Exchange, Says, Step, Taps
from bot.profile.reading import load_profile
from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from domain.words import Country, Money
from services import organisations, products
from storage import schema
from storage.database import open_database
from storage.tables import Membership, Person
from storage.work import Units, Work

QUESTION = "What does full access mean?"
FIRST_CHAT = 1_000_000
"""The first client's. Partners have theirs above `FIRST_PARTNER`."""
FIRST_PARTNER = 2_000_000
PARTNERS = 6
"""As many as are offered as buttons; a client can have the conversation with each of them once."""


def add_partner(key: str, _chance: Random) -> Iterator[Exchange]:
    """The conversation number n of somebody is about the n-th partner and the n-th product."""
    number = int(re.split("[nc]", key)[-1])
    partner, product = f"Partner {number}", f"Product {number}"
    for step in (
        Step(Says(QUESTION), Answer("Limited access", None)),
        Step(Says("/addpartner"), Answer("Which partner would you like to add?", None)),
        Step(Taps(partner), Answer(f"Which access should {partner} have?", None, edited=True)),
        Step(Taps("Limited access"), Answer(f"Which products should {partner} manage?", None, edited=True)),
        Step(Taps(product), Answer(f"Which products should {partner} manage?", None, edited=True)),
        Step(Taps("Done (1 chosen)"), Answer(f"Please check your request to {partner}", None, edited=True)),
        Step(Taps("Send the request"), Answer("Your request is on its way.", None, edited=True)),
    ):
        yield (step,)


def settle(url: str, clients: int) -> None:
    """An empty database gets the clients with their products, and the partners."""
    engine = open_database(url)
    schema.upgrade(engine)
    with Units(engine, lambda: dt.datetime.now(dt.UTC)).begin("cli") as work:
        for number in range(1, PARTNERS + 1):
            partner, _ = organisations.admit_partner(
                work, f"Partner {number}", Country("CH"), f"CHE-000.000.{number:03}", programme=load_profile()
            )
            person = _person(work, FIRST_PARTNER + number)
            person.organisation = partner
            role = Role.LEGAL_REPRESENTATIVE
            work.session.add(Membership(person_id=person.id, organisation_id=partner.id, role=role))
        for number in range(clients):
            person = _person(work, FIRST_CHAT + number)
            organisations.register(
                work,
                person,
                OrganisationKind.COMPANY,
                f"Client {number}",
                Country("CH"),
                register_number=None,
                programme=load_profile(),
            )
            for product in range(1, PARTNERS + 1):
                products.add(work, person, "web_hosting", f"Product {product}", Money(Decimal(240), "CHF"))
    engine.dispose()


def _person(work: Work, chat_id: int) -> Person:
    person = Person(
        telegram_id=chat_id, first_name=f"Person {chat_id}", language="en", reachable=True, created_at=work.now
    )
    work.session.add(person)
    work.session.flush()
    return person
