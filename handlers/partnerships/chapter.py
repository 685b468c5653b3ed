"""What partnerships bring to the desk: from a request to its end."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.partnerships import answering, changing, requesting, showing
from handlers.partnerships.notices import news
from services.events import PartnershipEvent

CHAPTER = joined(
    requesting.CHAPTER,
    showing.CHAPTER,
    answering.CHAPTER,
    changing.CHAPTER,
    Chapter(announcements=(when(PartnershipEvent, news),)),
)
