"""Something else than Telegram answers at the Bot API's address: one sentence ends the start, and no traceback."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from bot.cli import main
from tests.bot.strangers import Endless, http, stranger

TOKEN = "123456789:AAE-a-token-of-the-right-form-of-nobody"
PAGE = b"<!doctype html><title>Welcome to nginx!</title>"

NOT_THE_BOT_API: dict[str, tuple[Iterable[bytes], str]] = {
    "HTML": (http(PAGE), "its answer is not JSON"),
    "nothing": (http(b""), "its answer is not JSON"),
    "no UTF-8": (http(b'{"ok": true, "result": "\xff'), "its answer is not JSON"),
    "a list": (http(b"[]"), "JSON of another kind"),
    "a number": (http(b"42"), "JSON of another kind"),
    "another API": (http(b'{"status": "up"}'), "JSON of another kind"),
    "no result": (http(b'{"ok": true}'), "JSON of another kind"),
    "an empty result": (http(b'{"ok": true, "result": []}'), "not the shape"),
    "null": (http(b'{"ok": true, "result": null}'), "not the shape"),
    "true": (http(b'{"ok": true, "result": true}'), "not the shape"),
    "an empty bot": (http(b'{"ok": true, "result": {}}'), "not the shape"),
    "a bot without a name": (
        http(b'{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "x"}}'),
        "does not say who the bot is",
    ),
    "a refusal that is none": (http(b'{"ok": false, "description": "no"}'), "not the shape"),
    "a page that is missing": (http(PAGE, "404 Not Found"), "HTTP status 404"),
    "a page for members": (http(PAGE, "403 Forbidden"), "HTTP status 403"),
    "elsewhere": (http(b"", "302 Found", "Location: http://127.0.0.1:9/"), "HTTP status 302"),
    "without end": (Endless(), "does not end"),
    "refused oddly": (http(b'{"ok": false, "description": "x", "parameters": 7}', "400 Bad Request"), "status 400"),
}
NOT_THERE_YET: dict[str, tuple[Iterable[bytes], str]] = {
    "a fault": (http(PAGE, "500 Internal Server Error"), "HTTP status 500"),
    "a proxy": (http(PAGE, "502 Bad Gateway"), "HTTP status 502"),
    "hung up": ([], "ServerDisconnectedError"),
    "cut short": ([b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"], "ClientPayloadError"),
    "no HTTP": ([b"220 mail.example ESMTP\r\n"], "ClientResponseError"),
    "badly packed": (http(PAGE, "200 OK", "Content-Encoding: gzip"), "ClientPayloadError"),
}
"""What a proxy or a network says while Telegram is not there yet: it is waited for, as long as --wait says."""


def ends(monkeypatch: pytest.MonkeyPatch, url: str, *command: str) -> int:
    monkeypatch.setenv("HANDSCHLAG_TOKEN", TOKEN)
    monkeypatch.setenv("HANDSCHLAG_API_URL", url)
    with pytest.raises(SystemExit) as end:
        main(command)
    return int(end.value.code or 0)


@pytest.mark.usefixtures("folder", "own_logging")
@pytest.mark.parametrize("kind", [*NOT_THE_BOT_API, *NOT_THERE_YET])
def test_the_start_ends_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    answer, why = (NOT_THE_BOT_API | NOT_THERE_YET)[kind]
    # What cannot change is not waited for.
    wait = "60" if kind in NOT_THE_BOT_API else "0"
    with stranger(answer) as url:
        status = ends(monkeypatch, url, "run", "--wait", wait)
    said = capsys.readouterr().err

    assert status == 2
    opening = "What answers" if kind in NOT_THE_BOT_API else "Telegram cannot be reached"
    assert said.startswith(f"handschlag: {opening} at {url}")
    assert why in said
    assert "HANDSCHLAG_API_URL" in said
    assert said.count("\n") == 1
    assert TOKEN.partition(":")[2] not in said


@pytest.mark.usefixtures("folder", "own_logging")
@pytest.mark.parametrize(
    "kind", ["HTML", "an empty result", "a bot without a name", "without end", "a proxy", "hung up"]
)
def test_doctor_tells_it_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    answer, why = (NOT_THE_BOT_API | NOT_THERE_YET)[kind]
    with stranger(answer) as url:
        status = ends(monkeypatch, url, "doctor")
    said = capsys.readouterr().out

    assert status == 1
    (line,) = (line for line in said.splitlines() if line.startswith("✗ Telegram"))
    assert url in line
    assert why in line
    assert "✓ Database" in said


@pytest.mark.usefixtures("folder", "own_logging")
def test_a_redirect_is_not_followed_with_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Noted:
        def __iter__(self) -> Iterator[bytes]:
            asked.append(TOKEN)
            yield from http(b"")

    with (
        stranger(Noted()) as elsewhere,
        stranger(http(b"", "307 Temporary Redirect", f"Location: {elsewhere}/bot{TOKEN}/getMe")) as url,
    ):
        assert ends(monkeypatch, url, "run", "--wait", "0") == 2
    assert asked == []
