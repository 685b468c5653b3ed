"""An organisation's VAT number: who may have one, change it, remove it (facts 33–37)."""

from __future__ import annotations

import pytest

from domain.organisations.kinds import OrganisationKind
from domain.vat.reading import read_vat_number
from services import vat
from services.vat import VatNumberNotForThisAccount
from storage.tables import VatNumber
from storage.vat import vat_number_of
from tests.services.world import START, World

GERMAN = read_vat_number("DE136695976")
GREEK = read_vat_number("EL123456783")


def number_of(world: World, organisation_id: int) -> VatNumber | None:
    with world.units.begin("cli") as work:
        return vat_number_of(work.session, organisation_id)


def test_a_company_in_the_union_enters_its_number(world: World) -> None:
    client = world.client(country="DE")
    world.does(client, vat.enter, GERMAN)

    stored = number_of(world, client.organisation)
    assert stored is not None
    assert (stored.number, stored.country) == ("DE136695976", "DE")
    assert (stored.terms_accepted_at, stored.entered_by_id) == (START, client.person)  # fact 35


def test_the_country_is_kept_by_its_iso_code(world: World) -> None:
    client = world.client(country="GR")
    world.does(client, vat.enter, GREEK)

    stored = number_of(world, client.organisation)
    assert stored is not None
    assert (stored.number, stored.country) == ("EL123456783", "GR")


def test_a_number_is_changed_by_entering_another_one(world: World) -> None:
    client = world.client(country="DE")
    world.does(client, vat.enter, GERMAN)
    world.advance(days=400)
    world.does(client, vat.enter, GREEK)

    stored = number_of(world, client.organisation)
    assert stored is not None
    assert (stored.number, stored.terms_accepted_at) == ("EL123456783", world.moment)


def test_a_number_is_removed(world: World) -> None:
    client, other = world.client(country="DE"), world.client(country="AT", name="Bergbahn")
    world.does(client, vat.enter, GERMAN)
    world.does(other, vat.enter, GREEK)
    world.does(client, vat.remove)

    assert number_of(world, client.organisation) is None
    assert number_of(world, other.organisation) is not None
    world.does(client, vat.enter, GERMAN)
    assert number_of(world, client.organisation) is not None


def test_removing_what_is_not_there_changes_nothing(world: World) -> None:
    client = world.client(country="DE")
    before = world.end_of_trail()
    world.does(client, vat.remove)

    assert world.trail(before) == []


@pytest.mark.parametrize(
    ("kind", "country"),
    [
        (OrganisationKind.PRIVATE, "DE"),  # fact 33
        (OrganisationKind.PRIVATE, "CH"),
        (OrganisationKind.COMPANY, "CH"),  # fact 37
    ],
)
def test_private_accounts_and_swiss_companies_have_none(world: World, kind: OrganisationKind, country: str) -> None:
    client = world.client(kind=kind, country=country)

    with pytest.raises(VatNumberNotForThisAccount):
        world.does(client, vat.enter, GERMAN)

    assert number_of(world, client.organisation) is None


def test_the_refusal_says_whether_it_is_the_account_or_the_country(world: World) -> None:
    private = world.client(kind=OrganisationKind.PRIVATE, country="DE", name="Lea Huber")
    swiss = world.client(country="CH", name="Bergbahn")

    with pytest.raises(VatNumberNotForThisAccount, match="private account"):
        world.does(private, vat.enter, GERMAN)
    with pytest.raises(VatNumberNotForThisAccount, match="Swiss company"):
        world.does(swiss, vat.enter, GERMAN)
