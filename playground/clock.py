"""The demo's time: the present, moved ahead as many days as somebody has asked for.

It is kept in a file of its own, which is written before the time moves: whoever is killed comes back to no earlier one.
Any process may read it; one moves it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Zurich")
"""Where most of the made-up companies are."""
WAKING = range(9, 20)
"""Hours of the day at which a journey stops: people are told of things by day."""


class Clock:
    """Tells the time when it is called. Without a file it is the present, and does not move.

    A journey has as many stops as days; `days_left` of them are ahead. Whoever serves the people asks for the next stop
    when all has been done that is due at this one.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._ahead = dt.timedelta()
        self._days_left = 0
        self._read_at = 0
        self.on_move: Callable[[], None] | None = None
        """Is told, in the thread that moves it, when the time or the number of days left has changed."""

    def __call__(self) -> dt.datetime:
        """The moment, in UTC."""
        self._read()
        return dt.datetime.now(dt.UTC) + self._ahead

    @property
    def moves(self) -> bool:
        """Whether there is a way to another day."""
        return self._file is not None

    @property
    def days_left(self) -> int:
        """How many stops are ahead."""
        self._read()
        return self._days_left

    def travel(self, days: int) -> None:
        """Asks for a journey of so many days, or for so many more."""
        with self._lock:
            self._keep(self._ahead, self.days_left + days)
        self._tell()

    def go_on(self) -> None:
        """To the next stop, if there is one."""
        with self._lock:
            if self.days_left == 0:
                return
            present = self()
            self._keep(self._ahead + (next_stop(present) - present), self._days_left - 1)
        self._tell()

    def _keep(self, ahead: dt.timedelta, days_left: int) -> None:
        if self._file is not None:
            draft = self._file.with_name(f"{self._file.name}.new")
            with draft.open("w", encoding="ascii") as stream:
                json.dump({"ahead_s": ahead.total_seconds(), "days_left": days_left}, stream)
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(self._file)
        self._ahead, self._days_left = ahead, days_left

    def _read(self) -> None:
        """What the file says, if it is not the one that was read last."""
        if self._file is None:
            return
        try:
            written_at = self._file.stat().st_mtime_ns
            if written_at == self._read_at:
                return
            kept = json.loads(self._file.read_text("ascii"))
        except FileNotFoundError:
            return
        self._ahead, self._days_left = dt.timedelta(seconds=kept["ahead_s"]), kept["days_left"]
        self._read_at = written_at

    def _tell(self) -> None:
        if self.on_move is not None:
            self.on_move()


def next_stop(moment: dt.datetime) -> dt.datetime:
    """The next day at the same time of the day, or at the nearest one at which people are up."""
    here = moment.astimezone(ZONE)
    there = here + dt.timedelta(days=1)  # by the clock on the wall, whatever daylight saving does
    if there.hour not in WAKING:
        there = there.replace(hour=WAKING[0] if there.hour < WAKING[0] else WAKING[-1], minute=0, second=0)
    return there.astimezone(dt.UTC)
