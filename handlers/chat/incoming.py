"""What arrives from Telegram, reduced to what conversations need. `bot.intake.reading` makes these from updates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever wrote or tapped. `language_code` is the Telegram app's language (`de-CH`), if it tells."""

    telegram_id: int
    first_name: str
    language_code: str | None


Entities: TypeAlias = tuple[dict[str, object], ...]
"""Telegram's own notes on a text: what is bold, what is a link."""


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    entities: Entities = ()


@dataclass(frozen=True, slots=True)
class Command:
    """`/name argument`. In a group, `addressed` says whether the bot's own username stood behind the name.

    `entities` are notes on the argument.
    """

    name: str
    argument: str
    addressed: bool = True
    entities: Entities = ()


@dataclass(frozen=True, slots=True)
class Press:
    """A tapped button: its data, and the message under which it stood; `on_file` where that is a document or picture,
    in whose place no text can be shown."""

    data: str
    message_id: int
    callback_id: str
    on_file: bool = False


@dataclass(frozen=True, slots=True)
class SentFile:
    """A document or a photo that Telegram keeps for the bot; `size` is in bytes, as far as Telegram tells it.

    `kind` is `document` or `photo`; the bot sends it on by its `file_id`, which nobody else can use.
    """

    kind: str
    file_id: str
    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """Anything that is not text: `photo`, `voice`, `sticker`, `contact`, …; `text` is what stands below it.

    Those that can be kept and sent on have a `file`.
    """

    kind: str
    text: str = ""
    file: SentFile | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A message that was changed after it had been sent: the new text, below an attachment if `caption`."""

    text: str = ""
    entities: Entities = ()
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Reachable:
    """The person has blocked (`False`) or unblocked (`True`) the bot."""

    now: bool


@dataclass(frozen=True, slots=True)
class SharedPerson:
    """Somebody from the contacts, with the name if Telegram tells it."""

    telegram_id: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """People whom somebody has chosen with the key of this `request` (see `handlers.chat.views.ChoosePeople`)."""

    request: int
    people: tuple[SharedPerson, ...]


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """What somebody types behind the bot's name, in any chat: results are shown to them while they type.

    `own_chat` is the private chat with the bot itself. `offset` is where more begins, as the answer before has said.
    """

    id: str
    sender: Sender
    text: str
    own_chat: bool
    offset: str = ""


Content: TypeAlias = Text | Command | Press | Attachment | Edited | Reachable | Shared


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update. `private` chats are conversations; elsewhere the bot only says where to find it.

    `message_id` is the message that was written, edited or tapped, `reply_to` the one that it answers (0 for none),
    `topic` where in a forum it stands (0 for outside of topics).
    """

    update_id: int
    chat_id: int
    private: bool
    sender: Sender
    content: Content
    message_id: int = 0
    reply_to: int = 0
    topic: int = 0
    in_forum: bool = False
    replied_to: Sender | None = None
    """Who wrote the message that this one answers, if it was a person."""
