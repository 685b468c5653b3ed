"""Texts that want to be more than text, where they come in: nothing of it is kept in a name, through whichever door."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import pytest
from sqlalchemy import select

from handlers.chat.desk import Desk as Conversations
from storage.tables import Organisation, Person, Product
from storage.work import Units
from tests.bot.api.conftest import conversations
from tests.bot.api.provider import CLIENT, Provider, account, person, product, seed
from tests.databases import SqliteFiles
from tests.desk import Desk, Loop
from tests.hostile.texts import TEXTS, TURNS
from tests.services.world import World

__all__ = ["conversations"]


def require_plain(names: Iterable[str | None]) -> None:
    """One line, and nothing in it that cannot be seen."""
    for name in names:
        assert not {unicodedata.category(sign) for sign in name or ""} & {"Cc", "Cf", "Cs", "Zl", "Zp"}, repr(name)


def stored(units: Units) -> list[str | None]:
    """All names of the programme."""
    columns = (Organisation.name, Person.first_name, Product.name)
    with units.begin("cli") as work:
        return [name for column in columns for name in work.session.scalars(select(column))]


def test_by_the_api(sqlite_files: SqliteFiles, conversations: Conversations, loop: Loop) -> None:
    world = World(sqlite_files.fresh("hostile"))
    seed(world.units)
    provider = Provider(world.units, conversations, loop)
    taken = 0
    for number, text in enumerate(TEXTS.values()):
        for path, body in (
            (f"/accounts/a-{number}", account("", text)),
            (f"/accounts/{CLIENT}/people/p-{number}", person("", "", name=text)),
            (f"/products/s-{number}", product("", name=text)),
        ):
            told = {key: value for key, value in body.items() if value != ""}
            answered = provider.call("PUT", path, told)
            assert answered.status_code in (200, 201, 422), answered.text
            taken += answered.is_success
    assert taken > len(TEXTS)
    names = stored(world.units)
    assert len(names) > taken
    require_plain(names)
    world.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_in_the_chat(desk: Desk) -> None:
    newcomers = [desk.newcomer(text[:60]) for text in TEXTS.values()]
    for somebody in newcomers:
        said = somebody.reads()
        assert not [
            sign for sign in said if sign in TURNS[3:] or (unicodedata.category(sign) == "Cc" and sign not in "\n\t")
        ]
    assert desk.faulty_calls() == []
