"""How the API's process stands, for whoever watches over it: what it has counted, and whether it can do its work."""

from __future__ import annotations

from collections.abc import Sequence

from prometheus_client import ProcessCollector
from prometheus_client.registry import Collector

from bot.api.counting import CallJournal
from bot.health import Health
from bot.metrics.serving import Ready
from bot.metrics.standing import Onlooker


class WatchedApi:
    """What waits in the database, the bot tells; of the API, only that the database answers."""

    def __init__(self, onlooker: Onlooker, journal: CallJournal, health: Health) -> None:
        self._onlooker = onlooker
        self._journal = journal
        self._health = health

    async def obstacles(self) -> Sequence[str]:
        """That it starts or ends, and a database that does not answer, or is another program's revision."""
        if not self._health.is_ready:
            return self._health.obstacles
        found = await self._onlooker.look()
        return () if found.took_s is not None else ("the database is out of reach",)

    async def figures(self) -> Sequence[Collector]:
        """Calls, the process, and whether it is ready."""
        ready = not await self.obstacles()
        return (self._journal.registry, ProcessCollector(registry=None), Ready("handschlag_api_ready", ready=ready))
