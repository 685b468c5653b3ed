"""The program as its users have it: `handschlag …` as a process of its own, in a folder of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import reduction
from pathlib import Path
from typing import ClassVar, Protocol

from bot.cli import main

HANDSCHLAG = Path(sys.executable).with_name("handschlag")
PATIENCE_S = 60.0
STOPS_WITHIN_S = 20.0
"""It takes one or two; a machine that gives this a tenth of a processor is no fault of the program’s."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.bot.warm"])


class _Installed:
    """The installed script, as a process."""

    def __init__(self, folder: Path, arguments: Sequence[str], environment: Mapping[str, str], said: int) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ours
            [HANDSCHLAG, *arguments], cwd=folder, env=environment, stdout=said, stderr=said
        )
        self.number = self._process.pid

    def wait(self, patience_s: float) -> int:
        return self._process.wait(patience_s)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


class _Forked:
    """What that script does, in a process that is forked for it."""

    def __init__(self, folder: Path, arguments: Sequence[str], environment: Mapping[str, str], said: int) -> None:
        self._process = _CONTEXT.Process(
            target=_do, args=(folder, tuple(arguments), dict(environment), _Channel(said)), daemon=False
        )
        self._process.start()
        self.number = self._process.pid or 0

    def wait(self, patience_s: float) -> int:
        self._process.join(patience_s)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(str(self.number), patience_s)
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


class _Channel:
    """An open file that is handed over to another process."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> tuple[type[_Received], tuple[object]]:
        return _Received, (reduction.DupFd(self.number),)


class _HandedOver(Protocol):
    def detach(self) -> int: ...


class _Received:
    def __init__(self, handed_over: _HandedOver) -> None:
        self.number: int = handed_over.detach()


def _do(folder: Path, arguments: Sequence[str], environment: Mapping[str, str], output: _Received) -> None:
    for channel in (sys.stdout, sys.stderr):
        os.dup2(output.number, channel.fileno())
    os.close(output.number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["handschlag", *arguments]
    main()


class Program:
    """A running `handschlag`. What it writes, on either channel, is collected in `output`.

    It is forked from a process that has everything imported, which is what takes most of the time of a start.
    """

    _start: ClassVar[type[_Forked] | type[_Installed]] = _Forked

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        environment = {
            **without_settings(os.environ),
            **{f"HANDSCHLAG_{name}": value for name, value in settings.items()},
        }
        heard, said = os.pipe()
        self._output = os.fdopen(heard)
        try:
            self._process = self._start(folder, arguments, environment, said)
        finally:
            os.close(said)
        self.output = ""
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._output:
            with self._news:
                self.output += line
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    @property
    def number(self) -> int:
        """The process's."""
        return self._process.number

    def says(self, words: str) -> str:
        """Waits until the program has written `words`; returns the line they stand in."""
        with self._news:
            self._news.wait_for(lambda: words in self.output or not self._reader.is_alive(), PATIENCE_S)
            assert words in self.output, self.output
            return next(line for line in self.output.splitlines() if words in line)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Sends a signal; the exit status. Waits for an orderly end, which does not hang."""
        self.signal(number)
        return self.status(STOPS_WITHIN_S)

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal, and does not wait for what comes of it."""
        os.kill(self.number, number)

    def status(self, patience_s: float = PATIENCE_S) -> int:
        """The exit status, when the program has come to its end."""
        found = self._process.wait(patience_s)
        self._reader.join(PATIENCE_S)
        return found

    def close(self) -> None:
        self._process.kill()
        self._reader.join(PATIENCE_S)
        self._output.close()


class InstalledProgram(Program):
    """The same, started as its users do."""

    _start = _Installed


@contextmanager
def program(folder: Path, *arguments: str, **settings: str) -> Iterator[Program]:
    """`handschlag` with `arguments` and settings (`TOKEN="…"`), running until the block ends."""
    with _until_then(Program(folder, *arguments, **settings)) as running:
        yield running


@contextmanager
def installed_program(folder: Path, *arguments: str, **settings: str) -> Iterator[Program]:
    """The same, started as its users do."""
    with _until_then(InstalledProgram(folder, *arguments, **settings)) as running:
        yield running


@contextmanager
def _until_then(running: Program) -> Iterator[Program]:
    try:
        yield running
    finally:
        running.close()


def without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without any setting of the machine on which the tests run."""
    return {name: value for name, value in environment.items() if not name.startswith("HANDSCHLAG_")}
