"""What the desk reads of names in what somebody types, in their chat and under their rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from domain.sayings.names.named import Names
from domain.sayings.slots import Slot
from handlers.chat.turn import ChatCommand, Turn
from handlers.sayings.names import named
from storage.tables import Organisation, Person, Product
from tests.domain.sayings.naming import said
from tests.people import Chat

T = TypeVar("T")
_TABLES = {Slot.OTHER: (Organisation, "name"), Slot.PRODUCT: (Product, "name"), Slot.PERSON: (Person, "first_name")}


def in_turn(chat: Chat, look: Callable[[Turn], T]) -> T:
    """What somebody's turn comes to."""
    found: list[T] = []
    chat.desk.app.desk.commands["looks"] = ChatCommand("looks", lambda turn: found.append(look(turn)))
    chat.says("/looks")
    (only,) = found
    return only


def reads(chat: Chat, *texts: str) -> list[list[str]]:
    """Whom and what each of the texts names, as `tests.domain.sayings.naming` says it."""
    return in_turn(chat, lambda turn: [_said(turn, text) for text in texts])


def _said(turn: Turn, text: str) -> list[str]:
    found = named(turn, text)
    ids = [(value.slot, value.value) for value in found.values]
    ids += [(each.slot, one) for each in found.unclear for one in each.candidates]
    return said(text, found, {(slot, one): _name(turn, slot, one) for slot, one in ids if isinstance(one, int)})


def _name(turn: Turn, slot: Slot, one: int) -> str:
    table, column = _TABLES[slot]
    return str(getattr(turn.work.session.get_one(table, one), column))


def statements(chat: Chat, text: str) -> tuple[Names, int]:
    """What the text names, and how many statements that takes."""

    def look(turn: Turn) -> Names:
        return named(turn, text)

    with chat.desk.statements() as before:
        in_turn(chat, lambda _turn: None)
    with chat.desk.statements() as after:
        found = in_turn(chat, look)
    return found, len(after) - len(before)
