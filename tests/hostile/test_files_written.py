"""A bot that serves writes to its database and nowhere else: its own files may be read-only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.bot.apart import ROOT
from tests.bot.mail.writing import SENDER
from tests.desk import Desk, Loop
from tests.smtp import MailServer

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate")


class Watch:
    """Notes what this process opens to write and changes below the program's folder, while it is `on`."""

    def __init__(self) -> None:
        self.on = False
        self.written: list[str] = []
        sys.addaudithook(self._hears)  # for good: Python has no way to take one back

    def _hears(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and (event in CHANGES or (event == "open" and _writes(*arguments))):
            path = Path(os.fsdecode(arguments[0])) if isinstance(arguments[0], str | bytes) else Path()
            if path.absolute().is_relative_to(ROOT) and "__pycache__" not in path.parts:
                self.written.append(str(path))


def _writes(path: object, _mode: object, flags: object) -> bool:
    return isinstance(path, str | bytes) and isinstance(flags, int) and bool(flags & WRITES)


WATCH = Watch()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_bot_writes_nothing_beside_its_database(
    playground_url: str, database_url: str, loop: Loop, tmp_path: Path
) -> None:
    WATCH.on = True
    try:
        (ROOT / "var").mkdir(exist_ok=True)
        assert WATCH.written, "the watch sees nothing"
        WATCH.written.clear()
        with MailServer() as server:
            desk = Desk(playground_url, database_url, loop, smtp_url=server.url, mail_from=SENDER)
            client, partner = desk.client(), desk.partner()
            desk.partnership(client, partner)
            partner.says("/export")
            desk.look_at_deadlines()
            desk.close()
        (tmp_path / "elsewhere").write_text("x")
    finally:
        WATCH.on = False
    assert not WATCH.written
