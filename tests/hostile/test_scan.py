"""The look through the tests' logs finds what it is there for."""

from __future__ import annotations

import logging

import pytest
from pydantic import SecretStr

from bot.config import load_settings
from tests.scan import SCAN

TOKEN = "123456789:AAE-a-token-of-the-right-form-of-nobody"
WORDS = "my boss pays too late"


@pytest.mark.parametrize(
    "line",
    [
        f"GET /bot{TOKEN}/getMe",
        "Bearer hs_abcdefghijklmnopqrstuv",
        "signed with whsec_QUJDREVGR0hJSktMTU5P",
        "-----BEGIN RSA PRIVATE KEY-----",
        "connecting to postgresql://desk:pass@nowhere.example/desk",
        "login as a-password-of-mine",
        f"somebody has written: {WORDS}!",
    ],
)
def test_a_line_with_a_secret_is_found(line: str) -> None:
    def test() -> None:
        with SCAN.of_a_test():
            SCAN.keeps_secret("smtp://desk:a-password-of-mine@mail.example")
            SCAN.hears(f"/note {WORDS}")
            logging.getLogger("bot").debug("%s", line)

    with pytest.raises(AssertionError, match="may not hold"):
        test()


def test_an_exception_is_looked_at_without_its_words() -> None:
    with SCAN.of_a_test():
        try:
            raise ValueError(SecretStr(TOKEN).get_secret_value())
        except ValueError:
            logging.getLogger("bot").exception("nothing is wrong with this")
        assert not SCAN.found()


def test_every_secret_setting_is_known() -> None:
    load_settings(None, token=TOKEN, webhook_secret="secret-of-telegram-and-us")
    assert {TOKEN, "secret-of-telegram-and-us"} <= SCAN.secrets
