"""What somebody reads whom the desk turns away: once a day, and nothing else but their own data."""

from __future__ import annotations

from domain.words import Msg
from handlers.chat.incoming import Press, Reachable
from handlers.chat.turn import Turn
from handlers.chat.views import View
from services import bans


def turn_away(turn: Turn) -> None:
    """Says so, or pops it up over what was tapped, unless they have read it lately."""
    if isinstance(turn.incoming.content, Reachable) or not bans.must_tell(turn.work, turn.incoming.chat_id):
        return
    words = Msg(
        "You cannot use this desk at present. Whatever has been agreed stays as it is; please turn to {provider}. "
        "/mydata sends you what is kept about you all the same, and /forget erases it.",
        provider=turn.around.programme.provider,
    )
    turn.post.say(turn.incoming.chat_id, turn.language, View(words))
    if isinstance(turn.incoming.content, Press):
        turn.whisper(words)
