"""Updates are posted to a webhook as Telegram posts them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import orjson
import pytest

from benchmarks.load.bodies import method_and_parameters
from benchmarks.load.http import Connection, Request, listen
from benchmarks.load.telegram import SECRET, Telegram

PATIENCE_S = 40


def call(telegram: Telegram, method: str, **parameters: object) -> None:
    """A call of the Bot API, as a bot makes it."""
    telegram.serve(Request(f"/bot/{method}", "application/json", orjson.dumps(parameters), Connection(telegram.serve)))


def words_posted(refuses: Callable[[str, int], bool], *said: tuple[int, str]) -> list[str]:
    """What people said, as it was posted; `refuses` tells by the words and how often they came."""
    posted: list[str] = []

    async def run() -> None:
        all_taken = asyncio.Event()
        taken: list[str] = []

        def take(request: Request) -> None:
            words = orjson.loads(request.body)["message"]["text"]
            posted.append(words)
            if refuses(words, posted.count(words)):
                return request.connection.answer(b"", 500)
            taken.append(words)
            if len(taken) == len(said):
                all_taken.set()
            return request.connection.answer(b"")

        server, port = await listen(take)
        telegram = Telegram()
        call(telegram, "setWebhook", url=f"http://127.0.0.1:{port}/hook", secret_token=SECRET)
        for chat, words in said:
            telegram.says(chat, words)
        await asyncio.wait_for(all_taken.wait(), PATIENCE_S)
        telegram.close()
        server.close()

    asyncio.run(run())
    return posted


def test_updates_of_a_chat_are_posted_one_after_the_other() -> None:
    said = [(1, f"message {number}") for number in range(50)]
    assert words_posted(lambda *_: False, *said) == [words for _, words in said]


def test_a_refused_update_is_posted_again_before_the_next_one_of_its_chat() -> None:
    posted = words_posted(lambda words, times: words == "first" and times == 1, (1, "first"), (1, "second"))
    assert posted == ["first", "first", "second"]


def test_a_refused_update_holds_up_no_other_chat() -> None:
    posted = words_posted(lambda words, times: words == "first" and times < 3, (1, "first"), (2, "other"))
    assert posted == ["first", "other", "first", "first"]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"chat_id": 7, "text": "a & b"}'),
        ("application/x-www-form-urlencoded", b"chat_id=7&text=a+%26+b"),
    ],
)
def test_a_call_says_the_same_in_any_form(content_type: str, body: bytes) -> None:
    connection = Connection(lambda _request: None)
    said = method_and_parameters(Request("/bot123/sendMessage", content_type, body, connection))
    asked = method_and_parameters(Request("/bot123/sendMessage?chat_id=7&text=a+%26+b", "", b"", connection))
    for method, parameters in (said, asked):
        assert method == "sendmessage"
        assert {name: str(value) for name, value in parameters.items()} == {"chat_id": "7", "text": "a & b"}
