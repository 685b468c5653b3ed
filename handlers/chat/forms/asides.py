"""Small talk in the middle of a form: it gets a word, and is no answer – unless an option is called like that."""

from __future__ import annotations

from typing import Any

from domain.words import Msg, Words
from handlers.chat.forms.form import Ask, Asking, ChooseMany, Question
from handlers.chat.forms.option_labels import labelled, meant_by, proposed_by, worded
from handlers.chat.forms.state import OpenForm
from handlers.chat.forms.ticks import is_named
from handlers.chat.turn import Turn

STILL_OPEN = Msg("🙂 Here I still need your answer:")


def aside(turn: Turn, question: Question[Any] | None, asking: Asking[Any], state: OpenForm, text: str) -> Words | None:
    """The word in return, `question` being what the form asks at present; `None` where the message is no small talk."""
    if turn.around.talk.kind(text) is None or _is_answer(turn, question, asking, state, text):
        return None
    return turn.small_talk.remark(turn, text)


def _is_answer(turn: Turn, question: Question[Any] | None, asking: Asking[Any], state: OpenForm, text: str) -> bool:
    """Whether an option is called like that, or “yes” takes what was proposed."""
    if question is None:
        return False
    if isinstance(question, Ask):
        named = labelled(turn, question, asking, text) or proposed_by(turn, question, asking, state, text)
        named = named or worded(question, asking, text)
    elif isinstance(question, ChooseMany):
        return is_named(question, asking, text)
    else:
        named = meant_by(turn, question, asking, text) or worded(question, asking, text)
    return named is not None
