"""Updates as Telegram writes them in JSON, as far as they are read here."""

from __future__ import annotations

from typing import Required, TypedDict


class UserJson(TypedDict, total=False):
    id: Required[int]
    is_bot: bool
    first_name: str
    username: str
    language_code: str


class ChatJson(TypedDict, total=False):
    id: Required[int]
    type: Required[str]
    is_forum: bool


class EntityJson(TypedDict):
    type: str
    offset: int
    length: int


class SharedUserJson(TypedDict, total=False):
    user_id: Required[int]
    first_name: str
    last_name: str


class FileJson(TypedDict, total=False):
    file_id: Required[str]
    file_name: str
    file_size: int


class SharedUsersJson(TypedDict):
    request_id: int
    users: list[SharedUserJson]


class ButtonJson(TypedDict, total=False):
    url: str


class MarkupJson(TypedDict, total=False):
    inline_keyboard: list[list[ButtonJson]]


MessageJson = TypedDict(
    "MessageJson",
    {
        "message_id": Required[int],
        "from": UserJson,
        "chat": Required[ChatJson],
        "text": str,
        "entities": list[EntityJson],
        "caption": str,
        "caption_entities": list[EntityJson],
        "message_thread_id": int,
        "is_topic_message": bool,
        "sender_chat": ChatJson,
        "reply_to_message": "MessageJson",
        "users_shared": SharedUsersJson,
        "document": FileJson,
        "photo": list[FileJson],
        "via_bot": UserJson,
        "reply_markup": MarkupJson,
    },
    total=False,
)
QueryJson = TypedDict(
    "QueryJson", {"id": Required[str], "from": Required[UserJson], "message": MessageJson, "data": str}, total=False
)


InlineJson = TypedDict(
    "InlineJson",
    {"id": Required[str], "from": Required[UserJson], "query": Required[str], "offset": str, "chat_type": str},
    total=False,
)


class MemberJson(TypedDict):
    status: str


MembershipJson = TypedDict("MembershipJson", {"chat": ChatJson, "from": UserJson, "new_chat_member": MemberJson})


class UpdateJson(TypedDict, total=False):
    """An update as Telegram writes it, as far as it is read here."""

    update_id: Required[int]
    message: MessageJson
    edited_message: MessageJson
    callback_query: QueryJson
    inline_query: InlineJson
    my_chat_member: MembershipJson
