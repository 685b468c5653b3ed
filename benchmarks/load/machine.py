"""What the machine's cores do beside the measurement, which others may disturb."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cores:
    """On which core the generator runs and on which one the bot; the same where there is one only."""

    generator: int
    bot: int


def cores() -> Cores:
    """The first and the last core that this process may use."""
    usable = sorted(os.sched_getaffinity(0))
    return Cores(usable[0], usable[-1])


@contextmanager
def pinned(core: int) -> Iterator[None]:
    """This process, and what it starts inside, runs on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def busy_s(core: int) -> float:
    """For how many seconds the core has worked for anybody since the machine was started."""
    for line in Path("/proc/stat").read_text().splitlines():
        name, *ticks = line.split()
        if name == f"cpu{core}":
            user, nice, system, _idle, _iowait, interrupts, soft_interrupts, stolen = map(int, ticks[:8])
            return (user + nice + system + interrupts + soft_interrupts + stolen) / _TICKS_PER_S
    raise LookupError(f"this machine has no core {core}")
