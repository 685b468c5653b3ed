"""Writes `docs/staff.md` from the code: what the provider's staff do, and by which command, at a desk and in the chat.

    python -m docs.staff

`tests/bot/commands/test_staff_page.py` holds the page against the code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from bot.app import LOCALES
from bot.cli import app
from handlers.chat.rendering import Renderer
from handlers.support.commands import COMMANDS
from services.staff.clerks import STAFF_RIGHTS, Standing

PAGE = Path(__file__).with_name("staff.md")
TASKS: Mapping[str, Sequence[str]] = {
    "Look up": ("find", "card", "who"),
    "Verify, freeze": ("claims", "verify", "freeze", "unfreeze", "vat"),
    "Companies that want to become partners": ("applications", "partners", "directory"),
    "Tenders": ("tenders",),
    "Send again": ("outbox", "mail", "events"),
    "Questions and articles": ("questions", "articles", "ask"),
    "Turn away": ("ban", "unban", "bans"),
    "Numbers": ("stats", "retention"),
    "Who may": ("support", "api-tokens"),
    "Records of the provider’s systems": ("import",),
    "The machine": ("doctor", "migrate", "backup", "restore", "run", "api", "demo"),
}
"""What staff want to do, and the commands for it."""
STANDINGS: Mapping[Standing, str] = {
    Standing.SUPPORT: "support",
    Standing.LEAD: "a lead of support",
    Standing.OPERATOR: "whoever runs commands",
}


def page() -> str:
    """The page."""
    return f"""# What staff do, and by which command

Written by `python -m docs.staff` from the commands themselves.

What staff do is a command **at a desk**, on the machine on which the bot runs; what they need while they talk to
people, they have **in support’s group** in Telegram, too. Both ask the same services, under the same rights, and leave
the same audit trail.

## At a desk

- `--json` prints the same for other programs: keys keep their names, moments are ISO 8601 in UTC, what is not there is
  `null`.
- `--by NAME` says who does it; without, it is the system’s user. The audit trail keeps that name beside every change,
  and beside what changes nothing in a record, too: a message that was sent again, a file that was looked into.
- A command that cannot be done says why in one sentence, changes nothing, and ends with status 2.

{chr(10).join(_at_a_desk())}
## In support’s group

Only who is known as support may give these commands (`handschlag support add`, or a lead with /admit), and only in the
group that is connected or in the topics of cases. Elsewhere, and from anybody else, they do nothing.

| Command | Does |
| --- | --- |
{chr(10).join(_in_the_group())}

`/find`, `/card`, `/verify`, `/freeze` and `/unfreeze` take what the command line takes: a code (`P-7K2M9Q`, `K-…`), a
kind with its number (`organisation 12`, `partnership 31`, in German `anfrage 31`), or for `/find` and `/card` a name, a
domain, a product, a VAT number, a register number, an e-mail address, or a number in Telegram.

## Who may what

| | {" | ".join(STANDINGS.values())} |
| --- |{" --- |" * len(STANDINGS)}
{chr(10).join(_rights())}

Only organisations are frozen, and with them whatever would be decided in their name. A partnership stands still with
either of its sides; nobody at the provider’s ends or changes it for them.
"""


def _at_a_desk() -> Iterator[str]:
    root: Any = typer.main.get_command(app)
    for task, names in TASKS.items():
        yield f"### {task}\n\n| Command | Does |\n| --- | --- |"
        for name in names:
            yield from _described(root.commands[name], f"handschlag {name}")
        yield ""


def _described(command: Any, called: str) -> Iterator[str]:
    """A line for each command, with its arguments and options; of a group, for each that is in it."""
    commands: Mapping[str, Any] = command.commands if isinstance(command, TyperGroup) else {}
    if not commands or any("--json" in option.opts for option in command.params):
        given = " ".join(_given(command))
        yield f"| `{called}{' ' + given if given else ''}` | {_first_line(command)} |"
    for name, inner in commands.items():
        yield from _described(inner, f"{called} {name}")


def _given(command: Any) -> Iterator[str]:
    for one in command.params:
        if one.param_type_name == "argument":
            name = one.metavar or (one.name or "").upper()
            yield name if one.required else f"[{name}]"
    for one in command.params:
        if one.param_type_name == "option" and "--help" not in one.opts:
            yield one.opts[0] if one.required else f"[{one.opts[0]}]"


def _first_line(command: Any) -> str:
    return " ".join((command.help or "").strip().split("\n\n")[0].split())


def _in_the_group() -> Iterator[str]:
    renderer = Renderer(LOCALES)
    for name, command in COMMANDS.items():
        if command.what is not None:
            where = "in the topic of a case: " if command.in_case is not None else ""
            yield f"| `/{name}` | {where}{renderer.plain(command.what, 'en')} |"


def _rights() -> Iterator[str]:
    for act, standings in STAFF_RIGHTS.items():
        marks = " | ".join("yes" if standing in standings else "–" for standing in STANDINGS)
        yield f"| `{act}` | {marks} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
