"""What mail brings to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.mail import entering, overview
from handlers.mail.notices import digests_due, email_confirmed, email_removed, unsubscribed
from handlers.mail.undelivered import address_refusing, mail_undelivered
from services.events import (
    AddressRefusing,
    DigestsDue,
    EmailConfirmed,
    EmailRemoved,
    MailUndelivered,
    Unsubscribed,
)

CHAPTER = joined(
    overview.CHAPTER,
    entering.CHAPTER,
    Chapter(
        announcements=(
            when(EmailConfirmed, email_confirmed),
            when(EmailRemoved, email_removed),
            when(Unsubscribed, unsubscribed),
            when(DigestsDue, digests_due),
            when(AddressRefusing, address_refusing),
            when(MailUndelivered, mail_undelivered),
        )
    ),
)
