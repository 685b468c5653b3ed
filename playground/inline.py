"""Inline mode: somebody types behind the bot's name in any chat, is shown what the bot answers, and sends one."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Mapping

from playground import shapes
from playground.actions import Impossible, check_can_act
from playground.call import MAX_TEXT, Call, Method
from playground.entities import parse_html, utf16_length
from playground.inline_queries import Query, Result
from playground.keyboards import inline_keyboard
from playground.refusals import Refusal, bad_request
from playground.sending import TOO_OLD
from playground.state import Chat, Entity, JsonObject, Message, Person
from playground.texts import finished
from playground.world import World

LIFETIME_S = 30.0
"""After that, Telegram takes no answer any more."""
KEPT = 1000
MOST_RESULTS = 50
MAX_ID_BYTES = 64
MAX_QUERY = 256
_START = re.compile(r"[A-Za-z0-9_-]{1,64}$")


def ask(world: World, chat: Chat, person: Person, text: str, offset: str = "") -> Query:
    """Somebody types `text` behind the bot's name. Raises `Impossible`."""
    check_can_act(chat, person, blocked_too=True)
    if len(text) > MAX_QUERY:
        raise Impossible(f"Behind the bot's name, at most {MAX_QUERY} characters can be typed.")
    query = Query(str(secrets.randbits(62)), chat, person, time.time())
    while len(world.inline) >= KEPT:
        del world.inline[next(iter(world.inline))]
    world.inline[query.id] = query
    body: JsonObject = {
        "id": query.id,
        "from": shapes.user(person),
        "chat_type": "sender" if chat.type == "private" else chat.type,
        "query": text,
        "offset": offset,
    }
    world.updates.put("inline_query", body, person.id)
    return query


def choose(world: World, query: Query, result_id: str, thread_id: int | None = None) -> Message:
    """The person sends one of the results to the chat, in their own name. Raises `Impossible`."""
    result = next((each for each in query.results if each.id == result_id), None)
    if result is None:
        raise Impossible("There is no such result.")
    chat, person = query.chat, query.person
    check_can_act(chat, person)
    if chat.type == "private" and not person.started:
        person.started = True
        world.person_changed(person)
    message = Message(
        0,
        chat.id,
        person.id,
        world.now(),
        text=result.text,
        entities=result.entities,
        keyboard=result.keyboard,
        via_bot=True,
        thread_id=thread_id,
    )
    world.post(message)
    if chat.bot_is_member:
        world.updates.put("message", shapes.message(world.state, message), chat.id)
    return message


def answer_inline_query(call: Call) -> object:
    query = call.world.inline.get(call.arguments.text("inline_query_id"))
    if query is None or query.answered.is_set() or time.time() - query.date > LIFETIME_S:
        raise bad_request(TOO_OLD)
    results = [_result(given) for given in call.arguments.array("results") or ()]
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    more = call.arguments.text("next_offset")
    if len(more.encode()) > MAX_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query.results = results
    query.terms = {
        "button": _button(call.arguments.mapping("button")),
        "next_offset": more,
        "cache_time": call.arguments.integer("cache_time", 300) if "cache_time" in call.arguments else 300,
        "is_personal": call.arguments.flag("is_personal"),
    }
    query.answered.set()
    return True


def _button(given: JsonObject | None) -> JsonObject | None:
    if given is None:
        return None
    text, start = given.get("text"), given.get("start_parameter")
    if not isinstance(text, str) or not text:
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    if not isinstance(start, str) or not _START.match(start):
        raise bad_request("START_PARAM_INVALID")
    return {"text": text, "start_parameter": start}


def _result(given: object) -> Result:
    if not isinstance(given, dict):
        raise _unreadable("expected an Object")
    if given.get("type") != "article":
        raise _unreadable("the playground knows articles only")
    number = _text(given, "id")
    if len(number.encode()) > MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    content = given.get("input_message_content")
    if not isinstance(content, dict):
        raise _unreadable('Can\'t find field "input_message_content"')
    text, entities = _words(content)
    markup = given.get("reply_markup")
    keyboard = inline_keyboard(markup if isinstance(markup, dict) else None)
    description = given.get("description")
    return Result(
        number, _text(given, "title"), description if isinstance(description, str) else "", text, entities, keyboard
    )


def _words(content: JsonObject) -> tuple[str, list[Entity]]:
    text, entities = _text(content, "message_text"), list[Entity]()
    mode = content.get("parse_mode")
    if isinstance(mode, str) and mode:
        if mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, entities = parse_html(text)
    text, entities = finished(text, entities)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def _text(given: JsonObject, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise _unreadable(f'Can\'t find field "{name}"')
    return value


def _unreadable(why: str) -> Refusal:
    return bad_request(f"can't parse InlineQueryResult: {why}")


METHODS: Mapping[str, Method] = {"answerInlineQuery": answer_inline_query}
