"""Bot API methods that write new messages, and the presses' answers."""

from __future__ import annotations

import time
from collections.abc import Mapping

from playground import media, shapes
from playground.call import Call, Method
from playground.keyboards import inline_keyboard, is_reply_keyboard, reply_keys
from playground.refusals import bad_request
from playground.schema import Upload
from playground.state import Chat, Entity, JsonObject, Kind, Message, StoredFile
from playground.world import CALLBACK_LIFETIME

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
MAX_POPUP = 200
_CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(call: Call) -> object:
    chat = call.writable_chat()
    text, entities = call.words()
    return shapes.message(call.world.state, _sent(call, chat, "text", text, entities))


def _send_file(kind: Kind) -> Method:
    def send(call: Call) -> object:
        chat = call.writable_chat()
        caption, entities = call.words("caption")
        file = _file(call, kind)
        return shapes.message(call.world.state, _sent(call, chat, kind, caption, entities, file))

    return send


def _file(call: Call, kind: Kind) -> StoredFile:
    given = call.arguments.file(kind)
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        return media.stored(kind, given.name, given.mime_type, given.content)
    if given is None:
        raise bad_request(f"there is no {kind} in the request")
    known = call.world.state.files.get(given)
    if known is None:
        is_address = given.startswith(("http://", "https://"))
        raise bad_request(
            "failed to get HTTP URL content" if is_address else "wrong file identifier/HTTP URL specified"
        )
    return known


def copy_message(call: Call) -> object:
    source = call.world.message(call.chat("from_chat_id").id, call.arguments.integer("message_id"))
    if source is None:
        raise bad_request("message to copy not found")
    if source.kind == "service":
        raise bad_request("message can't be copied")
    chat = call.writable_chat()
    text, entities = source.text, list(source.entities)
    if "caption" in call.arguments and source.kind != "text":
        text, entities = call.words("caption")
    file = None if source.file_id is None else call.world.state.files[source.file_id]
    return {"message_id": _sent(call, chat, source.kind, text, entities, file, source.payload).id}


def _sent(
    call: Call,
    chat: Chat,
    kind: Kind,
    text: str,
    entities: list[Entity],
    file: StoredFile | None = None,
    payload: JsonObject | None = None,
) -> Message:
    markup = call.arguments.mapping("reply_markup")
    message = Message(
        0,
        chat.id,
        None if chat.type == "channel" else call.world.state.bot.id,
        call.world.now(),
        kind=kind,
        text=text,
        entities=entities,
        reply_keyboard=is_reply_keyboard(markup),
        keys=reply_keys(markup),
        keyboard=inline_keyboard(markup),
        file_id=None if file is None else file.file_id,
        payload=payload,
        thread_id=call.thread(chat),
        reply_to=_replied(call, chat),
    )
    if file is not None:
        call.world.keep_file(file)
    return call.world.post(message)


def _replied(call: Call, chat: Chat) -> int | None:
    reply = call.arguments.mapping("reply_parameters")
    if reply is None:
        return None
    message_id = reply.get("message_id")
    if not isinstance(message_id, int):
        raise bad_request("can't parse reply parameters: Can't find field \"message_id\"")
    if call.world.message(chat.id, message_id) is not None:
        return message_id
    if reply.get("allow_sending_without_reply") is True:
        return None
    raise bad_request("message to be replied not found")


def send_chat_action(call: Call) -> object:
    chat = call.writable_chat()
    action = call.arguments.text("action")
    if action not in _CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.announce("typing", chat.id, action=action, thread_id=call.thread(chat))
    return True


def answer_callback_query(call: Call) -> object:
    callback = call.world.state.callbacks.get(call.arguments.text("callback_query_id"))
    if callback is None or callback.answered or callback.expired or time.time() - callback.date > CALLBACK_LIFETIME:
        raise bad_request(TOO_OLD)
    text = call.arguments.text("text")
    if len(text) > MAX_POPUP:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in call.arguments:
        raise bad_request("URL_INVALID")
    callback.answered, callback.text = True, text or None
    callback.show_alert = call.arguments.flag("show_alert")
    call.world.announce(
        "callback",
        callback.chat_id,
        message_id=callback.message_id,
        person_id=callback.person_id,
        callback_query_id=callback.id,
        text=callback.text,
        show_alert=callback.show_alert,
    )
    return True


METHODS: Mapping[str, Method] = {
    "sendMessage": send_message,
    "sendPhoto": _send_file("photo"),
    "sendDocument": _send_file("document"),
    "sendVoice": _send_file("voice"),
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
}
