"""Who runs a command: named with --by, or else the system's user. The audit trail keeps it."""

from __future__ import annotations

import os
import pwd
from typing import Annotated

import typer

from bot.ending import CannotGoOn
from services.staff.clerks import Clerk, Standing

LONGEST_NAME = 64
NOBODY_KNOWN = "handschlag"
"""Where the system has no name for its user, as in some containers."""

By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who does it; without, the system’s user. It is kept with what is done."),
]


def operator(by: str | None) -> str:
    """The name. Raises `CannotGoOn` for none, or one that is too long."""
    if by is None:
        return _system_user()[:LONGEST_NAME]
    name = " ".join(by.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise CannotGoOn(f"--by takes a name, of {LONGEST_NAME} characters at most: colleagues read it.")
    return name


def clerk(by: str | None) -> Clerk:
    """The same, as somebody at the provider's desk."""
    return Clerk(operator(by), Standing.OPERATOR)


def _system_user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return NOBODY_KNOWN
