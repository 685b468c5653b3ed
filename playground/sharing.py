"""People choose others from their contacts: with a key of a reply keyboard, as Telegram's `request_users` lets them."""

from __future__ import annotations

from playground import shapes
from playground.actions import Impossible
from playground.state import Chat, JsonObject, Message, Person
from playground.world import World


def share_users(world: World, chat: Chat, person: Person, request_id: int, users: list[Person]) -> Message:
    """Tell the bot whom the person has chosen. Raises `Impossible` where no key of the chat asks for that."""
    wanted = _wanted(world, chat, request_id)
    if wanted is None:
        raise Impossible(f"No key in this chat asks for people with the request_id {request_id}.")
    most = wanted["max_quantity"]
    if isinstance(most, int) and len(users) > most:
        raise Impossible(f"At most {most} people can be chosen here.")
    if person.blocked:
        raise Impossible(f"{person.first_name} has blocked the bot.")
    shared = [_shared(user, named=wanted.get("request_name") is True) for user in users]
    note: JsonObject = {
        "users_shared": {"request_id": request_id, "user_ids": [user.id for user in users], "users": shared}
    }
    names = ", ".join(user.first_name for user in users)
    message = world.post(Message(0, chat.id, person.id, world.now(), kind="service", text=names, payload=note))
    world.updates.put("message", shapes.message(world.state, message), chat.id)
    return message


def _wanted(world: World, chat: Chat, request_id: int) -> JsonObject | None:
    """What the key asks for. A client knows older keyboards, too: a bot has to bear that."""
    for message in world.state.messages[chat.id].values():
        for key in (key for row in message.keys or [] for key in row):
            wanted = key.get("request_users")
            if isinstance(wanted, dict) and wanted.get("request_id") == request_id:
                return wanted
    return None


def _shared(user: Person, *, named: bool) -> JsonObject:
    shape: JsonObject = {"user_id": user.id}
    if named:
        shape["first_name"] = user.first_name
        if user.last_name is not None:
            shape["last_name"] = user.last_name
    return shape
