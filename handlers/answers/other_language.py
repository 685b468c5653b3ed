"""Questions in the language that a person does not read here: they are answered in it, with a button to stay there."""

from __future__ import annotations

from domain.words import Msg
from handlers.answers.payloads import StayIn
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row


def language_of(turn: Turn, text: str) -> str:
    """The language to answer in: the person's, unless the question is clearly written in another one."""
    return turn.around.knowledge.language_of(text, turn.person.language)


def way_to_stay(turn: Turn, topic: str = "", question: int = 0) -> tuple[Row, ...]:
    """The row that makes the language spoken at the moment the person's own; none where it is."""
    if turn.language == turn.person.language:
        return ()
    return ((Button(Msg("🌐 Stay in English"), StayIn(topic, turn.language, question)),),)
