"""A desk whose bot is a process of its own, as it is for its users."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from bot.app import build_app, now
from tests.bot.programs import Program
from tests.bot.trials import pending
from tests.desk import PATIENCE_S, Desk, Loop


class DeskApart(Desk):
    """As `Desk`, with `handschlag run` beside the test. `app` is not running: it serves to look into the database."""

    def __init__(self, playground_url: str, database_url: str, loop: Loop, folder: Path) -> None:
        self._folder = folder
        self._program: Program | None = None
        super().__init__(playground_url, database_url, loop)

    def start(self) -> None:
        if self._program is None:
            self.app = self._loop.run(build_app(self.settings, now))
        settings = self.settings
        self._program = Program(
            self._folder, "run", TOKEN=self.token, API_URL=settings.api_url, DATABASE_URL=settings.database_url
        )

    def stop(self) -> None:
        """Stops the bot by SIGTERM; fails where it does not end within five seconds, or not well."""
        assert self._program is not None
        assert self._program.end(signal.SIGTERM) == 0, self._program.output
        self._program.close()

    def settle(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while pending(self) > 0 or self.unsent() > 0:
            assert time.monotonic() < deadline, "the bot does not come to rest"
            time.sleep(0.02)  # each look takes the lock of an SQLite database

    def close(self) -> None:
        if self._program is not None:
            self._program.close()
        try:
            found = self.defects()
            assert not found, "\n".join(found)
        finally:
            self._loop.run(self.app.bot.shutdown())
            self.app.units.engine.dispose()
            self.playground.delete("")
            self.playground.close()
