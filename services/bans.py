"""Whom the desk turns away: support bans a person or a group, with a reason, and lets them back in.

Nothing else of somebody is touched by it: contracts go on, and what concerns these they are told as before. What they
send meanwhile is not handled; the first of it is kept, as long as applied updates are, and handled once they are back.
"""

from __future__ import annotations

from datetime import timedelta

from domain.words import Msg, Refused
from storage import bans as stored
from storage.runtime.updates import release, withhold
from storage.support import staff
from storage.tables import Ban
from storage.tables.base import JsonObject
from storage.work import Work

LONGEST_REASON = 300
TOLD_AGAIN_AFTER = timedelta(days=1)
MOST_WITHHELD = 100
"""Updates of somebody that are kept, at most: who is turned away must not fill the database."""


class CannotBan(Refused):
    """Nobody is banned by this."""


def ban(work: Work, number: int, reason: str, by: str) -> Ban:
    """Nothing of the person, or the group, of this number in Telegram is handled from now on. Raises `CannotBan`.

    Of somebody who is banned already, the reason is the new one.
    """
    work.action = "ban.set"
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise CannotBan(
            Msg("A reason has up to {longest} characters, for example: sends advertisements.", longest=LONGEST_REASON)
        )
    if staff(work.session, number) is not None:
        raise CannotBan(Msg("This is somebody of support: dismiss them first."))
    found = stored.ban_of(work.session, number)
    if found is None:
        found = Ban(chat_id=number, banned_at=work.now, withheld=0)
        work.session.add(found)
    found.reason, found.banned_by = reason, by[:64]
    work.session.flush()
    return found


def unban(work: Work, number: int) -> int | None:
    """The person or group is served again, at first with what was kept; how much that is. `None` where nobody was."""
    work.action = "ban.lift"
    found = stored.ban_of(work.session, number)
    if found is None:
        return None
    work.session.delete(found)
    work.session.flush()
    return release(work.session, number)


def must_tell(work: Work, number: int) -> bool:
    """Whether they are to read now that they are banned: once a day at most. That is noted."""
    found = stored.ban_of(work.session, number)
    if found is None or (found.told_at is not None and work.now < found.told_at + TOLD_AGAIN_AFTER):
        return False
    found.told_at = work.now
    return True


def keep(work: Work, number: int, update_id: int, content: JsonObject) -> None:
    """Keeps an update that was not handled, as long as there are few of them."""
    found = stored.ban_of(work.session, number)
    if found is not None and found.withheld < MOST_WITHHELD:
        found.withheld += 1
        withhold(work.session, update_id, number, content)
