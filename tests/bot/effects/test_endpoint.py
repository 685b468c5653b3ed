"""Where events may go: the operator's own address, safe on its way, and a secret that is one."""

from __future__ import annotations

import pytest

from bot.config import ConfigurationFault, load_settings
from tests.bot.effects.receiver import SECRET

URL = "https://console.example/events"


@pytest.mark.parametrize("url", [URL, "http://127.0.0.1:9000/events", "http://localhost/e", "http://[::1]:80/"])
def test_an_endpoint_that_can_be_used(url: str) -> None:
    endpoint = load_settings(None, events_url=url, events_secret=SECRET).events_endpoint

    assert endpoint is not None
    assert endpoint.url == url
    assert SECRET not in repr(endpoint)


@pytest.mark.parametrize(
    ("url", "secret", "sentence"),
    [
        (URL, None, "HANDSCHLAG_EVENTS_SECRET is missing"),
        (None, SECRET, "HANDSCHLAG_EVENTS_URL is missing"),
        ("http://console.example/events", SECRET, "must begin with https://"),
        ("http://127.0.0.1.example/events", SECRET, "must begin with https://"),
        ("http://127.0.0.1@console.example/", SECRET, "must begin with https://"),
        ("https://user:pass@console.example/", SECRET, "must not hold a name or a password"),
        ("ftp://console.example", SECRET, "is not a web address"),
        ("https://console.example:x/", SECRET, "is not a web address"),
        ("https://", SECRET, "is not a web address"),
        (URL, "geheim", "is not a secret for signing events"),
        (URL, "whsec_%%%%", "is not a secret for signing events"),
        (URL, "whsec_c2hvcnQ=", "has 5 bytes"),
        (URL, "whsec_" + "QUFB" * 30, "has 90 bytes"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(url: str | None, secret: str | None, sentence: str) -> None:
    with pytest.raises(ConfigurationFault) as fault:
        load_settings(None, events_url=url, events_secret=secret)

    said = str(fault.value)
    assert sentence in said
    assert "\n" not in said
    assert "pass@" not in said
    assert secret is None or secret.removeprefix("whsec_") not in said


def test_without_an_endpoint_there_is_none() -> None:
    assert load_settings(None).events_endpoint is None
