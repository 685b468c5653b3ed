"""Partners by their names as people type them; and those whose name somebody imitates."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, event, select

from domain.names.lookalikes import skeleton
from storage.organisations.by_name import Answer, Match, partners_by_name
from storage.organisations.partners import partner_that_looks
from storage.tables import Organisation, OrganisationKey
from tests.services.world import Somebody, World

NAMES = (
    *("Alpweb", "alpenblick it GmbH", "Überblick AG", "Web Zürich", "Café Numérique", "100 % Web", "under_score"),
    *("Müller & Söhne IT", "Zürcher Webfabrik AG", "Müller Informatik AG", "Nordnet Sàrl", "Alpweb Bern"),
)


def search(world: World, name: str, *, but: int = 0, limit: int = 20) -> Answer:
    with world.units.begin("cli") as work:
        return partners_by_name(work.session, name, but=but, limit=limit)


def names(answer: Answer, match: Match) -> list[str]:
    """Of partners that answer in that way."""
    return [partner.name for partner in answer.partners] if answer.match is match else []


def found_by_name(world: World, name: str, *, but: int = 0, limit: int = 20) -> list[str]:
    return names(search(world, name, but=but, limit=limit), Match.FOUND)


def rename(world: World, somebody: Somebody, name: str) -> None:
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, somebody.organisation).name = name


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("mueller", ["Müller & Söhne IT", "Müller Informatik AG"]),  # company-10
        ("zuercher", ["Zürcher Webfabrik AG"]),  # company-11
        ("alpweb gmbh", ["Alpweb"]),  # company-12
        ("söhne müller", ["Müller & Söhne IT"]),  # company-13
        ("muellersöhneit", ["Müller & Söhne IT"]),
        ("mueller und soehne", ["Müller & Söhne IT"]),
        ("informatik muel", ["Müller Informatik AG"]),
        ("zürcher web fabrik", ["Zürcher Webfabrik AG"]),
        ("zuercherweb", ["Zürcher Webfabrik AG"]),
        ("alp web", ["Alpweb"]),
        ("ALPWEB AG", ["Alpweb"]),
        ("alpweb b", ["Alpweb Bern"]),
        ("alp", ["alpenblick it GmbH", "Alpweb", "Alpweb Bern"]),
        ("ZURICH", ["Web Zürich"]),
        ("cafe numé", ["Café Numérique"]),
        ("blick", ["alpenblick it GmbH", "Überblick AG"]),
        ("100", ["100 % Web"]),
        ("under score", ["under_score"]),
        ("nord net", ["Nordnet Sàrl"]),
        ("pweb", ["Alpweb", "Alpweb Bern"]),
        ("müller web", []),
        ("Südwind", []),
        ("%", []),
        ("\\%", []),
        ("'; --", []),
        ("", []),
        ("\x00", []),
    ],
)
def test_partners_are_found_as_people_type_their_names(world: World, search: str, found: list[str]) -> None:
    for name in NAMES:
        world.partner(name)
    world.client(name="Alphotel")  # not a partner

    assert sorted(found_by_name(world, search), key=str.casefold) == sorted(found, key=str.casefold)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Alpwep", ["Alpweb", "Alpweb Bern"]),
        ("alp wep", ["Alpweb"]),
        ("mulelr informatik", ["Müller Informatik AG"]),
        ("informatk müller", ["Müller Informatik AG"]),
        ("zürhcer", ["Zürcher Webfabrik AG"]),
        ("Überbilck", ["Überblick AG"]),
        ("norrdnet sarl", ["Nordnet Sàrl"]),
        ("Südwind", []),
    ],
)
def test_one_typo_away_is_who_may_be_meant(world: World, typed: str, meant: list[str]) -> None:
    for name in NAMES:
        world.partner(name)

    assert names(search(world, typed), Match.MEANT) == meant


def test_nobody_near_lists_the_closest(world: World) -> None:
    for name in NAMES:
        world.partner(name)

    for typed, closest in (
        ("Webfabrik Zug", "Zürcher Webfabrik AG"),
        ("would you add the café numerik please", "Café Numérique"),
    ):
        assert names(search(world, typed, limit=1), Match.CLOSEST) == [closest]
    for typed in ("株式会社", "?", "%", "\x00"):
        assert len(names(search(world, typed, limit=3), Match.CLOSEST)) == 3


def test_who_is_called_exactly_so_comes_alone(world: World) -> None:
    cafe = world.partner("Café")
    for name in ("Zürich", "Alpweb Zürich", "Cafe Bern"):
        world.partner(name)
    namesake = world.partner("Kaffee")
    rename(world, namesake, "Cafe")

    assert found_by_name(world, "zurich") == ["Zürich"]
    assert found_by_name(world, "CAFÉ") == ["Café"]
    assert found_by_name(world, "cafe") == ["Cafe"]
    assert found_by_name(world, "cafe gmbh") == ["Café", "Cafe"]
    assert found_by_name(world, "cafe gmbh", but=cafe.organisation) == ["Cafe"]
    assert found_by_name(world, "cafe gmbh", limit=1) == ["Café"]
    assert found_by_name(world, "ca") == ["Café", "Cafe", "Cafe Bern"]


def test_an_organisation_with_another_name_is_found_by_that_one(world: World) -> None:
    partner = world.partner("Alpweb")
    rename(world, partner, "Bündner Web")

    assert found_by_name(world, "bundner") == ["Bündner Web"]
    assert found_by_name(world, "alpweb") == []
    assert names(search(world, "Bünder Web"), Match.MEANT) == ["Bündner Web"]
    with world.units.begin("cli") as work:
        assert partner_that_looks(work.session, skeleton("Alpweb")) is None
        assert partner_that_looks(work.session, skeleton("Buendner-Web AG")) is not None


def test_only_partners_have_keys(world: World) -> None:
    client, partner = world.client(name="Seegarten Hotels"), world.partner("Nordnet")

    with world.units.begin("cli") as work:
        assert set(work.session.scalars(select(OrganisationKey.organisation_id))) == {partner.organisation}
        assert partner_that_looks(work.session, skeleton("Seegarten Hotels")) is None
        organisation = work.session.get_one(Organisation, client.organisation)
        organisation.is_partner, organisation.partner_code = True, "P-1"
    assert found_by_name(world, "seegarten") == ["Seegarten Hotels"]
    with world.units.begin("cli") as work:
        organisation = work.session.get_one(Organisation, client.organisation)
        organisation.is_partner, organisation.partner_code = False, None
    assert found_by_name(world, "seegarten") == []


@pytest.mark.parametrize(
    "typed", ["müller", "zürhcer webfabrick bern", "a " * 2048, "ä" * 4096, "x. " * 1365, "%" * 4096]
)
def test_a_search_takes_three_statements_at_most(world: World, typed: str) -> None:
    world.partner("Müller")
    asked: list[str] = []

    def listen(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    with world.units.begin("cli") as work:
        event.listen(world.engine, "before_cursor_execute", listen)
        try:
            partners_by_name(work.session, typed, but=0, limit=6)
        finally:
            event.remove(world.engine, "before_cursor_execute", listen)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) <= 3
