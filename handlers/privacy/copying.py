"""/mydata: everything about the person as two files, one for programs and one to read and to print."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.documents import LARGEST, Document
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU
from handlers.privacy.page import page_of
from handlers.privacy.telling import FORGET_ME
from services.privacy.knowing import see_all

FILE_NAME = Msg("everything-about-me")
MOST_IN_A_FILE = LARGEST * 3 // 4
Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, object]]]


def send_all(turn: Turn) -> None:
    """The files into the chat. Raises `SeenOftenEnough`."""
    known = see_all(turn.work, turn.person)
    name = turn.around.renderer.plain(FILE_NAME, turn.language)
    page = page_of(known, turn.around.renderer, turn.language, turn.around.programme.retention)
    caption = Msg("📄 Everything that I know of you, to read and to print.")
    turn.send(Document(f"{name}.html", page.encode(), "text/html"), caption)
    parts = [*parts_of(known.rows)]
    for number, part in enumerate(parts, 1):
        body = {"made_at": known.made_at.isoformat(), "part": number, "of": len(parts), "tables": part}
        content = json.dumps(body, indent=1, ensure_ascii=False).encode()
        ending = "" if len(parts) == 1 else f"-{number}"
        turn.send(
            Document(f"{name}{ending}.json", content, "application/json"),
            Msg("💾 The same for programs."),
            ((FORGET_ME, MENU),) if number == len(parts) else (),
        )


def parts_of(rows: Rows, most: int = MOST_IN_A_FILE) -> Iterator[Rows]:
    """The rows in files of so many bytes at most; of a person with much to tell, there are several."""
    part: dict[str, list[Mapping[str, object]]] = {}
    size = 0
    for table, there in rows.items():
        for row in there:
            weight = len(json.dumps(row, indent=1, ensure_ascii=False).encode()) * 5 // 4
            if part and size + weight > most:
                yield part
                part, size = {}, 0
            part.setdefault(table, []).append(row)
            size += weight
    yield part


CHAPTER = Chapter(commands=(ChatCommand("mydata", send_all, when_banned=True),))
