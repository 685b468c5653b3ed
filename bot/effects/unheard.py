"""Where the settings name no endpoint (any more): nobody waits for answers that will not come."""

from __future__ import annotations

from handlers.chat.desk import Desk
from services.partnerships.setting_up import wait_no_longer
from storage.runtime.outbox import Outgoing
from storage.work import Units

AT_ONCE = 50
"""Partnerships in one transaction."""


def wait_for_nothing(units: Units, desk: Desk) -> tuple[bool, tuple[Outgoing, ...]]:
    """Lets some partnerships wait no longer; whether there may be more, and what is to be delivered of it.

    Where an endpoint is named, there is nothing to do.
    """
    if units.listened:
        return False, ()
    with units.begin("job") as work:
        found = wait_no_longer(work, AT_ONCE)
        return found == AT_ONCE, desk.announce(work).messages
