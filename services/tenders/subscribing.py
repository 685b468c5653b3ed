"""Somebody of a partner says which tenders they want to be told of, and when."""

from __future__ import annotations

from domain.tenders.kinds import WorkKind, WorkLanguage
from domain.tenders.matching import Interest
from services.tenders.reading import require_partner
from storage import tenders as stored
from storage.tables import Person, TenderSubscription
from storage.work import Work

HOURS = (8, 10, 12, 14, 16, 18)
"""At which a daily summary can come: by day, where its reader is."""


def subscribe(work: Work, person: Person, interest: Interest, hour: int | None) -> TenderSubscription:
    """The person is told of such tenders from now on: at once, or daily at one of `HOURS`."""
    work.action = "tender.subscribe"
    if hour is not None and hour not in HOURS:
        raise ValueError(f"nobody is told at {hour}")
    partner = require_partner(work, person)
    subscription = stored.subscription_of(work.session, person.id, partner.id)
    if subscription is None:
        subscription = TenderSubscription(person_id=person.id, partner_id=partner.id, made_at=work.now)
        work.session.add(subscription)
    subscription.kinds = sorted(interest.kinds)
    subscription.regions = sorted(interest.regions)
    subscription.languages = sorted(interest.languages)
    subscription.budget_min, subscription.currency = interest.budget, interest.currency
    subscription.hour = hour
    work.session.flush()
    return subscription


def unsubscribe(work: Work, person: Person) -> bool:
    """The person is told of no more tenders for this partner; false where they were told of none."""
    work.action = "tender.unsubscribe"
    partner = require_partner(work, person)
    subscription = stored.subscription_of(work.session, person.id, partner.id)
    if subscription is None:
        return False
    work.session.delete(subscription)
    return True


def interest_of(subscription: TenderSubscription) -> Interest:
    """What they want to be told of."""
    return Interest(
        frozenset(WorkKind(each) for each in subscription.kinds),
        frozenset(subscription.regions),
        frozenset(WorkLanguage(each) for each in subscription.languages),
        subscription.budget_min,
        subscription.currency,
    )
