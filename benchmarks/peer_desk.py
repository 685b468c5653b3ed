"""The conversation of `partner_talk` on python-telegram-bot alone, with the same messages and as many buttons.

    TGLOAD_API=… TGLOAD_TOKEN=… python -m benchmarks.peer_desk

As the library's documentation teaches it: its own `Application`, `ConversationHandler` and HTTP client. It looks
nothing up and keeps nothing: what the product reads from its database and its articles stands here in the program, and
where a conversation stands is in memory.
"""

from __future__ import annotations

import os
import warnings

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from benchmarks.partner_talk import FIRST_PARTNER, PARTNERS
from benchmarks.peer_bot import answers_of, message_of, query_of

Context = ContextTypes.DEFAULT_TYPE
PARTNER, ACCESS, PRODUCTS, REVIEW = range(4)

ARTICLE = (
    "<b>Which kinds of access are there?</b>\n\nA client gives a partner either limited or full access.\n\n"
    "<b>Limited access:</b> the partner manages the products that the client chooses. It cannot order or renew.\n\n"
    "<b>Full access:</b> the partner manages all products, and can order and renew, with its own payment means or with "
    "the client’s. Only one partner at a time can have it; others may have limited access beside it."
)
CANCEL = ("✖️ Cancel", "cancel")


def keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)] for label, data in buttons])


async def question(update: Update, _context: Context) -> None:
    topics = ("How do I add a partner?", "Payment means compared", "Product access", "👍", "👎", "All topics", "Menu")
    markup = keyboard(*((topic, f"topic:{topic}") for topic in topics))
    await message_of(update).reply_text(ARTICLE, ParseMode.HTML, reply_markup=markup)


async def start(update: Update, context: Context) -> int:
    answers_of(context).clear()
    words = (
        "<i>Add a partner · step 1 of 3</i>\n\n<b>Which partner would you like to add?</b>\n\n"
        "Tap one, or type part of its name or its partner code."
    )
    partners = [(f"Partner {number}", f"partner:{number}") for number in range(1, PARTNERS + 1)]
    await message_of(update).reply_text(words, ParseMode.HTML, reply_markup=keyboard(*partners, CANCEL))
    return PARTNER


async def partner(update: Update, context: Context) -> int:
    query = query_of(update)
    await query.answer()
    answers_of(context)["partner"] = name = f"Partner {(query.data or '').partition(':')[2]}"
    words = (
        f"<i>Add a partner · step 2 of 3</i>\n\n<b>Which access should {name} have?</b>\n\n"
        f"<b>Limited access:</b> {name} manages the products that you choose.\n\n"
        f"<b>Full access:</b> {name} manages all products, and can order and renew."
    )
    choices = (("Limited access", "access:limited"), ("Full access", "access:full"), ("What is the difference?", "why"))
    markup = keyboard(*choices, ("◀️ Back", "back"), CANCEL)
    await query.edit_message_text(words, ParseMode.HTML, reply_markup=markup)
    return ACCESS


async def access(update: Update, context: Context) -> int:
    await query_of(update).answer()
    await _ask_for_products(update, context, "")
    return PRODUCTS


async def product(update: Update, context: Context) -> int:
    query = query_of(update)
    await query.answer()
    answers_of(context)["product"] = chosen = (query.data or "").partition(":")[2]
    await _ask_for_products(update, context, chosen)
    return PRODUCTS


async def _ask_for_products(update: Update, context: Context, chosen: str) -> None:
    words = (
        f"<i>Add a partner · step 3 of 3</i>\n\n"
        f"<b>Which products should {answers_of(context)['partner']} manage?</b>\n\n"
        "Tap to choose, as many as you like. Products that another partner manages are not on the list."
    )
    numbers = [str(number) for number in range(1, PARTNERS + 1)]
    boxes = [(f"{'☑️' if number == chosen else '◻️'} Product {number}", f"product:{number}") for number in numbers]
    done = [("Done (1 chosen)", "done")] if chosen else []
    markup = keyboard(*boxes, *done, ("◀️ Back", "back"), CANCEL)
    await query_of(update).edit_message_text(words, ParseMode.HTML, reply_markup=markup)


async def review(update: Update, context: Context) -> int:
    query, answers = query_of(update), answers_of(context)
    await query.answer()
    words = (
        f"<b>Please check your request to {answers['partner']}</b>\n\n{_terms(answers)}\n\n"
        f"{answers['partner']} has to confirm. Until then nothing changes."
    )
    choices = (("📨 Send the request", "send"), ("✏️ Change something", "change"), ("◀️ Back", "back"))
    await query.edit_message_text(words, ParseMode.HTML, reply_markup=keyboard(*choices, CANCEL))
    return REVIEW


async def send(update: Update, context: Context) -> int:
    query, answers = query_of(update), answers_of(context)
    await query.answer()
    words = f"🤝 <b>Client</b> – <b>{answers['partner']}</b>\nWaiting for the partner’s answer\n\n{_terms(answers)}"
    choices = (("📨 Send again", "again"), ("↩️ Withdraw", "withdraw"), ("📋 Overview", "overview"), ("🏠 Menu", "menu"))
    headline = f"📨 Your request is on its way. I will tell you as soon as {answers['partner']} answers.\n\n"
    await query.edit_message_text(headline + words, ParseMode.HTML, reply_markup=keyboard(*choices))
    headline = "📩 <b>Client would like to work with you.</b> Please confirm or decline.\n\n"
    choices = (("✅ Confirm", "confirm"), ("❌ Decline", "decline"), ("❓ Ask first", "ask"), ("🏠 Menu", "menu"))
    told = FIRST_PARTNER + int(answers["partner"].rpartition(" ")[2])
    await context.bot.send_message(told, headline + words, ParseMode.HTML, reply_markup=keyboard(*choices))
    answers.clear()
    return ConversationHandler.END


def _terms(answers: dict[str, str]) -> str:
    return (
        f"<b>Limited access</b> to Product {answers['product']}\n\n🛒 Only you order and renew.\n"
        "💳 You pay the public price.\n🧾 Only you see the invoices.\n📈 The partner earns nothing from it."
    )


def conversation() -> ConversationHandler[Context]:
    warnings.filterwarnings("ignore", "If 'per_message=False'", PTBUserWarning)  # as its FAQ recommends
    return ConversationHandler(
        entry_points=[CommandHandler("addpartner", start)],
        states={
            PARTNER: [CallbackQueryHandler(partner, pattern="^partner:")],
            ACCESS: [CallbackQueryHandler(access, pattern="^access:")],
            PRODUCTS: [
                CallbackQueryHandler(product, pattern="^product:"),
                CallbackQueryHandler(review, pattern="^done$"),
            ],
            REVIEW: [CallbackQueryHandler(send, pattern="^send$")],
        },
        fallbacks=[],
        allow_reentry=True,
    )


def main() -> None:
    given = os.environ
    api = given["TGLOAD_API"]
    builder = Application.builder().token(given["TGLOAD_TOKEN"]).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    application = builder.build()
    application.add_handler(conversation())
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, question))
    application.run_polling()


if __name__ == "__main__":
    main()
