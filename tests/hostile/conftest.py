"""Fixtures of the command line's tests."""

from __future__ import annotations

from tests.bot.conftest import folder, own_logging

__all__ = ["folder", "own_logging"]
