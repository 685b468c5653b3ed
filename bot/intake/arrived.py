"""An update that has arrived in this process, and waits for its turn."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.intake.reading import Update
from bot.journal import Times


@dataclass(order=True, slots=True)
class Arrived:
    """An update that waits for its turn; `committed` tells whoever brought it how it ended.

    It minds gaps in the numbers before it `until` that moment; one that came `in_order` never has to. One that was
    `kept` in the backlog is committed already, and waits for its chat's share. When it `came`, and when it was `begun`
    for the last time, the event loop's clock says.
    """

    update_id: int
    update: Update = field(compare=False)
    in_order: bool = field(compare=False)
    until: float = field(compare=False)
    committed: asyncio.Future[bool] = field(compare=False)
    came: float = field(compare=False)
    begun: float = field(compare=False, default=0.0)
    kept: bool = field(compare=False, default=False)

    def times(self, now: float) -> Times:
        """What it has taken until now."""
        return Times(self.begun - self.came, now - self.begun, now - self.came)
