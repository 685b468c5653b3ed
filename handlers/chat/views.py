"""What one message shows: words, and the buttons below them."""

from __future__ import annotations

from collections.abc import Mapping
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
class ChoosePeople:
    """A key that opens the person's contacts; what they choose there comes as `Shared`, with the `request`'s number."""

    label: Words
    request: int
    most: int


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Keys in place of the phone's own, until others come, or an empty one takes them away. Words are typed as such."""

    keys: tuple[Words | ChoosePeople, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A message: its words, its rows of buttons. A `partnership`, `claim`, `application`, `review` or `tender` makes it
    a card that stays up to date; each is the record's id.

    `fleeting` is what the person can open again at any time: it is not kept where Telegram does not take it. A
    `keyboard` is for new messages that have no rows: Telegram takes one of the two.
    """

    words: Words
    rows: tuple[Row, ...] = ()
    partnership: int | None = None
    claim: int | None = None
    application: int | None = None
    review: int | None = None
    tender: int | None = None
    fleeting: bool = False
    keyboard: Keyboard | None = None

    @property
    def is_card(self) -> bool:
        """Whether it shows a record, and stays up to date."""
        return any(number is not None for number in self.shown.values())

    @property
    def shown(self) -> Mapping[str, int | None]:
        """The record that it shows, as the columns of a card name it: at most one of them has a number."""
        return {
            "partnership_id": self.partnership,
            "claim_id": self.claim,
            "application_id": self.application,
            "review_id": self.review,
            "tender_id": self.tender,
        }


def folded(words: Words) -> Lines:
    """The words as a quotation of which Telegram shows the first three lines, and the rest at a tap."""
    return Lines((Literal("<blockquote expandable>"), words, Literal("</blockquote>")), "")


MENU = Button(Msg("🏠 Menu"), Go("menu"))
"""The way back to everything, under nearly every message."""
