"""Commands by scope and language, descriptions, the menu button, typing."""

from __future__ import annotations

import pytest

from tests.playground.playing import Json, Playing


def put(world: Playing, name: str, scope: Json = None, language_code: str = "") -> None:
    commands = [{"command": name, "description": name}]
    more = {} if scope is None else {"scope": scope}
    assert world.result("setMyCommands", commands=commands, language_code=language_code, **more) is True


def shown(world: Playing, **query: object) -> list[str]:
    return [command["command"] for command in world.play("GET", "/commands", **query)]


def test_a_person_sees_the_narrowest_scope_and_their_language_first(world: Playing) -> None:
    private, own = {"type": "all_private_chats"}, {"type": "chat", "chat_id": world.mia}
    expected = []
    for name, scope, language in (
        ("everybody", None, ""),
        ("alle", None, "de"),
        ("private", private, ""),
        ("privat", private, "de"),
        ("mia", own, ""),
        ("mia_de", own, "de"),
    ):
        put(world, name, scope, language)
        expected.append(name)
        assert shown(world, language_code="de", chat_id=world.mia) == [name]
    assert shown(world, language_code="en", chat_id=world.mia) == ["mia"]
    assert shown(world, language_code="de-CH") == ["privat"]
    assert world.result("deleteMyCommands", scope=own, language_code="de") is True
    assert shown(world, language_code="de", chat_id=world.mia) == ["mia"]


def test_administrators_see_more_in_a_group(world: Playing) -> None:
    nils = world.person("Nils")
    group = world.play("POST", "/groups", {"title": "Desk", "members": [world.mia], "admins": [nils]})["id"]
    put(world, "everybody")
    put(world, "members", {"type": "all_group_chats"})
    put(world, "admins", {"type": "all_chat_administrators"})
    put(world, "nils", {"type": "chat_member", "chat_id": group, "user_id": nils})
    assert shown(world, chat_id=group, person_id=world.mia) == ["members"]
    assert shown(world, chat_id=group, person_id=nils) == ["nils"]
    world.result("deleteMyCommands", scope={"type": "chat_member", "chat_id": group, "user_id": nils})
    assert shown(world, chat_id=group, person_id=nils) == ["admins"]


def test_commands_are_read_back_exactly_as_they_were_set(world: Playing) -> None:
    put(world, "hilfe", language_code="de")
    assert world.result("getMyCommands", language_code="de") == [{"command": "hilfe", "description": "hilfe"}]
    assert world.result("getMyCommands") == []
    assert world.result("setMyCommands", commands="[]", language_code="de") is True
    assert world.result("getMyCommands", language_code="de") == []


@pytest.mark.parametrize(
    ("scope", "description"),
    [
        ({"type": "galaxy"}, "can't parse BotCommandScope: unsupported type specified"),
        ({"type": "chat", "chat_id": 1}, "chat not found"),
        ("{", "can't parse scope JSON object"),
    ],
)
def test_scopes_that_are_refused(world: Playing, scope: Json, description: str) -> None:
    assert world.refusal("getMyCommands", scope=scope) == f"Bad Request: {description}"


@pytest.mark.parametrize("name", ["description", "short_description"])
def test_descriptions_fall_back_to_those_for_everybody(world: Playing, name: str) -> None:
    method = "My" + name.title().replace("_", "")
    world.result(f"set{method}", **{name: "Hello"})
    world.result(f"set{method}", **{name: "Hallo"}, language_code="de")
    texts = [world.result(f"get{method}", language_code=code)[name] for code in ("", "de", "fr")]
    assert texts == ["Hello", "Hallo", "Hello"]
    world.result(f"set{method}", language_code="de")
    assert world.result(f"get{method}", language_code="de")[name] == "Hello"


def test_the_menu_button_of_one_chat_and_of_all(world: Playing) -> None:
    assert world.result("getChatMenuButton", chat_id=world.mia) == {"type": "commands"}
    world.result("setChatMenuButton", menu_button={"type": "default"})
    assert world.result("getChatMenuButton", chat_id=world.mia) == {"type": "default"}
    world.result("setChatMenuButton", chat_id=world.mia, menu_button={"type": "commands"})
    assert world.result("getChatMenuButton", chat_id=world.mia) == {"type": "commands"}
    assert world.refusal("setChatMenuButton", chat_id=1) == "Bad Request: chat not found"
