"""Lists in pages of eight: as many as a phone shows at a glance, however long the list is.

A list is shown by a command. Turning a page gives the command again, with the same words behind it.
"""

from __future__ import annotations

from collections.abc import Callable

from domain.words import Literal, Msg
from handlers.chat.chapters import Chapter, on
from handlers.chat.packing import Payload
from handlers.chat.payloads import TurnPage
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row

PAGE = 8
LONGEST_SEARCH = 40
"""Bytes of a search that fit into a button."""


def searched(turn: Turn) -> str:
    """What the list is searched for: what stands behind the command, as far as a button can carry it."""
    return carried(turn.argument)


def carried(text: str) -> str:
    """What of a search a button can carry."""
    words = " ".join(text.replace(":", " ").split())
    return words.encode()[:LONGEST_SEARCH].decode(errors="ignore").strip()


def page_of(turn: Turn, total: int) -> int:
    """The page to show, from 0: the one that was asked for, or the last one where the list has become shorter."""
    return max(0, min(turn.page, (total - 1) // PAGE))


def how_to_search(command: str, total: int) -> Msg | None:
    """What to type to find something in a list of several pages."""
    if total <= PAGE:
        return None
    return Msg(
        "Type <code>/{command}</code> and a part of a name to search these {count}.", command=command, count=total
    )


def turning(turn: Turn, command: str, total: int) -> tuple[Row, ...]:
    """The row that turns the pages of a list of `total` entries; none where one page holds them all."""
    search = searched(turn)
    return pages(page_of(turn, total), total, lambda number: TurnPage(command, number, search))


def pages(page: int, total: int, to: Callable[[int], Payload], size: int = PAGE) -> tuple[Row, ...]:
    """The row that turns the pages of `total` entries, `to` each of which a button leads; none for a single page.

    A page has `size` entries: fewer where there are other buttons, too.
    """
    last = (total - 1) // size
    if last <= 0:
        return ()
    turns = (("◀️", page - 1), (f"{page + 1}/{last + 1}", page), ("▶️", page + 1))
    return (tuple(Button(Literal(label), to(number % (last + 1))) for label, number in turns),)


def _turn_page(turn: Turn, payload: TurnPage) -> None:
    if payload.command in turn.commands:
        turn.page, turn.search = payload.page, payload.search
        turn.run(payload.command)
    else:
        turn.retire_buttons()
        turn.say(Msg("This button is no longer in use. Here is what I can do now: /menu"), (MENU,))


CHAPTER = Chapter(routes=(on(TurnPage, _turn_page),))
