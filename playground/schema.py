"""Which methods the playground knows, and how their parameters are read.

The table is a part of the Bot API's own schema (version 10.1). Values come as query strings, forms, multipart
or JSON: a number may be a string of digits, an object a string of JSON. Parameters that a method does not have
are ignored, as Telegram does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar, get_args

from playground.refusals import bad_request
from playground.state import JsonObject

ParameterType: TypeAlias = Literal["int", "str", "bool", "chat", "object", "array", "file"]

_PLACE = "chat_id!:chat message_thread_id:int"
_SEND = f"{_PLACE} disable_notification:bool protect_content:bool reply_parameters:object reply_markup:object"
_CAPTION = "caption:str parse_mode:str caption_entities:array"
_EDIT = "chat_id:chat message_id:int inline_message_id:str reply_markup:object"
_TOPIC = "chat_id!:chat message_thread_id!:int"

_TABLE: Mapping[str, str] = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:array",
    "setWebhook": "url:str certificate:file ip_address:str max_connections:int allowed_updates:array"
    " drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": f"{_SEND} text!:str parse_mode:str entities:array link_preview_options:object",
    "sendPhoto": f"{_SEND} {_CAPTION} photo!:file has_spoiler:bool show_caption_above_media:bool",
    "sendDocument": f"{_SEND} {_CAPTION} document!:file thumbnail:file disable_content_type_detection:bool",
    "sendVoice": f"{_SEND} {_CAPTION} voice!:file duration:int",
    "copyMessage": f"{_SEND} {_CAPTION} from_chat_id!:chat message_id!:int show_caption_above_media:bool",
    "editMessageText": f"{_EDIT} text:str parse_mode:str entities:array link_preview_options:object",
    "editMessageCaption": f"{_EDIT} {_CAPTION} show_caption_above_media:bool",
    "editMessageReplyMarkup": _EDIT,
    "deleteMessage": "chat_id!:chat message_id!:int",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
    "answerInlineQuery": "inline_query_id!:str results!:array cache_time:int is_personal:bool next_offset:str"
    " button:object",
    "sendChatAction": f"{_PLACE} action!:str",
    "getFile": "file_id!:str",
    "getChat": "chat_id!:chat",
    "getChatMember": "chat_id!:chat user_id!:int",
    "getChatAdministrators": "chat_id!:chat return_bots:bool",
    "leaveChat": "chat_id!:chat",
    "createForumTopic": "chat_id!:chat name!:str icon_color:int icon_custom_emoji_id:str",
    "editForumTopic": f"{_TOPIC} name:str icon_custom_emoji_id:str",
    "closeForumTopic": _TOPIC,
    "reopenForumTopic": _TOPIC,
    "deleteForumTopic": _TOPIC,
    "setMyCommands": "commands!:array scope:object language_code:str",
    "getMyCommands": "scope:object language_code:str",
    "deleteMyCommands": "scope:object language_code:str",
    "setMyDescription": "description:str language_code:str",
    "getMyDescription": "language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyShortDescription": "language_code:str",
    "setChatMenuButton": "chat_id:int menu_button:object",
    "getChatMenuButton": "chat_id:int",
}

_MISSING: Mapping[str, str] = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "file_id": "file_id not specified",
    "user_id": "invalid user_id specified",
    "message_thread_id": "message thread not found",
    "name": "TOPIC_TITLE_EMPTY",
    "action": "wrong parameter action in request",
    "commands": "expected an Array of BotCommand",
    "inline_query_id": "query is too old and response timeout expired or query ID is invalid",
    "results": "can't parse inline query results: expected an Array",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}
"""What Telegram says when a required parameter is not there."""

_T = TypeVar("_T")
_INTEGER = re.compile(r"[+-]?\d{1,18}$", re.ASCII)
_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a multipart request."""

    name: str
    mime_type: str | None
    content: bytes


@dataclass(frozen=True, slots=True)
class _Parameter:
    name: str
    type: ParameterType
    required: bool


def _parameters(line: str) -> tuple[_Parameter, ...]:
    parameters = []
    for word in line.split():
        name, _, type_name = word.partition(":")
        kind = next(known for known in get_args(ParameterType) if known == type_name)
        parameters.append(_Parameter(name.rstrip("!"), kind, name.endswith("!")))
    return tuple(parameters)


_METHODS = {method: _parameters(line) for method, line in _TABLE.items()}
_SPELLING = {method.lower(): method for method in _METHODS}


def method_named(name: str) -> str | None:
    """The method as the Bot API spells it; case does not matter in a call."""
    return _SPELLING.get(name.lower())


class Arguments:
    """A call's parameters, checked and typed. Raises `Refusal` in Telegram's words for what is missing or ill-typed."""

    def __init__(self, method: str, raw: Mapping[str, object]) -> None:
        self._values: dict[str, object] = {}
        for parameter in _METHODS[method]:
            given = raw.get(parameter.name)
            value = None if given is None or given == "" else _read(parameter, given, raw)
            if value is not None:
                self._values[parameter.name] = value
            elif parameter.required:
                raise bad_request(_MISSING[parameter.name])

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        return self._given(name, str) or default

    def integer(self, name: str, default: int = 0) -> int:
        value = self._given(name, int)
        return default if value is None else value

    def flag(self, name: str) -> bool:
        return self._given(name, bool) is True

    def mapping(self, name: str) -> JsonObject | None:
        return self._given(name, dict)

    def array(self, name: str) -> list[object] | None:
        return self._given(name, list)

    def chat(self, name: str = "chat_id") -> int | str:
        """A chat's number, or what stands for one (`@username`, or anything that is no chat at all)."""
        return self._given(name, int) or self.text(name)

    def file(self, name: str) -> Upload | str | None:
        """An uploaded file, or the text that names one: a `file_id` or an address."""
        return self._given(name, Upload) or self._given(name, str)

    def _given(self, name: str, kind: type[_T]) -> _T | None:
        value = self._values.get(name)
        return value if isinstance(value, kind) else None


def _read(parameter: _Parameter, given: object, raw: Mapping[str, object]) -> object:
    match parameter.type, given:
        case "int" | "chat", bool():
            pass
        case "int" | "chat", int():
            return given
        case "int" | "chat", str() if _INTEGER.match(given):
            return int(given)
        case "chat", str():
            return given
        case "str", str():
            return given
        case "str", int() | float() if not isinstance(given, bool):
            return str(given)
        case "bool", bool():
            return given
        case "bool", str() | int() if str(given).lower() in _TRUE | _FALSE:
            return str(given).lower() in _TRUE
        case "file", Upload():
            return given
        case "file", str():
            return raw.get(given.removeprefix("attach://")) if given.startswith("attach://") else given
        case "object" | "array", _:
            return _read_json(parameter, given)
    if parameter.name == "message_id":
        raise bad_request(_MISSING["message_id"])
    raise bad_request(f'Field "{parameter.name}" must be of type {_SPOKEN[parameter.type]}')


_SPOKEN = {"int": "Integer", "chat": "Integer", "str": "String", "bool": "Boolean", "file": "InputFile"}


def _read_json(parameter: _Parameter, given: object) -> object:
    what = "reply keyboard markup" if parameter.name == "reply_markup" else parameter.name.replace("_", " ")
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError as error:
            raise bad_request(f"can't parse {what} JSON object") from error
        if given is None:
            return None
    if not isinstance(given, dict if parameter.type == "object" else list):
        expected = "object" if parameter.type == "object" else "Array"
        raise bad_request(f"{expected} expected as {'reply markup' if parameter.name == 'reply_markup' else what}")
    return given
