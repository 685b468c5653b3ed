"""What has changed in one's partnerships in a time: the steps of all of them, as far as somebody may read of them."""

from __future__ import annotations

import datetime as dt

from services.care.reaching import GIVEN_CLIENTS, reach_in_role
from services.partnerships.steps import Taken, steps_of
from services.rights import own_organisation, role_in
from storage.care import limited_to
from storage.changes import partnerships_changed
from storage.tables import Partnership, Person
from storage.work import Work

MOST = 20
"""Partnerships whose steps are read at once: those that were changed last."""


def changed(
    work: Work, person: Person, since: dt.datetime, until: dt.datetime, other_id: int | None = None
) -> list[tuple[Partnership, list[Taken]]]:
    """What the organisation for which the person acts has, or had, with all others or one, and was changed in that
    time: with all its steps, the oldest first. However much it is, it takes as many statements.

    Who looks after some products of a client only does not read about the others (fact 11).
    """
    own = own_organisation(person)
    if own.is_partner:
        role = role_in(work, person, own)
        mine = [Partnership.partner_id == own.id, Partnership.sent_at.is_not(None), *reach_in_role(person, role).among]
        if other_id is not None:
            mine.append(Partnership.client_id == other_id)
        if role in GIVEN_CLIENTS:
            mine.append(Partnership.client_id.not_in(limited_to(work.session, own.id, person.id)))
    else:
        mine = [Partnership.client_id == own.id]
        if other_id is not None:
            mine.append(Partnership.partner_id == other_id)
    found = partnerships_changed(work.session, mine, since, until, MOST)
    steps = steps_of(work, found)
    return [(each, steps[each.id]) for each in found]
