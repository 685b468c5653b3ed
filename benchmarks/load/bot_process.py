"""A bot as a process: started on one core, measured, killed."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STOPS_WITHIN_S = 10.0
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Program:
    """What to start, and with which settings beside those of the generator."""

    command: Sequence[str]
    settings: Mapping[str, str]


class BotProcess:
    """One process after the other, each with the same settings. What it writes goes into the file `log`."""

    def __init__(self, program: Program, settings: Mapping[str, str], core: int, log: Path) -> None:
        self._program = program
        self._environment = {**_without_settings(os.environ), **settings, **program.settings}
        self._core = core
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._cpu_before_s = 0.0

    @property
    def has_ended(self) -> bool:
        """Whether the process has come to an end, be it by itself."""
        return self._process is None or self._process.returncode is not None

    @property
    def words(self) -> str:
        """The end of what it has written."""
        return self._log.read_text(errors="replace")[-2000:]

    @property
    def cpu_s(self) -> float:
        """Processor time of all processes so far and their children, in seconds."""
        running_s = 0.0 if self._process is None or self.has_ended else cpu_s(self._process.pid)
        return self._cpu_before_s + running_s

    @property
    def memory_mb(self) -> float:
        """Resident memory of the running process and its children, in megabytes."""
        return 0.0 if self._process is None or self.has_ended else memory_mb(self._process.pid)

    async def start(self) -> None:
        """Starts a process and returns at once."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._program.command, env=self._environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )
        os.sched_setaffinity(self._process.pid, {self._core})

    async def kill(self) -> None:
        """As `kill -9` does."""
        if self._process is not None and not self.has_ended:
            self._cpu_before_s += cpu_s(self._process.pid)
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """By SIGTERM, and where that takes too long as `kill`."""
        if self._process is None or self.has_ended:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), STOPS_WITHIN_S)
        except TimeoutError:
            await self.kill()


def cpu_s(pid: int) -> float:
    """Processor time of a process and of its children, those that have ended included, in seconds."""
    return sum(sum(_times(each)) for each in _family(pid)) / _TICKS_PER_S


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children, in megabytes."""
    pages = 0
    for each in _family(pid):
        try:
            pages += int(Path(f"/proc/{each}/statm").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
    return pages * _PAGE / 1_000_000


def _times(pid: int) -> tuple[int, ...]:
    """User and system time, of the process and of its children that have ended, in clock ticks."""
    return tuple(int(field) for field in _stat(pid)[11:15])


def _stat(pid: int) -> list[str]:
    """The fields of the process's status behind its name, the parent's id second; none where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _family(pid: int) -> Iterator[int]:
    """The process and all that descend from it."""
    parents = {each: int(stat[1]) for each in _running() if (stat := _stat(each))}
    generation = {pid}
    while generation:
        yield from generation
        generation = {each for each, parent in parents.items() if parent in generation}


def _running() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())


def _without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would tell a bot to do something else, or to compile its modules at every start."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith("HANDSCHLAG_") and name != "PYTHONDONTWRITEBYTECODE"
    }
