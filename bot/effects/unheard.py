"""Where the settings name no endpoint (any more): nobody waits for answers that will not come."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.chat.desk import Desk
from services.partnerships.setting_up import wait_no_longer
from storage.runtime.outbox import Outgoing
from storage.work import Units

AT_ONCE = 50
"""Partnerships in one transaction."""


def wait_for_nothing(units: Units, desk: Desk) -> Iterator[tuple[Outgoing, ...]]:
    """What is to be delivered of it, some partnerships at a time; nothing where an endpoint is named."""
    if units.listened:
        return
    while True:
        with units.begin("job") as work:
            found = wait_no_longer(work, AT_ONCE)
            messages = desk.announce(work).messages
        yield messages
        if found < AT_ONCE:
            return
