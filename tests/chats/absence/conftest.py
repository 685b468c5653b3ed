"""A desk that sends its mails to a real server."""

from __future__ import annotations

from tests.chats.mail.conftest import desk, server

__all__ = ["desk", "server"]
