"""What is secret appears nowhere, and no text begins a line of its own in the log."""

from __future__ import annotations

import logging
import resource
from pathlib import Path
from urllib.parse import quote

import pytest
import typer
from pydantic import SecretStr

from bot import cli
from bot.commands.serving import secrets_of
from bot.config import Settings, load_settings
from bot.logs import start_logging
from bot.mail.account import Seal, dkim_key
from bot.mail.letters import sealed
from tests.bot.apart import ROOT
from tests.bot.commands.running import run
from tests.hostile.texts import TEXTS

KEY = ROOT / "tests" / "certificates" / "dkim.pem"
PASSWORD = "p@ss/word:of the:database"
SECRETS = {
    "token": "123456789:AAE-a-token-of-the-right-form-of-nobody",
    "webhook_secret": "secret-of-telegram-and-us",
    "events_secret": "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY" * 2,
    "smtp_url": "smtp://desk:letters%40home@mail.example:587",
    "imap_url": "imaps://desk:letters%2Fback@mail.example/INBOX",
    "database_url": f"postgresql://desk:{quote(PASSWORD, safe='')}@nowhere.example/desk",
}
MORE = {
    "events_url": "https://console.example/events",
    "mail_from": "desk@reseller.example",
    "dkim_key": str(KEY),
    "dkim_selector": "desk",
}
MEANT = (*SECRETS.values(), PASSWORD, "letters@home", "letters/back", SECRETS["token"].partition(":")[2])


@pytest.fixture
def settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:  # noqa: ARG001 - empties the environment
    """All settings that are secret, in the environment."""
    for name, value in (SECRETS | MORE).items():
        monkeypatch.setenv(f"HANDSCHLAG_{name.upper()}", value)
    return load_settings()


def test_every_secret_setting_is_blotted_out(settings: Settings) -> None:
    secret = {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert secret | {"database_url"} == SECRETS.keys(), "a new secret belongs into `secrets_of`, and here"
    known = secrets_of(settings)
    for name in secret:
        value = getattr(settings, name)
        assert isinstance(value, SecretStr)
        assert value.get_secret_value() in known
    assert repr(settings).count("**********") == len(secret)


@pytest.mark.usefixtures("own_logging")
def test_the_log_shows_none_of_them(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("DEBUG", *secrets_of(settings))
    log = logging.getLogger("some.library")
    for secret in MEANT:
        log.debug("connecting to %s", secret)
        log.debug("as %r", {"it": secret, "escaped": quote(secret, safe="")})
    log.debug("the key: %s", KEY.read_text())
    said = capsys.readouterr().err
    assert said.count("connecting to") == len(MEANT)
    for secret in MEANT:
        assert secret not in said
        assert quote(secret, safe="") not in said
    assert not any(line in said for line in KEY.read_text().splitlines()[1:-1])


@pytest.mark.usefixtures("own_logging")
def test_signing_a_mail_logs_nothing_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("DEBUG")
    sealed(b"Subject: zebrafink\r\nFrom: a@b.example\r\n\r\nzebrafink\r\n", Seal("desk", dkim_key(KEY)), "b.example")
    assert "zebrafink" not in capsys.readouterr().err


@pytest.mark.usefixtures("own_logging")
@pytest.mark.parametrize("kind", TEXTS)
def test_no_text_begins_a_line_of_the_log(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("INFO")
    logging.getLogger("bot").info("somebody is called %s", TEXTS[kind] + "\ud800")
    logging.getLogger("bot").info("and that was all")
    said = capsys.readouterr().err
    assert [line[:4].isdecimal() for line in said.splitlines() if not line.startswith("    ")] == [True, True]
    assert said.replace("\n", "").isprintable() or kind == "zero width"
    assert said.count("INFO    bot: ") - TEXTS[kind].count("INFO    bot: ") == 2


@pytest.mark.usefixtures("folder")
def test_a_defect_that_ends_a_command_tells_no_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"cannot connect to {SECRETS['database_url']}")

    monkeypatch.setattr(cli, "app", broken)
    assert run("stats") == 1
    assert "builtins.RuntimeError" in caplog.text
    assert "nowhere.example" not in caplog.text


def test_a_crash_leaves_no_core_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[tuple[int, int]] = []
    app = typer.Typer()

    @app.command()
    def look() -> None:
        limits.append(resource.getrlimit(resource.RLIMIT_CORE))

    monkeypatch.setattr(cli, "app", app)
    assert run() == 0
    assert limits == [(0, 0)]


def test_doctor_shows_none_of_them(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = "http://127.0.0.1:9"  # nobody listens there
    monkeypatch.setenv("HANDSCHLAG_API_URL", nowhere)
    monkeypatch.setenv("HANDSCHLAG_EVENTS_URL", nowhere)
    monkeypatch.setenv("HANDSCHLAG_SMTP_URL", "smtp://desk:letters%40home@127.0.0.1:9")
    monkeypatch.setenv("HANDSCHLAG_IMAP_URL", "imap://desk:letters%2Fback@127.0.0.1:9/INBOX")
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", SECRETS["database_url"].replace("nowhere.example", "127.0.0.1:9"))
    run("doctor")
    said = "".join(capsys.readouterr())
    assert {line.split(":")[0] for line in said.splitlines() if line.startswith("✗")} >= {"✗ Telegram", "✗ Database"}
    for secret in (*MEANT, settings.secret_of_webhook):
        assert secret not in said


def test_no_secret_is_an_argument_of_a_command() -> None:
    """Whoever is on the machine sees the arguments of every process; the environment is seen by its user alone."""
    names = {
        option
        for command in _commands(typer.main.get_command(cli.app))
        for parameter in command.params
        for option in parameter.opts
    }
    assert names
    assert not [name for name in names if any(word in name for word in ("password", "secret", "key", "smtp", "url"))]
    assert "--token" not in names


def _commands(command: object) -> list[typer.core.TyperCommand]:
    inner = getattr(command, "commands", None)
    if inner is None:
        assert isinstance(command, typer.core.TyperCommand)
        return [command]
    return [found for each in inner.values() for found in _commands(each)]
