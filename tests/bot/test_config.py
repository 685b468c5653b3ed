"""Settings: each wrong one stops the start with a sentence that names it and shows a right one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.config import ConfigurationFault, Settings, load_settings, unknown_settings
from bot.mistyped import UnknownSetting
from bot.profile.reading import DEFAULT_PROFILE

README = Path(__file__).parents[2] / "README.md"
TOKEN = "123456789:AAE-a-token-of-the-right-form-of-nobody"

FAULTS = [
    ("TOKEN", TOKEN[10:], "123456789:AAE…"),
    ("TOKEN", f"{TOKEN} oder so", "123456789:AAE…"),
    ("TOKEN", "123456789:short", "123456789:AAE…"),
    ("API_URL", "api.telegram.org", "https://api.telegram.org"),
    ("API_URL", "ftp://api.telegram.org", "https://api.telegram.org"),
    ("API_URL", "https://", "https://api.telegram.org"),
    ("DATABASE_URL", "handschlag.db", "sqlite:///var/handschlag.db"),
    ("DATABASE_URL", "mysql://localhost/handschlag", "postgresql://user:password@localhost/handschlag"),
    ("DATABASE_URL", "sqlite://", "sqlite:///var/handschlag.db"),
    ("DATABASE_URL", "sqlite:////dev/null/handschlag.db", "sqlite:///var/handschlag.db"),
    (
        "DATABASE_URL",
        "postgresql://user:password@localhost:port/name",
        "postgresql://user:password@localhost:5432/name",
    ),
    ("TIMEZONE", "Zürich", "Europe/Zurich"),
    ("TIMEZONE", "../etc/passwd", "Europe/Zurich"),
    ("LOG_LEVEL", "laut", "DEBUG, INFO, WARNING or ERROR"),
    ("VERIFY_AT_ONCE", "perhaps", "False"),
    ("PAGES_URL", "http://desk.example", "https://desk.example"),
    ("PAGES_URL", "desk.example", "https://desk.example"),
    ("PAGES_URL", "https://desk.example:port", "https://desk.example"),
    ("PAGES_URL", "https://desk.example/?page=", "https://desk.example/answers"),
    ("PAGES_URL", "https://user@desk.example", "https://desk.example/answers"),
    ("PAGES_LISTEN", "8490", "127.0.0.1:8490"),
    ("METRICS_LISTEN", "metrics", "8470"),
    ("API_METRICS_LISTEN", "127.0.0.1", "8470"),
    ("LOG_FORMAT", "xml", "text or json"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("name", "value", "right"), FAULTS)
def test_a_wrong_setting_is_named_with_a_right_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, right: str
) -> None:
    monkeypatch.setenv("HANDSCHLAG_TOKEN", TOKEN)
    monkeypatch.setenv(f"HANDSCHLAG_{name}", value)

    with pytest.raises(SystemExit) as end:
        main(["run"])

    said = capsys.readouterr().err
    assert end.value.code == 2
    assert said.count("\n") == 1, "one sentence, no traceback"
    assert said.startswith(f"handschlag: HANDSCHLAG_{name} ")
    assert right in said
    assert TOKEN.partition(":")[2] not in said


@pytest.mark.parametrize("token", [None, "", "   "])
def test_a_missing_token_says_where_one_comes_from(
    folder: Path, capsys: pytest.CaptureFixture[str], token: str | None
) -> None:
    if token is not None:
        (folder / ".env").write_text(f"HANDSCHLAG_TOKEN={token}\n")
    with pytest.raises(SystemExit) as end:
        main(["run"])
    assert end.value.code == 2
    assert "HANDSCHLAG_TOKEN is not set: ask @BotFather" in capsys.readouterr().err


def test_an_env_file_that_is_no_text(folder: Path) -> None:
    (folder / ".env").write_bytes(b"HANDSCHLAG_TIMEZONE=Z\xfcrich\n")
    with pytest.raises(ConfigurationFault, match=r"\.env cannot be read .* UTF-8"):
        load_settings()


def test_the_environment_comes_before_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("HANDSCHLAG_TIMEZONE=Europe/Berlin\nHANDSCHLAG_LOG_LEVEL=debug\nOTHER=1\n")
    monkeypatch.setenv("HANDSCHLAG_TIMEZONE", "Europe/Vienna")
    settings = load_settings()
    assert (settings.timezone, settings.log_level) == ("Europe/Vienna", "DEBUG")


def test_settings_never_show_the_token() -> None:
    settings = load_settings(None, token=TOKEN)
    assert settings.bot_token == TOKEN
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()}"


def test_mistyped_settings_are_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("HANDSCHLAG_TOKNE=1\nHANDSCHLAG_TIMEZONE=Europe/Berlin\n")
    monkeypatch.setenv("HANDSCHLAG_DATABASE", "x")
    assert unknown_settings() == [
        UnknownSetting("HANDSCHLAG_DATABASE", "HANDSCHLAG_DATABASE_URL"),
        UnknownSetting("HANDSCHLAG_TOKNE", "HANDSCHLAG_TOKEN"),
    ]


MISTYPED = {
    "HANDSCHLAG_TOKNE": "HANDSCHLAG_TOKEN",
    "HANDSCHLAG_DATABASE": "HANDSCHLAG_DATABASE_URL",
    "HANDSCHLAG_DATABSE_URL": "HANDSCHLAG_DATABASE_URL",
    "HANDSCHLAG_LOGLEVEL": "HANDSCHLAG_LOG_LEVEL",
    "HANDSCHLAG_TIME_ZONE": "HANDSCHLAG_TIMEZONE",
    "HANDSHLAG_TOKEN": "HANDSCHLAG_TOKEN",
    "HANDSCHLAGTOKEN": "HANDSCHLAG_TOKEN",
    "handschlag_tokne": "HANDSCHLAG_TOKEN",
}


@pytest.mark.parametrize("place", ["environment", "file"])
@pytest.mark.parametrize(
    ("command", "name"),
    [
        *((("run",), name) for name in MISTYPED),
        *((command, "HANDSCHLAG_TOKNE") for command in (("demo",), ("doctor",), ("migrate",), ("partners", "list"))),
    ],
)
def test_a_mistyped_setting_stops_every_command_with_the_one_that_is_meant(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    command: tuple[str, ...],
    place: str,
) -> None:
    monkeypatch.setenv("HANDSCHLAG_TOKEN", TOKEN)
    if place == "file":
        (folder / ".env").write_text(f"{name}=1\n")
    else:
        monkeypatch.setenv(name, "1")

    with pytest.raises(SystemExit) as end:
        main(command)

    said = "".join(capsys.readouterr())
    assert end.value.code == 2
    assert said.endswith(f": {name} is not a setting: did you mean {MISTYPED[name]}?\n")
    assert said.count("\n") == 1


MOVED = {
    "HANDSCHLAG_SUPPORT_HOURS": "[support] hours",
    "HANDSCHLAG_SUPPORT_ANSWERS_WITHIN_MINUTES": "[support] answers_within_minutes",
    "HANDSCHLAG_REQUEST_LAPSES_AFTER_DAYS": "[requests] lapse_after_days",
    "handschlag_reminders_after_days": "[requests] remind_after_days",
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["run", "doctor", "migrate"])
@pytest.mark.parametrize("name", MOVED)
def test_a_setting_that_has_moved_into_the_profile_says_where(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, command: str
) -> None:
    monkeypatch.setenv("HANDSCHLAG_TOKEN", TOKEN)
    monkeypatch.setenv(name, "1")

    with pytest.raises(SystemExit) as end:
        main([command])

    said = "".join(capsys.readouterr())
    assert end.value.code == 2
    assert said.endswith(f": {name} has moved into the profile: {MOVED[name]}.\n")
    assert said.count("\n") == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "name", ["HANDSCHLAG_SERVICE_HOST", "HANDSCHLAG_SERVICE_PORT", "HANDSCHLAG_PORT", "HANDSCHLAG_PORT_8443_TCP_ADDR"]
)
def test_what_kubernetes_makes_of_a_services_name_stops_nothing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "10.0.0.1")
    assert unknown_settings() == [UnknownSetting(name, None)]
    load_settings()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["HAND", "HANDLE", "HANDSHAKE_TOKEN", "ANSCHLAG", "PATH", "handschlag_token"])
def test_what_is_not_ours_is_left_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, TOKEN)
    assert unknown_settings() == []


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `HANDSCHLAG_(\w+)` \| (?:`([^`]*)`)?", README.read_text("utf-8"), re.MULTILINE)
    defaults = {name.upper(): _written(field.default) for name, field in Settings.model_fields.items()}
    assert dict(rows) == defaults


def test_the_example_names_every_setting() -> None:
    names = re.findall(r"^#?HANDSCHLAG_(\w+)=", README.with_name(".env.example").read_text("utf-8"), re.MULTILINE)
    assert sorted(names) == sorted(name.upper() for name in Settings.model_fields)


def _written(default: object) -> str:
    if default is None or default == DEFAULT_PROFILE:
        return ""
    return str(default).lower() if isinstance(default, bool) else str(default)
