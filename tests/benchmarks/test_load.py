"""The load generator notices what a bot does wrong: each test gives it a bot with one known fault."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.databases import effects_in
from benchmarks.load.bot_process import Program
from benchmarks.load.machine import cores
from benchmarks.load.outcome import Effects, Outcome
from benchmarks.load.run import DidNotStart, Load, play
from benchmarks.load.talks import Talk, burst, order
from tests.benchmarks.faulty_bot import Fault

PEOPLE = 3
RIGHT = Effects(missing=0, doubled=0, untold=0, unknown=0)


def talk_to(fault: Fault, folder: Path, talk: Talk, *, patience_s: float = 20) -> Outcome:
    """Three people have two conversations each with a bot that has the fault."""
    program = Program(
        (sys.executable, "-m", "tests.benchmarks.faulty_bot", fault), {"EFFECTS_DB": str(folder / "effects.db")}
    )
    return play(Load(talk, PEOPLE, 2, think_s=0.02, patience_s=patience_s, rest_s=0.2), program, cores())


def rows_of(folder: Path) -> dict[str, int]:
    return effects_in(f"sqlite:///{folder / 'effects.db'}")


def test_nothing_is_wrong_with_a_bot_that_does_all_it_should(tmp_path: Path) -> None:
    outcome = talk_to(Fault.NONE, tmp_path, order)
    tally = outcome.tally
    assert (outcome.finished, outcome.stuck, outcome.crashes, outcome.in_time) == (6, 0, 0, True)
    assert (tally.repeated, tally.out_of_order, tally.strange) == (0, 0, [])
    assert outcome.answered == 6 * 5
    assert outcome.judge(rows_of(tmp_path)) == RIGHT
    assert {method: outcome.calls[method] for method in ("sendmessage", "editmessagetext", "answercallbackquery")} == {
        "sendmessage": 6 * 4,
        "editmessagetext": 6,
        "answercallbackquery": 6 * 2,
    }
    assert 0 < outcome.used.bot_s < outcome.took_s
    assert outcome.memory_mb > 5


def test_an_answer_that_does_not_come_leaves_a_conversation_stuck(tmp_path: Path) -> None:
    outcome = talk_to(Fault.FORGETS, tmp_path, order, patience_s=0.5)
    assert (outcome.finished, outcome.stuck, len(outcome.tally.stuck)) == (0, 6, 6)
    assert outcome.answered == PEOPLE


def test_an_answer_that_comes_twice_is_repeated(tmp_path: Path) -> None:
    outcome = talk_to(Fault.REPEATS, tmp_path, burst)
    assert (outcome.finished, outcome.stuck) == (6, 0)
    assert (outcome.tally.repeated, outcome.tally.out_of_order, outcome.tally.strange) == (6 * 5, 0, [])


def test_answers_to_a_burst_that_come_the_other_way_round_are_out_of_order(tmp_path: Path) -> None:
    outcome = talk_to(Fault.SWAPS, tmp_path, burst)
    assert (outcome.finished, outcome.stuck) == (6, 0)
    assert (outcome.tally.repeated, outcome.tally.out_of_order) == (0, 6 * 4)


def test_other_words_are_no_answer(tmp_path: Path) -> None:
    outcome = talk_to(Fault.CHANGES_WORDS, tmp_path, order, patience_s=0.5)
    assert (outcome.finished, outcome.stuck, outcome.answered) == (0, 6, 0)
    assert outcome.tally.strange == ["HELLO! WHAT IS YOUR NAME?"] * 6


@pytest.mark.parametrize(
    ("fault", "effects"),
    [
        (Fault.DOUBLES_ROW, Effects(missing=0, doubled=6, untold=0, unknown=0)),
        (Fault.SKIPS_ROW, Effects(missing=6, doubled=0, untold=0, unknown=0)),
    ],
)
def test_every_finished_conversation_has_one_row(tmp_path: Path, fault: Fault, effects: Effects) -> None:
    outcome = talk_to(fault, tmp_path, order)
    assert outcome.finished == 6
    assert outcome.judge(rows_of(tmp_path)) == effects
    assert not effects.are_right


def test_a_row_of_a_conversation_that_got_stuck_or_that_nobody_had_is_wrong(tmp_path: Path) -> None:
    outcome = talk_to(Fault.FORGETS, tmp_path, order, patience_s=0.3)
    rows = {outcome.tally.stuck[0]: 1, "somebody": 1}
    assert outcome.judge(rows) == Effects(missing=0, doubled=0, untold=1, unknown=1)


def test_what_is_not_acknowledged_comes_again_after_a_death(tmp_path: Path) -> None:
    outcome = talk_to(Fault.DIES_EARLY, tmp_path, burst)
    assert (outcome.crashes, outcome.finished, outcome.stuck) == (1, 6, 0)
    assert len(outcome.starts_s) == 2


def test_what_is_acknowledged_does_not_come_again(tmp_path: Path) -> None:
    outcome = talk_to(Fault.DIES_LATE, tmp_path, burst, patience_s=3)
    assert outcome.crashes == 1
    assert outcome.stuck >= 1
    assert outcome.finished == 6 - outcome.stuck


def test_a_bot_that_does_not_start_says_why() -> None:
    program = Program((sys.executable, "-c", "raise SystemExit('no coffee')"), {})
    with pytest.raises(DidNotStart, match="no coffee"):
        play(Load(order, 1, 1), program, cores())
