"""The button that leads to a person: shown wherever somebody may need one, and only while there is one to reach."""

from __future__ import annotations

from domain.words import Msg
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row
from storage.support import has_open_case, support_group

TALK = Button(Msg("💬 Talk to a person"), Go("human"))
TALKING = Button(Msg("💬 Your conversation with support"), Go("human"))


def way_to_support(turn: Turn) -> tuple[Row, ...]:
    """The row that leads to a person, or back to the conversation with one; none where nobody can be reached."""
    if turn.person.support_banned_at is not None or support_group(turn.work.session) is None:
        return ()
    return ((TALKING if has_open_case(turn.work.session, turn.person.id) else TALK,),)
