"""What support brings to the desk: the person's side, and the group's."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, Group, joined, when
from handlers.support import conversation, group, looking
from handlers.support.notices import case_unanswered
from services.events import CaseUnanswered

CHAPTER = joined(
    conversation.CHAPTER,
    looking.CHAPTER,
    Chapter(announcements=(when(CaseUnanswered, case_unanswered),), group=Group(group.hear, group.refuse, group.admit)),
)
