"""What the doctor says of each thing it looks at, where all is well and where it is not, and what to do then."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from collections import namedtuple
from collections.abc import Iterator, Mapping

import pytest
from telegram import WebhookInfo

from bot.app import now
from bot.commands.machine_check import look_at_clocks, look_at_disk, look_at_timezone
from bot.commands.registers_check import look_at_registers, what_is_out_of_order
from bot.commands.serving_check import look_at_api, look_at_desk
from bot.commands.webhook_check import look_at_updates
from bot.config import Settings, load_settings
from bot.intake.webhook_server import listen
from bot.metrics.serving import watched as watching
from storage.runtime.due import NewDue, put
from storage.runtime.workers import register
from storage.tables import VatCircuit
from tests.bot.metrics.conftest import Watched
from tests.databases import SqliteFiles, let_go
from tests.vies import Vies

URL = "https://desk.example/updates"
NOBODY = "127.0.0.1:9"


def settings(**more: object) -> Settings:
    return load_settings(None, **more)


@pytest.fixture
def watched(sqlite_files: SqliteFiles) -> Iterator[Watched]:
    running = Watched(sqlite_files.fresh("looked-at"), clock=now)
    yield running
    running.close()
    let_go(running.units.engine)


JUST_NOW = "now"
"""When the test runs: that may be long after this file was read."""
WEBHOOKS: Mapping[str, tuple[Mapping[str, object], bool]] = {
    "nothing stands in the way of polling": ({"url": ""}, True),
    "101 updates wait: start handschlag run": ({"url": "", "pending_update_count": 101}, False),
    "which is not what HANDSCHLAG_WEBHOOK_URL says": ({"url": "https://elsewhere.example/x"}, True),
    "(which is 192.0.2.7 for Telegram, 40 at a time), 3 wait": (
        {"url": URL, "ip_address": "192.0.2.7", "max_connections": 40, "pending_update_count": 3},
        True,
    ),
    "cannot be posted": ({"url": URL, "last_error_date": JUST_NOW, "last_error_message": "Wrong response"}, False),
    "too slowly, 5,000 wait": ({"url": URL, "pending_update_count": 5_000}, False),
    "all but edited_message, inline_query, my_chat_member": (
        {"url": URL, "allowed_updates": ["message", "callback_query"]},
        False,
    ),
    "Telegram itself has trouble": ({"url": URL, "last_synchronization_error_date": JUST_NOW}, False),
}


@pytest.mark.parametrize("words", WEBHOOKS)
def test_the_webhook_as_telegram_sees_it(words: str) -> None:
    seen, good = WEBHOOKS[words]
    whole: dict[str, object] = {"has_custom_certificate": False, "pending_update_count": 0, **seen}
    whole = {name: now() if value == JUST_NOW else value for name, value in whole.items()}
    said = look_at_updates(settings(webhook_url=URL), "desk_bot", WebhookInfo(**whole))  # type: ignore[arg-type]
    assert said[0] is good
    assert words in said[1]


def test_the_disk(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**11, 0, 83 * 10**9))
    assert (look_at_disk(watched.units.engine) or (False, ""))[1].startswith("83.0 GB are free in /")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**11, 10**11, 10**8))
    good, words = look_at_disk(watched.units.engine) or (True, "")
    assert not good
    assert words.startswith("100 MB are free in /")
    assert "make room" in words


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "it goes as Telegram’s does."), (1, "s behind Telegram’s: set it by NTP")]
)
def test_the_clock(hours: int, words: str) -> None:
    async def ask() -> list[tuple[bool, str]]:
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            return list(await look_at_clocks(settings(api_url=f"http://127.0.0.1:{port}"), None))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        date = f"{now() + dt.timedelta(hours=hours):%a, %d %b %Y %H:%M:%S} GMT"
        writer.write(f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    ((good, said),) = asyncio.run(ask())
    assert good is (hours == 0)
    assert words in said


def test_a_clock_that_nobody_tells() -> None:
    assert list(asyncio.run(look_at_clocks(settings(api_url=f"http://{NOBODY}"), None))) == []


def test_the_time_zone() -> None:
    good, words = look_at_timezone(settings(timezone="Asia/Kathmandu"))
    assert good
    assert words.startswith("the desk lives by Asia/Kathmandu, where it is ")


def test_registers(vies: Vies) -> None:
    assert asyncio.run(look_at_registers(settings(vies_url="off"))) == []
    assert asyncio.run(look_at_registers(settings(vies_url=vies.url))) == [(True, f"VIES answers at {vies.url}.")]
    ((good, words),) = asyncio.run(look_at_registers(settings(vies_url=f"http://{NOBODY}/vies")))
    assert not good
    assert words.startswith(f"VIES does not answer at http://{NOBODY}/vies (")
    assert "HANDSCHLAG_VIES_URL" in words


def test_registers_that_are_out_of_order(watched: Watched) -> None:
    assert list(what_is_out_of_order(watched.units.engine)) == []
    with watched.units.begin("job") as work:
        since = work.now - dt.timedelta(hours=7)
        work.session.add_all(
            VatCircuit(country=each, since=since, failures=3, open_until=work.now, trouble="no answer in time")
            for each in ("DE", "*")
        )
    said = [words for _, words in what_is_out_of_order(watched.units.engine)]
    assert said[0].startswith("VIES as a whole has been out of order for 7 hours (no answer in time): ")
    assert said[1].startswith("the register of DE has been out of order for 7 hours")


def test_the_api() -> None:
    assert asyncio.run(look_at_api(settings(), 0)) is None
    good, words = asyncio.run(look_at_api(settings(api_listen=NOBODY), 2)) or (True, "")
    assert not good
    assert "start handschlag api" in words


def test_the_api_that_is_there(watched: Watched) -> None:
    async def ask() -> tuple[bool, str] | None:
        opened = listen("127.0.0.1:0")
        address = f"127.0.0.1:{opened.getsockname()[1]}"
        async with watching(settings(database_url=watched.url), (), lambda: (), opened):
            return await look_at_api(settings(api_listen=address), 2)

    good, words = asyncio.run(ask()) or (False, "")
    assert good
    assert words.endswith("; 2 tokens are good for it.")


def test_who_serves_and_what_is_late(watched: Watched) -> None:
    engine = watched.units.engine
    assert asyncio.run(look_at_desk(settings(), engine)) == []
    with watched.units.begin("job") as work:
        put(work.session, [NewDue("held", "mark", work.now - dt.timedelta(hours=2), {})], work.now)
    assert asyncio.run(look_at_desk(settings(), engine)) == [
        (True, "1 things wait to be done: nobody serves the bot, which handschlag run does.")
    ]
    with watched.units.begin("job") as work:
        register(work.session, "here", 1, 1)
    (serves, late) = asyncio.run(look_at_desk(settings(), engine))
    assert serves == (True, "1 processes serve the bot.")
    assert late == (False, "1 things should have been done 2 hours ago: the log says why not.")
    (unseen, _) = asyncio.run(look_at_desk(settings(metrics_listen=NOBODY), engine))
    assert not unseen[0]
    assert "HANDSCHLAG_METRICS_LISTEN" in unseen[1]
