"""Carries what is written in a case from one chat to the other, unchanged and under the bot's name."""

from __future__ import annotations

from handlers.chat.incoming import Attachment, Edited, Entities, Incoming, Text
from handlers.chat.post import Post
from handlers.chat.views import Row, View
from storage.runtime.outbox import OPEN_TOPIC
from storage.tables import CaseEntry, SupportCase
from storage.tables.base import JsonObject

LONGEST_TEXT = 4096
CANNOT_BE_COPIED = frozenset({"game", "giveaway", "invoice", "paid_media", "story", "checklist"})
"""Kinds of message that Telegram lets no bot copy."""


def open_topic(post: Post, case: SupportCase) -> None:
    """A topic of its own for the case, in the group."""
    post.call(OPEN_TOPIC, case.chat_id, {"name": case.title}, case=case)


def close_topic(post: Post, case: SupportCase) -> None:
    """Nothing more is to be written in the case's topic."""
    post.call("closeForumTopic", case.chat_id, {}, case=case)


def say_in_case(post: Post, case: SupportCase, language: str, view: View) -> None:
    """The bot's own words in the case's topic."""
    post.say(case.chat_id, language, view, case=case)


def copy_to_person(
    post: Post, incoming: Incoming, entry: CaseEntry, case: SupportCase, mark: str, reply_to: int, rows: tuple[Row, ...]
) -> None:
    """What support has written in the topic goes to the person, with a `mark` before it that says whose words it is."""
    chat_id, language = case.person.chat_id, case.person.language
    _copy(post, incoming, entry, chat_id, mark, {**_answering(reply_to), **post.buttons(rows, language)}, None)


def copy_to_topic(post: Post, incoming: Incoming, entry: CaseEntry, case: SupportCase, reply_to: int) -> None:
    """What the person has written goes into the case's topic."""
    _copy(post, incoming, entry, case.chat_id, "", _answering(reply_to), case)


def _copy(
    post: Post,
    incoming: Incoming,
    entry: CaseEntry,
    chat_id: int,
    mark: str,
    more: JsonObject,
    case: SupportCase | None,
) -> None:
    match incoming.content:
        case Text(text=text, entities=entities):
            # Not copied by Telegram: it may be deleted there before it arrives here.
            post.call("sendMessage", chat_id, _marked(mark, text, entities) | more, case=case, entry=entry)
        case Attachment():
            where: JsonObject = {"from_chat_id": incoming.chat_id, "message_id": incoming.message_id}
            post.call("copyMessage", chat_id, where | more, case=case, entry=entry)


def change_copy(post: Post, edited: Edited, entry: CaseEntry, case: SupportCase, mark: str) -> None:
    """What was changed on one side changes on the other."""
    if entry.to_chat_id is None:
        return
    parameters = _marked("" if edited.caption else mark, edited.text, edited.entities)
    if edited.caption:
        parameters = {"caption": parameters["text"], "caption_entities": parameters["entities"]}
    if entry.to_message_id is not None:
        parameters["message_id"] = entry.to_message_id
    method = "editMessageCaption" if edited.caption else "editMessageText"
    in_topic = case if entry.to_chat_id == case.chat_id else None
    post.call(method, entry.to_chat_id, parameters, case=in_topic, entry=entry)


def _marked(mark: str, text: str, entities: Entities) -> JsonObject:
    """The text behind its mark. Telegram counts places in UTF-16."""
    if len(mark) + len(text) > LONGEST_TEXT:
        mark = ""
    shift = len(mark.encode("utf-16-le")) // 2
    moved: list[object] = [{**entity, "offset": _place(entity) + shift} for entity in entities]
    return {"text": mark + text, "entities": moved, "link_preview_options": {"is_disabled": True}}


def _place(entity: dict[str, object]) -> int:
    offset = entity.get("offset")
    return offset if isinstance(offset, int) else 0


def _answering(message_id: int) -> JsonObject:
    if not message_id:
        return {}
    return {"reply_parameters": {"message_id": message_id, "allow_sending_without_reply": True}}
