"""What came of a run, in the figures that are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.load.people import Tally


@dataclass(frozen=True, slots=True)
class Effects:
    """Rows of finished conversations in the database, which has to hold exactly one for each.

    `missing` where somebody was told “done” and there is none, `doubled` where there are several, `untold` where the
    conversation got stuck although there is one, `unknown` where nobody had such a conversation.
    """

    missing: int
    doubled: int
    untold: int
    unknown: int

    @property
    def are_right(self) -> bool:
        """Whether every finished conversation has its row, and no other has one."""
        return not (self.missing or self.doubled or self.untold or self.unknown)


@dataclass(frozen=True, slots=True)
class Used:
    """Processor time in seconds: of the bot's processes, the generator, what runs `beside` it, and the bot's core.

    What the core did for others is the difference.
    """

    bot_s: float
    generator_s: float
    beside_s: float
    bot_core_s: float

    def since(self, before: Used) -> Used:
        """What has been used since then."""
        return Used(
            self.bot_s - before.bot_s,
            self.generator_s - before.generator_s,
            self.beside_s - before.beside_s,
            self.bot_core_s - before.bot_core_s,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run's figures; `used` counts while people talked.

    `starts_s` is from a process's start until it polled or set its webhook; `crashes` are ends that nobody wanted.
    """

    tally: Tally
    planned: int
    in_time: bool
    took_s: float
    used: Used
    memory_mb: float
    starts_s: tuple[float, ...]
    kills: int
    crashes: int
    refused: int
    calls: Mapping[str, int]

    @property
    def answered(self) -> int:
        """Updates that got their answer."""
        return len(self.tally.waits_s)

    @property
    def updates_per_s(self) -> float:
        return self.answered / self.took_s

    @property
    def cpu_ms(self) -> float:
        """The bot's processor time per update, in milliseconds."""
        return 1000 * self.used.bot_s / max(1, self.answered)

    @property
    def generator_core_share(self) -> float:
        """Which part of their core the generator and what is beside it used. Near 1, the figures are theirs."""
        return (self.used.generator_s + self.used.beside_s) / self.took_s

    @property
    def others_share(self) -> float:
        """Which part of the bot's core other programs used."""
        return max(0.0, self.used.bot_core_s - self.used.bot_s) / self.took_s

    @property
    def finished(self) -> int:
        return len(self.tally.finished)

    @property
    def stuck(self) -> int:
        """Conversations that waited in vain, and those that the end of the run has cut off."""
        return self.planned - self.finished

    def wait_ms(self, percent: float) -> float:
        """What so many percent of the answers took at most, in milliseconds."""
        waits = sorted(self.tally.waits_s)
        return 1000 * waits[min(len(waits) - 1, int(len(waits) * percent / 100))] if waits else float("nan")

    def judge(self, rows: Mapping[str, int]) -> Effects:
        """Compares what people were told with the rows in the database, by key."""
        finished, stuck = set(self.tally.finished), set(self.tally.stuck)
        return Effects(
            missing=sum(rows.get(key, 0) == 0 for key in finished),
            doubled=sum(count > 1 for count in rows.values()),
            untold=sum(rows.get(key, 0) == 1 for key in stuck),
            unknown=len(rows.keys() - finished - stuck),
        )
