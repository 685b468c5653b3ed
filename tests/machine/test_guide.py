"""The operators' guide can be followed line by line, and names only commands that there are."""

from __future__ import annotations

import re

from typer.main import get_command

from bot.cli import app
from tests.machine.__main__ import LOGIN
from tests.machine.guide import commands_named, lines

SECTIONS = range(2, 9)
_COMMAND = re.compile(r"^(?:HANDSCHLAG_\S+ )?handschlag ([a-z-]+)")


def test_the_guide_names_only_commands_that_there_are() -> None:
    typed = [line for section in SECTIONS for block in lines(section) for line in block]
    typed += [command for section in SECTIONS for command in commands_named(section)]
    named = {name for line in typed for name in _COMMAND.findall(line)}

    assert named <= getattr(get_command(app), "commands", {}).keys()
    assert {"migrate", "doctor", "run", "backup", "restore", "partners", "support", "outbox"} <= named


def test_what_is_said_aside_is_not_typed() -> None:
    machine, settings = lines(2)

    assert machine[machine.index(LOGIN) + 1] == "git clone … program"
    assert settings[1:] == ["nano .env", "handschlag migrate", "handschlag doctor", "handschlag run"]
