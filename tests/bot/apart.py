"""A desk whose bot is a process of its own, as it is for its users."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bot.app import build_app, now
from bot.config import Settings
from storage import mail_lanes
from storage.effects import backlog
from tests.bot.programs import Program, without_settings
from tests.bot.trials import pending, until
from tests.databases import looking
from tests.desk import PATIENCE_S, UNLIMITED, Desk, Loop

LOOK_EVERY_S = 0.02
"""Looking into the database costs the bot time: on SQLite it takes the lock."""
ROOT = Path(__file__).parents[2]
HANDED_DOWN = {"api_url", "database_url", "webhook_url", "events_url", "mail_from", *UNLIMITED}
"""The settings of a desk that its bot gets, beside the token."""


class DeskApart(Desk):
    """As `Desk`, with `handschlag run` beside the test. `app` is not running: it serves to look into the database."""

    def __init__(self, playground_url: str, database_url: str, loop: Loop, folder: Path, **more: object) -> None:
        self._folder = folder
        self._program: Program | None = None
        super().__init__(playground_url, database_url, loop, pages=None, **more)

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
        until(self.at_rest, LOOK_EVERY_S)

    def at_rest(self) -> bool:
        """Whether everything is applied, acknowledged and delivered."""
        return pending(self) == 0 and self.unsent() == 0 and self.untold() == 0 and self.unmailed() == 0

    def untold(self) -> int:
        """How many events wait."""
        with looking(self.app.units.engine) as session:
            return backlog(session).waiting

    def unmailed(self) -> int:
        """How many mails wait."""
        with looking(self.app.units.engine) as session:
            return mail_lanes.backlog(session).waiting

    def close(self) -> None:
        if self._program is not None:
            self._program.close()
        self._put_away()

    def _put_away(self) -> None:
        try:
            found = self.defects()
            assert not found, "\n".join(found)
        finally:
            self._loop.run(self.app.bot.shutdown())
            self.app.units.engine.dispose()
            self.playground.delete("")
            self.playground.close()


class Nursery:
    """Where mortal bots come from (see `tests.bot.nursery`). They write to `log`; `ready` tells which of them serve.

    Those that are to be posted to take their updates from the socket `posted`, all from the same.
    """

    def __init__(self, log: Path, posted: socket.socket | None = None) -> None:
        self.log = log
        self._posted = posted
        self._ready = log.with_suffix(".ready")
        self._ready.mkdir()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.nursery"],
            cwd=ROOT,
            env=without_settings(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            pass_fds=[posted.fileno()] if posted is not None else [],
        )

    def bear(self, settings: Settings, dies_at: int) -> int:
        """A new bot's process id. `dies_at` 0 lets it live until it is killed.

        With a `webhook_url` among the settings, it is posted to.
        """
        posted = self._posted.fileno() if self._posted is not None and settings.webhook_url is not None else 0
        given = settings.model_dump(mode="json", include=HANDED_DOWN) | {"token": settings.bot_token}
        if settings.events_endpoint is not None:
            given["events_secret"] = settings.events_endpoint.secret
        if settings.smtp_url is not None:
            given["smtp_url"] = settings.smtp_url.get_secret_value()
        ready = str(self._ready)
        order = {"settings": given, "dies_at": dies_at, "log": str(self.log), "posted": posted, "ready": ready}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def is_ready(self, pid: int) -> bool:
        """Whether the bot has come so far that it serves."""
        return (self._ready / str(pid)).exists()

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE_S)


class MortalDesk(DeskApart):
    """A desk whose bot is killed, time and again. `kills` counts."""

    def __init__(self, playground_url: str, database_url: str, loop: Loop, nursery: Nursery, **more: object) -> None:
        self.kills = 0
        self._nursery = nursery
        self._child = 0
        super().__init__(playground_url, database_url, loop, nursery.log.parent, **more)

    def start(self, dies_at: int = 0) -> None:
        if not self._child:
            self.app = self._loop.run(build_app(self.settings, now))
        self._child = self._nursery.bear(self.settings, dies_at)

    @property
    def alive(self) -> bool:
        try:
            os.kill(self._child, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """As `kill -9` does, unless the bot has died already."""
        self.kills += 1
        if self.alive:
            os.kill(self._child, signal.SIGKILL)
            while self.alive:
                time.sleep(0.001)  # the system needs a moment to end a process

    def close(self) -> None:
        self.kill()
        self._put_away()
