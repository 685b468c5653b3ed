"""Keys that ask for people: what the bot is told of whom somebody has chosen, and what is refused."""

from __future__ import annotations

import pytest

from tests.playground.playing import Json, Playing


def asking(most: int = 2, request_id: int = 7) -> Json:
    wanted = {"request_id": request_id, "max_quantity": most, "request_name": True}
    return {"keyboard": [[{"text": "Choose", "request_users": wanted}], ["/cancel"]]}


def shares(world: Playing, *users: int, request_id: int = 7) -> int:
    """Mia chooses them; the answer's status."""
    body = {"from": world.mia, "request_id": request_id, "users": users}
    return world.ask("POST", f"/chats/{world.mia}/shared", body)[0]


def test_the_bot_is_told_who_was_chosen_and_the_keys_are_shown_until_removed(world: Playing) -> None:
    tim, eva = world.person("Tim"), world.person("Eva")
    sent = world.result("sendMessage", chat_id=world.mia, text="Who?", reply_markup=asking())

    assert shares(world, tim, eva) == 200

    shared = world.update()["message"]["users_shared"]
    assert shared["request_id"] == 7
    assert [(user["user_id"], user["first_name"]) for user in shared["users"]] == [(tim, "Tim"), (eva, "Eva")]
    world.result("sendMessage", chat_id=world.mia, text="Thanks", reply_markup={"remove_keyboard": True})
    shown = {one["message_id"]: one["keys"] for one in world.shown()}
    assert [row[0]["text"] for row in shown[sent["message_id"]]] == ["Choose", "/cancel"]
    assert shown[max(shown)] == []


def test_who_is_not_asked_for_cannot_be_chosen(world: Playing) -> None:
    people = [world.person(name) for name in ("Tim", "Eva", "Tom")]
    world.result("sendMessage", chat_id=world.mia, text="Who?", reply_markup=asking())
    assert shares(world, people[0], request_id=8) == 400
    assert shares(world, *people) == 400


@pytest.mark.parametrize("most", [0, 11])
def test_telegram_lets_choose_ten_at_most(world: Playing, most: int) -> None:
    answer = world.call("sendMessage", chat_id=world.mia, text="Who?", reply_markup=asking(most))
    assert answer["error_code"] == 400
