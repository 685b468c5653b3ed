"""What is due is done once, although two processes look for it."""

from __future__ import annotations

from benchmarks.due_rows import OF_A_PERSON, race
from tests.databases import PostgresServer

ROWS = 400


def test_two_processes_do_each_row_once_and_tell_each_person_once(postgres: PostgresServer) -> None:
    outcome = race(postgres.fresh(), ROWS, processes=2)

    assert sum(outcome.done) == ROWS
    assert outcome.messages == outcome.chats == ROWS // OF_A_PERSON
    assert (outcome.lost, outcome.repeated, outcome.left) == (0, 0, 0)
