"""What people do: write, edit, press buttons, block the bot – and what Telegram tells the bot about it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from playground import media, shapes
from playground.entities import utf16_length
from playground.state import Callback, Chat, ChatType, JsonObject, Kind, Message, Person
from playground.texts import finished
from playground.world import World

MAX_TEXT = 4096
_WITHOUT_WORDS: frozenset[Kind] = frozenset({"sticker", "contact", "location", "dice"})


class Impossible(Exception):
    """Somebody is asked to do what cannot be done here; the text says why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody sends: words, or a thing with the words as its caption."""

    text: str = ""
    kind: Kind = "text"
    forwarded: bool = False
    reply_to: int | None = None
    thread_id: int | None = None


def say(world: World, chat: Chat, person: Person | None, said: Utterance) -> Message:
    """Send it to the chat; `person` is None for a channel post. Raises `Impossible`."""
    check_can_act(chat, person)
    if said.kind == "service":
        raise Impossible("Nobody can send a service message.")
    text, entities = finished("" if said.kind in _WITHOUT_WORDS else said.text, ())
    if said.kind == "text" and not text:
        raise Impossible("A text message needs a text.")
    if utf16_length(text) > MAX_TEXT:
        raise Impossible(f"A message has at most {MAX_TEXT} characters.")
    if said.reply_to is not None and world.message(chat.id, said.reply_to) is None:
        raise Impossible(f"There is no message {said.reply_to} to reply to.")
    if said.thread_id not in (None, shapes.GENERAL_TOPIC) and said.thread_id not in chat.topics:
        raise Impossible(f"There is no topic {said.thread_id} in this chat.")
    file = media.sample(said.kind)
    if file is not None:
        world.keep_file(file)
    message = Message(
        0,
        chat.id,
        None if person is None else person.id,
        world.now(),
        kind=said.kind,
        text=text,
        entities=entities,
        file_id=None if file is None else file.file_id,
        payload=media.payload(said.kind, text, person),
        forwarded=said.forwarded,
        reply_to=said.reply_to,
        thread_id=said.thread_id,
    )
    if person is not None and chat.type == "private" and not person.started:
        person.started = True
        world.person_changed(person)
    world.post(message)
    kind = "channel_post" if chat.type == "channel" else "message"
    if chat.bot_is_member:
        world.updates.put(kind, shapes.message(world.state, message), chat.id)
    return message


def edit(world: World, message: Message, person: Person, text: str) -> None:
    """Somebody corrects their own message. Raises `Impossible`."""
    if message.sender != person.id:
        raise Impossible("People can edit their own messages only.")
    new, entities = finished(text, ())
    if not new or utf16_length(new) > MAX_TEXT:
        raise Impossible(f"A message has between 1 and {MAX_TEXT} characters.")
    message.text, message.entities, message.edit_date = new, entities, world.now()
    world.edited(message)
    world.updates.put("edited_message", shapes.message(world.state, message), message.chat_id)


def press(world: World, chat: Chat, message_id: int, person: Person, data: str) -> Callback:
    """Press a button, or pretend to: neither the button nor the message needs to be there. Raises `Impossible`."""
    check_can_act(chat, person)
    callback = Callback(str(secrets.randbits(62)), chat.id, message_id, person.id, time.time())
    world.state.callbacks[callback.id] = callback
    query: JsonObject = {
        "id": callback.id,
        "from": shapes.user(person),
        "message": shapes.pressed(world.state, chat.id, message_id),
        "chat_instance": str(chat.id * 7919),
        "data": data,
    }
    world.updates.put("callback_query", query, person.id)
    return callback


def set_blocked(world: World, person: Person, *, blocked: bool) -> None:
    """Block or unblock the bot. Telegram tells the bot, if the two have met."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    world.person_changed(person)
    if person.started:
        me = shapes.bot_user(world.state.bot)
        change: JsonObject = {
            "chat": shapes.chat(world.state, world.state.chats[person.id]),
            "from": shapes.user(person),
            "date": world.now(),
            "old_chat_member": shapes.private_member(me, blocked=not blocked),
            "new_chat_member": shapes.private_member(me, blocked=blocked),
        }
        world.updates.put("my_chat_member", change, person.id)


def found_chat(world: World, kind: ChatType, title: str, members: list[int], admins: list[int], *, forum: bool) -> Chat:
    """A new group or channel with the bot as administrator; the first admin or member (if any) has invited it."""
    chat = Chat(
        _next_id(world, kind), kind, title, list(dict.fromkeys([*members, *admins])), list(admins), is_forum=forum
    )
    chat.last_message_id = shapes.GENERAL_TOPIC  # the general topic has the id of a forum's first message
    world.add_chat(chat)
    inviter = next(iter([*admins, *members]), None)
    if inviter is not None:
        before: JsonObject = {"status": "left", "user": shapes.bot_user(world.state.bot)}
        change: JsonObject = {
            "chat": shapes.chat(world.state, chat),
            "from": shapes.user(world.state.people[inviter]),
            "date": world.now(),
            "old_chat_member": before,
            "new_chat_member": shapes.member(world.state, chat, world.state.bot.id),
        }
        world.updates.put("my_chat_member", change, chat.id)
    return chat


def upgrade(world: World, group: Chat) -> Chat:
    """A basic group becomes a supergroup: a chat with a new id, and both say so. Raises `Impossible`."""
    if group.type != "group" or group.migrated_to is not None:
        raise Impossible("Only a basic group can become a supergroup, and only once.")
    new = Chat(_next_id(world, "supergroup"), "supergroup", group.title, list(group.members), list(group.admins))
    world.add_chat(new)
    group.migrated_to = new.id
    who = next(iter([*group.admins, *group.members]), None)
    for chat, note in (
        (group, JsonObject(migrate_to_chat_id=new.id)),
        (new, JsonObject(migrate_from_chat_id=group.id)),
    ):
        message = world.post(Message(0, chat.id, who, world.now(), kind="service", payload=note))
        world.updates.put("message", shapes.message(world.state, message), chat.id)
    return new


def _next_id(world: World, kind: ChatType) -> int:
    highest = -4_000_000 if kind == "group" else -1_000_000_000_000
    taken = (chat.id for chat in world.state.chats.values() if (chat.type == "group") == (kind == "group"))
    return min((highest, *taken)) - 1


def check_can_act(chat: Chat, person: Person | None, *, blocked_too: bool = False) -> None:
    """Raises `Impossible` where the person cannot write in the chat; `blocked_too` lets those who block the bot."""
    if chat.migrated_to is not None:
        raise Impossible(f"This group goes on as {chat.migrated_to}.")
    if person is None:
        if chat.type != "channel":
            raise Impossible("Only a channel posts without a person: name who is writing.")
        return
    if chat.type == "channel":
        raise Impossible("A channel posts in its own name.")
    if person.id not in chat.members:
        raise Impossible(f"{person.first_name} is not in this chat.")
    if chat.type == "private" and person.blocked and not blocked_too:
        raise Impossible(f"{person.first_name} has blocked the bot.")
