"""What the directory of partners brings to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.directory import asking, finding, group, inline, mine, said, showing, writing
from handlers.directory.notices import entry_news, visitor_news
from services.events import DirectoryEvent, VisitorEvent

CHAPTER = joined(
    finding.CHAPTER,
    showing.CHAPTER,
    mine.CHAPTER,
    writing.CHAPTER,
    said.CHAPTER,
    asking.CHAPTER,
    group.CHAPTER,
    inline.CHAPTER,
    Chapter(announcements=(when(DirectoryEvent, entry_news), when(VisitorEvent, visitor_news))),
)
