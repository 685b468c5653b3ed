"""A small order conversation on the real runtime, for load tests against bots of other frameworks.

    TGLOAD_API=… TGLOAD_TOKEN=… EFFECTS_DB=file.db python -m benchmarks.order5_bot

Five updates, seven calls of the Bot API, one row: the conversation that load generators for Telegram bots play with
any bot. Everything that the product does for an update is done here, too: claim, locked conversation, form, audit,
outbox, receipts. Only the keyboards differ: the generator presses buttons whose data are `A`, `B`, `confirm` and
`cancel`, and wants no others, so calls and taps are translated at the edge, from what they say alone. With
`ANSWER_TAKES_UP_TO_MS`, each answer takes a random while of up to so many milliseconds.
"""

from __future__ import annotations

import asyncio
import os
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import uvloop
from pydantic import SecretStr
from sqlalchemy import Column, Integer, MetaData, String, Table, insert

from bot.app import App, assemble, build_bot, build_desk, now
from bot.commands.database import migrate
from bot.commands.serving import serve
from bot.config import Settings, load_settings
from bot.delivery.calls import Call, calls_of
from bot.intake.webhook_server import Address, listen
from bot.logs import start_logging
from domain.words import Literal, Msg, Refused, Words
from handlers.chat.chapters import Chapter, on
from handlers.chat.desk import Desk
from handlers.chat.forms import dialogue, presses
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Choose, Form, answered
from handlers.chat.forms.state import forms_of
from handlers.chat.forms.stock import Option
from handlers.chat.incoming import Command, Incoming, Press, Text
from handlers.chat.packing import Payload, pack
from handlers.chat.payloads import FormPress, FormVerb
from handlers.chat.replies import Reply
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import View
from storage.database import open_database
from storage.tables.base import JsonObject
from storage.work import Units, Work

EFFECTS = Table(
    "effects",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("key", String(64), index=True),
    Column("choice", String(1)),
    Column("number", Integer),
)
PRESSES = {"A": "choice", "B": "choice", "confirm": "sure", "cancel": "sure"}
"""What the generator presses, and the question under which it stands."""


@dataclass(frozen=True)
class Order:
    """The form's draft."""

    name: str | None = None
    choice: str | None = None
    number: int | None = None
    sure: str | None = None


def _read_name(_asking: Asking[Order], text: str) -> str:
    return text


def _read_number(_asking: Asking[Order], text: str) -> int:
    if not text.isdecimal():
        raise Refused(Msg("That is not a number. Please send me one like 17."))
    return int(text)


def _plain(text: str) -> Words:
    return Literal(text)


def _options(**labels: str) -> list[Option]:
    return [Option(value, Literal(label)) for value, label in labels.items()]


def _finish(turn: Turn, order: Order) -> View:
    if order.sure != "confirm":
        return View(_plain("cancelled"))
    row = {"key": order.name, "choice": order.choice, "number": order.number}
    turn.work.session.execute(insert(EFFECTS), row)
    done = "done: {name}|{choice}|{number}"
    return View(Msg(done, name=answered(order.name), choice=answered(order.choice), number=str(order.number)))


ORDER = Form(
    name="order",
    title=Msg("Order"),
    draft=Order,
    questions=(
        Ask(name="name", label=Msg("Name"), say=lambda _: _plain("Hello! What is your name?"), read=_read_name),
        Choose(
            name="choice",
            label=Msg("Choice"),
            say=lambda asking: Msg("{name}, choose one:", name=answered(asking.draft.name)),
            options=lambda _: _options(A="Option A", B="Option B"),
        ),
        Ask(
            name="number",
            label=Msg("Number"),
            say=lambda asking: Msg("You chose {choice}. Send me a number.", choice=answered(asking.draft.choice)),
            read=_read_number,
        ),
        Choose(
            name="sure",
            label=Msg("Confirm"),
            say=lambda asking: Msg(
                "Confirm {name}, {choice}, {number}?",
                name=answered(asking.draft.name),
                choice=answered(asking.draft.choice),
                number=str(asking.draft.number),
            ),
            options=lambda _: _options(confirm="Yes", cancel="No"),
        ),
    ),
    finish=_finish,
)


@dataclass(frozen=True, slots=True)
class Tap(Payload):
    """A button as the generator presses it."""

    code: ClassVar[str] = "tap"
    data: str


def _tap(turn: Turn, tap: Tap) -> None:
    state = forms_of(turn).open
    serial = state.serial if state is not None else 0
    presses.press(turn, FormPress(serial, FormVerb.ANSWER, PRESSES[tap.data], tap.data))


CHAPTER = Chapter(
    commands=(
        ChatCommand("start", lambda turn: open_form(turn, ORDER)),
        ChatCommand("echo", lambda turn: turn.say(Msg("you said {text}", text=turn.argument))),
    ),
    routes=(on(Tap, _tap),),
    forms=(ORDER,),
)


class OrderDesk(Desk):
    """The product's desk, which understands the generator's words."""

    def answer(self, work: Work, incoming: Incoming) -> Reply:
        content = incoming.content
        if isinstance(content, Press) and content.data in PRESSES:
            content = replace(content, data=pack(Tap(content.data)))
        elif isinstance(content, Text) and content.text.startswith("echo "):
            content = Command("echo", content.text.removeprefix("echo"))
        return super().answer(work, replace(incoming, content=content))


def for_the_generator(call: Call, takes_up_to_s: float) -> Call:
    """Calls with keyboards as the generator knows them: its own button data, and no other buttons.

    Each takes up to so many seconds, by chance, before it is made: where an answer's work takes time.
    """
    chance = random.Random(5)  # noqa: S311 - repeatable, nothing secret

    async def translated(method: str, parameters: JsonObject) -> object:
        if takes_up_to_s:
            await asyncio.sleep(chance.uniform(0, takes_up_to_s))
        markup = parameters.get("reply_markup")
        if isinstance(markup, dict):
            buttons = [
                {"text": button["text"], "callback_data": pressed}
                for row in markup["inline_keyboard"]
                for button in row
                if (pressed := button["callback_data"].rpartition(":")[2]) in PRESSES
            ]
            parameters = parameters | {"reply_markup": {"inline_keyboard": [buttons]}}
        return await call(method, parameters)

    return translated


async def build(settings: Settings) -> App:
    """The product with one conversation instead of its own."""
    bot = build_bot(settings)
    await bot.initialize()
    around = build_desk(settings, bot.username).around
    desk = OrderDesk(around, [CHAPTER, dialogue.CHAPTER, presses.CHAPTER])
    units = Units(open_database(settings.database_url, synchronous=settings.sqlite_synchronous), now)
    call = for_the_generator(calls_of(bot), float(os.environ.get("ANSWER_TAKES_UP_TO_MS", "0")) / 1000)
    return assemble(bot, desk, units, settings.limits, call, address_of(settings))


def address_of(settings: Settings) -> Address | None:
    """Where updates are posted, in webhook mode."""
    if settings.webhook_url is None:
        return None
    secret = settings.secret_of_webhook
    return Address(settings.webhook_url, secret, settings.webhook_connections, listen(settings.webhook_listen))


def prepare(settings: Settings) -> None:
    """The product's tables and the one for finished conversations."""
    engine = open_database(settings.database_url)
    migrate(engine)
    EFFECTS.metadata.create_all(engine)
    engine.dispose()


def main() -> None:
    """Runs until SIGTERM, with the settings that load generators give."""
    given = os.environ
    url = given.get("DATABASE_URL") or f"sqlite:///{Path(given['EFFECTS_DB']).resolve()}"
    webhook = given.get("TGLOAD_MODE") == "webhook"
    more = (
        {
            "webhook_url": given["TGLOAD_WEBHOOK_URL"],
            "webhook_listen": f"127.0.0.1:{given['TGLOAD_WEBHOOK_PORT']}",
            "webhook_secret": given["TGLOAD_SECRET"],
        }
        if webhook
        else {}
    )
    settings = load_settings(
        None,
        api_url=given["TGLOAD_API"],
        database_url=url,
        messages_per_second=100_000,
        messages_per_second_per_chat=100_000,
        updates_per_second_per_chat=100_000,
        log_level="WARNING",
        **more,
    ).model_copy(update={"token": SecretStr(given["TGLOAD_TOKEN"])})  # a generator's token need not look like one
    start_logging(settings.log_level, settings.bot_token)
    prepare(settings)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, 30, lambda _app: None, build))


if __name__ == "__main__":
    main()
