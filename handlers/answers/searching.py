"""The search of a message, made once: whether it asks for something else rests on it, and then its answer."""

from __future__ import annotations

from collections.abc import Sequence

from domain.answers.knowledge import Knowledge
from domain.answers.outcomes import Found
from domain.answers.search import Hit
from handlers.chat.turn import Turn
from storage.work import Work


def hits_of(turn: Turn, text: str) -> Sequence[Hit]:
    """What comes near the text, for who reads in the turn's language."""
    return turn.once(_hits, turn.around.knowledge, text, turn.language)


def find(turn: Turn, text: str) -> Found:
    """The topics that the text may be about; see `Knowledge.find`."""
    return turn.around.knowledge.find(text, turn.language, hits_of(turn, text))


def find_after(turn: Turn, last: str | None, text: str) -> Found:
    """The same, after an answer about `last`."""
    return turn.around.knowledge.find_after(last, text, turn.language, hits_of(turn, text))


def _hits(_: Work, knowledge: Knowledge, text: str, language: str) -> Sequence[Hit]:
    return knowledge.hits(text, language)
