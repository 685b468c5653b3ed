"""Companies with numbers, and what is known of them."""

from __future__ import annotations

import itertools

from sqlalchemy import select

from domain.organisations.kinds import OrganisationKind
from domain.vat.reading import read_vat_number
from domain.words import Country
from services import organisations, vat
from storage.tables import Person, VatCheck, VatCircuit
from tests.desk import Desk

DE, DE2, FR, AT, EL, XI = "DE136695976", "DE123456788", "FR83123456709", "ATU12345005", "EL123456783", "XI123456727"
_telegram_ids = itertools.count(990_000_001)


def has_number(desk: Desk, number: str, name: str = "Alpweb") -> int:
    """A company that has just entered this number; its organisation's id. It is in no chat."""
    with desk.work() as work:
        person = Person(
            telegram_id=next(_telegram_ids), first_name="Lea", language="en", reachable=False, created_at=work.now
        )
        work.session.add(person)
        work.session.flush()
        made = organisations.register(
            work, person, OrganisationKind.COMPANY, name, Country("DE"), None, programme=desk.programme
        )
        vat.enter(work, person, read_vat_number(number))
        work.events.clear()
        return made.id


def enters(desk: Desk, organisation_id: int, number: str) -> None:
    """The company has another number."""
    with desk.work() as work:
        person = work.session.scalars(select(Person).where(Person.organisation_id == organisation_id)).one()
        vat.enter(work, person, read_vat_number(number))
        work.events.clear()


def check_of(desk: Desk, organisation_id: int, number: str | None = None) -> VatCheck:
    """What is known of the company's number."""
    with desk.work() as work:
        found = select(VatCheck).where(VatCheck.organisation_id == organisation_id)
        return work.session.scalars(found if number is None else found.where(VatCheck.number == number)).one()


def circuits(desk: Desk) -> dict[str, int]:
    """Which circuits are not closed, and how often each was opened."""
    with desk.work() as work:
        return {each.country: each.failures for each in work.session.scalars(select(VatCircuit))}


def later(desk: Desk, **span: float) -> None:
    """So much later, the bot looks what is due."""
    desk.clock.advance(**span)
    desk.look_up_numbers()
