"""Reads Telegram's updates: what of them concerns a conversation, in the handlers' own terms.

Updates are read from their JSON: every one goes through here, and building the library's objects for all that Telegram
tells with it costs more than applying it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import parse_qs, urlsplit

from bot.intake.update_json import (
    ChatJson,
    EntityJson,
    MembershipJson,
    MessageJson,
    SharedUsersJson,
    UpdateJson,
    UserJson,
)
from handlers.chat.incoming import (
    Attachment,
    Command,
    Content,
    Edited,
    Entities,
    Incoming,
    InlineQuery,
    Press,
    Reachable,
    Sender,
    SentFile,
    Shared,
    SharedPerson,
    Text,
)

WANTED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of update that the bot asks Telegram for."""

_ATTACHMENTS = (
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway", "invoice", "live_photo",
    "paid_media", "photo", "poll", "sticker", "story", "venue", "location", "video", "video_note", "voice",
)  # fmt: skip
"""Kinds of message that a person has sent; all others (a pinned message, a new title) are Telegram's own notes.
An animation is a document as well and a venue has a location: the closer word stands first."""
LONGEST_FILE_NAME = 120
_TOO_LARGE = 2**63


@dataclass(frozen=True, slots=True)
class Update:
    """An update as it came: its number, the chat that it belongs to (0 for none), and the whole of it."""

    id: int
    chat_id: int
    json: UpdateJson
    asked_inline_by: int = 0
    """Who has typed an inline query, which belongs to no chat; 0 for every other kind of update."""


class NotAnUpdate(ValueError):
    """Something else than one of Telegram's updates."""


def as_update(raw: object) -> Update:
    """An update from its JSON. Raises `NotAnUpdate`."""
    if not isinstance(raw, dict):
        raise NotAnUpdate("an update is an object")
    update = cast(UpdateJson, raw)
    try:
        chat = _chat(update)
        asker = update["inline_query"]["from"]["id"] if "inline_query" in update else 0
        numbers = (update["update_id"], chat["id"] if chat is not None else 0, asker)
    except (KeyError, TypeError, AttributeError) as fault:
        raise NotAnUpdate("an update tells its number, and to which chat it belongs") from fault
    if not all(isinstance(each, int) and abs(each) < _TOO_LARGE for each in numbers):
        raise NotAnUpdate("an update's numbers are such that a database takes")
    return Update(numbers[0], numbers[1], update, numbers[2])


def kind_of(update: Update) -> str:
    """Telegram's word for what has arrived; `other` for what was not asked for."""
    return next((kind for kind in WANTED_UPDATES if kind in update.json), "other")


def _chat(update: UpdateJson) -> ChatJson | None:
    if "message" in update:
        return update["message"]["chat"]
    if "callback_query" in update:
        message = update["callback_query"].get("message")
        return message["chat"] if message is not None else None
    if "edited_message" in update:
        return update["edited_message"]["chat"]
    return update["my_chat_member"]["chat"] if "my_chat_member" in update else None


def read_update(update: Update, bot_username: str) -> Incoming | None:
    """What arrived, or `None` where nobody expects an answer: Telegram's own notes, other bots, channels."""
    user, chat = _user(update.json), _chat(update.json)
    if user is None or chat is None or (user.get("is_bot") and not _is_anonymous(update.json)):
        return None
    content = _content(update.json, bot_username)
    if content is None:
        return None
    private = chat["type"] == "private"
    incoming = Incoming(update.id, chat["id"], private, _sender(user), content)
    message = _written(update.json)
    return incoming if message is None else _placed(incoming, message)


def read_inline_query(update: Update) -> InlineQuery | None:
    """What somebody types behind the bot's name; `None` where it is a bot that does."""
    query = update.json["inline_query"]
    if query["from"].get("is_bot"):
        return None
    own_chat = query.get("chat_type") == "sender"
    sender, text = _sender(query["from"]), storable(query["query"])
    return InlineQuery(query["id"], sender, text, own_chat, storable(query.get("offset", "")))


def is_free_text(update: Update) -> bool:
    """Whether somebody writes in their own words: what they mean has to be found out."""
    match update.json:
        case {"message": {"text": str(text)}}:
            return not text.startswith("/")
    return False


def _written(update: UpdateJson) -> MessageJson | None:
    """The message that somebody has written or changed."""
    if "message" in update:
        return update["message"]
    return update.get("edited_message")


def _placed(incoming: Incoming, message: MessageJson) -> Incoming:
    """With the place of the message among others."""
    answered = message.get("reply_to_message")
    topic = message.get("message_thread_id", 0) if message.get("is_topic_message") else 0
    if answered is not None and answered["message_id"] == topic:
        answered = None  # in a forum, every message that answers none answers the topic's first
    author = answered.get("from") if answered is not None else None
    return replace(
        incoming,
        message_id=message["message_id"],
        reply_to=answered["message_id"] if answered is not None else 0,
        topic=topic,
        in_forum=message["chat"].get("is_forum", False),
        replied_to=_sender(author) if author is not None and not author.get("is_bot") else None,
    )


def _is_anonymous(update: UpdateJson) -> bool:
    """Whether a group's administrator writes in its name: a bot of Telegram's stands for them."""
    message = _written(update)
    return message is not None and message.get("sender_chat", {}).get("id") == message["chat"]["id"]


def _user(update: UpdateJson) -> UserJson | None:
    if "message" in update:
        return update["message"].get("from")
    if "callback_query" in update:
        return update["callback_query"]["from"]
    if "edited_message" in update:
        return update["edited_message"].get("from")
    return update["my_chat_member"]["from"] if "my_chat_member" in update else None


def _sender(user: UserJson) -> Sender:
    return Sender(user["id"], storable(user.get("first_name", ""))[:64], user.get("language_code"))


def _content(update: UpdateJson, bot_username: str) -> Content | None:
    if "callback_query" in update:
        query = update["callback_query"]
        if "message" not in query or "data" not in query:
            return None
        message = query["message"]
        on_file = "document" in message or "photo" in message
        return Press(storable(query["data"]), message["message_id"], query["id"], on_file=on_file)
    if "my_chat_member" in update:
        return _reachable(update["my_chat_member"])
    if "edited_message" in update:
        return _edited(update["edited_message"])
    return _message(update["message"], bot_username) if "message" in update else None


def _edited(message: MessageJson) -> Edited:
    if "text" in message:
        return Edited(storable(message["text"]), _entities(message.get("entities", ())))
    caption = storable(message.get("caption", ""))
    return Edited(caption, _entities(message.get("caption_entities", ())), caption=True)


def _entities(found: Iterable[EntityJson]) -> Entities:
    return tuple(dict(entity) for entity in found)


def _reachable(membership: MembershipJson) -> Reachable | None:
    """Telegram tells that a person has blocked the bot as if it had been banned from their chat."""
    private = membership["chat"]["type"] == "private"
    return Reachable(membership["new_chat_member"]["status"] != "kicked") if private else None


def _message(message: MessageJson, bot_username: str) -> Content | None:
    text = message.get("text")
    if text is None and "users_shared" in message:
        return _shared(message["users_shared"])
    if text is None:
        kind = next((kind for kind in _ATTACHMENTS if kind in message), None)
        return None if kind is None else Attachment(kind, storable(message.get("caption", "")), _file(kind, message))
    first = next(iter(message.get("entities", ())), None)
    if first is None or first["type"] != "bot_command" or first["offset"] != 0:
        if (result := _own_result(message, bot_username)) is not None:
            return result
        return Text(storable(text), _entities(message.get("entities", ())))
    name, _, addressee = text[1 : first["length"]].partition("@")
    if addressee and addressee.lower() != bot_username.lower():
        return None
    behind: list[EntityJson] = message.get("entities", [])[1:]
    return Command(
        name.lower(),
        storable(text[first["length"] :]),
        addressed=bool(addressee),
        entities=tuple({**entity, "offset": entity["offset"] - first["length"]} for entity in behind),
    )


def _own_result(message: MessageJson, bot_username: str) -> Command | None:
    """Where somebody sends a result of the bot's own to the bot itself, it opens what its button leads to."""
    via = message.get("via_bot", {}).get("username", "")
    if message["chat"]["type"] != "private" or via.lower() != bot_username.lower():
        return None
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    links = [urlsplit(button.get("url", "")) for row in rows for button in row]
    starts = [start for link in links for start in parse_qs(link.query).get("start", [])]
    return Command("start", starts[0]) if starts else None


def _file(kind: str, message: MessageJson) -> SentFile | None:
    """What can be sent on by its id; of a photo, Telegram keeps several sizes, the largest last."""
    if kind == "document":
        document = message["document"]
        name = storable(document.get("file_name", "")).strip()[:LONGEST_FILE_NAME]
        return SentFile(kind, document["file_id"], name or "document", document.get("file_size"))
    if kind == "photo" and message["photo"]:
        largest = message["photo"][-1]
        return SentFile(kind, largest["file_id"], "photo", largest.get("file_size"))
    return None


def _shared(shared: SharedUsersJson) -> Shared | None:
    names = {user["user_id"]: f"{user.get('first_name', '')} {user.get('last_name', '')}" for user in shared["users"]}
    people = (SharedPerson(number, storable(name).strip()[:64] or None) for number, name in names.items())
    return Shared(shared["request_id"], tuple(people)) if names else None


def storable(text: str) -> str:
    """The text without what a database cannot hold: NUL, and halves of characters that a faulty client may send."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
