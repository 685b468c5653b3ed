"""A world: one bot, the people it can meet, their chats, and what is written in them.

All calls come from one event loop, so nothing here is locked. What changes is announced to the page
(`playground.events`); what people do to the bot is in `playground.actions`.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from playground import shown
from playground.calls import CallLog
from playground.clock import Clock
from playground.events import Events
from playground.faults import FaultPlan
from playground.inline_queries import Query
from playground.refusals import Refusal
from playground.state import Bot, Chat, JsonObject, Mail, Message, Person, State, StoredFile, Topic
from playground.updates import UpdateQueue

CALLBACK_LIFETIME = 60.0
"""Seconds after which Telegram no longer takes the answer to a pressed button."""
TOPIC_COLOUR = 7322096


class World:
    """Everything around one bot token. `state` is kept across restarts, the rest lives as long as the process."""

    def __init__(self, state: State, clock: Clock) -> None:
        self.state = state
        self.clock = clock
        self.faults = FaultPlan()
        self.calls = CallLog()
        self.inline: dict[str, Query] = {}
        self.events = Events(state)
        self.updates = UpdateQueue(state)
        self._on_webhook_change: Callable[[], None] | None = None
        self._files = {file.path: file for file in state.files.values()}

    @classmethod
    def founded(cls, token: str, bot_name: str, username: str, clock: Clock) -> World:
        """A new world. Update ids start with the clock, so that a world made again does not repeat old ones."""
        bot = Bot(int(token.partition(":")[0]), bot_name, username)
        return cls(State(token, bot, last_update_id=int(time.time())), clock)

    def now(self) -> int:
        """The time as Telegram gives it: whole Unix seconds."""
        return int(self.clock().timestamp())

    def close(self, answer: Refusal | None = None) -> None:
        """End whoever waits: pollers get `answer` (None: an empty list), event streams end."""
        self.updates.close(answer)
        self.events.close()

    def webhook_changed(self) -> None:
        """To be called when `state.webhook` is set or removed."""
        if self._on_webhook_change is not None:
            self._on_webhook_change()

    def watch_webhook(self, watcher: Callable[[], None]) -> None:
        self._on_webhook_change = watcher

    def announce(self, kind: str, chat_id: int | None = None, **more: object) -> int:
        """Tell the page; returns the event's number."""
        number = self.events.next_number()
        event: JsonObject = {"type": kind, **({} if chat_id is None else {"chat_id": chat_id}), **more}
        self.events.announce(number, event)
        return number

    def add_person(self, person: Person) -> None:
        """A new person, and the private chat that can be opened with them."""
        self.state.people[person.id] = person
        self.add_chat(Chat(person.id, "private", person.first_name, [person.id]))
        self.person_changed(person)

    def person_changed(self, person: Person) -> None:
        self.announce("person", person.id, person=shown.person(person))

    def add_chat(self, chat: Chat) -> None:
        self.state.chats[chat.id] = chat
        self.state.messages[chat.id] = {}

    def post(self, message: Message) -> Message:
        """Write the message into its chat: it gets the chat's next id."""
        chat = self.state.chats[message.chat_id]
        chat.last_message_id += 1
        message.id = chat.last_message_id
        self.state.messages[chat.id][message.id] = message
        self._announce_message("message", message)
        return message

    def edited(self, message: Message) -> None:
        """Announce that the message is not what it was."""
        self._announce_message("edit", message)

    def delete(self, message: Message) -> None:
        message.deleted = True
        self._announce_message("delete", message)

    def _announce_message(self, kind: str, message: Message) -> None:
        message.seq = self.events.next_number()
        event: JsonObject = {
            "type": kind,
            "chat_id": message.chat_id,
            "message_id": message.id,
            "message": shown.message(self.state, message),
        }
        self.events.announce(message.seq, event)

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """The message, or None if there never was one or it is deleted."""
        message = self.state.messages.get(chat_id, {}).get(message_id)
        return None if message is None or message.deleted else message

    def open_topic(self, chat: Chat, name: str, icon_color: int = TOPIC_COLOUR) -> Topic:
        """A new forum topic, opened by the bot."""
        payload: JsonObject = {"forum_topic_created": {"name": name, "icon_color": icon_color}}
        message = self.service_message(chat, payload, f"Topic “{name}” opened")
        message.thread_id = message.id
        topic = Topic(message.id, name, icon_color)
        chat.topics[topic.thread_id] = topic
        self.edited(message)
        return topic

    def service_message(self, chat: Chat, payload: JsonObject, text: str, thread_id: int | None = None) -> Message:
        """What Telegram notes in a chat about something the bot did; `text` is for the page."""
        return self.post(
            Message(
                0,
                chat.id,
                self.state.bot.id,
                self.now(),
                kind="service",
                text=text,
                payload=payload,
                thread_id=thread_id,
            )
        )

    def keep_file(self, file: StoredFile) -> None:
        self.state.files[file.file_id] = file
        self._files[file.path] = file

    def file_at(self, path: str) -> StoredFile | None:
        return self._files.get(path)

    def add_mail(self, mail: Mail) -> Mail:
        """Put the letter into the mailbox pane: it gets an id, the time, and its place among those before it."""
        mail.id, mail.date = len(self.state.mail) + 1, self.now()
        mail.thread = self._thread_of(mail)
        self.state.mail.append(mail)
        self.announce("mail", mail=shown.mail(mail))
        return mail

    def _thread_of(self, mail: Mail) -> int:
        """The thread of a letter to the same address that names one of the same letters; else a new one."""
        for other in reversed(self.state.mail):
            if other.to == mail.to and _named(other) & _named(mail):
                return other.thread
        return mail.id


def _named(mail: Mail) -> set[str]:
    return {mail.message_id, *mail.references} - {""}
