"""What partnerships bring to the desk: from a request to its end."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when_around
from handlers.partnerships import answering, changing, ending, requesting, showing
from handlers.partnerships.notices import cards_by_role, news
from services.events import PartnershipEvent, RoleChanged

CHAPTER = joined(
    requesting.CHAPTER,
    showing.CHAPTER,
    answering.CHAPTER,
    changing.CHAPTER,
    ending.CHAPTER,
    Chapter(announcements=(when_around(PartnershipEvent, news), when_around(RoleChanged, cards_by_role))),
)
