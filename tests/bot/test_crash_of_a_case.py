"""`kill -9` in the middle of a case: what the person and support write arrives, in its order, whoever carries it."""

from __future__ import annotations

import random
from itertools import groupby

from sqlalchemy import select

from storage.tables import SupportCase
from tests.bot.apart import MortalDesk
from tests.bot.test_crash import live_and_die, mortal, nursery
from tests.bot.trials import writes

__all__ = ["mortal", "nursery"]  # fixtures
LINES = 5


def in_order(texts: list[str]) -> list[str]:
    """The texts without what a kill has repeated."""
    return [text for text, _ in groupby(texts)]


def test_a_case_goes_on_although_the_bot_is_killed_all_the_time(mortal: MortalDesk) -> None:
    chance = random.Random(3)  # noqa: S311 - to be repeatable
    lea, support = mortal.client(), mortal.support()
    mortal.kill()
    before = mortal.kills
    writes(lea, "/human")
    for number in range(LINES):
        writes(lea, f"mine {number}")
    while (topic := topic_of_the_case(mortal)) is None:
        live_and_die(mortal, chance.randint(40, 180))
    for number in range(LINES):
        body = {"from": support.omar.id, "text": f"theirs {number}", "thread_id": topic}
        mortal.playground.post(f"/chats/{support.id}/messages", json=body).raise_for_status()
        live_and_die(mortal, chance.randint(40, 180))
    mortal.start()
    mortal.settle()
    kills = mortal.kills - before

    carried = [text for each in sorted(support.topics()) for text in texts(support.messages(each), "mine")]
    assert in_order(carried) == [f"mine {number}" for number in range(LINES)]
    answers = [str(one["text"]).removeprefix("👤 Support:\n") for one in lea.from_bot() if "theirs" in one["text"]]
    assert in_order(answers) == [f"theirs {number}" for number in range(LINES)]
    assert len(carried) + len(answers) <= 2 * LINES + 2 * kills
    assert mortal.unsent() == 0


def topic_of_the_case(desk: MortalDesk) -> int | None:
    """The topic that the bot knows of. A kill just after one was opened leaves it behind empty."""
    with desk.work() as work:
        return work.session.scalar(select(SupportCase.thread_id))


def texts(messages: list[dict[str, object]], beginning: str) -> list[str]:
    return [str(one["text"]) for one in messages if str(one["text"]).startswith(beginning)]
