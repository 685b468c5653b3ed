"""Short storms: in each scene of `make crash-test`, a few people get what they want, once, whatever happens."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from bot.intake.webhook_server import listen
from tests.bot.apart import Nursery
from tests.crash.databases import Database, MortalServer, ServedDatabase, SqliteFile
from tests.crash.scenes import SCENES, Happening, Length, Scene, misses, play
from tests.crash.stage import Crew
from tests.databases import SqliteFiles

CREW = Crew(couples=4, thinks_s=(0.0, 0.12), patience_s=40, seed=1)
LENGTH = Length(kills=6, renewals=2, renewed_every_s=0.3, shaken_s=3, freezes=1, calm_s=2, life_s=0.5)


@dataclass
class Theatre:
    """Where the scenes are played."""

    nursery: Nursery
    posted: socket.socket
    files: SqliteFiles
    server: MortalServer

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def database(self, kind: str) -> Database:
        if kind == "sqlite":
            return SqliteFile(self.files.fresh(f"storm{next(self._numbers)}"))
        return ServedDatabase(self.server)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory, sqlite_files: SqliteFiles) -> Iterator[Theatre]:
    server = MortalServer()
    with listen("127.0.0.1:0") as posted:
        nursery = Nursery(tmp_path_factory.mktemp("storms") / "bots.log", posted)
        yield Theatre(nursery, posted, sqlite_files, server)
        nursery.close()
    server.stop()


@pytest.mark.parametrize(
    "scene",
    [scene for scene in SCENES if scene.happening is not Happening.MIGRATION or scene.webhook],
    ids=lambda scene: scene.name,
)
def test_people_get_what_they_want_once(scene: Scene, theatre: Theatre, playground_url: str) -> None:
    database = theatre.database(scene.database)
    outcome = asyncio.run(play(scene, playground_url, database, theatre.nursery, theatre.posted, CREW, LENGTH))
    assert not misses(outcome), "\n".join(outcome.count.details)
    assert all(couple.requests for couple in outcome.evidence.couples)
    assert outcome.kills == (LENGTH.kills if scene.happening is Happening.KILLS else 0)
