"""The command line: what each command does, says, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.accounts.records import read_account
from services.accounts.taking import take_accounts
from storage import schema
from storage.database import open_database
from tests.bot.commands.running import Say, run
from tests.bot.trials import until
from tests.databases import PostgresServer, SqliteFiles
from tests.desk import Desk
from tests.domain.accounts.examples import ACCOUNT
from tests.playground.playing import Playing
from tests.programmes import INFOMANIAK

UNREACHABLE = "http://127.0.0.1:9"
COMMANDS = {
    ("--help",): ("demo", "run", "migrate", "doctor", "ask", "partners", "articles", "import", "HANDSCHLAG_"),
    ("import", "--help"): ("accounts", "people", "products", "orders"),
    ("import", "accounts", "--help"): ("--dry-run", "The same file again changes nothing"),
    ("demo", "--help"): ("--port", "--reset", "without token"),
    ("run", "--help"): ("--wait", "SIGTERM"),
    ("migrate", "--help"): ("backup",),
    ("doctor", "--help"): ("status 0",),
    ("ask", "--help"): ("--lang", "--jsonl", "and why"),
    ("articles", "--help"): ("check",),
    ("articles", "check", "--help"): ("file and line", "status 0"),
    ("partners", "--help"): ("add", "invite", "list"),
    ("partners", "add", "--help"): ("--country", "--register-number", "legal representative"),
    ("partners", "list", "--help"): ("List all partners",),
}


@pytest.fixture
def database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an SQLite file that is not there yet, as the present setting."""
    url = f"sqlite:///{folder / 'desk.db'}"
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", url)
    return url


@pytest.fixture
def telegram(playground_url: str, monkeypatch: pytest.MonkeyPatch, database: str) -> Iterator[Playing]:
    """A Telegram with a bot, as the present setting, beside a database that is ready."""
    engine = open_database(database)
    schema.upgrade(engine)
    engine.dispose()
    world = Playing(playground_url)
    monkeypatch.setenv("HANDSCHLAG_TOKEN", world.token)
    monkeypatch.setenv("HANDSCHLAG_API_URL", playground_url)
    monkeypatch.setenv("HANDSCHLAG_VIES_URL", "off")
    yield world
    world.close()


def execute(url: str, statement: str) -> None:
    engine = open_database(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.mark.parametrize("arguments", COMMANDS)
def test_help_tells_what_a_command_does(arguments: tuple[str, ...], capsys: Say) -> None:
    assert run(*arguments) == 0
    said = " ".join(re.sub("[│╭╮╰╯─]", " ", capsys.readouterr().out).split())
    assert [words for words in COMMANDS[arguments] if words not in said] == []


@pytest.mark.parametrize("arguments", [("dance",), ("run", "--wait", "-1"), ("partners", "add", "Alpweb")])
def test_a_command_line_that_is_wrong(arguments: tuple[str, ...], capsys: Say) -> None:
    assert run(*arguments) == 2
    assert "Usage: handschlag" in capsys.readouterr().err


def test_migrate_prepares_an_empty_database_and_leaves_a_prepared_one(database: str, capsys: Say) -> None:
    for _ in range(2):
        assert run("migrate") == 0
        assert f"at revision {schema.newest_revision()}" in capsys.readouterr().out
    engine = open_database(database)
    assert schema.current_revision(engine) == schema.newest_revision()
    engine.dispose()


def test_migrate_leaves_the_tables_of_others_alone(database: str, capsys: Say) -> None:
    execute(database, "CREATE TABLE recipes (name TEXT)")
    assert run("migrate") == 2
    assert "tables that are not Handschlag’s" in capsys.readouterr().err


def test_migrate_does_not_know_a_newer_database(database: str, capsys: Say) -> None:
    assert run("migrate") == 0
    execute(database, "UPDATE alembic_version SET version_num = 'from-the-future'")
    assert run("migrate") == 2
    assert "install the newer program" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("migrate",), ("partners", "list")])
def test_a_database_that_is_none(database: str, capsys: Say, command: tuple[str, ...]) -> None:
    Path(database.removeprefix("sqlite:///")).write_text("Dear diary, this is no database at all.\n" * 100)
    assert run(*command) == 2
    said = capsys.readouterr().err
    assert "The database cannot be used (file is not a database)" in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [("migrate",), ("partners", "list")])
def test_a_database_server_that_cannot_be_reached(
    monkeypatch: pytest.MonkeyPatch, capsys: Say, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", "postgresql://desk:secret-word@127.0.0.1:9/desk")
    assert run(*command) == 2
    said = capsys.readouterr().err
    assert "check HANDSCHLAG_DATABASE_URL" in said
    assert "secret-word" not in said


# doctor


@pytest.mark.usefixtures("telegram")
def test_doctor_finds_nothing(capsys: Say) -> None:
    assert run("doctor") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[0] for line in lines] == ["✓"] * len(lines)
    assert "the programme of Infomaniak" in lines[1]
    assert "@desk_bot" in lines[2]


def test_doctor_tells_a_wrong_token(telegram: Playing, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    token = f"{telegram.token}-mistyped"
    monkeypatch.setenv("HANDSCHLAG_TOKEN", token)
    assert run("doctor") == 1
    said = capsys.readouterr().out
    assert "✗ Token" in said
    assert "copy it again from @BotFather" in said
    assert token not in said


@pytest.mark.usefixtures("telegram")
def test_doctor_tells_a_missing_token_and_goes_on(capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANDSCHLAG_TOKEN")
    assert run("doctor") == 1
    said = capsys.readouterr().out
    assert "✗ Token: HANDSCHLAG_TOKEN is not set" in said
    assert "✓ Database" in said


@pytest.mark.usefixtures("telegram")
def test_doctor_tells_a_telegram_that_cannot_be_reached(capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSCHLAG_API_URL", UNREACHABLE)
    assert run("doctor") == 1
    assert f"✗ Telegram: {UNREACHABLE} cannot be reached" in capsys.readouterr().out


def test_doctor_tells_a_webhook(telegram: Playing, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    telegram.result("setWebhook", url="https://elsewhere.example/hook")
    assert run("doctor") == 0
    said = capsys.readouterr().out
    assert "✓ Telegram: @desk_bot’s updates are posted to https://elsewhere.example/hook, which is not what" in said
    assert telegram.token not in said
    monkeypatch.setenv("HANDSCHLAG_WEBHOOK_URL", "https://elsewhere.example/hook")
    assert run("doctor") == 0
    assert "are posted to https://elsewhere.example/hook (40 at a time), 0 wait" in capsys.readouterr().out
    telegram.result("deleteWebhook")


def test_doctor_tells_a_webhook_that_does_not_answer(
    telegram: Playing, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = "http://127.0.0.1:9/updates"
    telegram.result("setWebhook", url=nobody)
    monkeypatch.setenv("HANDSCHLAG_WEBHOOK_URL", nobody)
    telegram.says("/help")
    until(lambda: "last_error_message" in telegram.result("getWebhookInfo"))
    assert run("doctor") == 1
    said = capsys.readouterr().out
    assert f"✗ Telegram: @desk_bot’s updates cannot be posted to {nobody} (Connection refused), 1 wait: start" in said
    telegram.result("deleteWebhook")


@pytest.mark.usefixtures("telegram")
def test_doctor_tells_a_database_that_is_behind(capsys: Say, database: str) -> None:
    execute(database, "UPDATE alembic_version SET version_num = '0000'")
    assert run("doctor") == 1
    assert "✗ Database: The database has revision 0000" in capsys.readouterr().out


@pytest.mark.usefixtures("telegram")
def test_doctor_tells_a_database_that_cannot_be_written(
    capsys: Say, monkeypatch: pytest.MonkeyPatch, postgres: PostgresServer
) -> None:
    separator = "&" if "?" in postgres.url else "?"
    read_only = f"{postgres.url}{separator}options=-c%20default_transaction_read_only%3Don"
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", read_only)
    assert run("doctor") == 1
    assert "read-only transaction" in capsys.readouterr().out


@pytest.mark.usefixtures("telegram")
def test_doctor_makes_no_database(capsys: Say, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", f"sqlite:///{folder / 'new.db'}")
    assert run("doctor") == 0
    assert "is not there yet" in capsys.readouterr().out
    assert not (folder / "new.db").exists()


@pytest.mark.usefixtures("telegram")
def test_doctor_tells_a_setting_that_is_none(capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSCHLAG_TIME_ZONE", "Europe/Berlin")
    assert run("doctor") == 2
    said = capsys.readouterr().out
    assert said == "✗ Configuration: HANDSCHLAG_TIME_ZONE is not a setting: did you mean HANDSCHLAG_TIMEZONE?\n"


@pytest.mark.usefixtures("telegram")
def test_doctor_tells_a_name_that_may_be_somebody_elses_and_goes_on(
    capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDSCHLAG_SERVICE_HOST", "10.0.0.1")
    assert run("doctor") == 1
    said = capsys.readouterr().out
    assert "✗ Configuration: HANDSCHLAG_SERVICE_HOST is not a setting: correct or remove it" in said
    assert "✓ Database" in said


@pytest.mark.usefixtures("telegram")
def test_doctor_ends_with_2_where_a_setting_is_wrong(capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSCHLAG_TIMEZONE", "Zürich")
    assert run("doctor") == 2
    assert capsys.readouterr().out.startswith("✗ Configuration: HANDSCHLAG_TIMEZONE")


# partners


def use(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the desk's settings the present ones."""
    monkeypatch.setenv("HANDSCHLAG_TOKEN", desk.token)
    monkeypatch.setenv("HANDSCHLAG_API_URL", desk.settings.api_url)
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)


ADD = ("partners", "add", "Alpweb GmbH", "--country", "Schweiz", "--register-number", "CHE-123.456.788")


@pytest.mark.usefixtures("folder")
def test_a_company_becomes_a_partner(desk: Desk, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    use(desk, monkeypatch)
    reto, mia = desk.newcomer("Reto"), desk.newcomer("Mia")

    assert run(*ADD) == 0

    said = capsys.readouterr().out
    code = re.search(r"Partner code: +(P-\w{6})", said)
    link = re.search(r"https://t\.me/handschlag_bot\?start=(join_\S+)", said)
    assert code
    assert link
    assert "Alpweb GmbH" in reto.opens(link[1])
    assert "legal representative" in reto.reads()
    assert code[1] in reto.says("/organisation")
    assert "used already" in mia.says(f"/start {link[1]}")

    assert run("partners", "list") == 0
    row = capsys.readouterr().out.splitlines()[1]
    assert re.split(r" {2,}", row) == [code[1], "Alpweb GmbH", "CH", "CHE-123.456.788", "0", "1"]


@pytest.mark.usefixtures("folder")
def test_a_german_partner_whose_number_nobody_has_told_is_listed(
    desk: Desk, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(desk, monkeypatch)
    with desk.app.units.begin("import") as work:
        take_accounts(work, INFOMANIAK, [read_account({**ACCOUNT, "country": "DE", "register_number": None})])

    assert run("partners", "list") == 0
    row = capsys.readouterr().out.splitlines()[1]
    assert re.split(r" {2,}", row) == ["P-7K2M9Q", "Alpweb (Demo) AG", "DE", "0", "0"]


@pytest.mark.usefixtures("folder")
def test_a_partner_gets_a_new_link_when_the_first_one_was_lost(
    desk: Desk, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(desk, monkeypatch)
    partner, ida = desk.partner("Alpweb GmbH"), desk.newcomer("Ida")

    assert run("partners", "invite", partner.partner_code.lower()) == 0
    link = re.search(r"https://t\.me/handschlag_bot\?start=(join_\S+)", capsys.readouterr().out)
    assert link
    assert "Alpweb GmbH" in ida.opens(link[1])

    assert run("partners", "invite", "P-000000") == 2
    assert "There is no partner with the code P-000000" in capsys.readouterr().err


@pytest.mark.usefixtures("telegram")
def test_a_company_becomes_a_partner_once(capsys: Say) -> None:
    assert run(*ADD) == 0
    assert run(*ADD) == 2
    assert "Alpweb GmbH has this register number, and is the partner P-" in capsys.readouterr().err


@pytest.mark.usefixtures("telegram")
def test_a_company_that_looks_like_a_partner_becomes_none(capsys: Say) -> None:
    assert run(*ADD) == 0
    another = {"Alpweb GmbH": "Аlpweb AG", "CHE-123.456.788": "CHE-109.322.551"}  # with a Cyrillic А
    assert run(*(another.get(word, word) for word in ADD)) == 2
    assert "“Аlpweb AG” looks like the name of Alpweb GmbH" in capsys.readouterr().err
    assert run("partners", "list") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"Schweiz": "Absurdistan"}, "I do not know this country"),
        ({"CHE-123.456.788": "CHE-123.456.789"}, "check digit"),
        ({"Alpweb GmbH": "A"}, "at least 2 characters"),
        ({"Alpweb GmbH": "Infomaniak Network SA"}, "looks like the name of Infomaniak"),  # name-24
        ({"Alpweb GmbH": "Alpwеb GmbH"}, "letters of different alphabets"),
        ({"Alpweb GmbH": "Alp\N{ZERO WIDTH SPACE}web"}, "a character that cannot be seen"),
    ],
)
@pytest.mark.usefixtures("telegram")
def test_a_partner_that_cannot_be_added(capsys: Say, changed: dict[str, str], sentence: str) -> None:
    assert run(*(changed.get(word, word) for word in ADD)) == 2
    assert sentence in capsys.readouterr().err
    assert run("partners", "list") == 0
    assert "There are no partners yet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("API_URL", UNREACHABLE, "Telegram cannot be reached"),
        ("TOKEN", "1:somebody-elses-token-somebody-elses", "Telegram does not know the token"),
    ],
)
@pytest.mark.usefixtures("telegram")
def test_no_partner_is_added_without_a_link(
    capsys: Say, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"HANDSCHLAG_{setting}", value)
    assert run(*ADD) == 2
    assert sentence in capsys.readouterr().err
    assert run("partners", "list") == 0
    assert "There are no partners yet" in capsys.readouterr().out


@pytest.mark.usefixtures("database")
def test_partners_need_a_database(capsys: Say, sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("partners", "list") == 2
    assert "There is no database yet: make one with handschlag migrate." in capsys.readouterr().err
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", sqlite_files.fresh("many-partners"))
    assert run("partners", "list") == 0
