"""The numbers of several workers on one machine, added up.

Each worker keeps its own in files of a folder that it shares with the others, as Prometheus's library does it where
processes come and go; whoever leads them adds up, and none of them is asked. When a worker has ended, its numbers go
to those of all that have ended before: what was counted stays counted, and files do not become more and more.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

FOLDER_SETTING = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own: a process that finds it in its environment keeps its numbers there."""
ENDED = "ended"


class SharedFigures:
    """A folder for one team, gone when it is closed. Raises `OSError` where there can be none."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="handschlag-metrics-")
        self.path = Path(self._folder.name)

    def collector(self) -> Collector:
        """All workers' numbers, those that have ended included."""
        return _Sum(self.path)

    def has_ended(self, pid: int) -> None:
        """The worker with that number keeps no more numbers."""
        for kept in self.path.glob(f"*_{pid}.db"):
            values = [(key, value) for key, value, *_ in MmapedDict.read_all_values_from_file(str(kept))]
            kind = kept.name.removesuffix(f"_{pid}.db")
            sums = MmapedDict(str(self.path / f"{kind}_{ENDED}.db"))
            for key, value in values:
                sums.write_value(key, sums.read_value(key)[0] + value, 0.0)
            sums.close()
            kept.unlink()

    def close(self) -> None:
        """Removes the folder."""
        self._folder.cleanup()


class _Sum(Collector):
    """Adds up the files of a folder, but for one that a worker is just making: it is empty for a moment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        """The numbers of all workers."""
        files = [str(each) for each in self._folder.glob("*.db") if each.stat().st_size > 0]
        added_up: Iterable[Metric] = MultiProcessCollector.merge(files, accumulate=True)
        return added_up


class TeamSize(Collector):
    """How many workers there are to be, and how many of them are ready."""

    def __init__(self, size: int, well: Callable[[], int]) -> None:
        self._size = size
        self._well = well

    def collect(self) -> Sequence[Metric]:
        """Both."""
        return (
            GaugeMetricFamily("handschlag_team_size", "Workers that there are to be on this machine", self._size),
            GaugeMetricFamily("handschlag_team_ready", "Those of them that are ready", self._well()),
        )
