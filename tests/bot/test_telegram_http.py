"""python-telegram-bot over aiohttp, against a Telegram that answers, is silent, hangs up, or is not there."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot import telegram_http
from bot.telegram_http import AiohttpRequest
from tests.loopback import NO_CERTIFICATES

TOKEN = "60001:a-bot-that-calls-and-calls-and-calls"


@pytest.fixture
def playground(playground_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"{playground_url}/play/{TOKEN}", follow_redirects=True, verify=NO_CERTIFICATES
    ) as client:
        client.put("", json={"bot_name": "Desk", "username": "desk_bot"}).raise_for_status()
        yield client
        client.delete("").raise_for_status()


@pytest.fixture
def mia(playground: httpx.Client) -> int:
    person = int(playground.post("/people", json={"first_name": "Mia"}).json()["id"])
    playground.post(f"/chats/{person}/messages", json={"from": person, "text": "/start"}).raise_for_status()
    return person


def fault(playground: httpx.Client, **what: object) -> None:
    """The next call goes wrong."""
    playground.post("/faults", json={"times": 1, **what}).raise_for_status()


def with_bot(url: str, work: Callable[[Bot], Awaitable[object]]) -> None:
    """Runs `work` with a bot that is open."""

    async def run() -> None:
        async with Bot(
            TOKEN, base_url=f"{url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest()
        ) as bot:
            await work(bot)

    asyncio.run(run())


def test_calls_and_files_arrive(playground_url: str, playground: httpx.Client, mia: int) -> None:
    async def work(bot: Bot) -> None:
        await bot.send_message(mia, "Grüezi 🤝")
        await bot.send_document(mia, b"%PDF", caption="Vertrag", filename="vertrag.pdf")

    with_bot(playground_url, work)
    words, document = playground.get(f"/chats/{mia}/messages").json()["messages"][1:]
    assert words["text"] == "Grüezi 🤝"
    assert (document["text"], document["file"]["name"]) == ("Vertrag", "vertrag.pdf")


def test_telegrams_answers_become_the_librarys_errors(
    playground_url: str, playground: httpx.Client, mia: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")

    async def work(bot: Bot) -> None:
        with pytest.raises(BadRequest, match="Message text is empty"):
            await bot.send_message(mia, " ")
        fault(playground, kind="429", retry_after=3)
        with pytest.raises(RetryAfter):
            await bot.send_message(mia, "Hallo")

    with_bot(playground_url, work)


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_a_connection_that_breaks_is_a_network_error_and_nothing_is_sent_again_unasked(
    playground_url: str, playground: httpx.Client, mia: int, kind: str
) -> None:
    async def work(bot: Bot) -> None:
        await bot.send_message(mia, "one")  # the connection is open now: a library might try again by itself
        fault(playground, kind=kind)
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(mia, "two")
        assert TOKEN not in str(raised.value)
        await bot.send_message(mia, "three")

    with_bot(playground_url, work)
    texts = [message["text"] for message in playground.get(f"/chats/{mia}/messages").json()["messages"][1:]]
    assert texts == (["one", "three"] if kind == "drop_before" else ["one", "two", "three"])


def test_a_silent_telegram_times_out(
    playground_url: str, playground: httpx.Client, mia: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_http, "READ_TIMEOUT_S", 0.05)

    async def work(bot: Bot) -> None:
        fault(playground, kind="latency", seconds=0.5)
        with pytest.raises(TimedOut):
            await bot.send_message(mia, "Hallo")

    with_bot(playground_url, work)


def test_a_telegram_that_is_not_there_is_a_network_error_without_the_token() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"

    async def run() -> None:
        request = AiohttpRequest()
        await request.initialize()
        try:
            with pytest.raises(NetworkError) as raised:
                await Bot(TOKEN, base_url=f"{url}/bot", request=request).get_me()
        finally:
            await request.shutdown()
        assert TOKEN not in f"{raised.value!r} {raised.value.__cause__!r}"

    asyncio.run(run())


def test_a_request_before_its_time_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="not initialised"):
        asyncio.run(AiohttpRequest().do_request("http://127.0.0.1:1", "POST"))
