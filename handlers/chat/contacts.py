"""Asking somebody to choose people from their contacts: keys in place of the phone's own.

What was asked stands in the conversation's row, so that the answer is understood after a restart, too:
    {"people": {"request": the number that comes with the answer, …: whatever the asking subject wants to know then}}
"""

from __future__ import annotations

from domain.words import Literal, Msg, Words
from handlers.chat.incoming import Shared
from handlers.chat.turn import Turn
from handlers.chat.views import ChoosePeople, Keyboard, View
from storage.tables.base import JsonObject

MOST = 10
"""As many people as Telegram lets somebody choose at once."""
_NAME = "people"


def ask_for_people(turn: Turn, words: Words, asked: JsonObject) -> None:
    """Asks below the conversation for up to ten people. `asked` is what `people_asked_for` gives back."""
    turn.standing.serial += 1
    turn.standing.state = turn.standing.state | {_NAME: {**asked, "request": turn.standing.serial}}
    choose = ChoosePeople(Msg("👤 Choose people"), turn.standing.serial, MOST)
    turn.show_below(View(words, keyboard=Keyboard((choose, Literal("/cancel")))))


def people_asked_for(turn: Turn, shared: Shared) -> JsonObject | None:
    """What was asked when these people were chosen; `None` where that is over. They can be chosen once."""
    asked = turn.standing.state.get(_NAME)
    if not isinstance(asked, dict) or asked.get("request") != shared.request:
        return None
    put_away(turn)
    return asked


def put_away(turn: Turn) -> bool:
    """Nobody is asked for any more; whether anybody was. The keys stay until a view with an empty keyboard comes."""
    state = dict(turn.standing.state)
    was_asked = state.pop(_NAME, None) is not None
    turn.standing.state = state
    return was_asked
