"""The program as its users have it: `handschlag …` as a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HANDSCHLAG = Path(sys.executable).with_name("handschlag")
PATIENCE_S = 30.0
STOPS_WITHIN_S = 5.0


class Program:
    """A running `handschlag`. What it writes, on either channel, is collected in `output`."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ours
            [HANDSCHLAG, *arguments],
            cwd=folder,
            env={**without_settings(os.environ), **{f"HANDSCHLAG_{name}": value for name, value in settings.items()}},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.output = ""
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            with self._news:
                self.output += line
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    @property
    def number(self) -> int:
        """The process's."""
        return self._process.pid

    def says(self, words: str) -> str:
        """Waits until the program has written `words`; returns the line they stand in."""
        with self._news:
            self._news.wait_for(lambda: words in self.output or not self._reader.is_alive(), PATIENCE_S)
            assert words in self.output, self.output
            return next(line for line in self.output.splitlines() if words in line)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Sends a signal; the exit status. An end must not take longer than the programme promises."""
        self.signal(number)
        return self.status(STOPS_WITHIN_S)

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal, and does not wait for what comes of it."""
        self._process.send_signal(number)

    def status(self, patience_s: float = PATIENCE_S) -> int:
        """The exit status, when the program has come to its end."""
        found = self._process.wait(patience_s)
        self._reader.join(PATIENCE_S)
        return found

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(PATIENCE_S)
        if self._process.stdout is not None:
            self._process.stdout.close()


@contextmanager
def program(folder: Path, *arguments: str, **settings: str) -> Iterator[Program]:
    """`handschlag` with `arguments` and settings (`TOKEN="…"`), running until the block ends."""
    running = Program(folder, *arguments, **settings)
    try:
        yield running
    finally:
        running.close()


def without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without any setting of the machine on which the tests run."""
    return {name: value for name, value in environment.items() if not name.startswith("HANDSCHLAG_")}
