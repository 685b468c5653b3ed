"""The reference conversation as the documentation of python-telegram-bot teaches it: with its own `Application`,
`ConversationHandler`, HTTP client and webhook server.

    TGLOAD_API=… TGLOAD_TOKEN=… EFFECTS_DB=file.db python -m benchmarks.peer_bot [--concurrent-updates] [--pickle FILE]

Where a conversation stands is kept in memory, or with `--pickle` in a file that the library writes once a minute. The
row of a finished conversation is inserted with the standard library's `sqlite3` in a thread, so that nobody waits.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sqlite3
import warnings

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    filters,
)
from telegram.warnings import PTBUserWarning

Context = ContextTypes.DEFAULT_TYPE
NAME, CHOICE, NUMBER, CONFIRM = range(4)
WORDS = filters.TEXT & ~filters.COMMAND


class Effects:
    """Where finished conversations are kept: one connection, used by one thread at a time."""

    def __init__(self, file: str) -> None:
        self._connection = sqlite3.connect(file, check_same_thread=False, timeout=10)
        with self._connection as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS effects (id INTEGER PRIMARY KEY, key TEXT, choice TEXT, number INTEGER)"
            )

    def add(self, key: str, choice: str, number: int) -> None:
        with self._connection as connection:
            connection.execute("INSERT INTO effects (key, choice, number) VALUES (?, ?, ?)", (key, choice, number))


def message_of(update: Update) -> Message:
    """The message; the filters let no other update through."""
    assert update.message is not None
    return update.message


def query_of(update: Update) -> CallbackQuery:
    """The pressed button; the filters let no other update through."""
    assert update.callback_query is not None
    return update.callback_query


def answers_of(context: Context) -> dict[str, str]:
    """What the person has answered so far."""
    assert context.user_data is not None
    return context.user_data


def keyboard(**labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data) for data, label in labels.items()]])


async def start(update: Update, context: Context) -> int:
    answers_of(context).clear()
    await message_of(update).reply_text("Hello! What is your name?")
    return NAME


async def name(update: Update, context: Context) -> int:
    answers_of(context)["name"] = given = message_of(update).text or ""
    await message_of(update).reply_text(f"{given}, choose one:", reply_markup=keyboard(A="Option A", B="Option B"))
    return CHOICE


async def choice(update: Update, context: Context) -> int:
    query = query_of(update)
    await query.answer()
    answers_of(context)["choice"] = given = query.data or ""
    await query.edit_message_text(f"You chose {given}. Send me a number.")
    return NUMBER


async def number(update: Update, context: Context) -> int:
    answers = answers_of(context)
    answers["number"] = message_of(update).text or ""
    question = f"Confirm {answers['name']}, {answers['choice']}, {answers['number']}?"
    await message_of(update).reply_text(question, reply_markup=keyboard(confirm="Yes", cancel="No"))
    return CONFIRM


async def confirm(update: Update, context: Context) -> int:
    query = query_of(update)
    await query.answer()
    answers = answers_of(context)
    effects: Effects = context.bot_data["effects"]
    await asyncio.to_thread(effects.add, answers["name"], answers["choice"], int(answers["number"]))
    assert isinstance(query.message, Message)
    await query.message.reply_text(f"done: {answers['name']}|{answers['choice']}|{answers['number']}")
    answers.clear()
    return ConversationHandler.END


async def cancel(update: Update, _context: Context) -> int:
    assert update.effective_message is not None
    await update.effective_message.reply_text("cancelled")
    return ConversationHandler.END


async def echo(update: Update, _context: Context) -> None:
    """Answers after some time, as if it had asked somebody else."""
    await asyncio.sleep(random.uniform(0, float(os.environ.get("ANSWER_TAKES_UP_TO_MS", "0")) / 1000))  # noqa: S311
    message = message_of(update)
    await message.reply_text("you said " + (message.text or "").removeprefix("echo "))


def order(*, persistent: bool) -> ConversationHandler[Context]:
    """The conversation."""
    warnings.filterwarnings("ignore", "If 'per_message=False'", PTBUserWarning)  # as its FAQ recommends
    return ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={
            NAME: [MessageHandler(WORDS, name)],
            CHOICE: [CallbackQueryHandler(choice, pattern="^[AB]$")],
            NUMBER: [MessageHandler(filters.Regex(r"^\d+$"), number)],
            CONFIRM: [
                CallbackQueryHandler(confirm, pattern="^confirm$"),
                CallbackQueryHandler(cancel, pattern="^cancel$"),
            ],
        },
        fallbacks=[CommandHandler("cancel", cancel)],
        allow_reentry=True,
        name="order",
        persistent=persistent,
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description="The reference conversation on python-telegram-bot alone.")
    arguments.add_argument("--concurrent-updates", action="store_true", help="handle updates side by side")
    arguments.add_argument("--pickle", metavar="FILE", help="keep conversations in this file")
    options = arguments.parse_args()
    given = os.environ
    api = given["TGLOAD_API"]
    builder = Application.builder().token(given["TGLOAD_TOKEN"]).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    builder.concurrent_updates(options.concurrent_updates)
    if options.pickle:
        builder.persistence(PicklePersistence(options.pickle, PersistenceInput(bot_data=False, callback_data=False)))
    application = builder.build()
    application.bot_data["effects"] = Effects(given["EFFECTS_DB"])
    application.add_handler(MessageHandler(filters.Regex("^echo "), echo))
    application.add_handler(order(persistent=bool(options.pickle)))
    if given.get("TGLOAD_MODE") == "webhook":
        application.run_webhook(
            listen="127.0.0.1",
            port=int(given["TGLOAD_WEBHOOK_PORT"]),
            url_path=given["TGLOAD_WEBHOOK_PATH"],
            webhook_url=given["TGLOAD_WEBHOOK_URL"],
            secret_token=given["TGLOAD_SECRET"],
        )
    else:
        application.run_polling()


if __name__ == "__main__":
    main()
