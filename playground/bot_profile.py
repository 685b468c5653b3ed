"""Bot API methods about the bot itself: its commands, descriptions and menu button."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from playground import shapes
from playground.call import Call, Method
from playground.refusals import bad_request
from playground.state import Chat, JsonObject, Profile, State

_LANGUAGE = re.compile(r"[a-z]{2}$")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}$")
_WIDE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
MAX_COMMANDS = 100


def get_me(call: Call) -> object:
    return shapes.me(call.world.state.bot)


def _language(call: Call) -> str:
    code = call.arguments.text("language_code")
    if code and not _LANGUAGE.match(code):
        raise bad_request("invalid language code specified")
    return code


def _scope_key(call: Call) -> str:
    """Scope and language as one key of `Profile.commands`. Raises for a scope or chat that is not there."""
    scope = call.arguments.mapping("scope") or {"type": "default"}
    kind = scope.get("type")
    language = _language(call)
    if kind in _WIDE_SCOPES:
        return f"{kind}|{language}"
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat_id = scope.get("chat_id")
    if not isinstance(chat_id, int) or chat_id not in call.world.state.chats:
        raise bad_request("chat not found")
    if kind == "chat_member":
        user_id = scope.get("user_id")
        if not isinstance(user_id, int) or user_id not in call.world.state.people:
            raise bad_request("invalid user_id specified")
        return f"{kind}:{chat_id}:{user_id}|{language}"
    return f"{kind}:{chat_id}|{language}"


def set_my_commands(call: Call) -> object:
    commands = [_command(given) for given in call.arguments.array("commands") or ()]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = _scope_key(call)
    if commands:
        call.world.state.profile.commands[key] = commands
    else:
        call.world.state.profile.commands.pop(key, None)
    call.world.announce("commands")
    return True


def _command(given: object) -> dict[str, str]:
    if not isinstance(given, dict):
        raise bad_request("expected an Array of BotCommand")
    name, description = given.get("command"), given.get("description")
    for field, value in (("command", name), ("description", description)):
        if not isinstance(value, str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
    name, description = str(name).removeprefix("/"), str(description).strip()
    if not _COMMAND.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_my_commands(call: Call) -> object:
    return call.world.state.profile.commands.get(_scope_key(call), [])


def delete_my_commands(call: Call) -> object:
    call.world.state.profile.commands.pop(_scope_key(call), None)
    call.world.announce("commands")
    return True


def commands_shown(state: State, language_code: str, chat: Chat | None, person_id: int | None) -> list[dict[str, str]]:
    """The commands that a person sees: the narrowest scope that has any, in their language first."""
    for scope in _scopes(chat, person_id):
        for language in (language_code[:2], ""):
            if commands := state.profile.commands.get(f"{scope}|{language}"):
                return commands
    return []


def _scopes(chat: Chat | None, person_id: int | None) -> Iterator[str]:
    if chat is None or chat.type == "private":
        if chat is not None:
            yield f"chat:{chat.id}"
        yield "all_private_chats"
    else:
        is_admin = person_id in chat.admins
        yield f"chat_member:{chat.id}:{person_id}"
        if is_admin:
            yield f"chat_administrators:{chat.id}"
        yield f"chat:{chat.id}"
        if is_admin:
            yield "all_chat_administrators"
        yield "all_group_chats"
    yield "default"


def _describe(name: str, limit: int, shelf: Callable[[Profile], dict[str, str]]) -> tuple[Method, Method]:
    """The setter and the getter of one kind of description."""

    def put(call: Call) -> object:
        text, language = call.arguments.text(name), _language(call)
        if len(text) > limit:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        texts = shelf(call.world.state.profile)
        texts.pop(language, None)
        if text:
            texts[language] = text
        return True

    def get(call: Call) -> object:
        texts = shelf(call.world.state.profile)
        return {name: texts.get(_language(call), texts.get("", ""))}

    return put, get


def set_chat_menu_button(call: Call) -> object:
    button = call.arguments.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: unsupported type specified")
    call.world.state.profile.menu_buttons[_menu_chat(call)] = button
    return True


def get_chat_menu_button(call: Call) -> object:
    buttons, commands = call.world.state.profile.menu_buttons, JsonObject(type="commands")
    return buttons.get(_menu_chat(call), buttons.get(0, commands))


def _menu_chat(call: Call) -> int:
    """The private chat meant, 0 for all."""
    chat_id = call.arguments.integer("chat_id")
    if chat_id and chat_id not in call.world.state.people:
        raise bad_request("chat not found")
    return chat_id


_set_description, _get_description = _describe("description", 512, lambda profile: profile.descriptions)
_set_short, _get_short = _describe("short_description", 120, lambda profile: profile.short_descriptions)

METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": _set_description,
    "getMyDescription": _get_description,
    "setMyShortDescription": _set_short,
    "getMyShortDescription": _get_short,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
