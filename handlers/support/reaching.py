"""The button that leads to a person: shown wherever somebody may need one, and only while there is one to reach."""

from __future__ import annotations

from dataclasses import replace

from domain.words import Msg
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row
from handlers.support.payloads import BeforeTalking, TalkAbout
from storage.support import has_open_case, support_group

TALK = Button(Msg("💬 Talk to a person"), Go("human"))
TALKING = Button(Msg("💬 Your talk with support"), Go("human"))


def way_to_support(turn: Turn, question: int | None = None) -> tuple[Row, ...]:
    """The row that leads to a person, or back to the conversation with one; none where nobody can be reached.

    Only the button under the answer to a `question` carries its words along.
    """
    if not _can_be_reached(turn):
        return ()
    if has_open_case(turn.work.session, turn.person.id):
        return ((TALKING,),)
    return ((TALK if question is None else replace(TALK, does=TalkAbout(question)),),)


def way_with_warning(turn: Turn) -> tuple[Row, ...]:
    """As `way_to_support`, but first it is told what support sees (fact 15)."""
    return ((replace(TALK, does=BeforeTalking()),),) if _can_be_reached(turn) else ()


def _can_be_reached(turn: Turn) -> bool:
    return turn.person.support_banned_at is None and support_group(turn.work.session) is not None
