"""Announces what has happened: what it means for anybody goes into the outbox, or waits for its reader's daytime."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.chat.chapters import Chapter
from handlers.chat.due.holding import Holder
from handlers.chat.due.summing_up import MOST_APART, in_few
from handlers.chat.notices import News, tell
from handlers.chat.post import Post
from handlers.chat.subjects import at_hand
from handlers.chat.turn import Surroundings
from storage.work import Event, Work


class Announcer:
    """Knows from all chapters whom an event concerns."""

    def __init__(self, around: Surroundings, chapters: Iterable[Chapter]) -> None:
        every = tuple(chapters)
        self._around = around
        self._announcements = tuple(each for chapter in every for each in chapter.announcements)
        self._remindings = frozenset(each.event for chapter in every for each in chapter.remindings)

    def announce(self, work: Work, post: Post, *, in_few_messages: bool = False) -> None:
        """Puts into the outbox whatever the events of this unit of work mean for anybody.

        Where there are many, as when late work is done, people read theirs `in_few_messages`.
        """
        if not work.events:
            return
        work.session.flush()
        gathered: list[News] | None = [] if in_few_messages and len(work.events) > MOST_APART else None
        with at_hand(work.session, work.events):
            for event in work.events:
                self._tell_of(event, work, post, gathered)
            if gathered:
                tell(in_few(gathered), work, post, self._around.pages)

    def _tell_of(self, event: Event, work: Work, post: Post, gathered: list[News] | None) -> None:
        pages = self._around.pages
        holder = Holder(self._around.programme, event) if type(event) in self._remindings else None
        for announcement in self._announcements:
            if not isinstance(event, announcement.event):
                continue
            news = announcement.news(event, work, self._around)
            if holder is not None:
                tell(news, work, post, pages, holder.hold)
            elif gathered is not None:
                gathered += news
            else:
                tell(news, work, post, pages)
        if holder is not None:
            holder.put(work)
