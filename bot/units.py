"""Units of work as the settings want them: who is told of what, and who is asked."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.config import Settings
from storage.work import Clock, Units


def units_on(engine: Engine, clock: Clock, settings: Settings) -> Units:
    """Units of work on this database. Raises `ConfigurationFault`."""
    listened, asks_vies = settings.events_endpoint is not None, settings.registers.vies is not None
    return Units(engine, clock, listened=listened, mails=settings.sends_mail, asks_vies=asks_vies)
