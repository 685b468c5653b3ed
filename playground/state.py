"""What a playground world is made of: plain records, exactly what is kept across a restart.

Nothing here acts; `playground.world` does. Times are Unix seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

JsonObject: TypeAlias = dict[str, object]
"""A JSON object on its way in or out; its values are checked where they are read."""

Keyboard: TypeAlias = list[list[dict[str, object]]]
"""An inline keyboard as rows of Bot API `InlineKeyboardButton` objects."""

ChatType: TypeAlias = Literal["private", "group", "supergroup", "channel"]
Kind: TypeAlias = Literal[
    "text", "photo", "sticker", "voice", "document", "contact", "location", "poll", "dice", "video", "service"
]


@dataclass(slots=True)
class Bot:
    """The bot that a world's token belongs to."""

    id: int
    name: str
    username: str


@dataclass(slots=True)
class Person:
    """Somebody who can chat with the bot. `role`, `organisation` and `email` are for the page only."""

    id: int
    first_name: str
    language_code: str = "en"
    last_name: str | None = None
    username: str | None = None
    role: str | None = None
    organisation: str | None = None
    email: str | None = None
    """Whose letters are theirs: a link in one opens this person's chat."""
    blocked: bool = False
    started: bool = False
    deactivated: bool = False


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is the id of the service message that opened it."""

    thread_id: int
    name: str
    icon_color: int
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's), a group or a channel (negative ids)."""

    id: int
    type: ChatType
    title: str
    members: list[int] = field(default_factory=list)
    admins: list[int] = field(default_factory=list)
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    bot_is_member: bool = True
    migrated_to: int | None = None
    last_message_id: int = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of a text with a meaning; offset and length count UTF-16 code units, as Telegram does."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user_id: int | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(slots=True)
class Message:
    """A message in a chat. `sender` is None for a channel post; `seq` numbers its last change."""

    id: int
    chat_id: int
    sender: int | None
    date: int
    kind: Kind = "text"
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboard: Keyboard | None = None
    reply_keyboard: bool = False
    keys: Keyboard | None = None
    """A reply keyboard's `KeyboardButton` objects; none of its removal."""
    file_id: str | None = None
    payload: JsonObject | None = None
    edit_date: int | None = None
    deleted: bool = False
    forwarded: bool = False
    via_bot: bool = False
    """Whether somebody has sent it with the bot's help: one of its inline results."""
    reply_to: int | None = None
    thread_id: int | None = None
    seq: int = 0


@dataclass(slots=True)
class StoredFile:
    """A file's bytes (base64), as sent by the bot or made up for a person."""

    file_id: str
    name: str
    mime_type: str
    path: str
    size: int
    content: str


@dataclass(slots=True)
class Callback:
    """A pressed button that waits for its answer, or has got it."""

    id: str
    chat_id: int
    message_id: int
    person_id: int
    date: float
    answered: bool = False
    expired: bool = False
    text: str | None = None
    show_alert: bool = False


@dataclass(slots=True)
class Mail:
    """A letter in the mailbox pane. `html` has its pictures in it; it is shown where it can do no harm."""

    id: int
    to: str
    subject: str
    text: str
    date: int
    sender: str = ""
    html: str | None = None
    message_id: str = ""
    references: list[str] = field(default_factory=list)
    """The message ids of the letters that it goes on from."""
    thread: int = 0
    """The id of the first letter to this address in the same conversation."""


@dataclass(slots=True)
class PendingUpdate:
    """An update that the bot has not confirmed. Updates of one `lane` (a chat or a person) keep their order."""

    update_id: int
    lane: int
    date: int
    body: JsonObject


@dataclass(slots=True)
class WebhookSettings:
    """What `setWebhook` was told, and how the last delivery failed."""

    url: str = ""
    secret_token: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(slots=True)
class Profile:
    """What the bot says of itself: keys are language codes, "" for every other language.

    Commands are keyed by scope and language, joined by "|" (`playground.commands`).
    """

    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, JsonObject] = field(default_factory=dict)


@dataclass(slots=True)
class State:
    """Everything of a world that is kept across a restart."""

    token: str
    bot: Bot
    seq: int = 0
    last_update_id: int = 0
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    messages: dict[int, dict[int, Message]] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    mail: list[Mail] = field(default_factory=list)
    updates: dict[int, PendingUpdate] = field(default_factory=dict)
    allowed_updates: list[str] | None = None
    webhook: WebhookSettings = field(default_factory=WebhookSettings)
    profile: Profile = field(default_factory=Profile)
