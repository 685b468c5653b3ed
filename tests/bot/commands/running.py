"""Command lines, run to their end in this process."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from bot.cli import main

Say: TypeAlias = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    """Runs a command line; the exit status."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(end.value.code or 0)


def handschlag(capsys: Say, *arguments: str, status: int = 0) -> str:
    """What the command says, on the error output where it is to fail."""
    ended = run(*arguments)
    said = capsys.readouterr()
    assert ended == status, said
    return said.err if status else said.out
