"""Plays one cell: somebody taps, writes or follows something, at the real desk, and nothing of it is kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, event, func, select

from bot.app import build_desk
from bot.config import load_settings
from bot.intake.reading import as_update, read_update
from domain.words import Refused
from handlers.chat.desk import Desk
from handlers.chat.incoming import Incoming, InlineQuery, Sender
from handlers.chat.replies import Reply
from services.rights import Act
from storage.tables import Audit
from storage.tables.base import JsonObject
from storage.work import Work
from tests.databases import engine_at, let_go
from tests.rights.programme import GROUP
from tests.rights.stage import Stage

_PLACE = 500
"""The message under which everything is tapped."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the calls of the Bot API as the person sees them, the statements that it took, the refusal if
    there was one, and what was done by the audit trail."""

    seen: tuple[str, ...]
    statements: int
    refused: Refused | None
    acts: frozenset[Act]

    def without(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """What the person sees; in the data of buttons, the numbers of records left out that were tapped already."""
        numbered = re.compile(r"(?<=:)(" + "|".join(map(str, numbers)) + r")(?![0-9])")
        return tuple(
            re.sub(r"'callback_data': '[^']*'", lambda data: numbered.sub("#", data.group()), each)
            for each in self.seen
        )


class Player:
    """The desk in this process, on the database at this address, whose transactions are all taken back: each at its
    end, or – inside `scene` – all at the end of the scene."""

    def __init__(self, url: str, moment: dt.datetime) -> None:
        settings = load_settings(
            None,
            token="1:rights-rights-rights-rights-rights-rights",
            database_url=url,
            verify_at_once=True,
            vies_url="off",
        )
        self.engine: Engine = engine_at(url)
        self.desk: Desk = build_desk(settings, "handschlag_bot")
        self.units = Stage(self.engine, lambda: moment)
        self._keeps = False
        self._statements: list[str] = []
        self._updates = 0
        event.listen(self.engine, "before_cursor_execute", self._note)

    def close(self) -> None:
        """Lets go of the database."""
        event.remove(self.engine, "before_cursor_execute", self._note)
        let_go(self.engine)

    @contextmanager
    def scene(self) -> Iterator[None]:
        """Inside, one thing follows upon the other; in the end, all of it is taken back."""
        with self.units.scene():
            self._keeps = True
            try:
                yield
            finally:
                self._keeps = False

    @property
    def statements(self) -> int:
        """How many there have been since `count_anew`."""
        return len(self._statements)

    def count_anew(self) -> None:
        """Counts statements from here on."""
        self._statements = []

    def _note(self, _connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        self._statements.append(statement)

    def taps(self, number: int, data: str) -> Outcome:
        """Somebody taps a button with this data in their chat with the bot."""
        return self._play(
            {
                "callback_query": {
                    "id": "1",
                    "from": _sender(number),
                    "message": {"message_id": _PLACE, "chat": {"id": number, "type": "private"}, "date": 1},
                    "data": data,
                }
            }
        )

    def taps_in_group(self, number: int, data: str) -> Outcome:
        """The same below a message in support's group."""
        return self._play(
            {
                "callback_query": {
                    "id": "1",
                    "from": _sender(number),
                    "message": {"message_id": _PLACE, "chat": {"id": GROUP, "type": "supergroup"}, "date": 1},
                    "data": data,
                }
            }
        )

    def writes(self, number: int, text: str) -> Outcome:
        """Somebody writes to the bot."""
        message: JsonObject = {
            "message_id": _PLACE + 1,
            "from": _sender(number),
            "chat": {"id": number, "type": "private"},
            "date": 1,
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return self._play({"message": message})

    def types_inline(self, number: int, text: str, *, own_chat: bool) -> Outcome:
        """Somebody types behind the bot's name."""
        query = InlineQuery("1", Sender(number, "Mia", "en"), text, own_chat)
        self._statements = []
        with self._taken_back() as work:
            answer = self.desk.inliner.answer(work, query)
            return Outcome((str(answer),), len(self._statements), None, frozenset())

    def _play(self, content: JsonObject) -> Outcome:
        self._updates += 1
        update = as_update({"update_id": self._updates, **content})
        incoming = read_update(update, "handschlag_bot")
        assert incoming is not None
        self._statements = []
        try:
            return self._answered(incoming, self.desk.answer, None)
        except Refused as reason:
            refused = reason
        return self._answered(incoming, lambda work, of: self.desk.refuse(work, of, refused), refused)

    def _answered(
        self, incoming: Incoming, answer: Callable[[Work, Incoming], Reply], refused: Refused | None
    ) -> Outcome:
        with self._taken_back() as work:
            before = work.session.scalar(select(func.max(Audit.id))) or 0
            reply = answer(work, incoming)
            work.session.flush()
            statements = len(self._statements)
            done = set(work.session.scalars(select(Audit.action).where(Audit.id > before)))
        toast = () if reply.callback is None else (f"toast: {reply.callback.text}",)
        seen = tuple(f"{each.method} to {each.chat_id}: {each.parameters}" for each in reply.messages)
        return Outcome((*toast, *seen), statements, refused, frozenset(act for act in Act if act in done))

    @contextmanager
    def _taken_back(self) -> Iterator[Work]:
        try:
            with self.units.begin("chat") as work:
                yield work
                if not self._keeps:
                    raise _TakenBack
        except _TakenBack:
            pass


class _TakenBack(Exception):
    """Ends a unit of work without a commit."""


def _sender(number: int) -> JsonObject:
    return {"id": number, "is_bot": False, "first_name": "Mia", "language_code": "en"}
