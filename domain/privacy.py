"""How long things are kept, by what they are; the profile has those that a provider may choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Period(StrEnum):
    """What is kept for a while and then goes by itself. The value stands in rows, and is the field of `Retention`."""

    QUESTIONS = "questions"
    MAILS = "mails"
    UNDELIVERED = "undelivered"
    PAGE_LINKS = "page_links"
    VISITORS_QUESTIONS = "visitors_questions"
    CASES = "cases"
    EVENTS = "events"
    DEFECTS = "defects"
    TENDERS = "tenders"
    CONTRACTS = "contracts"
    IDLE_PEOPLE = "idle_people"
    UPDATES = "updates"
    CALLS = "calls"
    CODES = "codes"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long each is kept. Those below `updates` follow from how things work, and are the same everywhere."""

    questions: timedelta = timedelta(days=30)
    mails: timedelta = timedelta(days=30)
    """As long as a bounce may take, and somebody may ask whether a mail was sent."""
    undelivered: timedelta = timedelta(days=90)
    """Messages and mails that nobody would take."""
    page_links: timedelta = timedelta(days=90)
    """After they are over: until then, whoever opens one reads why it does nothing any more."""
    visitors_questions: timedelta = timedelta(days=365)
    """What was asked of a partner through its entry, as long as a tender is kept."""
    cases: timedelta = timedelta(days=365)
    """Conversations with support, after their end."""
    events: timedelta = timedelta(days=3650)
    """What the provider's systems were told."""
    defects: timedelta = timedelta(days=90)
    tenders: timedelta = timedelta(days=365)
    """After their end."""
    contracts: timedelta = timedelta(days=3650)
    """Who the two parties were, after the last partnership of an organisation for which nobody acts any more."""
    idle_people: timedelta = timedelta(days=730)
    """People who act for nobody and have not written."""
    updates: timedelta = timedelta(days=2)
    """Telegram keeps what is not acknowledged for 24 hours: whatever is older never comes again."""
    calls: timedelta = timedelta(days=1)
    """Answers to calls of the API with an idempotency key."""
    codes: timedelta = timedelta(days=1)
    """Addresses that somebody has typed, and perhaps not confirmed."""
    visits: timedelta = timedelta(0)
    """Until the day is over."""

    def of(self, period: Period) -> timedelta:
        """How long this is kept."""
        span: timedelta = getattr(self, period)
        return span
