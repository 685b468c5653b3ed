"""Telegram's updates, as Telegram writes them, and what the desk makes of them."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest

from bot.intake.reading import as_update, read_inline_query, read_update
from handlers.chat.incoming import (
    Attachment,
    Command,
    Content,
    Edited,
    Incoming,
    InlineQuery,
    Press,
    Reachable,
    Sender,
    SentFile,
    Shared,
    SharedPerson,
    Text,
)

Raw: TypeAlias = dict[str, Any]

MIA = {"id": 7, "is_bot": False, "first_name": "Mia", "language_code": "de-CH"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Mia"}
GROUP = {"id": -100, "type": "supergroup", "title": "Seegarten"}
CHANNEL = {"id": -200, "type": "channel", "title": "News"}
OTHER_BOT = {"id": 8, "is_bot": True, "first_name": "Echo", "username": "echo_bot"}
DESK = {"id": 9, "is_bot": True, "first_name": "Handschlag", "username": "handschlag_bot"}
FILE = {"file_id": "f", "file_unique_id": "u"}
MOMENT = 1_795_000_000


def read(raw: Raw) -> Incoming | None:
    return read_update(as_update({"update_id": 1, **raw}), "Handschlag_bot")


def content(raw: Raw) -> Content | None:
    incoming = read(raw)
    return None if incoming is None else incoming.content


def message(chat: Raw = PRIVATE, **fields: object) -> Raw:
    return {"message_id": 5, "date": MOMENT, "from": MIA, "chat": chat, **fields}


def command(text: str, chat: Raw = PRIVATE) -> Raw:
    """A message that begins with a command, marked up as Telegram does it."""
    length = len(text.split(maxsplit=1)[0])
    return {"message": message(chat, text=text, entities=[{"type": "bot_command", "offset": 0, "length": length}])}


def press(**fields: object) -> Raw:
    return {"callback_query": {"id": "77", "from": MIA, "chat_instance": "1", **fields}}


def membership(status: str, chat: Raw = PRIVATE, **more: object) -> Raw:
    old = {"status": "member", "user": DESK}
    new = {"status": status, "user": DESK, **more}
    return {
        "my_chat_member": {
            "chat": chat,
            "from": MIA,
            "date": MOMENT,
            "old_chat_member": old,
            "new_chat_member": new,
        }
    }


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param({"message": message(text="Guten Tag")}, Text("Guten Tag"), id="text"),
        pytest.param({"message": message(text="/help")}, Text("/help"), id="command that Telegram did not mark up"),
        pytest.param(
            {"message": message(text="see /help", entities=[{"type": "bot_command", "offset": 4, "length": 5}])},
            Text("see /help", ({"type": "bot_command", "offset": 4, "length": 5},)),
            id="command in the middle",
        ),
        pytest.param(
            {"message": message(text="fett", entities=[{"type": "bold", "offset": 0, "length": 4}])},
            Text("fett", ({"type": "bold", "offset": 0, "length": 4},)),
            id="formatted text",
        ),
        pytest.param(
            {"message": message(text="hallo", effect_id="5104841245755180586")}, Text("hallo"), id="text with an effect"
        ),
        pytest.param({"message": message(GROUP, text="hallo")}, Text("hallo"), id="text in a group"),
        pytest.param(command("/start"), Command("start", "", addressed=False), id="command"),
        pytest.param(command("/START"), Command("start", "", addressed=False), id="command in capitals"),
        pytest.param(
            command("/start faq_vat"), Command("start", " faq_vat", addressed=False), id="command with an argument"
        ),
        pytest.param(
            command("/addpartner@handschlag_bot Alpweb"),
            Command("addpartner", " Alpweb", addressed=True),
            id="command to this bot, whatever the case of its name",
        ),
        pytest.param(command("/start@echo_bot"), None, id="command to another bot"),
        pytest.param(command("/menu", GROUP), Command("menu", "", addressed=False), id="command in a group"),
        pytest.param(
            command("/menu@Handschlag_bot", GROUP), Command("menu", "", addressed=True), id="command to it in a group"
        ),
    ],
)
def test_words(raw: Raw, expected: Content | None) -> None:
    assert content(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(press(data="go:menu", message=message(text="?")), Press("go:menu", 5, "77"), id="button"),
        pytest.param(
            press(data="go:menu", message=message(document={"file_id": "F"}, caption="?")),
            Press("go:menu", 5, "77", on_file=True),
            id="button below a file",
        ),
        pytest.param(
            press(data="go:menu", message={"message_id": 5, "date": 0, "chat": PRIVATE}),
            Press("go:menu", 5, "77"),
            id="button under a message that is too old to be shown",
        ),
        pytest.param(press(data="go:menu", inline_message_id="i"), None, id="button sent by way of an inline query"),
        pytest.param(press(game_short_name="chess", message=message(text="?")), None, id="game button"),
        pytest.param({"edited_message": message(text="neu", edit_date=MOMENT)}, Edited("neu"), id="edited text"),
        pytest.param(
            {"edited_message": message(photo=[FILE | {"width": 1, "height": 1}])},
            Edited(caption=True),
            id="edited photo",
        ),
        pytest.param(membership("kicked", until_date=0), Reachable(now=False), id="blocked"),
        pytest.param(membership("member"), Reachable(now=True), id="unblocked"),
        pytest.param(membership("member", GROUP), None, id="taken into a group"),
        pytest.param(membership("left", GROUP), None, id="removed from a group"),
    ],
)
def test_taps_edits_and_blocking(raw: Raw, expected: Content | None) -> None:
    assert content(raw) == expected


PHOTO = [FILE | {"width": 1, "height": 1}]
PLACE = {"latitude": 46.2, "longitude": 6.1}
POLL = {
    "id": "1",
    "question": "?",
    "options": [{"text": "ja", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
DOCUMENT = {"document": FILE}
ATTACHMENTS: dict[str, Raw] = {
    "animation": {"animation": FILE | {"width": 1, "height": 1, "duration": 1}, **DOCUMENT},
    "audio": {"audio": FILE | {"duration": 1}},
    "checklist": {"checklist": {"title": "?", "tasks": [{"id": 1, "text": "?"}]}},
    "contact": {"contact": {"phone_number": "+41", "first_name": "Urs"}},
    "dice": {"dice": {"value": 6, "emoji": "🎲"}},
    "document": DOCUMENT,
    "game": {"game": {"title": "?", "description": "?", "photo": PHOTO}},
    "giveaway": {"giveaway": {"chats": [CHANNEL], "winners_selection_date": MOMENT, "winner_count": 1}},
    "invoice": {
        "invoice": {"title": "?", "description": "?", "start_parameter": "", "currency": "CHF", "total_amount": 1}
    },
    "location": {"location": PLACE},
    "paid_media": {"paid_media": {"star_count": 1, "paid_media": []}},
    "photo": {"photo": PHOTO, "caption": "mein Ausweis"},
    "poll": {"poll": POLL},
    "sticker": {
        "sticker": FILE
        | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular", "emoji": "👍"}
    },
    "story": {"story": {"id": 1, "chat": PRIVATE}},
    "venue": {"venue": {"location": PLACE, "title": "?", "address": "?"}, "location": PLACE},
    "video": {"video": FILE | {"width": 1, "height": 1, "duration": 1}},
    "video_note": {"video_note": FILE | {"length": 1, "duration": 1}},
    "voice": {"voice": FILE | {"duration": 1}},
}
SENT = {"document": SentFile("document", "f", "document", None), "photo": SentFile("photo", "f", "photo", None)}
"""Files that can be sent on, by the kind of the attachment."""


@pytest.mark.parametrize("kind", ATTACHMENTS)
def test_attachments(kind: str) -> None:
    raw = ATTACHMENTS[kind]
    assert content({"message": message(**raw)}) == Attachment(kind, raw.get("caption", ""), SENT.get(kind))


@pytest.mark.parametrize(
    "besides", [{"effect_id": "5104841245755180586"}, {"reply_to_story": {"id": 1, "chat": PRIVATE}}]
)
@pytest.mark.parametrize("kind", ["photo", "sticker", "voice"])
def test_attachments_with_something_besides(kind: str, besides: Raw) -> None:
    raw = ATTACHMENTS[kind]
    assert content({"message": message(**raw, **besides)}) == Attachment(kind, raw.get("caption", ""), SENT.get(kind))


@pytest.mark.parametrize(
    "note",
    [
        {"pinned_message": message(text="?")},
        {"new_chat_members": [DESK]},
        {"left_chat_member": DESK},
        {"new_chat_title": "Neu"},
        {"group_chat_created": True},
        {"migrate_to_chat_id": -300},
        {"write_access_allowed": {}},
        {"video_chat_started": {}},
        {"users_shared": {"request_id": 1, "users": []}},
        {"forum_topic_created": {"name": "?", "icon_color": 0}},
        {"boost_added": {"boost_count": 1}},
    ],
    ids=lambda note: next(iter(note)),
)
def test_telegrams_own_notes_are_not_answered(note: Raw) -> None:
    assert read({"message": message(**note)}) is None


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param({"message": message(text="hi") | {"from": OTHER_BOT}}, id="another bot"),
        pytest.param({"channel_post": {"message_id": 5, "date": MOMENT, "chat": CHANNEL, "text": "hi"}}, id="channel"),
        pytest.param(
            {"edited_channel_post": {"message_id": 5, "date": MOMENT, "chat": CHANNEL, "text": "hi"}},
            id="edited in a channel",
        ),
        pytest.param({"poll": POLL}, id="state of a poll"),
        pytest.param(
            {"poll_answer": {"poll_id": "1", "user": MIA, "option_ids": [0], "option_persistent_ids": ["1"]}}, id="vote"
        ),
        pytest.param({"inline_query": {"id": "1", "from": MIA, "query": "x", "offset": ""}}, id="inline query"),
        pytest.param({"business_message": message(text="hi", business_connection_id="b")}, id="business message"),
        pytest.param(
            {
                "message_reaction": {
                    "chat": PRIVATE,
                    "message_id": 5,
                    "user": MIA,
                    "date": MOMENT,
                    "old_reaction": [],
                    "new_reaction": [],
                }
            },
            id="reaction",
        ),
        pytest.param({}, id="a kind that Telegram has not invented yet"),
    ],
)
def test_nobody_is_answered_who_does_not_speak_to_the_desk(raw: Raw) -> None:
    assert read(raw) is None


def test_who_writes_and_where() -> None:
    mia = Sender(7, "Mia", "de-CH")
    assert read({"message": message(text="hi")}) == Incoming(1, 7, True, mia, Text("hi"), message_id=5)
    assert read({"message": message(GROUP, text="hi")}) == Incoming(1, -100, False, mia, Text("hi"), message_id=5)


def test_topics_and_replies() -> None:
    forum = GROUP | {"is_forum": True}
    opening = message(forum, message_id=3, text="")
    in_topic = {"message_thread_id": 3, "is_topic_message": True}
    plain = read({"message": message(forum, text="hi", reply_to_message=opening | {"message_id": 3}, **in_topic)})
    assert plain is not None
    assert (plain.topic, plain.in_forum, plain.reply_to, plain.replied_to) == (3, True, 0, None)
    answered = message(forum, text="?") | {"message_id": 4}
    reply = read({"message": message(forum, text="hi", reply_to_message=answered, **in_topic)})
    assert reply is not None
    assert (reply.topic, reply.reply_to, reply.replied_to) == (3, 4, Sender(7, "Mia", "de-CH"))
    to_bot = read({"message": message(forum, text="hi", reply_to_message=answered | {"from": DESK}, **in_topic)})
    assert to_bot is not None
    assert (to_bot.reply_to, to_bot.replied_to) == (4, None)


def test_an_administrator_who_writes_in_the_name_of_the_group_is_heard() -> None:
    nameless = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    incoming = read({"message": message(GROUP, text="hi", sender_chat=GROUP) | {"from": nameless}})
    assert incoming is not None
    assert incoming.sender == Sender(1087968824, "Group", None)
    assert read({"message": message(GROUP, text="hi", sender_chat=CHANNEL) | {"from": nameless}}) is None


def test_notes_on_what_stands_behind_a_command() -> None:
    raw = command("/rewrite tenders")
    raw["message"]["entities"].append({"type": "bold", "offset": 9, "length": 7})
    assert content(raw) == Command("rewrite", " tenders", False, ({"type": "bold", "offset": 1, "length": 7},))


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        pytest.param({"id": 7, "is_bot": False, "first_name": "Mia"}, Sender(7, "Mia", None), id="without a language"),
        pytest.param(MIA | {"first_name": "M\x00ia"}, Sender(7, "Mia", "de-CH"), id="NUL"),
        pytest.param(MIA | {"first_name": "Mia\ud83d"}, Sender(7, "Mia?", "de-CH"), id="half a character"),
        pytest.param(MIA | {"first_name": "x" * 65}, Sender(7, "x" * 64, "de-CH"), id="longer than Telegram allows"),
    ],
)
def test_odd_senders(person: Raw, expected: Sender) -> None:
    incoming = read({"message": message(text="hi") | {"from": person}})
    assert incoming is not None
    assert incoming.sender == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param({"message": message(text="a\x00b\x00")}, Text("ab"), id="NUL in a text"),
        pytest.param({"message": message(text="a\ud800b")}, Text("a?b"), id="half a character in a text"),
        pytest.param({"message": message(text="🤝")}, Text("🤝"), id="a whole character beyond the first plane"),
        pytest.param(command("/start a\x00\udc00"), Command("start", " a?", addressed=False), id="both in an argument"),
        pytest.param(press(data="go:\x00\ud800", message=message()), Press("go:?", 5, "77"), id="both in a button"),
    ],
)
def test_what_a_database_cannot_hold_is_left_out(raw: Raw, expected: Content) -> None:
    assert content(raw) == expected


def test_people_chosen_from_the_contacts_come_with_their_names_and_once() -> None:
    users = [
        {"user_id": 11, "first_name": "Tim\x00", "last_name": "Keller"},
        {"user_id": 12},
        {"user_id": 11, "first_name": "Tim", "last_name": "Keller"},
    ]
    chosen = Shared(3, (SharedPerson(11, "Tim Keller"), SharedPerson(12)))
    assert content({"message": message(users_shared={"request_id": 3, "users": users})}) == chosen


def via(url: str | None, chat: Raw = PRIVATE, bot: Raw = DESK) -> Raw:
    rows = [] if url is None else [[{"text": "Open", "url": url}]]
    return {"message": message(chat, text="Alpweb", via_bot=bot, reply_markup={"inline_keyboard": rows})}


OPENS = "https://t.me/handschlag_bot?start=open_x-Y_1"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(via(OPENS), Command("start", "open_x-Y_1"), id="to the bot itself"),
        pytest.param(via(OPENS, GROUP), Text("Alpweb"), id="in a group"),
        pytest.param(via(OPENS, bot=OTHER_BOT), Text("Alpweb"), id="another bot's"),
        pytest.param(via(None), Text("Alpweb"), id="that leads nowhere"),
        pytest.param(via("https://seegarten.example/?x=1"), Text("Alpweb"), id="that leads elsewhere"),
    ],
)
def test_an_inline_result_sent_to_the_bot_itself_opens_what_it_leads_to(raw: Raw, expected: Content) -> None:
    assert content(raw) == expected


@pytest.mark.parametrize(("chat_type", "own"), [("sender", True), ("private", False), ("group", False), (None, False)])
def test_an_inline_query_belongs_to_no_chat(chat_type: str | None, own: bool) -> None:
    query = {"id": "9", "from": MIA, "query": "shop\x00 bern", "offset": "8"}
    update = as_update({"update_id": 1, "inline_query": query | ({"chat_type": chat_type} if chat_type else {})})
    assert (update.chat_id, update.asked_inline_by) == (0, 7)
    assert read_update(update, "Handschlag_bot") is None
    assert read_inline_query(update) == InlineQuery("9", Sender(7, "Mia", "de-CH"), "shop bern", own, "8")


def test_what_a_bot_asks_inline_is_left_alone() -> None:
    update = as_update({"update_id": 1, "inline_query": {"id": "9", "from": OTHER_BOT, "query": "", "offset": ""}})
    assert read_inline_query(update) is None
