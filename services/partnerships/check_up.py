"""The yearly check-up: a client is asked, in one message, whether each partner still needs what it has."""

from __future__ import annotations

import datetime as dt

from domain.programme import Programme
from domain.words import Msg
from services import events
from services.partnerships.deadlines import lapse_all_of
from services.rights import Act, NotFound, require
from storage import partnerships as stored
from storage.tables import Organisation, Person
from storage.work import Work

LOOKED_AT_ONCE = 50
"""Partnerships whose clients are looked for at once."""


def unchecked_clients(work: Work, programme: Programme) -> list[int]:
    """The ids of some clients that are to be asked now, those first that have waited longest."""
    return list(stored.unchecked_clients(work.session, work.now - programme.check_up_after, LOOKED_AT_ONCE))


def ask_client(work: Work, programme: Programme, client_id: int) -> None:
    """Has a client asked about all its active partnerships, unless that was done in the meantime.

    All of them count as checked from now on, so that the question comes once a year.
    """
    stored.lock_client(work.session, client_id)
    lapse_all_of(work, client_id)
    active = stored.active_with_products(work.session, client_id, work.now)
    since = work.now - programme.check_up_after
    is_due = any(each.checked_at is not None and each.checked_at <= since for each in active)
    with work.as_programme("partnership.check_up"):
        for each in active:
            each.checked_at = work.now
    if is_due:
        work.happened(events.CheckUpDue(client_id))


def postpone(work: Work, programme: Programme, client_id: int) -> None:
    """Asks this client tomorrow: something is wrong with it, and the others must not wait for that."""
    stored.lock_client(work.session, client_id)
    with work.as_programme("partnership.postpone"):
        for each in stored.active_with_products(work.session, client_id, work.now):
            each.checked_at = work.now - programme.check_up_after + dt.timedelta(days=1)


def confirm_all(work: Work, person: Person, client_id: int) -> Organisation:
    """A legal representative says that every partner still needs what it has; the client."""
    client = work.session.get(Organisation, client_id)
    if client is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    require(work, person, Act.REQUEST, client)  # whoever may give access may say that it is still needed
    work.action = "partnership.checked"
    stored.lock_client(work.session, client.id)
    for each in stored.active_with_products(work.session, client.id, work.now):
        each.checked_at = work.now
    return client
