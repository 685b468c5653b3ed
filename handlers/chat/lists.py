"""Lists in pages of eight: as many as a phone shows at a glance, however long the list is.

A list is shown by a command. Turning a page gives the command again, with the same words behind it.
"""

from __future__ import annotations

from domain.words import Literal, Msg
from handlers.chat.chapters import Chapter, on
from handlers.chat.payloads import TurnPage
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row

PAGE = 8
LONGEST_SEARCH = 40
"""Bytes of a search that fit into a button."""


def searched(turn: Turn) -> str:
    """What the list is searched for: what stands behind the command, as far as a button can carry it."""
    text = " ".join(turn.argument.replace(":", " ").split())
    return text.encode()[:LONGEST_SEARCH].decode(errors="ignore").strip()


def page_of(turn: Turn, total: int) -> int:
    """The page to show, from 0: the one that was asked for, or the last one where the list has become shorter."""
    return max(0, min(turn.page, (total - 1) // PAGE))


def turning(turn: Turn, command: str, total: int) -> tuple[Row, ...]:
    """The row that turns the pages of a list of `total` entries; none where one page holds them all."""
    if total <= PAGE:
        return ()
    page, last = page_of(turn, total), (total - 1) // PAGE
    search = searched(turn)

    def to(number: int, label: str) -> Button:
        return Button(Literal(label), TurnPage(command, number, search))

    return (
        (
            to((page - 1) % (last + 1), "◀️"),
            to(page, f"{page + 1}/{last + 1}"),
            to((page + 1) % (last + 1), "▶️"),
        ),
    )


def _turn_page(turn: Turn, payload: TurnPage) -> None:
    if payload.command in turn.commands:
        turn.page, turn.search = payload.page, payload.search
        turn.run(payload.command)
    else:
        turn.retire_buttons()
        turn.say(Msg("This button is no longer in use. Here is what I can do now: /menu"), (MENU,))


CHAPTER = Chapter(routes=(on(TurnPage, _turn_page),))
