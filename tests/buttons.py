"""Every kind of button that the desk knows."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chapters import CHAPTERS
from handlers.chat.desk import MACHINERY
from handlers.chat.packing import Payload
from handlers.chat.payloads import Go


def _kinds() -> Iterator[type[Payload]]:
    yield Go
    for chapter in (*CHAPTERS, *MACHINERY):
        yield from (route.payload for route in chapter.routes)


KINDS = tuple(_kinds())
