"""Units of work as the settings want them: whether the provider's systems are told of events, and people by mail."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.config import Settings
from storage.work import Clock, Units


def units_on(engine: Engine, clock: Clock, settings: Settings) -> Units:
    """Units of work on this database. Raises `ConfigurationFault`."""
    return Units(engine, clock, listened=settings.events_endpoint is not None, mails=settings.sends_mail)
