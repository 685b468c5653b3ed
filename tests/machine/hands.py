"""Hands at a terminal: they type a line, wait until it is done, and look at the time."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

DONE = "\x1e"
"""What marks the end of a line's output; no program prints it."""

ENVIRONMENT = ("HOME=/root", "TERM=dumb", "LANG=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin")


class WentWrong(Exception):
    """A line of the guide ended with another status than the guide leads one to expect; the text has all it said."""


class Terminal:
    """A shell somewhere else, which `way_in` opens: what is typed there is a line, as a person would type it.

    A line that opens another shell (`su - handschlag`) leaves the hands in that one.
    """

    def __init__(self, way_in: Sequence[str]) -> None:
        self._shell = subprocess.Popen(  # noqa: S603 - the way in is given by whoever tries
            [*way_in, "env", "-i", *ENVIRONMENT, "bash"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
        )
        self.spent_s = 0.0
        """How long the lines typed so far took."""
        self._do("cd ~")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        assert self._shell.stdin is not None
        self._shell.stdin.close()
        self._shell.wait()

    def types(self, line: str, status: int = 0) -> str:
        """Types a line (or several that belong together), waits until it has ended with `status`; what it said.

        Raises `WentWrong` where it ends with another one.
        """
        began = time.monotonic()
        ended, said = self._do(line)
        spent = time.monotonic() - began
        self.spent_s += spent
        print(f"{spent:7.1f} s  {line.partition(chr(10))[0]}", flush=True)  # noqa: T201 - the report
        if ended != status:
            raise WentWrong(f"{line}\nended with {ended}:\n{said}")
        return said

    def _do(self, line: str) -> tuple[int, str]:
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(f"{line}\nprintf '%s%s\\n' '{DONE}' \"$?\"\n")
        self._shell.stdin.flush()
        said = []
        for read in self._shell.stdout:
            before, mark, ended = read.partition(DONE)
            said.append(before)
            if mark:
                return int(ended), "".join(said)
        raise WentWrong(f"{line}\n{''.join(said)}\nthe shell is gone")
