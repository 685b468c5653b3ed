"""Who is asked about which number."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from bot.vat.swiss import SwissRegister
from bot.vat.vies import Vies
from domain.vat.outages import SWITZERLAND
from domain.vat.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Registers:
    """Those that may be asked."""

    vies: Vies | None = None
    swiss: SwissRegister | None = None

    @property
    def any(self) -> bool:
        """Whether there is anybody to ask."""
        return self.vies is not None or self.swiss is not None

    def asks(self, country: str) -> bool:
        """Whether anybody is asked about numbers of this country."""
        return (self.swiss if country == SWITZERLAND else self.vies) is not None

    async def ask(self, session: aiohttp.ClientSession, number: str, country: str) -> Verdict:
        """What the register of that country, as VIES calls it, says. Raises `LookupError` where it may not be asked."""
        register = self.swiss if country == SWITZERLAND else self.vies
        if register is None:
            raise LookupError(f"nobody is asked about numbers of {country}")
        return await register.ask(session, number)


NO_REGISTERS = Registers()
