"""A tap in a group: who may tap there, and what is shown in return."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Words
from handlers.chat.post import Post
from handlers.chat.turn import Surroundings
from handlers.chat.views import View
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Insider:
    """Somebody who may tap buttons in a group, by name, and the language in which the group reads."""

    name: str
    language: str


@dataclass(slots=True)
class RoomTurn:
    """One tap in one group, inside its transaction."""

    work: Work
    post: Post
    around: Surroundings
    chat_id: int
    message_id: int
    who: Insider
    toast: str | None = None

    def show(self, view: View) -> None:
        """Shows a view in place of the tapped one."""
        self.post.edit(self.chat_id, self.who.language, self.message_id, view)

    def whisper(self, words: Words) -> None:
        """A short remark that vanishes by itself, over the tapped button; only who has tapped reads it."""
        self.toast = self.around.renderer.plain(words, self.who.language)[:200]
