"""What commands show, as JSON for other programs: keys keep their names and meaning, moments are ISO 8601 in UTC."""

from __future__ import annotations

import datetime as dt
import json
from enum import Enum
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="As JSON: for other programs.")]


def print_json(value: object) -> None:
    """Prints dicts, lists, numbers, texts, moments and enums. Raises `TypeError` for anything else."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    match value:
        case dt.datetime() | dt.date():
            return value.isoformat()
        case Enum():
            return value.value
        case _:
            raise TypeError(f"{type(value).__name__} has no JSON")
