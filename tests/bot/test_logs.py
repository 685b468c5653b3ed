"""The token never appears in what is written: not in messages, arguments, tracebacks, nor in addresses."""

from __future__ import annotations

import logging

import pytest

from bot.logs import start_logging

TOKEN = "123456789:AAE-a-token-of-the-right-form-of-nobody"
SECRET = TOKEN.partition(":")[2]

pytestmark = pytest.mark.usefixtures("own_logging")


def test_neither_messages_nor_arguments_show_it(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("DEBUG", TOKEN, SECRET)
    log = logging.getLogger("some.library")
    log.debug("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info(f"GET https://api.telegram.org/bot{TOKEN.replace(':', '%3A')}/getMe")
    log.error("%r", {"token": TOKEN})
    said = capsys.readouterr().err
    assert said.count("<secret>") == 3
    assert SECRET not in said


def test_tracebacks_do_not_show_it(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("INFO", TOKEN, SECRET)
    words = " ".join(("no", f"answer from /bot{TOKEN}/getUpdates"))
    try:
        try:
            raise ConnectionError(str(words))
        except ConnectionError as error:
            raise RuntimeError(TOKEN) from error
    except RuntimeError:
        logging.getLogger("bot").exception("it went wrong", stack_info=True)
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "builtins.ConnectionError" in said
    assert "builtins.RuntimeError" in said
    assert said.count("no answer") == 0, "an exception's words may be somebody's"
    assert SECRET not in said


@pytest.mark.parametrize(("level", "lines"), [("DEBUG", 4), ("INFO", 3), ("WARNING", 2), ("ERROR", 1)])
def test_levels(capsys: pytest.CaptureFixture[str], level: str, lines: int) -> None:
    start_logging(level)
    for number in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        logging.getLogger("bot").log(number, "a line")
    assert capsys.readouterr().err.count("a line\n") == lines


def test_an_empty_secret_blots_out_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("INFO", "")
    logging.getLogger("bot").info("all is well")
    assert capsys.readouterr().err.endswith("INFO    bot: all is well\n")


def test_what_people_write_is_not_logged_by_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("DEBUG")
    logging.getLogger("telegram.Bot").debug("Calling Bot API endpoint with parameters %s", {"text": "zebrafink"})
    assert "zebrafink" not in capsys.readouterr().err
