"""Bot API objects made from a world's records, in the shapes that Telegram sends."""

from __future__ import annotations

from collections.abc import Sequence

from playground.media import attachment
from playground.state import Bot, Chat, Entity, JsonObject, Message, Person, State, Topic

GENERAL_TOPIC = 1


def bot_user(bot: Bot) -> JsonObject:
    """The bot as a `User`."""
    return {"id": bot.id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def me(bot: Bot) -> JsonObject:
    """The bot as `getMe` shows it to itself."""
    return {
        **bot_user(bot),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


def user(person: Person) -> JsonObject:
    """A person as a `User`; names that are not there are left out, as Telegram does."""
    shape: JsonObject = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    if person.last_name is not None:
        shape["last_name"] = person.last_name
    if person.username is not None:
        shape["username"] = person.username
    shape["language_code"] = person.language_code
    return shape


def chat(state: State, record: Chat) -> JsonObject:
    """A `Chat`."""
    if record.type == "private":
        person = user(state.people[record.id])
        names: JsonObject = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        return {"id": record.id, "type": "private", **names}
    shape: JsonObject = {"id": record.id, "type": record.type, "title": record.title}
    if record.is_forum:
        shape["is_forum"] = True
    return shape


def entities(state: State, records: Sequence[Entity]) -> list[JsonObject]:
    """`MessageEntity` objects."""
    shapes = []
    for record in records:
        shape: JsonObject = {"type": record.type, "offset": record.offset, "length": record.length}
        for key in ("url", "language", "custom_emoji_id", "unix_time"):
            if (value := getattr(record, key)) is not None:
                shape[key] = value
        if record.user_id is not None and record.user_id in state.people:
            shape["user"] = user(state.people[record.user_id])
        shapes.append(shape)
    return shapes


def message(state: State, record: Message, *, nested: bool = False) -> JsonObject:
    """A `Message`; the one it replies to is shown without its own reply (`nested`), as Telegram does."""
    place = state.chats[record.chat_id]
    shape: JsonObject = {"message_id": record.id, "date": record.date, "chat": chat(state, place)}
    if record.sender is None:
        shape["sender_chat"] = chat(state, place)
    else:
        shape["from"] = bot_user(state.bot) if record.sender == state.bot.id else user(state.people[record.sender])
    if record.edit_date is not None:
        shape["edit_date"] = record.edit_date
    if record.via_bot:
        shape["via_bot"] = bot_user(state.bot)
    if record.forwarded:
        shape["forward_origin"] = {"type": "hidden_user", "sender_user_name": "Somebody", "date": record.date}
    if record.thread_id is not None and record.thread_id != GENERAL_TOPIC:
        shape["message_thread_id"] = record.thread_id
        shape["is_topic_message"] = True
    if record.reply_to is not None and not nested:
        replied = state.messages[record.chat_id].get(record.reply_to)
        if replied is not None and not replied.deleted:
            shape["reply_to_message"] = message(state, replied, nested=True)
    shape.update(_content(state, record))
    if record.keyboard is not None:
        shape["reply_markup"] = {"inline_keyboard": record.keyboard}
    return shape


def _content(state: State, record: Message) -> JsonObject:
    spans = entities(state, record.entities)
    if record.kind == "text":
        return {"text": record.text, **({"entities": spans} if spans else {})}
    if record.kind == "service":
        return dict(record.payload or {})
    if record.file_id is None:
        return {record.kind: record.payload}
    content: JsonObject = {record.kind: attachment(record.kind, state.files[record.file_id])}
    if record.text:
        content["caption"] = record.text
        if spans:
            content["caption_entities"] = spans
    return content


def pressed(state: State, chat_id: int, message_id: int) -> JsonObject:
    """The message whose button was pressed; an `InaccessibleMessage` if it is deleted or never was."""
    record = state.messages[chat_id].get(message_id)
    if record is None or record.deleted:
        return {"chat": chat(state, state.chats[chat_id]), "message_id": message_id, "date": 0}
    return message(state, record)


def topic(record: Topic) -> JsonObject:
    """A `ForumTopic`."""
    return {"message_thread_id": record.thread_id, "name": record.name, "icon_color": record.icon_color}


def member(state: State, record: Chat, user_id: int) -> JsonObject:
    """A `ChatMember` of a group or channel; a stranger has left."""
    if user_id == state.bot.id:
        who, is_in, is_admin = bot_user(state.bot), record.bot_is_member, record.bot_is_member
    else:
        who = user(state.people[user_id])
        is_in, is_admin = user_id in record.members, user_id in record.admins
    if not is_in:
        return {"status": "left", "user": who}
    if not is_admin:
        return {"status": "member", "user": who}
    rights = dict.fromkeys(_RIGHTS, True)
    return {"status": "administrator", "user": who, "can_be_edited": False, "is_anonymous": False, **rights}


_RIGHTS = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def private_member(who: JsonObject, *, blocked: bool) -> JsonObject:
    """The bot's own membership in a private chat, for `my_chat_member`."""
    return {"status": "kicked", "user": who, "until_date": 0} if blocked else {"status": "member", "user": who}
