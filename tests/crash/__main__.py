"""`python -m tests.crash`: plays the scenes, prints what came of them, and ends with 1 where a target is missed."""

from __future__ import annotations

import argparse
import asyncio
import math
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bot.intake.webhook_server import listen
from playground.serving import PlaygroundServer
from tests.bot.apart import Nursery
from tests.crash.databases import Database, MortalServer, ServedDatabase, SqliteFile
from tests.crash.scenes import SCENES, Happening, Length, Scene, is_too_slow, misses, play
from tests.crash.stage import Crew
from tests.crash.storm import Outcome
from tests.crash.table import table
from tests.databases import SqliteFiles

MOST_WAITS = 5


class Theatre:
    """Where scenes are played one after the other: the playground, the databases, a folder for what bots write."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._playground = stack.enter_context(PlaygroundServer())
        self._files = SqliteFiles(folder)
        self._server: MortalServer | None = None

    def play(self, scene: Scene, crew: Crew, length: Length) -> Outcome:
        """Plays the scene, with bots from a nursery of their own."""
        with listen("127.0.0.1:0") as posted:
            nursery = Nursery(self._folder / f"{scene.name}.log", posted)
            try:
                return asyncio.run(
                    play(scene, self._playground.url, self._database(scene), nursery, posted, crew, length)
                )
            finally:
                nursery.close()

    def _database(self, scene: Scene) -> Database:
        if scene.database == "sqlite":
            return SqliteFile(self._files.fresh(scene.name))
        if self._server is None:
            self._server = MortalServer()
            self._stack.callback(self._server.stop)
        return ServedDatabase(self._server)


def main() -> int:
    """The exit status: 0 where all targets are met, 1 where one is missed, 2 where nothing was played."""
    wanted = _arguments()
    scenes = [
        scene
        for scene in SCENES
        if wanted.database in (None, scene.database) and (not wanted.scene or scene.name in wanted.scene)
    ]
    if not scenes:
        _say("There is no such scene on that database.")
        return 2
    deadly = sum(scene.happening is Happening.KILLS for scene in scenes)
    length = Length(kills=math.ceil(wanted.kills / max(1, deadly)))
    crew = Crew(couples=wanted.couples, seed=wanted.seed)
    folder = wanted.folder or Path(tempfile.mkdtemp(prefix="handschlag-storm-"))
    folder.mkdir(exist_ok=True)
    played: list[tuple[Scene, Outcome]] = []
    with ExitStack() as stack:
        theatre = Theatre(folder, stack)
        for scene in scenes:
            _say(f"{scene.name} …")
            played.append((scene, theatre.play(scene, crew, length)))
    status = _report(played)
    if status and not wanted.folder:
        _say(f"\nWhat the bots wrote is in {folder}.")
    elif not wanted.folder:
        shutil.rmtree(folder)
    return status


def _report(played: list[tuple[Scene, Outcome]]) -> int:
    print(table([(scene.name, outcome) for scene, outcome in played]))  # noqa: T201 - what the command is for
    missed = [(scene, outcome) for scene, outcome in played if misses(outcome) or is_too_slow(scene, outcome)]
    for scene, outcome in missed:
        found = misses(outcome) + ["somebody had to wait for too long"] * is_too_slow(scene, outcome)
        _say(f"\n{scene.name} misses its targets: {', '.join(found)}")
        for line in (*outcome.count.details, *(f"wait: {wait}" for wait in outcome.waits[:MOST_WAITS])):
            _say(f"  {line}")
    return 1 if missed else 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - what the command is for


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=201, help="how often bots are killed, in all scenes together")
    parser.add_argument("--couples", type=int, default=40, help="how many clients there are, each with its partner")
    parser.add_argument("--seed", type=int, default=1, help="the same seed plans the same kills and faults")
    parser.add_argument("--folder", type=Path, help="an empty folder for what the bots write; it is kept")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="only the scenes on this database")
    parser.add_argument("--scene", action="append", choices=[scene.name for scene in SCENES], help="only this scene")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
