"""Tells subscribers of new tenders: some at a time, each once, by whichever process comes first.

How far that has come is a column of the tender, changed in the transaction that writes the messages; and whoever has
been told has a row. So it goes on where it stopped, whatever happens in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from domain.daytime import next_hour
from domain.programme import Programme
from domain.tenders.kinds import WorkLanguage
from domain.tenders.matching import Wanted, matches
from domain.tenders.rules import TenderStatus
from services import events
from services.people.timezone import zone_of
from services.rights import RIGHTS, Act, Relation
from services.tenders.reading import receives, state_now
from services.tenders.subscribing import interest_of
from storage import tenders as stored
from storage.people import belonging, members_of_each
from storage.runtime.due import NewDue, put
from storage.tables import Person, Tender, TenderSubscription
from storage.work import Work

SUBSCRIPTIONS_AT_ONCE = 100
"""Looked at in one transaction: nobody who writes to the bot meanwhile waits long."""
TENDERS_AT_ONCE = 10
AGAIN_AFTER = dt.timedelta(hours=1)
DIGEST = "tenders"
"""The kind of due thing that is a daily summary, by the person's id."""


def tenders_to_tell(work: Work) -> Sequence[int]:
    """The ids of tenders of which somebody may have to be told."""
    return stored.tellable(work.session, work.now, TENDERS_AT_ONCE)


def tell_some(work: Work, programme: Programme) -> int:
    """Tells some of those who have to be told; 0 where nobody is left."""
    for tender_id in tenders_to_tell(work):
        if tell_of(work, programme, tender_id):
            return 1
    return 0


def tell_of(work: Work, programme: Programme, tender_id: int) -> bool:
    """Tells some of this one; false where another process has it in hand."""
    tender = stored.tender_to_tell(work.session, tender_id, work.now)
    if tender is None:
        return False
    with work.as_programme("tender.tell"):
        is_over = tender.client is not None and tender.client.closed_at is not None
        if state_now(work, tender) is not TenderStatus.OPEN or is_over:
            tender.telling_at = None
        elif invited := stored.invited_partners(work.session, tender.id):
            tender.telling_at = None
            keepers = RIGHTS[Act.PUBLISH_TENDER][Relation.OWN]
            partners = [each.id for each in invited if receives(each)]
            members = members_of_each(work.session, partners)
            _tell(work, programme, tender, {m.person: (m.organisation_id, None) for m in members if m.role in keepers})
        else:
            _tell_subscribers(work, programme, tender)
    return True


def _tell_subscribers(work: Work, programme: Programme, tender: Tender) -> None:
    found = stored.subscriptions_behind(work.session, tender.told_behind, SUBSCRIPTIONS_AT_ONCE)
    if len(found) < SUBSCRIPTIONS_AT_ONCE:
        tender.telling_at = None
    if not found:
        return
    tender.told_behind = found[-1].id
    wanted = wanted_of(tender)
    know_it = {person.id for person in stored.people_who_offered(work.session, tender)}
    interested = [
        each
        for each in found
        if each.person_id not in know_it and _may_hear(each, tender) and matches(interest_of(each), wanted)
    ]
    theirs = belonging(work.session, {each.person_id for each in interested}, {each.partner_id for each in interested})
    people = {
        each.person: (each.partner_id, each.hour)
        for each in reversed(interested)
        if (each.person_id, each.partner_id) in theirs
    }
    _tell(work, programme, tender, dict(reversed(people.items())))


def _may_hear(subscription: TenderSubscription, tender: Tender) -> bool:
    own = tender.publisher_id == subscription.person_id or tender.client_id == subscription.partner_id
    return receives(subscription.partner) and not own


def _tell(work: Work, programme: Programme, tender: Tender, people: Mapping[Person, tuple[int, int | None]]) -> None:
    at_once = {person.id for person, (_, hour) in people.items() if hour is None}
    noted = set(
        stored.note(
            work.session,
            tender.id,
            {person.id: partner_id for person, (partner_id, _) in people.items()},
            work.now,
            told=at_once,
        )
    )
    told = tuple((person.id, partner_id) for person, (partner_id, _) in people.items() if person.id in noted & at_once)
    later = [
        NewDue(DIGEST, str(person.id), next_hour(work.now, hour, zone_of(programme, person)), {}, person_id=person.id)
        for person, (_, hour) in people.items()
        if hour is not None and person.id in noted
    ]
    put(work.session, later, work.now, keep=True)
    if told:
        work.happened(events.TenderTold(tender.id, told))


def postpone(work: Work, tender_id: int) -> None:
    """Goes on with it in an hour: something is wrong with it, and the others must not wait for that."""
    tender = stored.tender_to_tell(work.session, tender_id, work.now)
    if tender is not None:
        tender.telling_at = work.now + AGAIN_AFTER


def wanted_of(tender: Tender) -> Wanted:
    """What it is about, as subscriptions are compared with it."""
    languages = frozenset(WorkLanguage(each) for each in tender.languages)
    return Wanted(tender.kind, tender.region, languages, tender.budget_max, tender.currency)
