"""The product in the conversation that counts, beside python-telegram-bot's own bot that keeps nothing.

    python -m benchmarks.real_conversation [--rounds 3] [--only crowd|alone|start|flood]

A question, then a partner is added with limited access: by many people at once, by somebody alone, and as the first
thing after a start. And while one person floods the bot, twenty others talk to it. `benchmarks/README.md` says how to
read the tables. The exit status says nothing about targets.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.comparisons import Measure
from benchmarks.load.bot_process import Program
from benchmarks.load.machine import Cores, cores
from benchmarks.load.outcome import Outcome
from benchmarks.load.run import Flood, Load, play
from benchmarks.load.start import Start, start
from benchmarks.partner_talk import FIRST_CHAT, PARTNERS, QUESTION, add_partner, settle
from benchmarks.table import Limit, Target, heading, line

PEOPLE = 200
TALKING = 20
FLOOD = Flood(chat_id=FIRST_CHAT + PEOPLE, at_once=50, every_s=0.5)
"""A hundred messages a second."""
UNLIMITED = {
    f"HANDSCHLAG_{name}": "100000"
    for name in ("MESSAGES_PER_SECOND", "MESSAGES_PER_SECOND_PER_CHAT", "UPDATES_PER_SECOND_PER_CHAT")
}
"""What is measured is the bot, not how long it waits for Telegram's sake. A flood is measured with the usual limits."""

CROWD = Load(add_partner, people=PEOPLE, conversations=3, patience_s=60, first_chat=FIRST_CHAT)
ALONE = Load(add_partner, people=1, conversations=PARTNERS, think_s=0.2, first_chat=FIRST_CHAT)
QUIET = Load(add_partner, people=TALKING, conversations=2, think_s=2.0, first_chat=FIRST_CHAT)
PEER = Program((sys.executable, "-m", "benchmarks.peer_desk"), {})

_SPEED = Measure("updates/s", lambda outcome: outcome.updates_per_s, 0, Target(Limit.AT_LEAST, 400))
_CPU = Measure("CPU ms per update", lambda outcome: outcome.cpu_ms, 2, Target(Limit.AT_MOST, 2.4))
_STUCK = Measure("conversations stuck", lambda outcome: outcome.stuck, 0, Target(Limit.AT_MOST, 0))


def _p(percent: float, target: Target | None = None) -> Measure:
    return Measure(f"p{percent:g} ms", lambda outcome: outcome.wait_ms(percent), 1, target)


@dataclass(frozen=True, slots=True)
class Stage:
    """A database file with the programme in it, copied for every run, and the cores."""

    folder: Path
    on: Cores

    def product(self, settings: dict[str, str]) -> Program:
        """The product on a fresh copy."""
        fresh = Path(tempfile.mkdtemp(dir=self.folder)) / "handschlag.db"
        shutil.copy(self.folder / "settled.db", fresh)
        command = (sys.executable, "-m", "benchmarks.product")
        return Program(command, {"DATABASE_URL": f"sqlite:///{fresh}", **settings})

    def compare(self, title: str, load: Load, measures: Sequence[Measure], rounds: int) -> None:
        """The peer and the product under the same load, in turn."""
        pairs = []
        for number in range(1, rounds + 1):
            seeded = replace(load, seed=number)
            pairs.append((play(seeded, PEER, self.on), play(seeded, self.product(UNLIMITED), self.on)))
        self._print(title, ("peer", "ours"), measures, pairs)

    def flood(self, rounds: int) -> None:
        """Twenty talk at a human pace, with the usual limits; then the same while somebody floods."""
        pairs = []
        for number in range(1, rounds + 1):
            quiet = replace(QUIET, seed=number)
            flooded = replace(quiet, flood=FLOOD)
            pairs.append((play(quiet, self.product({}), self.on), play(flooded, self.product({}), self.on)))
        measures = (_p(50), _p(95, Target(Limit.AT_MOST_TIMES, 1.5)), _p(99), _STUCK)
        title = f"{TALKING} people talk while one sends {FLOOD.at_once / FLOOD.every_s:.0f} messages a second  [flood]"
        self._print(title, ("quiet", "flooded"), measures, pairs)

    def start(self, rounds: int) -> None:
        """From the start of the process to the first answer, to what was waiting."""
        heading("Start, SQLite: seconds until the first answer  [start]", "peer", "ours")
        for name, words in (("a command", "/addpartner"), ("a question", QUESTION)):
            pairs = [(self._start(lambda _api: PEER, words), self._start(self._usual, words)) for _ in range(rounds)]
            times = [(peer.answers_s, ours.answers_s) for peer, ours in pairs]
            line(f"{name}, s", times, 2, Target(Limit.AT_MOST, 0.6))

    def _usual(self, _api: str) -> Program:
        return self.product({})

    def _start(self, program: Callable[[str], Program], words: str) -> Start:
        return start(program, FIRST_CHAT, words, self.on)

    def _print(
        self,
        title: str,
        columns: tuple[str, str],
        measures: Sequence[Measure],
        pairs: Sequence[tuple[Outcome, Outcome]],
    ) -> None:
        heading(title, *columns)
        for measure in measures:
            figures = [(measure.of(one), measure.of(two)) for one, two in pairs]
            line(measure.name, figures, measure.digits, measure.target)
        others = median(outcome.others_share for pair in pairs for outcome in pair)
        print(f"    other programs used {others:.0%} of the bot’s core")
        if strange := [words for pair in pairs for outcome in pair for words in outcome.tally.strange]:
            print(f"    {len(strange)} answers that nobody expected, such as “{strange[0]}”")


def main() -> None:
    arguments = argparse.ArgumentParser(description="The product in the conversation that counts.")
    arguments.add_argument("--only", choices=("crowd", "alone", "start", "flood"), action="append")
    arguments.add_argument("--rounds", type=int, default=3, help="how often each bot runs; the median counts")
    given = arguments.parse_args()
    wanted, rounds = given.only or ("crowd", "alone", "start", "flood"), given.rounds
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), cores())
        settle(f"sqlite:///{folder}/settled.db", PEOPLE)
        print(
            f"The generator on core {stage.on.generator}, the bots on core {stage.on.bot}; medians of {rounds} rounds"
        )
        if "crowd" in wanted:
            title = f"{PEOPLE} people, {PEOPLE * CROWD.conversations} conversations, polling, SQLite  [crowd]"
            stage.compare(title, CROWD, (_SPEED, _CPU, _p(50), _p(99), _STUCK), rounds)
        if "alone" in wanted:
            measures = (_p(50, Target(Limit.AT_MOST, 4)), _p(95), _STUCK)
            stage.compare("Somebody alone, polling, SQLite  [alone]", ALONE, measures, rounds)
        if "start" in wanted:
            stage.start(rounds)
        if "flood" in wanted:
            stage.flood(rounds)


if __name__ == "__main__":
    main()
