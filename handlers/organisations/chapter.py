"""What organisations bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.organisations import profile
from handlers.organisations.notices import account_closed, account_reopened, partner_dismissed
from services.events import AccountClosed, AccountReopened, PartnerDismissed

CHAPTER = joined(
    profile.CHAPTER,
    Chapter(
        announcements=(
            when(AccountClosed, account_closed),
            when(AccountReopened, account_reopened),
            when(PartnerDismissed, partner_dismissed),
        )
    ),
)
