"""docs/staff.md tells what staff can do, and by which command."""

from __future__ import annotations

import typer
from typer.core import TyperGroup

from bot.cli import app
from docs.staff import PAGE, TASKS, page


def test_the_page_is_what_the_commands_say() -> None:
    assert page() == PAGE.read_text("utf-8"), "python -m docs.staff writes it anew"


def test_every_command_has_its_place_on_the_page() -> None:
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    shown = {name for name, command in root.commands.items() if not command.hidden}
    assert {name for names in TASKS.values() for name in names} == shown
