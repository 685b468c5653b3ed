"""Asks the desk a question about one's own data, as it is understood: the saying, and the values in it."""

from __future__ import annotations

from bot.chapters import CHAPTERS
from domain.sayings.slots import Slot, Value
from handlers.chat.sayings import Heard
from handlers.chat.turn import ChatCommand
from tests.people import Chat

SAYINGS = {saying.name: saying for chapter in CHAPTERS for saying in chapter.sayings}


def asks(chat: Chat, name: str, **values: object) -> str:
    """What the desk answers to the saying of that name; values are given by their slots' names, several as a list."""
    said = [
        Value(place, place + 1, Slot(slot), value)
        for slot, given in values.items()
        for place, value in enumerate(given if isinstance(given, list) else [given])
    ]
    heard = Heard("", tuple(said))
    chat.desk.app.desk.commands["asks"] = ChatCommand("asks", lambda turn: SAYINGS[name].answer(turn, heard))
    return chat.says("/asks")
