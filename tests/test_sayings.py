"""How well the desk understands what people ask for, with the figures reached so far as a floor.

`python -m benchmarks.sayings --misses` shows what is wrong where this fails, with all messages; here are some of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.sayings.hearing import Ear
from benchmarks.sayings.messages import FOLDER, HALVES, NOT_MEANT, load_messages
from benchmarks.sayings.scoring import Judged, Measured, judge, share
from benchmarks.sayings.world import World, moment, settle
from bot.config import load_settings
from bot.units import units_on
from domain.partnerships.rules import Side
from tests.databases import SqliteFiles, engine_at, let_go

EVERY = 4
"""One of so many messages is read: enough to see that something is worse."""


@pytest.fixture(scope="module")
def listening(sqlite_files: SqliteFiles) -> Iterator[tuple[Ear, World]]:
    """Somebody who hears messages in their world. What it is kept in makes no difference to what is understood."""
    settings = load_settings(None, database_url=sqlite_files.fresh("sayings"))
    engine = engine_at(settings.database_url)
    units = units_on(engine, moment, settings)
    world = settle(units, settings.programme)
    yield Ear(units, settings, world), world
    let_go(engine)


@pytest.mark.parametrize(
    ("half", "right", "values"), [("dev", 0.86, 0.96), ("held_out", 0.76, 0.85), ("stories", 0.7, 0.75)]
)
def test_the_right_thing_comes_of_what_people_say(
    listening: tuple[Ear, World], half: str, right: float, values: float
) -> None:
    judged = judge(*listening, load_messages(FOLDER / f"{half}.jsonl")[::EVERY], moment().date())

    assert share(judged, Measured.RIGHT) >= right
    assert share(judged, Measured.VALUES) >= values
    assert share(judged, Measured.WRONG_FORM) <= 0.03


@pytest.mark.parametrize("half", HALVES)
def test_nothing_binding_is_begun_by_what_is_no_wish(listening: tuple[Ear, World], half: str) -> None:
    """Negations, questions about an action, hypotheticals, quotations: all of them."""
    messages = [each for each in load_messages(FOLDER / f"{half}.jsonl") if each.kind in NOT_MEANT]
    judged: list[Judged] = judge(*listening, messages, moment().date())

    assert [each.message.text for each in judged if each.opens_grave] == []


@pytest.mark.parametrize("wish", ["Wer hat alles Zugriff?", "Ich möchte einen Mitarbeiter einladen."])
def test_what_a_very_long_message_asks_for_in_the_end_is_found(listening: tuple[Ear, World], wish: str) -> None:
    ear, _ = listening
    told = "Gestern war das Wetter schön. " * 120

    short, long = (ear.hear(text, "de", Side.CLIENT).reading for text in (wish, told + wish))

    assert short is not None
    assert long is not None
    assert long.decision.actions == short.decision.actions != ()
