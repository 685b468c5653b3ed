"""A sample of the matrix of rights, and that it is complete; `python -m docs.rights` plays all of it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import get_type_hints

import pytest

from docs.rights import PAGE
from handlers.chat.packing import Payload, fits
from handlers.chat.payloads import PutOff, RemindMe
from handlers.chat.records import Whose, records_of
from handlers.partnerships.payloads import ShowPartnership
from storage.people import person_by_telegram_id
from storage.theirs import NOT_THERE, Record, are_theirs
from tests.buttons import KINDS
from tests.rights.judging import Judge
from tests.rights.matrix import IN_ROOMS, Matrix, variants
from tests.rights.playing import Player
from tests.rights.programme import Programme, build
from tests.rights.records import Reach, numbers_of
from tests.services.world import World

NO_RECORD = frozenset({"page", "days", "month", "months", "step", "place", "meant", "serial"})
"""Fields whose numbers name nothing that could be somebody's."""
PEOPLE = ("stranger", "employee of Alpweb", "representative of Nordnet", "legal_representative of Seegarten")
EVERY = tuple(dict.fromkeys((*KINDS, *IN_ROOMS)))


def test_nobody_can_tell_what_is_not_theirs_from_what_is_not_there(player: tuple[Programme, Player]) -> None:
    judge = Judge()
    Matrix(*player, judge, few=True).play()
    result = judge.result
    assert not result.leaks
    assert {door for door, _ in result.cells} == {"button", "link", "group", "command", "inline"}
    assert result.buttons == {*KINDS, PutOff, RemindMe}


def test_the_matrix_finds_what_leaks(player: tuple[Programme, Player], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where records are not hidden, it takes more statements to refuse one than to find none."""
    programme, playing = player
    judge = Judge()
    matrix = Matrix(programme, playing, judge, few=True)
    screens = playing.desk._screens
    monkeypatch.setattr(playing.desk, "_screens", replace(screens, whose=Whose((), {})))
    matrix.play_button(ShowPartnership(0))
    assert judge.result.leaks


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: f"{kind.__module__.split('.')[1]}.{kind.__name__}")
def test_every_number_in_a_button_says_what_it_names(kind: type[Payload]) -> None:
    numbers = {name for name, of in get_type_hints(kind).items() if of is int and name != "code"}
    assert numbers - NO_RECORD == records_of(kind).keys()
    hidden = dict.fromkeys(records_of(kind), NOT_THERE)
    assert all(fits(replace(payload, **hidden)) for payload in variants(kind)), "a hidden number must fit, too"
    assert {field.name for field in fields(kind)} >= records_of(kind).keys()


def test_whose_a_record_is_both_databases_say_as_the_rows_do(database_url: str) -> None:
    programme = build(database_url)
    world = World(database_url)
    with world.units.begin("cli") as work:
        told = 0
        for number in (programme.people[name] for name in PEOPLE):
            person = person_by_telegram_id(work.session, number)
            assert person is not None
            reach = Reach(work.session, number)
            for record in Record:
                numbers = [*numbers_of(work.session, record), NOT_THERE]
                theirs = are_theirs(work.session, person, [(record, each) for each in numbers])
                assert theirs == [reach.knows(record, each) for each in numbers], (number, record)
                told += len(numbers)
    world.close()
    assert told > 500


def test_the_whole_matrix_was_played_without_a_leak() -> None:
    assert ", 0 leaks**" in Path(PAGE).read_text()
