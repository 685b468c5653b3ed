"""What partnerships bring to the desk: from a request to its end."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when_around
from handlers.partnerships import (
    access_kind,
    answering,
    asking,
    blocking,
    changing,
    check_up,
    countering,
    ending,
    foretelling,
    history,
    lasting,
    links,
    reminders,
    repeating,
    replying,
    requesting,
    said,
    showing,
    telling,
    what_changed,
)
from handlers.partnerships.notices import cards_by_care, cards_by_role, news
from services.events import CareChanged, PartnershipEvent, RoleChanged

CHAPTER = joined(
    requesting.CHAPTER,
    asking.CHAPTER,
    links.CHAPTER,
    blocking.CHAPTER,
    showing.CHAPTER,
    telling.CHAPTER,
    what_changed.CHAPTER,
    answering.CHAPTER,
    countering.CHAPTER,
    foretelling.CHAPTER,
    replying.CHAPTER,
    repeating.CHAPTER,
    changing.CHAPTER,
    history.CHAPTER,
    access_kind.CHAPTER,
    lasting.CHAPTER,
    check_up.CHAPTER,
    ending.CHAPTER,
    reminders.CHAPTER,
    said.CHAPTER,
    Chapter(
        announcements=(
            when_around(PartnershipEvent, news),
            when_around(RoleChanged, cards_by_role),
            when_around(CareChanged, cards_by_care),
        )
    ),
)
