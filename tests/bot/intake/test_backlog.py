"""Somebody sends more than their share: nothing of it is lost, its order stays, and nobody else waits for it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.intake import budget
from storage.tables import ProcessedUpdate
from tests.bot.trials import pending, until, writes
from tests.desk import Desk
from tests.people import Chat

NO_HASTE, HASTE = 0.1, 10_000
REMARK = "You are quicker than I am!"
TOO_MUCH = "That is more than I can keep in mind."


def start_with(desk: Desk, per_second: float) -> None:
    desk.settings = desk.settings.model_copy(update={"updates_per_second_per_chat": per_second})
    desk.start()


def answered(chat: Chat) -> list[str]:
    """The commands to which the bot has answered that it does not know them."""
    texts = [message["text"] for message in chat.from_bot()]
    return [text.split("/")[1].split(".")[0] for text in texts if text.startswith("I do not know the command")]


def remarks(chat: Chat, beginning: str) -> int:
    return sum(message["text"].startswith(beginning) for message in chat.from_bot())


def kept(desk: Desk) -> list[int]:
    with desk.work() as work:
        waiting = select(ProcessedUpdate.update_id).where(ProcessedUpdate.content.is_not(None))
        return list(work.session.scalars(waiting))


def numbers(*span: int) -> list[str]:
    return [f"n{number}" for number in range(*span)]


def floods(chat: Chat, many: int) -> None:
    for number in range(many):
        writes(chat, f"/n{number}")


def test_what_is_too_much_waits_and_is_answered_in_its_order(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "BURST", 3.0)
    urs, lea = desk.newcomer("Urs"), desk.newcomer("Lea")
    desk.stop()
    floods(urs, 8)
    start_with(desk, NO_HASTE)
    until(lambda: remarks(urs, REMARK) == 1 and len(answered(urs)) == 3 and pending(desk) == 0, 0.02)
    assert len(kept(desk)) == 5
    writes(lea, "/hello")
    until(lambda: answered(lea) == ["hello"], 0.02)
    writes(urs, "/n8")
    until(lambda: len(kept(desk)) == 6, 0.02)
    desk.stop()
    start_with(desk, HASTE)
    until(lambda: not kept(desk), 0.02)
    desk.settle()
    assert answered(urs) == numbers(9)
    assert remarks(urs, REMARK) == 1
    assert kept(desk) == []
    assert "/again" in urs.says("/again")


def test_more_than_telegram_gives_out_at_once_keeps_nobody_else_from_coming_in(desk: Desk) -> None:
    urs, lea = desk.newcomer("Urs"), desk.newcomer("Lea")
    desk.stop()
    many = budget.MOST_KEPT + 30
    floods(urs, many)
    writes(lea, "/hello")
    start_with(desk, NO_HASTE)
    until(lambda: answered(lea) == ["hello"] and pending(desk) == 0, 0.02)
    until(lambda: answered(urs) == numbers(int(budget.BURST)) and remarks(urs, TOO_MUCH) == 1, 0.02)
    desk.stop()
    start_with(desk, HASTE)
    until(lambda: not kept(desk), 0.02)
    desk.settle()
    assert answered(urs) == numbers(int(budget.BURST) + budget.MOST_KEPT), "the rest was turned away, and Urs was told"
    assert (remarks(urs, REMARK), remarks(urs, TOO_MUCH)) == (1, 1)


def test_what_is_brought_twice_is_kept_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "BURST", 1.0)
    urs = desk.newcomer("Urs")
    desk.stop()
    floods(urs, 3)
    start_with(desk, NO_HASTE)
    until(lambda: len(kept(desk)) == 2, 0.02)
    desk.look_for_what_is_left()
    desk.stop()
    start_with(desk, HASTE)
    until(lambda: not kept(desk), 0.02)
    desk.settle()
    assert answered(urs) == numbers(3)
