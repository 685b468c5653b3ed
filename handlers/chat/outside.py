"""What arrives outside of private chats: in groups that a subject works in, and elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.words import Msg, Refused
from handlers.chat.chapters import Group, RoomRoute
from handlers.chat.incoming import Command, Incoming, Press
from handlers.chat.meeting import language_of
from handlers.chat.packing import Codec, Payload
from handlers.chat.post import Post
from handlers.chat.room_turn import RoomTurn
from handlers.chat.turn import Declared, Surroundings
from handlers.chat.views import Button, Link, View
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Outside:
    """The subjects' sides in groups."""

    around: Surroundings
    forms: Mapping[str, Declared]
    groups: tuple[Group, ...]
    routes: Mapping[type[Payload], RoomRoute]
    codec: Codec

    def answer(self, work: Work, post: Post, incoming: Incoming) -> str | None:
        """In a subject's group, its side; elsewhere one sentence to whoever calls a command. What a tap pops up."""
        content = incoming.content
        if isinstance(content, Press):
            return self._press(work, post, incoming, content)
        heard = any(group.hear(work, post, self.around, self.forms, incoming) for group in self.groups)
        if not heard and isinstance(content, Command) and content.addressed:
            link = Link(f"https://t.me/{self.around.bot_username}")
            words = Msg("I answer in private chats only, because contracts are settled there.")
            view = View(words, ((Button(Msg("Message me privately"), link),),))
            post.say(incoming.chat_id, self._language_of(incoming), view)
        return None

    def refuse(self, work: Work, post: Post, incoming: Incoming, refused: Refused) -> str | None:
        """Says why something was not possible: of a tap only to whoever has tapped, in what is returned."""
        if isinstance(incoming.content, Press):
            return self.around.renderer.plain(refused.reason, self._language_of(incoming))[:200]
        for group in self.groups:
            if group.refuse is not None:
                group.refuse(work, post, incoming, refused)
        return None

    def _language_of(self, incoming: Incoming) -> str:
        return language_of(incoming.sender, self.around.renderer.languages)

    def _press(self, work: Work, post: Post, incoming: Incoming, press: Press) -> str | None:
        """A tap, by somebody who may tap there. Of a button that means nothing there, nothing comes."""
        payload = self.codec.unpack(press.data)
        route = None if payload is None else self.routes.get(type(payload))
        admit = next((group.admit for group in self.groups if group.admit is not None), None)
        if payload is None or route is None or admit is None:
            return None
        turn = RoomTurn(work, post, self.around, incoming.chat_id, press.message_id, admit(work, incoming))
        route.answer(turn, payload)
        return turn.toast
