"""The repository as its users reach it: over HTTP, with a new version when one is published."""

from __future__ import annotations

import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
NEXT = ROOT / "tests" / "crash" / "next_version" / "9998_what_comes_next.py"
PUBLISHER = ("-c", "user.name=Publisher", "-c", "user.email=publisher@example.com")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by the base class
        """Says nothing."""


class Repository:
    """A bare copy of this checkout's newest commit at `place`; `url` is where it is cloned from."""

    def __init__(self, place: Path) -> None:
        self._place = place
        shutil.rmtree(place, ignore_errors=True)
        _git(ROOT, "clone", "--quiet", "--bare", ".", str(place))
        _git(place, "update-server-info")
        serve = partial(_Quiet, directory=str(place.parent))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
        self.url = f"http://127.0.0.1:{self._server.server_port}/{place.name}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def publishes_a_migration(self) -> None:
        """The next version: it adds to the database."""
        work = self._place.with_suffix(".next")
        shutil.rmtree(work, ignore_errors=True)
        _git(ROOT, "clone", "--quiet", str(self._place), str(work))
        shutil.copy(NEXT, work / "storage" / "migrations" / "versions")
        _git(work, "add", "storage")
        _git(work, *PUBLISHER, "commit", "--quiet", "--message", "Add what comes next")
        _git(work, "push", "--quiet", "origin", "HEAD")
        _git(self._place, "update-server-info")


def _git(where: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=where, check=True)  # noqa: S603, S607 - our own repository
