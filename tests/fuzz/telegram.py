"""What comes from Telegram – updates of every shape, payloads of buttons, links, commands, queries –, and the answers.

Updates go to the real desk, on a real database with a small programme in it that they change as they will. Whatever is
sent must be what Telegram takes.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

from hypothesis import strategies as st
from markupsafe import Markup

from bot.app import build_desk
from bot.config import load_settings
from bot.intake.reading import NotAnUpdate, as_update, read_inline_query, read_update
from bot.telegram_json import read_json
from domain.words import Msg, Refused
from handlers.chat.deep_links import OPEN_PREFIX
from handlers.chat.desk import Desk
from handlers.chat.packing import Payload, pack
from handlers.chat.rendering import Renderer
from handlers.chat.replies import Reply
from playground.entities import parse_html
from services.support import admit
from storage.tables.base import Base, JsonObject
from tests.databases import engine_at
from tests.fuzz.target import Check, Target, plain
from tests.fuzz.texts import JSON, KEPT, WRITTEN
from tests.services.world import World, full, limited

TOKEN = "1:nobody-asks-telegram-with-this-token"
USERNAME = "handschlag_bot"
PEOPLE = range(1, 7)
"""Two clients' representatives and a partner's, a partner's employee, a stranger, and somebody nobody knows."""
STAFF, GROUP = 7, -100_7
_ids = st.integers(0, 8) | st.integers(-(2**63), 2**63)
LONGEST_TEXT, LONGEST_LABEL, LONGEST_DATA, LONGEST_POPUP = 4_096, 300, 64, 200


def desk() -> Desk:
    """All conversations, without a bot around them."""
    return build_desk(load_settings(None, token=TOKEN, verify_at_once=True), USERNAME)


def payload_of(kind: type[Payload]) -> st.SearchStrategy[str]:
    """Data of a button of this kind, with any record's id, perhaps nobody's."""
    hints = get_type_hints(kind)
    values = [_field(hints[each.name]) for each in fields(kind)]
    return st.tuples(*values).map(lambda given: _packed(kind, given))


def _field(of: type) -> st.SearchStrategy[object]:
    if of is bool:
        return st.booleans()
    if of is int:
        return _ids
    return st.sampled_from(tuple(of)) if issubclass(of, StrEnum) else KEPT.map(lambda text: text[:20])


def _packed(kind: type[Payload], given: tuple[object, ...]) -> str:
    try:
        return pack(kind(*given))
    except ValueError:
        return ":".join(map(str, (kind.code, *given)))


def updates(made: Desk) -> st.SearchStrategy[dict[str, Any]]:
    """Updates in the Bot API's shapes, as this desk's people may cause them, without a number."""
    kinds = sorted(made._codec._kinds.values(), key=lambda each: each[0].code)
    data = st.one_of([payload_of(kind) for kind, _ in kinds]) | WRITTEN.map(lambda text: text[:64])
    links = data.map(lambda text: OPEN_PREFIX + text) | KEPT
    command = st.sampled_from((*sorted(made.commands), "start", "nosuch"))
    who = st.sampled_from((*PEOPLE, STAFF))
    return st.one_of(
        st.tuples(who, KEPT).map(lambda it: _message(it[0], text=it[1] or "x")),
        st.tuples(who, st.sampled_from(_wishes(made))).map(lambda it: _message(it[0], text=it[1])),
        st.tuples(who, command, links).map(lambda it: _command(*it)),
        st.tuples(who, data).map(lambda it: _press(*it)),
        st.tuples(who, st.lists(st.tuples(_ids, KEPT), max_size=3)).map(lambda it: _shared(*it)),
        st.tuples(who, st.sampled_from(("photo", "document", "voice", "sticker")), KEPT).map(lambda it: _file(*it)),
        st.tuples(who, KEPT).map(lambda it: {"edited_message": _message(it[0], text=it[1])["message"]}),
        st.tuples(who, KEPT, KEPT).map(lambda it: _query(*it)),
        st.tuples(who, st.sampled_from(("kicked", "member", "left"))).map(lambda it: _membership(*it)),
        st.tuples(KEPT | command.map("/".__add__), st.integers(0, 3)).map(lambda it: _in_group(*it)),
    )


def _wishes(made: Desk) -> tuple[str, ...]:
    return (
        *(f"/{name} Alpweb" for name in sorted(made.commands)),
        *("Alpweb soll unseren Shop betreuen", "wir kündigen Alpweb zum Jahresende", "was zahlt Seegarten?"),
        *("give Alpweb full access, they pay", "who sees my invoices?", "cancel", "zurück", "ja", "nein, nur den Shop"),
    )


def _user(number: int) -> JsonObject:
    return {"id": number, "is_bot": False, "first_name": "Mia \u202e<b>", "language_code": "de" if number % 2 else "en"}


def _message(who: int, **more: object) -> dict[str, Any]:
    chat = {"id": who, "type": "private"}
    return {"message": {"message_id": 5, "date": 1, "chat": chat, "from": _user(who), **more}}


def _command(who: int, name: str, argument: str) -> dict[str, Any]:
    entity = {"type": "bot_command", "offset": 0, "length": len(name) + 1}
    return _message(who, text=f"/{name} {argument}", entities=[entity])


def _press(who: int, data: str) -> dict[str, Any]:
    message = {"message_id": 5, "date": 1, "chat": {"id": who, "type": "private"}}
    return {"callback_query": {"id": "7", "from": _user(who), "message": message, "data": data}}


def _shared(who: int, people: list[tuple[int, str]]) -> dict[str, Any]:
    users = [{"user_id": number, "first_name": name} for number, name in people]
    return _message(who, users_shared={"request_id": 1, "users": users})


def _file(who: int, kind: str, words: str) -> dict[str, Any]:
    file = {"file_id": "AgAD", "file_unique_id": "x", "file_size": 10, "file_name": words}
    return _message(who, caption=words, **{kind: [file] if kind == "photo" else file})


def _query(who: int, words: str, offset: str) -> dict[str, Any]:
    return {
        "inline_query": {"id": "9", "from": _user(who), "query": words[:256], "offset": offset, "chat_type": "sender"}
    }


def _membership(who: int, status: str) -> dict[str, Any]:
    chat = {"id": who, "type": "private"}
    return {"my_chat_member": {"chat": chat, "from": _user(who), "new_chat_member": {"status": status}}}


def _in_group(text: str, topic: int) -> dict[str, Any]:
    chat = {"id": GROUP, "type": "supergroup", "is_forum": True}
    marks = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text.startswith("/") else []
    told = {"message_id": 6, "date": 1, "chat": chat, "from": _user(STAFF), "text": text, "entities": marks}
    return {"message": told | ({"message_thread_id": topic, "is_topic_message": True} if topic else {})}


class Programme:
    """A small programme with the desk in front of it, which takes one update after another."""

    def __init__(self, folder: Path, made: Desk) -> None:
        self._desk = made
        self._numbers = itertools.count(1)
        url = f"sqlite:///{folder}/fuzz.db"
        Base.metadata.create_all(engine_at(url))  # much quicker than to migrate
        self._world = world = World(url)
        clients = [world.client("shop.example", "mail.example", name="Seegarten Hotels"), world.client(name="Kestrel")]
        partner = world.partner("Alpweb")
        world.colleague(partner)
        world.stranger()
        world.confirmed(clients[0], partner, limited(*clients[0].products[:1]))
        world.requested(clients[1], partner, full())
        with world.units.begin("cli") as work:
            admit(work, STAFF, "Nina", lead=True)

    def takes(self, told: Mapping[str, Any]) -> None:
        """Applies an update as the intake does. Raises whatever would be a defect."""
        update = as_update({"update_id": next(self._numbers), **told})
        if "inline_query" in update.json:
            query = read_inline_query(update)
            assert query is not None
            with self._world.units.begin("chat") as work:
                self._desk.inliner.answer(work, query)
                work.session.rollback()
            return
        incoming = read_update(update, USERNAME)
        if incoming is None:
            return
        try:
            with self._world.units.begin("chat") as work:
                reply = self._desk.answer(work, incoming)
        except Refused as refused:
            with self._world.units.begin("chat") as work:
                reply = self._desk.refuse(work, incoming, refused)
        _require_fit(reply)

    def close(self) -> None:
        """Lets go of the database."""
        self._world.close()


def _require_fit(reply: Reply) -> None:
    """What is sent is what Telegram takes."""
    assert reply.callback is None or len(reply.callback.text or "") <= LONGEST_POPUP
    for message in reply.messages:
        text = str(message.parameters.get("text", message.parameters.get("caption", "")))
        if message.parameters.get("parse_mode") == "HTML":
            text, _ = parse_html(text)
        assert len(text) <= LONGEST_TEXT
        assert message.method != "sendMessage" or text.strip(), "an empty message"
        markup = message.parameters.get("reply_markup")
        for row in markup.get("inline_keyboard", ()) if isinstance(markup, dict) else ():
            for button in row:
                assert button["text"].strip()
                assert len(button.get("callback_data", "").encode()) <= LONGEST_DATA


DESK = desk()
RENDERER: Renderer = DESK.around.renderer


@contextmanager
def _programme() -> Iterator[Check]:
    with tempfile.TemporaryDirectory() as folder:
        programme = Programme(Path(folder), DESK)

        def check(steps: list[dict[str, Any]]) -> None:
            for each in steps:
                programme.takes(each)

        try:
            yield check
        finally:
            programme.close()


def _payload(data: str) -> None:
    found = DESK._codec.unpack(data)
    if found is not None and not any(isinstance(getattr(found, each.name), str) for each in fields(found)):
        assert DESK._codec.unpack(pack(found)) == found


def _html(text: str) -> None:
    shown, entities = parse_html(RENDERER.html(Msg("<b>{name}</b>", name=text), "en"))
    assert len(entities) == 1 or not shown.strip()
    assert "\u202e" not in shown
    RENDERER.plain(Msg("{name}", name=text), "de")
    assert isinstance(RENDERER.html(text, "de"), Markup)


def _any_update(raw: object) -> None:
    try:
        update = as_update(raw)
    except NotAnUpdate:
        return
    assert isinstance(update.chat_id, int)


def _json(body: bytes) -> None:
    try:
        read_json(body)
    except ValueError:
        return


_kinds = st.sampled_from(("message", "callback_query", "edited_message", "inline_query", "my_chat_member"))
_someone = st.fixed_dictionaries({"id": JSON}) | JSON
_odd = st.fixed_dictionaries({"chat": _someone, "from": _someone}, optional={"message": JSON, "text": JSON, "id": JSON})
_bodies = st.binary(max_size=60) | WRITTEN.map(lambda text: text.encode("utf-8", "replace"))
TARGETS: tuple[Target, ...] = (
    Target("chat", st.lists(updates(DESK), min_size=1, max_size=6), _programme),
    plain("payloads", WRITTEN | st.one_of([payload_of(kind) for kind, _ in DESK._codec._kinds.values()]), _payload),
    plain("links", (WRITTEN | WRITTEN.map(OPEN_PREFIX.__add__)), DESK._screens.opened_by),
    plain("html", KEPT, _html),
    plain(
        "update-json",
        st.tuples(_kinds, _odd | JSON, JSON).map(lambda it: {"update_id": it[2] if it[2] else 1, it[0]: it[1]}) | JSON,
        _any_update,
    ),
    plain(
        "json", st.binary(max_size=60) | WRITTEN.map(lambda text: text.encode("utf-8", "replace")), _json, b"[" * 99_999
    ),
)
