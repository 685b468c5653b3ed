"""Whether this process can do its work: who watches over it is told what is in its way, also at its start and end.

That it is alive at all is another question, which the answer itself answers (`/health`); one that is alive and not
ready (`/ready`) need not be started again, and nothing should be sent to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Check = tuple[str, Callable[[], bool]]
"""What is in the way where it is not so, and whether it is so."""

HEALTH_PATH = "/health"
READY_PATH = "/ready"
METRICS_PATH = "/metrics"


class Health:
    """Not ready until `begin`, and not ready any more from `end` on."""

    def __init__(self) -> None:
        self._phase = "it is about to start"
        self._checks: Sequence[Check] = ()

    def begin(self, checks: Sequence[Check]) -> None:
        """The process serves; from now on, the checks tell."""
        self._phase, self._checks = "", checks

    def waits(self, reason: str) -> None:
        """The start has to wait."""
        self._phase = f"it is about to start: {reason}"

    def end(self) -> None:
        """The process is about to end."""
        self._phase, self._checks = "it is about to end", ()

    @property
    def obstacles(self) -> Sequence[str]:
        """What is in the way; nothing where it is ready."""
        if self._phase:
            return (self._phase,)
        return tuple(words for words, is_so in self._checks if not is_so())

    @property
    def is_ready(self) -> bool:
        """Whether nothing is in the way."""
        return not self.obstacles


def answer_health() -> tuple[int, bytes]:
    """What `/health` says: whoever can say it is alive."""
    return 200, b"alive\n"


def answer_ready(obstacles: Sequence[str]) -> tuple[int, bytes]:
    """What `/ready` says."""
    if not obstacles:
        return 200, b"ready\n"
    return 503, "".join(f"not ready: {each}\n" for each in obstacles).encode()
