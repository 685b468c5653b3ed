"""One call of a Bot API method: its arguments, its world, and the chat it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from playground.entities import parse_html, utf16_length
from playground.refusals import Refusal, bad_request, forbidden
from playground.schema import Arguments
from playground.shapes import GENERAL_TOPIC
from playground.state import Chat, Entity
from playground.texts import finished
from playground.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024


@dataclass(frozen=True, slots=True)
class Call:
    """What a method works on. Methods raise `Refusal`."""

    world: World
    arguments: Arguments

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat, whether or not the bot may write to it."""
        wanted = self.arguments.chat(name)
        chat = self.world.state.chats.get(wanted) if isinstance(wanted, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable_chat(self) -> Chat:
        """The chat, if the bot may write to it."""
        chat = self.chat()
        if chat.migrated_to is not None:
            raise Refusal(
                400,
                "group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        if not chat.bot_is_member:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        if chat.type == "private":
            person = self.world.state.people[chat.id]
            if person.deactivated:
                raise forbidden("user is deactivated")
            if person.blocked:
                raise forbidden("bot was blocked by the user")
            if not person.started:
                raise forbidden("bot can't initiate conversation with a user")
        return chat

    def thread(self, chat: Chat) -> int | None:
        """The forum topic that is written to, None for the chat itself."""
        thread_id = self.arguments.integer("message_thread_id")
        if thread_id == 0:
            return None
        if not (chat.is_forum and (thread_id == GENERAL_TOPIC or thread_id in chat.topics)):
            raise bad_request("message thread not found")
        return thread_id

    def words(self, name: str = "text") -> tuple[str, list[Entity]]:
        """The text or caption with its entities. Raises for markup that does not parse and for too many characters."""
        text, entities = self.arguments.text(name), self._given_entities(name)
        mode = self.arguments.text("parse_mode").lower()
        if mode == "html":
            text, entities = parse_html(text)
        elif mode:
            raise bad_request("unsupported parse_mode")
        text, entities = finished(text, entities)
        if name == "text" and not text:
            raise bad_request("message text is empty")
        if utf16_length(text) > (MAX_TEXT if name == "text" else MAX_CAPTION):
            raise bad_request("message is too long" if name == "text" else "message caption is too long")
        return text, entities

    def _given_entities(self, name: str) -> list[Entity]:
        spans = []
        for given in self.arguments.array("entities" if name == "text" else f"{name}_entities") or ():
            if not isinstance(given, dict):
                raise bad_request("can't parse MessageEntity: expected an Object")
            kind, offset, length, url = (given.get(key) for key in ("type", "offset", "length", "url"))
            if not (isinstance(kind, str) and isinstance(offset, int) and isinstance(length, int)):
                raise bad_request('can\'t parse MessageEntity: Can\'t find field "type", "offset" or "length"')
            spans.append(Entity(kind, offset, length, url if isinstance(url, str) else None))
        return spans


Method: TypeAlias = Callable[[Call], object]
"""Does what a Bot API method does and returns its `result`."""
