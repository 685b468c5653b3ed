"""What partnerships bring to the desk: from a request to its end."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.partnerships import answering, asking, blocking, changing, links, requesting, showing
from handlers.partnerships.notices import cards_by_role, news
from services.events import PartnershipEvent, RoleChanged

CHAPTER = joined(
    requesting.CHAPTER,
    asking.CHAPTER,
    links.CHAPTER,
    blocking.CHAPTER,
    showing.CHAPTER,
    answering.CHAPTER,
    changing.CHAPTER,
    Chapter(announcements=(when(PartnershipEvent, news), when(RoleChanged, cards_by_role))),
)
