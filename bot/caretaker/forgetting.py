"""What is kept for a while only: some of it goes at a time, so that nobody waits long for the database."""

from __future__ import annotations

from datetime import timedelta

from services.answers import QUESTIONS_KEPT
from storage.addresses import forget_confirmations
from storage.answers.learning import forget_questions
from storage.api import forget_calls
from storage.directory import forget_visitors_questions, forget_visits
from storage.mail import drop_old_secrets
from storage.mail_lanes import forget_mails
from storage.pages import forget_links
from storage.runtime.dead_letters import forget_dead_letters
from storage.runtime.updates import forget_updates
from storage.work import Work

CLAIMS_KEPT = timedelta(days=2)
"""Telegram keeps what is not acknowledged for 24 hours: whatever is older never comes again."""
DEAD_LETTERS_KEPT = timedelta(days=90)
MAILS_KEPT = timedelta(days=30)
"""As long as a bounce may take, and somebody may ask whether a mail was sent."""
CALLS_KEPT = timedelta(days=1)
"""Answers to calls of the API with an idempotency key."""
CODES_KEPT = timedelta(days=1)
"""Addresses that somebody has typed, and perhaps not confirmed."""
LINKS_KEPT = timedelta(days=90)
"""After they are over: until then, whoever opens one reads why it does nothing any more."""
VISITORS_QUESTIONS_KEPT = timedelta(days=365)
"""What was asked of a partner through its entry, as long as a tender is kept."""
FORGOTTEN_AT_ONCE = 2_000
"""After an outage a million claims may be too old. A transaction for all of them would keep people waiting."""


def forget(work: Work) -> int:
    """Forgets some; the number is 0 when there is nothing left to forget."""
    claims = forget_updates(work.session, work.now - CLAIMS_KEPT, FORGOTTEN_AT_ONCE)
    letters = forget_dead_letters(work.session, work.now - DEAD_LETTERS_KEPT, FORGOTTEN_AT_ONCE)
    questions = forget_questions(work.session, work.now - QUESTIONS_KEPT, FORGOTTEN_AT_ONCE)
    calls = forget_calls(work.session, work.now - CALLS_KEPT, FORGOTTEN_AT_ONCE)
    codes = forget_confirmations(work.session, work.now - CODES_KEPT, FORGOTTEN_AT_ONCE)
    links = forget_links(work.session, work.now - LINKS_KEPT, FORGOTTEN_AT_ONCE)
    asked = forget_visitors_questions(work.session, work.now - VISITORS_QUESTIONS_KEPT, FORGOTTEN_AT_ONCE)
    visits = forget_visits(work.session, work.now.date(), FORGOTTEN_AT_ONCE)
    drop_old_secrets(work.session, work.now)
    sent, given_up = work.now - MAILS_KEPT, work.now - DEAD_LETTERS_KEPT
    mails = forget_mails(work.session, sent, given_up, FORGOTTEN_AT_ONCE)
    return max(claims, letters, questions, calls, codes, links, asked, visits, mails) // FORGOTTEN_AT_ONCE
