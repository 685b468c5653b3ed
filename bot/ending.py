"""How a command ends when it cannot do its work."""

from __future__ import annotations


class CannotGoOn(Exception):
    """The command cannot do its work; the message is one sentence that says why and what to do."""
