"""Updates of one chat are applied in Telegram's order, whichever process they reach, and other chats do not wait."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from tests.bot.posting import Team
from tests.bot.trials import until
from tests.desk import PATIENCE_S, Loop


@pytest.fixture
def team(playground_url: str, database_url: str, loop: Loop) -> Iterator[Team]:
    running = Team(playground_url, database_url, loop, many=2)
    yield running
    running.close()


@pytest.fixture
def alone(playground_url: str, database_url: str, loop: Loop) -> Iterator[Team]:
    running = Team(playground_url, database_url, loop)
    yield running
    running.close()


def post_all(team: Team, numbers: list[int], processes: int) -> None:
    """Posts the updates at the same moment, each to one of the processes."""
    with ThreadPoolExecutor(len(numbers)) as posters:
        statuses = posters.map(lambda number: team.post(number, f"/n{number}", to=number % processes), numbers)
        assert set(statuses) == {200}
    until(lambda: {f"n{number}" for number in numbers} <= set(team.answered()), 0.02)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("seed", range(4))
def test_updates_that_reach_two_processes_at_once_keep_their_order(
    team: Team, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert team.post(0, "/n0") == 200
    monkeypatch.setattr("bot.intake.order.GRACE_S", PATIENCE_S)  # a busy machine may stall between two posts
    numbers = list(range(1, 13))
    random.Random(seed).shuffle(numbers)  # noqa: S311 - to be repeatable
    post_all(team, numbers, 2)
    assert team.answered() == team.unknown(range(13))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_updates_that_reach_one_process_in_disorder_keep_their_order(
    alone: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alone.post(0, "/n0") == 200
    monkeypatch.setattr("bot.intake.order.GRACE_S", PATIENCE_S)
    post_all(alone, [5, 3, 4, 1, 2], 1)
    assert alone.answered() == alone.unknown(range(6))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_chat_whose_lock_is_held_keeps_no_other_waiting(team: Team) -> None:
    urs = team.telegram.person("Urs")
    team.telegram.says("/start", chat_id=urs, **{"from": urs})
    until(lambda: len(team.telegram.shown(urs)) >= 2, 0.02)
    engine = team.apps[0].units.engine
    with ThreadPoolExecutor(2) as posters, engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:chat)"), {"chat": team.telegram.mia})
        blocked = posters.submit(team.post, 1, "/n1")
        for number in range(2, 12):
            assert team.post(number, f"/n{number}", to=number % 2, sender=urs) == 200
        assert not blocked.done()
        connection.rollback()
        assert blocked.result(20) == 200
    until(lambda: len(team.answered(urs)) == 10 and team.answered() == ["n1"], 0.02)
    assert team.answered(urs) == team.unknown(range(2, 12))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_other_process_goes_on_when_one_stops(team: Team) -> None:
    assert team.post(1, "/n1", to=0) == 200
    team.stop(0)
    assert [team.post(number, f"/n{number}", to=1) for number in (2, 3)] == [200, 200]
    until(lambda: len(team.answered()) >= 3, 0.02)
    assert team.answered() == ["n1", "n2", "n3"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_inline_query_that_reaches_one_process_keeps_nobody_waiting_at_another(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert team.post(0, "/n0") == 200
    monkeypatch.setattr("bot.intake.order.GRACE_S", PATIENCE_S)
    asker = {"id": team.telegram.mia, "is_bot": False, "first_name": "Mia"}
    query = {"id": "1", "from": asker, "query": "x", "offset": ""}
    posted = team.poster.post(team.urls[0], json={"update_id": team.first + 1, "inline_query": query})
    assert posted.status_code == 200
    assert team.post(2, "/n2", to=1) == 200
    until(lambda: team.answered() == ["n0", "n2"], 0.02)
