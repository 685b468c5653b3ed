"""A desk that hears messages as it does in chats – small talk first –, reads them, and does nothing about them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from benchmarks.databases import Databases, Kind
from benchmarks.sayings.world import World, moment, settle
from bot.app import build_desk
from bot.chapters import CHAPTERS
from bot.config import Settings, load_settings
from bot.units import units_on
from domain.answers.talk import Talk
from domain.partnerships.rules import Side
from handlers.chat.chapters import Chapter
from handlers.chat.desk import Desk
from handlers.chat.incoming import Incoming, Sender, Text
from handlers.chat.sayings import Saying
from handlers.chat.turn import Turn
from handlers.sayings.reading import Reading, read
from storage import schema
from storage.database import open_database
from storage.tables import Person
from storage.work import Units


@dataclass(frozen=True, slots=True)
class Heard:
    """What was read, unless the message was small talk or may be about misconduct; what that took, in milliseconds of
    processor time and by the clock.

    What small talk does is done before anything is read: it is an `action` of the desk where there is one for it, with
    the `language` that is asked for.
    """

    reading: Reading | None
    cpu_ms: float = 0.0
    wall_ms: float = 0.0
    action: str | None = None
    language: str | None = None


class _TakenBack(Exception):
    """Nothing that was heard is kept."""


class Ear:
    """Hears messages of the world's speakers."""

    def __init__(self, units: Units, settings: Settings, world: World) -> None:
        self._units, self._world = units, world
        desk = build_desk(settings, "desk_bot")
        self.around = desk.around
        self.sayings = {name: each for name, each in desk.sayings.items() if isinstance(each, Saying)}
        self._desk = Desk(desk.around, (Chapter(starters=(self._listen,)), *CHAPTERS))
        self._heard = Heard(None)

    def hear(self, text: str, language: str, side: Side) -> Heard:
        """What the desk reads in the message."""
        self._heard = Heard(None)
        chat_id = self._world.chats[side]
        with suppress(_TakenBack), self._units.begin("chat") as work:
            person = work.session.query(Person).filter_by(telegram_id=chat_id).one()
            person.language = language
            sender = Sender(chat_id, person.first_name, language)
            self._desk.answer(work, Incoming(1, chat_id, True, sender, Text(text)))
            if self._heard.reading is None:
                self._heard = _done_by(self.around.talk.kind(text))
            raise _TakenBack
        return self._heard

    def _listen(self, turn: Turn, text: str) -> bool:
        if not turn.reference.goes_first(turn, text):
            began, worked = time.perf_counter(), time.thread_time()
            reading = read(turn, text)
            cpu_ms, wall_ms = (time.thread_time() - worked) * 1000, (time.perf_counter() - began) * 1000
            self._heard = Heard(reading, cpu_ms, wall_ms)
        return True


def _done_by(talk: Talk | None) -> Heard:
    """What small talk does: “switch to german” speaks German from now on, “what can you do” helps."""
    match talk:
        case Talk.ENGLISH | Talk.GERMAN:
            return Heard(None, action="language", language="en" if talk is Talk.ENGLISH else "de")
        case Talk.ABILITIES:
            return Heard(None, action="help")
        case Talk.GREETING:
            return Heard(None, action="menu")
        case _:
            return Heard(None)


@contextmanager
def listening(made: Databases, kind: Kind) -> Iterator[tuple[Units, Ear, World]]:
    """Somebody who hears messages in the world of `world.json`."""
    url = made.fresh(kind)
    settings = load_settings(None, database_url=url)
    engine = open_database(url)
    try:
        schema.upgrade(engine)
        units = units_on(engine, moment, settings)
        world = settle(units, settings.programme)
        yield units, Ear(units, settings, world), world
    finally:
        engine.dispose()
