"""What support is told: that somebody waits."""

from __future__ import annotations

from collections.abc import Iterator

from domain.words import Msg
from handlers.chat.notices import Notice, Room
from handlers.chat.views import Button, Link, Row, View
from services.events import CaseUnanswered
from storage.support import support_group
from storage.tables import SupportCase
from storage.work import Work


def case_unanswered(event: CaseUnanswered, work: Work) -> Iterator[Notice]:
    """The group is told outside of all topics that somebody waits."""
    case = work.session.get_one(SupportCase, event.case_id)
    group = support_group(work.session)
    if group is None or case.waiting_since is None:
        return
    words = Msg(
        "⏰ <b>{name}</b> has been waiting for an answer for {span}.",
        name=case.title,
        span=work.now - case.waiting_since,
    )
    rows: tuple[Row, ...] = ()
    if case.thread_id is not None:
        # The address of a supergroup is its number without the -100 in front.
        number = str(case.chat_id).removeprefix("-100")
        rows = ((Button(Msg("To the case"), Link(f"https://t.me/c/{number}/{case.thread_id}")),),)
    yield Notice(Room(case.chat_id, group.language), View(words, rows))
