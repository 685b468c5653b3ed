"""The control API: how the page and the tests play the people of a world, and watch what happens.

JSON in and out under `/play/{token}`; an ill-formed request gets 400 with one clear sentence, what is not there 404.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground import actions, clock_api, events_api, inline_api, shown
from playground.actions import Impossible, Utterance
from playground.bodies import (
    NewChannel,
    NewFault,
    NewGroup,
    NewMail,
    NewMessage,
    NewPerson,
    NewWords,
    NewWorld,
    PersonChange,
    Press,
    SharedUsers,
    read,
)
from playground.bot_profile import commands_shown
from playground.faults import Fault
from playground.hub import TOKEN, Hub
from playground.sharing import share_users
from playground.state import Chat, ChatType, JsonObject, Mail, Message, Person
from playground.world import World

_Handler: TypeAlias = Callable[[World, Request], Awaitable[object]]
FIRST_PERSON_ID = 700_000_001
LONGEST_LOOK_S = 0.5


class Missing(Exception):
    """What the address names is not there; the text says what."""


def routes(hub: Hub, console: str | None = None) -> Sequence[Route]:
    """The control API's routes for the hub's worlds. `console` is where the provider's is, if there is one."""

    async def default_world(_: Request) -> Response:
        world = None if hub.default_token is None else hub.world(hub.default_token)
        if world is None:
            return JSONResponse({"error": "There is no default world."}, 404)
        return JSONResponse({"token": world.state.token, "bot": shown.bot(world.state.bot), "console": console})

    async def put_world(request: Request) -> Response:
        token = request.path_params["token"]
        if not TOKEN.match(token):
            return JSONResponse({"error": "A token is digits, a colon and at least 30 letters, digits, _ or -."}, 400)
        try:
            body = await read(request, NewWorld)
        except Impossible as reason:
            return JSONResponse({"error": str(reason)}, 400)
        return JSONResponse(_glance(hub.found(token, body.bot_name, body.username)))

    async def delete_world(request: Request) -> Response:
        there = await hub.drop(request.path_params["token"])
        return JSONResponse({"ok": True} if there else {"error": "There is no such world."}, 200 if there else 404)

    def route(path: str, handler: _Handler, method: str = "GET") -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                world = hub.world(request.path_params["token"])
                if world is None:
                    raise Missing("There is no such world.")
                result = await handler(world, request)
            except Impossible as reason:
                return JSONResponse({"error": str(reason)}, 400)
            except Missing as reason:
                return JSONResponse({"error": str(reason)}, 404)
            if method != "GET":
                hub.touch()
            return result if isinstance(result, Response) else JSONResponse(result)

        return Route(f"/play/{{token}}{path}", endpoint, methods=[method])

    chat, message = "/chats/{chat_id}", "/chats/{chat_id}/messages/{message_id}"
    return (
        Route("/play", default_world),
        Route("/play/{token}", put_world, methods=["PUT"]),
        Route("/play/{token}", delete_world, methods=["DELETE"]),
        route("/world", _world),
        route("/confirmed", _confirmed),
        route("/people", _add_person, "POST"),
        route("/people/{person_id}", _change_person, "PATCH"),
        route("/groups", _add_group, "POST"),
        route("/groups/{chat_id}/upgrade", _upgrade_group, "POST"),
        route("/channels", _add_channel, "POST"),
        route(f"{chat}/messages", _messages),
        route(f"{chat}/messages", _say, "POST"),
        route(f"{chat}/shared", _share, "POST"),
        route(f"{message}/edit", _edit, "POST"),
        route(f"{message}/press", _press, "POST"),
        route("/callbacks/{callback_id}", _callback),
        route("/callbacks/{callback_id}/expire", _expire, "POST"),
        route("/faults", _add_fault, "POST"),
        route("/faults", _clear_faults, "DELETE"),
        route("/calls", _calls),
        route("/commands", _commands),
        route("/mail", _mail),
        route("/mail", _add_mail, "POST"),
        *(route(*each) for each in (*clock_api.ROUTES, *inline_api.ROUTES)),
        route("/events", _events),
    )


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name)
    if not text:
        return None
    if not text.removeprefix("-").isdecimal():
        raise Impossible(f"{name} is a number.")
    return int(text)


def _id(request: Request, name: str) -> int:
    """The number in the address; 0, which nothing has, if it is none. (Chats of groups have negative ones.)"""
    text = str(request.path_params[name])
    return int(text) if text.removeprefix("-").isdecimal() else 0


def _chat_named(world: World, chat_id: int) -> Chat:
    chat = world.state.chats.get(chat_id)
    if chat is None:
        raise Missing("There is no such chat.")
    return chat


def _person_named(world: World, person_id: int) -> Person:
    person = world.state.people.get(person_id)
    if person is None:
        raise Impossible(f"There is no person {person_id}.")
    return person


def _message_named(world: World, request: Request) -> Message:
    message = world.message(_id(request, "chat_id"), _id(request, "message_id"))
    if message is None:
        raise Missing("There is no such message.")
    return message


def _glance(world: World) -> JsonObject:
    queue = {"pending_updates": len(world.updates.pending()), "listening": world.updates.listened_to}
    return {**shown.world(world.state), **queue, "clock": shown.clock(world.clock) if world.clock.moves else None}


async def _world(world: World, _: Request) -> object:
    return _glance(world)


async def _confirmed(world: World, _: Request) -> object:
    """Whether the bot has confirmed all updates; the answer waits for that, but not for long."""
    return {"confirmed": await world.updates.until_confirmed(LONGEST_LOOK_S)}


async def _add_person(world: World, request: Request) -> object:
    body = await read(request, NewPerson)
    people = world.state.people
    if body.id is not None and body.id in people:
        return shown.person(people[body.id])
    if body.id == world.state.bot.id:
        raise Impossible("This id is the bot's.")
    person_id = body.id or max((FIRST_PERSON_ID - 1, *people)) + 1
    person = Person(person_id, **body.model_dump(exclude={"id"}))
    world.add_person(person)
    return shown.person(person)


async def _change_person(world: World, request: Request) -> object:
    body = await read(request, PersonChange)
    person = world.state.people.get(_id(request, "person_id"))
    if person is None:
        raise Missing("There is no such person.")
    if body.language_code is not None:
        person.language_code = body.language_code
    if body.deactivated is not None:
        person.deactivated = body.deactivated
    world.person_changed(person)
    if body.blocked is not None:
        actions.set_blocked(world, person, blocked=body.blocked)
    return shown.person(person)


async def _add_group(world: World, request: Request) -> object:
    body = await read(request, NewGroup)
    for person_id in (*body.members, *body.admins):
        _person_named(world, person_id)
    if body.basic and body.forum:
        raise Impossible("A basic group cannot be a forum.")
    kind: ChatType = "group" if body.basic else "supergroup"
    return shown.chat(actions.found_chat(world, kind, body.title, body.members, body.admins, forum=body.forum))


async def _upgrade_group(world: World, request: Request) -> object:
    return shown.chat(actions.upgrade(world, _chat_named(world, _id(request, "chat_id"))))


async def _add_channel(world: World, request: Request) -> object:
    body = await read(request, NewChannel)
    return shown.chat(actions.found_chat(world, "channel", body.title, [], [], forum=False))


async def _messages(world: World, request: Request) -> object:
    chat = _chat_named(world, _id(request, "chat_id"))
    after = _number(request, "after") or 0
    messages = [m for m in world.state.messages[chat.id].values() if m.seq > after]
    return {"messages": [shown.message(world.state, message) for message in messages], "seq": world.state.seq}


async def _say(world: World, request: Request) -> object:
    chat = _chat_named(world, _id(request, "chat_id"))
    body = await read(request, NewMessage)
    person = None if body.sender is None else _person_named(world, body.sender)
    said = Utterance(body.text, body.kind, body.forward, body.reply_to, body.thread_id)
    return shown.message(world.state, actions.say(world, chat, person, said))


async def _share(world: World, request: Request) -> object:
    chat = _chat_named(world, _id(request, "chat_id"))
    body = await read(request, SharedUsers)
    users = [_person_named(world, user) for user in body.users]
    message = share_users(world, chat, _person_named(world, body.sender), body.request_id, users)
    return shown.message(world.state, message)


async def _edit(world: World, request: Request) -> object:
    message = _message_named(world, request)
    body = await read(request, NewWords)
    actions.edit(world, message, _person_named(world, body.sender), body.text)
    return shown.message(world.state, message)


async def _press(world: World, request: Request) -> object:
    chat = _chat_named(world, _id(request, "chat_id"))
    body = await read(request, Press)
    person = _person_named(world, body.sender)
    callback = actions.press(world, chat, _id(request, "message_id"), person, body.data)
    return {"callback_query_id": callback.id}


async def _callback(world: World, request: Request) -> object:
    callback = world.state.callbacks.get(request.path_params["callback_id"])
    if callback is None:
        raise Missing("There is no such press.")
    return {"answered": callback.answered, "text": callback.text, "show_alert": callback.show_alert}


async def _expire(world: World, request: Request) -> object:
    """Let a press grow too old to be answered, at once."""
    callback = world.state.callbacks.get(request.path_params["callback_id"])
    if callback is None:
        raise Missing("There is no such press.")
    callback.expired = True
    return {"ok": True}


async def _add_fault(world: World, request: Request) -> object:
    body = await read(request, NewFault)
    return {"id": world.faults.add(Fault(**body.model_dump()))}


async def _clear_faults(world: World, _: Request) -> object:
    world.faults.clear()
    return {"ok": True}


async def _calls(world: World, request: Request) -> object:
    return world.calls.since(_number(request, "since") or 0, polls=request.query_params.get("all") == "1")


async def _commands(world: World, request: Request) -> object:
    chat_id = _number(request, "chat_id")
    chat = None if chat_id is None else _chat_named(world, chat_id)
    language = request.query_params.get("language_code", "")
    return commands_shown(world.state, language, chat, _number(request, "person_id"))


async def _mail(world: World, _: Request) -> object:
    return [shown.mail(mail) for mail in world.state.mail]


async def _add_mail(world: World, request: Request) -> object:
    body = await read(request, NewMail)
    return shown.mail(world.add_mail(Mail(0, body.to, body.subject, body.text, 0)))


async def _events(world: World, request: Request) -> object:
    return events_api.stream(world, request)
