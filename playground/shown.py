"""Messages, people and chats as the page shows them (the control API's JSON)."""

from __future__ import annotations

from urllib.parse import quote

from playground.clock import Clock
from playground.state import Bot, Chat, JsonObject, Mail, Message, Person, State
from playground.texts import to_html


def world(state: State) -> JsonObject:
    """Who is in a world, and where they can meet."""
    return {
        "bot": bot(state.bot),
        "people": [person(record) for record in state.people.values()],
        "chats": [chat(record) for record in state.chats.values()],
    }


def bot(record: Bot) -> JsonObject:
    return {"id": record.id, "name": record.name, "username": record.username}


def clock(record: Clock) -> JsonObject:
    """The world's time, in seconds since 1970, and how many days of a journey are left."""
    return {"now": record().timestamp(), "days_left": record.days_left}


def person(record: Person) -> JsonObject:
    return {
        "id": record.id,
        "first_name": record.first_name,
        "last_name": record.last_name,
        "username": record.username,
        "language_code": record.language_code,
        "role": record.role,
        "organisation": record.organisation,
        "email": record.email,
        "blocked": record.blocked,
        "started": record.started,
    }


def chat(record: Chat) -> JsonObject:
    return {
        "id": record.id,
        "type": record.type,
        "title": record.title,
        "members": list(record.members),
        "admins": list(record.admins),
        "is_forum": record.is_forum,
        "topics": [
            {"thread_id": topic.thread_id, "name": topic.name, "closed": topic.closed}
            for topic in record.topics.values()
        ],
    }


def message(state: State, record: Message) -> JsonObject:
    """A deleted message keeps its place but not its words."""
    gone = record.deleted
    file = state.files[record.file_id] if record.file_id is not None and not gone else None
    shown: JsonObject = {
        "message_id": record.id,
        "from": "bot" if record.sender in (state.bot.id, None) else record.sender,
        "name": _name(state, record),
        "date": record.date,
        "edit_date": record.edit_date,
        "html": "" if gone else to_html(record.text, record.entities),
        "text": "" if gone else record.text,
        "keyboard": None if gone or record.keyboard is None else [[_button(b) for b in row] for row in record.keyboard],
        "keys": None if gone else record.keys,
        "kind": record.kind,
        "deleted": gone,
        "reply_to": record.reply_to,
        "thread_id": record.thread_id,
    }
    if record.via_bot:
        shown["via"] = f"@{state.bot.username}"
    if file is not None:
        shown["file"] = {"name": file.name, "url": f"/file/bot{quote(state.token)}/{quote(file.path)}"}
    return shown


def _name(state: State, record: Message) -> str:
    if record.sender is None:
        return state.chats[record.chat_id].title
    return state.bot.name if record.sender == state.bot.id else state.people[record.sender].first_name


def _button(button: JsonObject) -> JsonObject:
    shown: JsonObject = {"text": button["text"]}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    if "url" in button:
        shown["url"] = button["url"]
    return shown


def mail(record: Mail) -> JsonObject:
    return {
        "id": record.id,
        "thread": record.thread,
        "from": record.sender,
        "to": record.to,
        "subject": record.subject,
        "text": record.text,
        "html": record.html,
        "date": record.date,
    }
