"""What staff do at a desk: every command is known, shows JSON, and leaves on the audit trail who has run it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import func, select
from typer.core import TyperGroup

from bot.answers import read_knowledge
from bot.cli import app
from storage.tables import Audit
from tests.bot.commands.desk_work import REFUSING, lay_out
from tests.bot.commands.running import Say, handschlag
from tests.bot.vat.numbers import AT, DE
from tests.databases import SqliteFiles
from tests.desk import Desk
from tests.vies import Vies, valid

OF_THE_MACHINE: Mapping[str, str] = {
    "run": "runs the bot",
    "worker": "runs the bot",
    "api": "runs the API",
    "demo": "runs the demo",
    "migrate": "prepares the database, which has no audit trail before that",
    "doctor": "its status is for programs",
    "ask": "has --jsonl, for whole files of questions",
    "articles export": "writes files",
    "backup": "writes a file",
    "restore": "into an empty database",
    "mail test": "goes past the database",
}
"""Commands that do not work on what lies on the desk, and why."""
SHOWING: Mapping[str, str] = {
    "find": "Seegarten",
    "card": "{on.client}",
    "who": "{on.telegram}",
    "claims list": "",
    "partners list": "",
    "applications list": "",
    "applications show": "{on.applications[0]}",
    "directory list": "",
    "tenders list": "",
    "api-tokens list": "",
    "outbox list": "",
    "outbox show": "{on.letters[0]}",
    "events list": "",
    "events show": "{on.event}",
    "mail list": "",
    "mail show": "{on.mail}",
    "support list": "",
    "vat check": "",
    "stats": "",
    "retention": "",
    "bans": "",
    "questions": "",
    "articles check": "",
    "articles list": "",
}
CHANGING: Mapping[str, str] = {
    # Who has looked at a record of somebody's is kept, too.
    "card": "partnership {on.partnership}",
    "who": "{on.telegram}",
    "applications show": "{on.applications[0]}",
    "outbox show": "{on.letters[0]}",
    "events show": "{on.event}",
    "mail show": "{on.mail}",
    "ban": "{on.telegram} --reason It-sends-advertisements.",
    "unban": "{on.telegram}",
    "freeze": "{on.client} --reason Their-bank-has-called.",
    "unfreeze": "{on.client} --reason It-was-a-mistake.",
    "verify": "organisation {on.unverified[0]} --reason It-is-in-the-register.",
    "claims approve": "{on.claims[0]}",
    "claims admit": "{on.claims[1]}",
    "claims uphold": "{on.claims[2]}",
    "claims decline": "{on.claims[3]} --reason It-is-not-there.",
    "applications decline": "{on.applications[0]} --reason It-sells-something-else.",
    "applications approve": "{on.applications[1]}",
    "directory hide": "{on.partner} --reason It-praises-others.",
    "directory show": "{on.partner}",
    "tenders keep": "{on.tender}",
    "tenders hide": "{on.tender} --reason It-is-an-advertisement.",
    "tenders release": "{on.tender}",
    "partners add": "Nordnet --country CH --register-number CHE-109.322.551",
    "partners invite": "{on.partner}",
    "api-tokens add": "console --scope accounts:write",
    "api-tokens revoke": "old-console",
    "outbox replay": "{on.letters[0]}",
    "outbox drop": "{on.letters[1]}",
    "events replay": "{on.event}",
    "mail trust": REFUSING,
    "mail retry": "{on.mail}",
    "support add": "700000099 --name Omar",
    "support remove": "700000099",
    "vat check": DE,
    "vat judge": f"{AT} --theirs",
    "questions learn": "{on.questions[0]} about-provider",
    "questions skip": "{on.questions[1]}",
    "import accounts": "{on.files[accounts]}",
    "import people": "{on.files[people]}",
    "import products": "{on.files[products]}",
    "import orders": "{on.files[orders]}",
}
"""Each with what is to be changed, in an order in which all of it is possible."""
UNTRIED: Mapping[str, str] = {
    "find": "shows names alone",
    "import levels": "goes the way of import orders; this profile has no levels",
}


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """All commands of the tree by their names; a group is one where it does something by itself with options."""
    if not isinstance(group, TyperGroup):
        yield " ".join(path), group
        return
    if any("--json" in option.opts for option in group.params):
        yield " ".join(path), group
    for name, command in group.commands.items():
        yield from commands(command, (*path, name))


TREE = dict(commands(typer.main.get_command(app)))


def options(command: Any) -> set[str]:
    return {word for option in command.params for word in option.opts}


def test_every_command_is_for_programs_too_or_says_who_has_run_it() -> None:
    with_json = {name for name, command in TREE.items() if "--json" in options(command)}
    with_by = {name for name, command in TREE.items() if "--by" in options(command)}
    assert with_json == set(SHOWING), "each is tried"
    assert with_by == set(CHANGING) | set(UNTRIED), "each is tried"
    assert set(TREE) - with_json - with_by == set(OF_THE_MACHINE), "a new one has --json, --by, or a reason here"


@pytest.fixture
def database_url(sqlite_files: SqliteFiles) -> str:
    """What PostgreSQL makes of these statements, tests/bot/test_every_plan.py asks it."""
    return sqlite_files.fresh("test")


@pytest.fixture
def settings(desk: Desk, vies: Vies, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desk's settings are the command line's, with an endpoint for events, a mail server and VIES."""
    given = {
        "TOKEN": desk.token,
        "API_URL": desk.settings.api_url,
        "DATABASE_URL": desk.settings.database_url,
        "EVENTS_URL": "http://127.0.0.1:9/events",
        "EVENTS_SECRET": "whsec_" + "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0",
        "SMTP_URL": "smtp://127.0.0.1:9",
        "MAIL_FROM": "desk@reseller.example",
        "VIES_URL": vies.url,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"HANDSCHLAG_{name}", value)
    remembered = cache(read_knowledge)  # it is the same for all commands
    for module in ("bot.app", "bot.commands.articles", "bot.commands.questions"):
        monkeypatch.setattr(f"{module}.read_knowledge", remembered)
    vies.answers = {DE: valid("SEEGARTEN GMBH")}
    return folder


def test_what_is_shown_is_json_and_what_is_done_stands_under_its_name(desk: Desk, settings: Path, capsys: Say) -> None:
    on = lay_out(desk, settings)
    shapes = {}
    for name, words in SHOWING.items():
        said = json.loads(handschlag(capsys, *name.split(), *words.format(on=on).split(), "--json"))
        assert said, name
        shapes[name] = set(said)
    assert shapes["card"] >= {"kind", "id", "name", "people", "partnerships", "history", "frozen_by"}
    silent = [name for name, words in CHANGING.items() if not done_by(desk, capsys, name, words.format(on=on).split())]
    assert silent == [], "nobody can see who has done this"


def done_by(desk: Desk, capsys: Say, name: str, words: Sequence[str]) -> int:
    """How many rows of the audit trail say that Nina has done it."""
    with desk.work() as work:
        before = work.session.scalar(select(func.max(Audit.id))) or 0
    handschlag(capsys, *name.split(), *words, "--by", "Nina")
    with desk.work() as work:
        rows = work.session.scalars(select(Audit).where(Audit.id > before)).all()
    assert {row.operator for row in rows} <= {"Nina", None}, name
    return sum(row.operator == "Nina" for row in rows)
