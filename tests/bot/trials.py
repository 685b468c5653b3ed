"""For tests of the update loop: people who do not wait, a bot that knows more commands, a database in trouble."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection

from bot.app import App, assemble, build_app
from bot.chapters import CHAPTERS
from bot.delivery.calls import calls_of
from handlers.chat.chapters import Chapter
from handlers.chat.desk import Desk as Handlers
from tests.databases import engine_at, owners_url
from tests.desk import PATIENCE_S, Desk, Loop
from tests.people import Chat


def until(condition: Callable[[], bool], every_s: float = 0.002) -> None:
    """Waits for the condition to hold; fails when that takes too long."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "this never happens"
        time.sleep(every_s)  # what is waited for happens in another thread or process


def writes(chat: Chat, words: str) -> None:
    """Writes a message and does not wait for an answer."""
    sent = chat.desk.playground.post(f"/chats/{chat.id}/messages", json={"from": chat.id, "text": words})
    sent.raise_for_status()


def presses(chat: Chat, label: str) -> None:
    """Taps a button and does not wait for what happens."""
    message_id, data = chat.find(label)
    path = f"/chats/{chat.id}/messages/{message_id}/press"
    chat.desk.playground.post(path, json={"from": chat.id, "data": data}).raise_for_status()


def fault(desk: Desk, kind: str, **more: object) -> None:
    """From now on Telegram misbehaves: see `playground.faults`."""
    desk.playground.post("/faults", json={"kind": kind, **more}).raise_for_status()


def waits_for_an_answer(chat: Chat, words: str) -> None:
    """Writes something; the answer has failed to arrive at least once, and waits."""
    fault(chat.desk, "500", chat_id=chat.id)
    writes(chat, words)
    until(lambda: any(_failed(call, chat) for call in chat.desk.calls()))


def blocks_meanwhile(chat: Chat) -> None:
    """Blocks the bot while an answer waits: when Telegram is well again, it refuses this for good."""
    desk = chat.desk
    desk.playground.patch(f"/people/{chat.id}", json={"blocked": True}).raise_for_status()
    desk.playground.delete("/faults").raise_for_status()
    desk.settle()


def _failed(call: dict[str, object], chat: Chat) -> bool:
    return call["method"] == "sendMessage" and call["chat_id"] == chat.id and not call["ok"]


def pending(desk: Desk) -> int:
    """How many updates Telegram still keeps for the bot."""
    return int(desk.world()["pending_updates"])


class DeskWith(Desk):
    """A desk whose bot knows one chapter more; `more` are settings, as a desk has them."""

    def __init__(self, playground_url: str, database_url: str, loop: Loop, chapter: Chapter, **more: int) -> None:
        self._chapter = chapter
        super().__init__(playground_url, database_url, loop, pages=None, **more)

    def start(self) -> None:
        self.app = self._loop.run(self._build())
        self._running = self._loop.start(self.app.run())

    def chapters(self) -> list[Chapter]:
        """All that the bot knows."""
        return [*CHAPTERS, self._chapter]

    async def _build(self) -> App:
        usual = await build_app(self.settings, self.clock, engine=engine_at(self.settings.database_url))
        usual.database.close()
        desk = Handlers(usual.desk.around, self.chapters())
        return assemble(usual.bot, desk, usual.units, self.settings.limits, calls_of(usual.bot))


@contextmanager
def database_out_of_reach(engine: Engine) -> Iterator[None]:
    """Real trouble: on PostgreSQL all connections are cut and none is let in, on SQLite somebody keeps the lock."""
    if engine.dialect.name == "sqlite":
        with _lock_held(engine):
            yield
    else:
        with _doors_closed(engine):
            yield


@contextmanager
def _lock_held(engine: Engine) -> Iterator[None]:
    def hurry(connection: DBAPIConnection, *_: object) -> None:
        connection.cursor().execute("PRAGMA busy_timeout = 20")

    event.listen(engine, "checkout", hurry)  # the bot would wait for ten seconds, and so would the test
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
        event.remove(engine, "checkout", hurry)


@contextmanager
def _doors_closed(engine: Engine) -> Iterator[None]:
    url = make_url(owners_url(engine))
    name = url.database
    outside = create_engine(url.set(database="template1"), isolation_level="AUTOCOMMIT")
    try:
        with outside.connect() as connection:
            connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
            connection.execute(_CUT, {"name": name})
        yield
    finally:
        with outside.connect() as connection:
            connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
        outside.dispose()


_CUT = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
