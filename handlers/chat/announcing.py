"""Announces what has happened: what it means for anybody goes into the outbox, or waits for its reader's daytime."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.chat.chapters import Chapter
from handlers.chat.due.holding import Holder
from handlers.chat.notices import tell
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

    def announce(self, work: Work, post: Post) -> None:
        """Puts into the outbox whatever the events of this unit of work mean for anybody."""
        if not work.events:
            return
        work.session.flush()
        with at_hand(work.session, work.events):
            for event in work.events:
                self._tell_of(event, work, post)

    def _tell_of(self, event: Event, work: Work, post: Post) -> None:
        holder = Holder(self._around.programme, event) if type(event) in self._remindings else None
        for announcement in self._announcements:
            if isinstance(event, announcement.event):
                hold = None if holder is None else holder.hold
                tell(announcement.news(event, work, self._around), work, post, self._around.pages, hold)
        if holder is not None:
            holder.put(work)
