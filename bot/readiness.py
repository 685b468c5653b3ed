"""What must be so for a process that serves to be ready."""

from __future__ import annotations

from collections.abc import Sequence

from bot.health import Check
from bot.intake.polling import Poller
from bot.intake.webhook_server import WebhookServer
from bot.team.presence import Presence
from handlers.chat.library import Library


def checks_of(presence: Presence, library: Library, poller: Poller, webhook: WebhookServer | None) -> Sequence[Check]:
    """That the database has its revision was seen at the start: without it, no process comes to this."""
    updates: Check = ("Telegram gives no updates", lambda: poller.is_polling)
    if webhook is not None:
        updates = ("Telegram does not know yet where to post updates", lambda: webhook.is_known)
    return (
        ("the database is out of reach", lambda: presence.is_well),
        updates,
        ("what people mean by their words is being read", lambda: library.ready),
    )
