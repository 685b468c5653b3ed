"""Bot API methods about chats, their members, forum topics and files."""

from __future__ import annotations

from collections.abc import Mapping

from playground import media, shapes
from playground.call import Call, Method
from playground.refusals import bad_request, forbidden
from playground.state import Chat, JsonObject, Topic
from playground.world import TOPIC_COLOUR

TOPIC_COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
MAX_TOPIC_NAME = 128
MAX_DOWNLOAD = 20 * 1024 * 1024


def get_chat(call: Call) -> object:
    chat = call.chat()
    person = call.world.state.people.get(chat.id)
    if person is not None and not person.started:
        raise bad_request("chat not found")
    gifts = dict.fromkeys(_GIFTS, True)
    return {
        **shapes.chat(call.world.state, chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat_member(call: Call) -> object:
    chat, user_id = call.chat(), call.arguments.integer("user_id")
    if user_id != call.world.state.bot.id and user_id not in call.world.state.people:
        raise bad_request("invalid user_id specified")
    return shapes.member(call.world.state, chat, user_id)


def get_chat_administrators(call: Call) -> object:
    chat = call.chat()
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    bots = [call.world.state.bot.id] if call.arguments.flag("return_bots") else []
    return [shapes.member(call.world.state, chat, user_id) for user_id in [*chat.admins, *bots]]


def leave_chat(call: Call) -> object:
    chat = call.chat()
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    if not chat.bot_is_member:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    chat.bot_is_member = False
    return True


def get_file(call: Call) -> object:
    file = call.world.state.files.get(call.arguments.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": media.unique_id(file),
        "file_size": file.size,
        "file_path": file.path,
    }


def _forum(call: Call) -> Chat:
    chat = call.writable_chat()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(call: Call) -> tuple[Chat, Topic]:
    chat = _forum(call)
    topic = chat.topics.get(call.arguments.integer("message_thread_id"))
    if topic is None:
        raise bad_request("message thread not found")
    return chat, topic


def _name(call: Call) -> str:
    name = call.arguments.text("name").strip()
    if not 1 <= len(name) <= MAX_TOPIC_NAME:
        raise bad_request("TOPIC_TITLE_INVALID")
    return name


def create_forum_topic(call: Call) -> object:
    chat = _forum(call)
    colour = call.arguments.integer("icon_color", TOPIC_COLOUR)
    if colour not in TOPIC_COLOURS:
        raise bad_request("invalid icon color specified")
    return shapes.topic(call.world.open_topic(chat, _name(call), colour))


def edit_forum_topic(call: Call) -> object:
    chat, topic = _topic(call)
    if "name" not in call.arguments:
        return True
    name = _name(call)
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    payload: JsonObject = {"forum_topic_edited": {"name": name}}
    call.world.service_message(chat, payload, f"Topic renamed “{name}”", topic.thread_id)
    return True


def close_forum_topic(call: Call) -> object:
    return _set_closed(call, closed=True)


def reopen_forum_topic(call: Call) -> object:
    return _set_closed(call, closed=False)


def _set_closed(call: Call, *, closed: bool) -> bool:
    chat, topic = _topic(call)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    payload: JsonObject = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    call.world.service_message(chat, payload, "Topic closed" if closed else "Topic reopened", topic.thread_id)
    return True


def delete_forum_topic(call: Call) -> object:
    chat, topic = _topic(call)
    del chat.topics[topic.thread_id]
    for message in call.world.state.messages[chat.id].values():
        if message.thread_id == topic.thread_id and not message.deleted:
            call.world.delete(message)
    return True


METHODS: Mapping[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
}
