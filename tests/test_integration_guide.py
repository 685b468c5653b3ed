"""docs/integration.md is true: its commands run one after the other, as an engineer would type them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.demo import TOKEN
from playground.serving import PlaygroundServer
from tests.bot.commands.test_demo import free_port
from tests.bot.programs import HANDSCHLAG, without_settings

GUIDE = Path(__file__).parent.parent / "docs" / "integration.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"Save this as `([\w.]+)`")
PATIENCE_S = 240.0


@pytest.fixture(scope="module")
def telegram() -> Iterator[str]:
    with PlaygroundServer(default_token=TOKEN) as server:
        yield server.url


def script(folder: Path) -> str:
    """All blocks of shell in one script. Programs of the guide are saved where it says; ports are free ones."""
    text = GUIDE.read_text("utf-8")
    for port in ("8480", "8490"):
        text = text.replace(port, str(free_port()))
    commands = []
    for block in BLOCK.finditer(text):
        language, code = block.groups()
        if language == "python":
            (folder / NAMED.findall(text[: block.start()])[-1]).write_text(code, "utf-8")
        elif language == "sh":
            commands.append(code)
    return "set -euo pipefail\nset -m\n" + "\n".join(commands)


def test_every_command_of_the_guide_does_what_it_says(telegram: str, tmp_path: Path) -> None:
    said = run(script(tmp_path), tmp_path, telegram)
    assert '"status":"active"' in said.replace(" ", "")
    assert "https://t.me/" in said
    assert "data:image/png;base64," in said
    assert re.search(r"accounts\.jsonl: 1 new", said)
    assert "to do: partnership.ended" in (tmp_path / "received.txt").read_text("utf-8")
    assert "partnership.ended" in said
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_a_command_that_fails_is_noticed(telegram: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r'"status": ?4'):
        run(script(tmp_path).replace("/accounts/4711/people", "/accounts/4799/people", 1), tmp_path, telegram)


def run(commands: str, folder: Path, telegram: str) -> str:
    """What the commands write. Whatever they leave running is ended. Raises `AssertionError` where one fails."""
    environment = {
        **without_settings(os.environ),
        "PATH": f"{HANDSCHLAG.parent}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HANDSCHLAG_TOKEN": TOKEN,
        "HANDSCHLAG_API_URL": telegram,
    }
    with (folder / "said.txt").open("w+", encoding="utf-8") as said:
        shell = subprocess.Popen(  # noqa: S603 - the guide's own commands
            ["/bin/bash", "-c", f"trap 'kill $(jobs -p) 2> /dev/null' EXIT\n{commands}"],
            cwd=folder,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status = shell.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            shell.send_signal(signal.SIGTERM)
            status = shell.wait()
        said.seek(0)
        words = said.read()
    assert status == 0, words
    return words
