"""Who is asked about which number."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from bot.vat.vies import Vies
from domain.vat.verdicts import Verdict
from storage.vat import Taken


@dataclass(frozen=True, slots=True)
class Registers:
    """Those that may be asked."""

    vies: Vies | None = None

    @property
    def any(self) -> bool:
        """Whether there is anybody to ask."""
        return self.vies is not None

    async def ask(self, session: aiohttp.ClientSession, taken: Taken) -> Verdict:
        """What the number's register says. Raises `LookupError` where it may not be asked."""
        if self.vies is None:
            raise LookupError("VIES is not asked")
        return await self.vies.ask(session, taken.number)


NO_REGISTERS = Registers()
