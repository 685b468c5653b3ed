"""What a process that others are forked from has ready: everything imported, and what questions need read."""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from bot import cli  # noqa: F401  # for whoever is forked
from bot.app import build_desk
from bot.config import load_settings

build_desk(load_settings(None), "warm_bot").around.library.make_ready()
configure_mappers()
