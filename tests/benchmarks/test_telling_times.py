"""Whether two rows of times tell one from the other is judged as Mann and Whitney do."""

from __future__ import annotations

import random

import pytest

from benchmarks.telling_times import nearly, rank_sum


def test_what_is_alike_tells_nothing() -> None:
    same = [float(number % 7) for number in range(200)]
    tells, p = rank_sum(same, same)
    assert (tells, p) == (0.5, 1.0)


def test_what_takes_longer_is_found_out() -> None:
    chance = random.Random(7)  # noqa: S311 - figures, no secret
    longer = [chance.gauss(1.1, 0.1) for _ in range(300)]
    shorter = [chance.gauss(1.0, 0.1) for _ in range(300)]
    tells, p = rank_sum(longer, shorter)
    assert 0.7 < tells < 0.8
    assert p < 0.001
    assert rank_sum(shorter, longer)[0] == pytest.approx(1 - tells)


def test_a_known_example() -> None:
    """Worked out by hand: eleven of the sixteen pairs have the greater one in the first row, and one is a draw."""
    tells, _ = rank_sum([3, 5, 8, 9], [1, 2, 8, 6])
    assert tells == pytest.approx(11.5 / 16)


def test_a_secret_that_is_nearly_right_is_wrong() -> None:
    assert nearly(["abcA"]) == "abcB"
    assert nearly(["abcd"]) == "abcA"
