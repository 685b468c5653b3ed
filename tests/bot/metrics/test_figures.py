"""Several workers' numbers are added up, and what those have counted that have ended stays counted."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import closing

import pytest
from prometheus_client.samples import Sample

from bot.metrics.figures import FOLDER_SETTING, SharedFigures, TeamSize
from bot.team.workers import Team
from tests.bot.metrics.judging import ROOT

WORKER = """
import socket, sys
from bot.journal import Journal, Times
lifeline = socket.socket(fileno=int(sys.argv[1]))
Journal().update(1, 7, "message", "answered", "/help", Times(0.0, 0.001, 0.001))
lifeline.send(b"+")
lifeline.send(sys.argv[2].encode())
lifeline.recv(1)
"""
"""Counts one update, says that it serves and whether it is ready for more, and ends with its team."""


def started(monkeypatch: pytest.MonkeyPatch, *, says: str) -> tuple[SharedFigures, Team]:
    figures = SharedFigures()

    def command(inherited: Sequence[int]) -> Sequence[str]:
        return [sys.executable, "-c", WORKER, str(inherited[0]), says]

    monkeypatch.setenv(FOLDER_SETTING, str(figures.path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return figures, Team(command, 2, None, figures.has_ended)


def counted(figures: SharedFigures) -> dict[str, float]:
    samples: list[Sample] = [sample for family in figures.collector().collect() for sample in family.samples]
    wanted = ("handschlag_updates_total", "handschlag_update_total_seconds_count")
    return {sample.name: sample.value for sample in samples if sample.name in wanted}


def test_numbers_are_added_up_and_outlive_their_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    figures, team = started(monkeypatch, says="y")

    async def play() -> None:
        running = asyncio.create_task(team.run())
        await until(lambda: team.well == 2)
        assert set(counted(figures).values()) == {2.0}
        (figures.path / "counter_1.db").touch()  # a worker is about to keep its numbers
        assert set(counted(figures).values()) == {2.0}
        (figures.path / "counter_1.db").unlink()
        first = next(iter(figures.path.glob("counter_*.db"))).stem.removeprefix("counter_")
        os.kill(int(first), signal.SIGKILL)
        await until(lambda: len(counted(figures)) == 2 and set(counted(figures).values()) == {3.0})
        await until(lambda: team.well == 2)  # another one has taken its place
        (size, ready) = TeamSize(team.size, lambda: team.well).collect()
        assert (size.samples[0].value, ready.samples[0].value) == (2.0, 2.0)
        team.stop()
        await running
        assert team.well == 0
        assert sorted(each.name for each in figures.path.iterdir()) == ["counter_ended.db", "histogram_ended.db"]
        assert set(counted(figures).values()) == {3.0}

    with closing(figures):
        asyncio.run(play())
    assert not figures.path.exists()


def test_a_worker_that_serves_may_not_be_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    figures, team = started(monkeypatch, says="n")

    async def play() -> None:
        running = asyncio.create_task(team.run())
        await until(lambda: len(team.unwell) == 2)
        assert team.well == 0
        team.stop()
        await running

    with closing(figures):
        asyncio.run(play())


async def until(so: object) -> None:
    assert callable(so)
    for _ in range(4_000):
        if so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it does not come to that")
