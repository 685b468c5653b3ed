"""What one message shows: words, and the buttons below them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Lines, Literal, Msg, Words
from handlers.chat.packing import Payload
from handlers.chat.payloads import Go


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    url: str


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what tapping it does."""

    label: Words
    does: Payload | Link


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A message: its words, its rows of buttons. `partnership` makes it a card that stays up to date.

    `fleeting` is what the person can open again at any time: it is not kept where Telegram does not take it.
    """

    words: Words
    rows: tuple[Row, ...] = ()
    partnership: int | None = None
    fleeting: bool = False


def folded(words: Words) -> Lines:
    """The words as a quotation of which Telegram shows the first three lines, and the rest at a tap."""
    return Lines((Literal("<blockquote expandable>"), words, Literal("</blockquote>")), "")


MENU = Button(Msg("🏠 Menu"), Go("menu"))
"""The way back to everything, under nearly every message."""
