"""Reads Telegram's updates: what of them concerns a conversation, in the handlers' own terms."""

from __future__ import annotations

from telegram import Chat, ChatMember, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from handlers.incoming import Attachment, Command, Content, Edited, Incoming, Press, Reachable, Sender, Text

WANTED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that the bot asks Telegram for."""

_ATTACHMENTS = (
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway", "invoice", "live_photo",
    "paid_media", "photo", "poll", "sticker", "story", "venue", "location", "video", "video_note", "voice",
)  # fmt: skip
"""Kinds of message that a person has sent; all others (a pinned message, a new title) are Telegram's own notes.
An animation is a document as well and a venue has a location: the closer word stands first."""


def read_update(update: Update, bot_username: str) -> Incoming | None:
    """What arrived, or `None` where nobody expects an answer: Telegram's own notes, other bots, channels."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or user.is_bot:
        return None
    content = _content(update, bot_username)
    if content is None:
        return None
    return Incoming(update.update_id, chat.id, chat.type == ChatType.PRIVATE, _sender(user), content)


def _sender(user: User) -> Sender:
    return Sender(user.id, storable(user.first_name)[:64], user.language_code)


def _content(update: Update, bot_username: str) -> Content | None:
    if update.callback_query is not None:
        query = update.callback_query
        if query.message is None or query.data is None:
            return None
        return Press(storable(query.data), query.message.message_id, query.id)
    if update.my_chat_member is not None:
        member = update.my_chat_member
        return _reachable(member.chat, member.new_chat_member)
    if update.edited_message is not None:
        return Edited()
    if update.message is not None:
        return _message(update.message, bot_username)
    return None


def _reachable(chat: Chat, member: ChatMember) -> Reachable | None:
    return Reachable(member.status != ChatMember.BANNED) if chat.type == ChatType.PRIVATE else None


def _message(message: Message, bot_username: str) -> Content | None:
    if message.text is None:
        # Not the library's effective_message_type: a photo sent with an effect is an “effect_id” to it.
        kind = next((kind for kind in _ATTACHMENTS if getattr(message, kind)), None)
        return None if kind is None else Attachment(kind)
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return Text(storable(message.text))
    name, _, addressee = message.text[1 : first.length].partition("@")
    if addressee and addressee.lower() != bot_username.lower():
        return None
    return Command(name.lower(), storable(message.text[first.length :]), addressed=bool(addressee))


def storable(text: str) -> str:
    """The text without what a database cannot hold: NUL, and halves of characters that a faulty client may send."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
