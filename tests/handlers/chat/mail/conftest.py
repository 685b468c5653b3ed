from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import PostgresServer, SqliteFiles
from tests.handlers.chat.mail.scene import Scene


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """A programme whose people have addresses, once on each database; no test leaves anything in it."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        made = Scene(files.fresh("mails"))
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        made = Scene(server.fresh())
    yield made
    made.close()
