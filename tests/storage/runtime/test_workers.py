"""Who serves the bot: signs of life, the one that polls, and the silence that Telegram asks for."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from storage.runtime import workers
from storage.runtime.workers import LIFE_S, WHOLE_BOT, beat, colleagues, lease_polling, moment, register, sign_out
from storage.work import Work
from tests.services.world import World


def team(work: Work, many: int) -> list[int]:
    return [register(work.session, "here", number, number) for number in range(many)]


def test_who_gives_no_sign_of_life_is_taken_for_dead(world: World) -> None:
    with world.units.begin("job") as work:
        first, second = team(work, 2)
        now = moment(work.session)
        beat(work.session, second, second, now + timedelta(seconds=LIFE_S))
        alive = {each.id: each.beating for each in colleagues(work.session, now + timedelta(seconds=LIFE_S))}
        assert alive == {first: False, second: True}
        sign_out(work.session, [first])
        assert not beat(work.session, first, second, now), "it learns of it when it beats again"


def test_a_process_that_signs_in_again_counts_once(world: World) -> None:
    with world.units.begin("job") as work:
        first = register(work.session, "here", 1, 1)
        second = register(work.session, "here", 1, 1, again=True)
        assert first != second
        assert [each.id for each in colleagues(work.session, moment(work.session))] == [second]


def test_one_polls_until_it_is_gone(world: World) -> None:
    with world.units.begin("job") as work:
        first, second = team(work, 2)
        assert lease_polling(work.session, first)
        assert not lease_polling(work.session, second)
        assert lease_polling(work.session, first)
        sign_out(work.session, [first])
        assert lease_polling(work.session, second)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_many_who_want_to_poll_at_once_one_does(world: World) -> None:
    with world.units.begin("job") as work:
        many = team(work, 4)
    start = threading.Barrier(len(many))

    def want(me: int) -> bool:
        start.wait()
        with world.units.begin("job") as work:
            return lease_polling(work.session, me)

    with ThreadPoolExecutor(len(many)) as threads:
        assert sum(threads.map(want, many)) == 1


def test_a_pause_is_known_to_all_until_it_is_over(world: World) -> None:
    with world.units.begin("job") as work:
        workers.pause(work.session, 7, 5)
        workers.pause(work.session, WHOLE_BOT, 60)
        workers.pause(work.session, 7, 30)
        now = moment(work.session)
        assert workers.pauses(work.session, now) == {
            7: pytest.approx(30, abs=5),
            WHOLE_BOT: pytest.approx(60, abs=5),
        }
        assert set(workers.pauses(work.session, now + timedelta(seconds=40))) == {WHOLE_BOT}
        assert workers.pauses(work.session, now + timedelta(seconds=100)) == {}
