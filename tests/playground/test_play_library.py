"""python-telegram-bot itself talks to the playground and understands every answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from telegram import Bot, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from tests.playground.playing import Playing, keyboard

_T = TypeVar("_T")


def talk(world: Playing, conversation: Callable[[Bot], Awaitable[_T]], token: str | None = None) -> _T:
    async def within() -> _T:
        async with Bot(token or world.token, f"{world.url}/bot", f"{world.url}/file/bot") as bot:
            return await conversation(bot)

    return asyncio.run(within())


def update(world: Playing) -> Update:
    """The one update that waits, as the library reads it."""

    async def conversation(bot: Bot) -> Update:
        (received,) = await bot.get_updates(timeout=5)
        await bot.get_updates(offset=received.update_id + 1)
        return received

    return talk(world, conversation)


def test_a_conversation_with_buttons(world: Playing) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])

    async def ask(bot: Bot) -> Message:
        return await bot.send_message(world.mia, "<b>Sure?</b>", parse_mode="HTML", reply_markup=buttons)

    asked = talk(world, ask)
    assert asked.text_html == "<b>Sure?</b>"
    callback_id = world.presses(asked.message_id, "y")
    query = update(world).callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    assert (query.data, query.message.reply_markup) == ("y", buttons)

    async def answer(bot: Bot) -> None:
        assert await bot.answer_callback_query(query.id, "Thank you", show_alert=True)
        edited = await bot.edit_message_text("Done", world.mia, asked.message_id)
        assert isinstance(edited, Message)
        assert edited.reply_markup is None

    talk(world, answer)
    assert world.play("GET", f"/callbacks/{callback_id}")["text"] == "Thank you"


@pytest.mark.parametrize(
    "kind", ["photo", "sticker", "voice", "document", "contact", "location", "poll", "dice", "video"]
)
def test_all_kinds_of_things(world: Playing, kind: str) -> None:
    world.says(kind=kind)
    message = update(world).message
    assert message is not None
    assert getattr(message, kind)


def test_a_press_on_a_deleted_message(world: Playing) -> None:
    world.presses(99, "x")
    query = update(world).callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.is_accessible is False


def test_blocking(world: Playing) -> None:
    world.play("PATCH", f"/people/{world.mia}", {"blocked": True})
    change = update(world).my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")


def test_a_forum_its_members_and_its_topics(world: Playing) -> None:
    group = world.play("POST", "/groups", {"title": "Desk", "members": [], "admins": [world.mia], "forum": True})["id"]
    invitation = update(world).my_chat_member
    assert invitation is not None
    assert invitation.new_chat_member.status == "administrator"

    async def conversation(bot: Bot) -> None:
        topic = await bot.create_forum_topic(group, "Request 7")
        sent = await bot.send_message(group, "x", message_thread_id=topic.message_thread_id)
        assert sent.is_topic_message
        assert await bot.edit_forum_topic(group, topic.message_thread_id, name="Request 8")
        assert (await bot.get_chat(group)).is_forum
        (admin,) = await bot.get_chat_administrators(group)
        assert admin.user.id == world.mia
        assert (await bot.get_chat_member(group, bot.id)).status == "administrator"

    talk(world, conversation)


def test_files(world: Playing) -> None:
    async def conversation(bot: Bot) -> bytes:
        sent = await bot.send_document(world.mia, b"%PDF-1.7 \xff", filename="Vertrag für Mia.pdf", caption="Yours")
        assert sent.document is not None
        assert (sent.document.file_name, sent.caption) == ("Vertrag für Mia.pdf", "Yours")
        file = await bot.get_file(sent.document.file_id)
        return bytes(await file.download_as_bytearray())

    assert talk(world, conversation) == b"%PDF-1.7 \xff"


def test_profile_and_webhook(world: Playing) -> None:
    async def conversation(bot: Bot) -> None:
        assert await bot.set_my_commands([("help", "Hilfe")], scope=BotCommandScopeChat(world.mia), language_code="de")
        (command,) = await bot.get_my_commands(scope=BotCommandScopeChat(world.mia), language_code="de")
        assert command.description == "Hilfe"
        assert await bot.set_my_description("Hallo", "de")
        assert (await bot.get_my_description("de")).description == "Hallo"
        assert (await bot.get_chat_menu_button(world.mia)).type == "commands"
        assert (await bot.get_chat(world.mia)).first_name == "Mia"
        assert await bot.set_webhook("https://example.com/hook", max_connections=3, secret_token="s")
        assert (await bot.get_webhook_info()).max_connections == 3
        with pytest.raises(Conflict):
            await bot.get_updates()
        assert await bot.delete_webhook()

    talk(world, conversation)


async def _unchanged(bot: Bot, chat_id: int) -> object:
    sent = await bot.send_message(chat_id, "x")
    return await bot.edit_message_text("x", chat_id, sent.message_id)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [("429", RetryAfter), ("500", NetworkError), ("drop_before", NetworkError), ("drop_after", NetworkError)],
)
def test_faults_are_the_librarys_errors(
    world: Playing, monkeypatch: pytest.MonkeyPatch, fault: str, expected: type[TelegramError]
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns of what `retry_after` was before

    async def conversation(bot: Bot) -> object:
        world.play("POST", "/faults", {"kind": fault, "times": 1})
        return await bot.send_message(world.mia, "x")

    with pytest.raises(expected):
        talk(world, conversation)


@pytest.mark.parametrize(
    ("conversation", "expected", "words"),
    [
        (lambda bot, mia: bot.send_message(mia + 2, "x"), BadRequest, "Chat not found"),
        (lambda bot, mia: bot.send_message(mia, "<x>", parse_mode="HTML"), BadRequest, "unsupported start tag"),
        (_unchanged, BadRequest, "Message is not modified"),
        (lambda bot, mia: bot.send_message(mia + 1, "x"), Forbidden, "can't initiate conversation"),
    ],
)
def test_refusals_are_the_librarys_errors(
    world: Playing, conversation: Callable[[Bot, int], Awaitable[object]], expected: type[TelegramError], words: str
) -> None:
    world.person("Nils", id=world.mia + 1)
    with pytest.raises(expected, match=words):
        talk(world, lambda bot: conversation(bot, world.mia))


def test_a_token_without_a_world(world: Playing) -> None:
    with pytest.raises(InvalidToken):
        talk(world, lambda bot: bot.get_me(), token="1:" + "x" * 35)


def test_a_reply_keeps_its_question(world: Playing) -> None:
    message_id = world.sends("Question", reply_markup=keyboard("a"))
    world.says("Answer", reply_to=message_id)
    message = update(world).message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "Question"
