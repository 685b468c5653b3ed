"""The log as JSON: a line for every update and delivery, in which nobody and nothing that was written can be found."""

from __future__ import annotations

import ast
import json
import logging

import pytest

from bot.commands.serving import start_logging_as
from bot.logs import ChatId, LogFormat, hash_of_chat, start_logging
from tests.bot.metrics.judging import ROOT
from tests.bot.trials import blocks_meanwhile, waits_for_an_answer
from tests.desk import Desk

pytestmark = pytest.mark.usefixtures("own_logging")

PLACES = ["/start", "/help", "unknown command", "form register", "form register"]
NEVER_AS_THEY_ARE = {"chat_id", "telegram_id", "first_name", "text", "address", "email", "name_of"}
Line = dict[str, object]


def lines(said: str) -> list[Line]:
    return [json.loads(line) for line in said.splitlines()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_line_for_every_update_and_delivery(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging_as(desk.settings.model_copy(update={"log_format": LogFormat.JSON}))
    zora = desk.newcomer("Zoraida")
    zora.says("/help zebrafink")
    zora.says("/zebrafink")
    zora.says("/register")
    waits_for_an_answer(zora, "/help")
    blocks_meanwhile(zora)
    desk.stop()
    said = capsys.readouterr().err
    for secret in ("Zoraida", "zebrafink", str(zora.id), desk.token, desk.token.partition(":")[2]):
        assert secret not in said
    updates = [line for line in lines(said) if line["message"] == "an update"]
    places = [line["at"] for line in updates if line["kind"] == "message"]
    assert places == PLACES
    (chat,) = {line["chat"] for line in updates}
    for line in updates:
        assert line["level"] == "INFO"
        assert line["outcome"] == "answered"
        assert all(isinstance(line[f"{name}_ms"], float) for name in ("waited", "handled", "total"))
    deliveries = [line for line in lines(said) if line["message"] == "a delivery"]
    assert {line["chat"] for line in deliveries} == {chat}
    assert {line["outcome"] for line in deliveries} == {"taken", "failed", "refused"}
    assert any(f"to chat {chat} is given up" in str(line["message"]) for line in lines(said))


def test_text_stays_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("INFO")
    logging.getLogger("bot").warning("to chat %s", ChatId(7))
    logging.getLogger("bot.journal").info("an update")
    assert capsys.readouterr().err.endswith("WARNING bot: to chat 7\n")


def test_a_line_is_one_object_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("INFO", 'pass"word', form=LogFormat.JSON, key=b"key")
    try:
        raise ConnectionError('pass"word')
    except ConnectionError:
        logging.getLogger("bot").exception("two\nlines of %s", 'pass"word', extra={"fields": {"why": 'pass"word'}})
    (line,) = lines(capsys.readouterr().err)
    assert line["message"] == "two\nlines of <secret>"
    assert line["why"] == "<secret>"
    assert "ConnectionError" in str(line["traceback"])
    assert "word" not in str(line)


def test_a_hash_hangs_on_the_key() -> None:
    assert hash_of_chat(b"one", 7) == hash_of_chat(b"one", 7) != hash_of_chat(b"two", 7)


def test_nothing_in_the_program_logs_a_chat_or_a_person_as_they_are() -> None:
    said = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _is_log(call.func.value):
                said += [(path.name, call.lineno) for each in call.args[1:] if _name(each) in NEVER_AS_THEY_ARE]
    assert said == []


def _is_log(spoken_to: ast.expr) -> bool:
    return isinstance(spoken_to, ast.Name) and spoken_to.id == "_log"


def _name(value: ast.expr) -> str:
    return value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
