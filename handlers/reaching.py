"""The button that leads to a person: shown wherever somebody may need one, and only while there is one to reach."""

from __future__ import annotations

from domain.words import Msg
from handlers.payloads import Go
from handlers.turn import Turn
from handlers.views import Button, Row
from storage.support import support_group

TALK = Button(Msg("💬 Talk to a person"), Go("human"))


def way_to_support(turn: Turn) -> tuple[Row, ...]:
    """The row that leads to a person; none where nobody can be reached."""
    here = turn.person.support_banned_at is None and support_group(turn.work.session) is not None
    return ((TALK,),) if here else ()
