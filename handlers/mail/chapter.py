"""What mail brings to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, when
from handlers.mail.undelivered import address_refusing, mail_undelivered
from services.events import AddressRefusing, MailUndelivered

CHAPTER = Chapter(
    announcements=(when(AddressRefusing, address_refusing), when(MailUndelivered, mail_undelivered)),
)
