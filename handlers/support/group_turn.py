"""One message in a group, as support's side sees it, and what a command there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.words import Msg, Words
from handlers.chat.incoming import Command, Incoming
from handlers.chat.post import Post
from handlers.chat.rendering import DEFAULT_LANGUAGE
from handlers.chat.turn import Declared, Surroundings
from handlers.chat.views import View
from storage.tables import Staff, SupportCase, SupportGroup
from storage.work import Work

ANONYMOUS = 1087968824
"""The bot of Telegram's that stands for all administrators who write in the name of their group."""


@dataclass(frozen=True, slots=True)
class GroupTurn:
    """One message in a group. `group` is set where it is support's, `case` where it stands in the topic of one."""

    work: Work
    post: Post
    around: Surroundings
    forms: Mapping[str, Declared]
    incoming: Incoming
    staff: Staff | None
    group: SupportGroup | None
    case: SupportCase | None

    @property
    def language(self) -> str:
        """What the bot speaks in the group."""
        return self.group.language if self.group is not None else DEFAULT_LANGUAGE

    def say(self, words: Words) -> None:
        """In the topic, or outside of all, wherever the message was."""
        self.show(View(words))

    def show(self, view: View) -> None:
        """The same, with buttons."""
        self.post.say(self.incoming.chat_id, self.language, view, topic=self.incoming.topic)

    @property
    def argument(self) -> str:
        """What stands behind the command, stripped."""
        content = self.incoming.content
        return content.argument.strip() if isinstance(content, Command) else ""

    def say_stranger(self) -> None:
        """Who is not known as support reads what to do about it."""
        sender = self.incoming.sender
        if sender.telegram_id == ANONYMOUS:
            self.say(
                Msg(
                    "You write in the name of the group, so I cannot see who you are, and nothing was done and nothing "
                    "sent. Please turn off “Remain anonymous” in your rights as an administrator."
                )
            )
            return
        self.say(
            Msg(
                "{name}, I do not know you as support, so nothing was done and nothing sent. A lead can admit you: "
                "reply to your message with /admit. Or, on the command line: "
                "<code>handschlag support add {number}</code>",
                name=sender.first_name,
                number=str(sender.telegram_id),
            )
        )


@dataclass(frozen=True, slots=True)
class GroupCommand:
    """What a command does, in the topic of a case or anywhere in the group; `what` stands in the help."""

    what: Msg | None
    in_case: Callable[[GroupTurn, SupportCase, Staff], None] | None = None
    anywhere: Callable[[GroupTurn, Staff], None] | None = None
