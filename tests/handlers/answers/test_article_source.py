"""Telegram's apps turn stars into notes on the text; an article gets its stars back."""

from __future__ import annotations

import pytest

from handlers.answers.article_source import markdown_of
from handlers.chat.incoming import Entities


def note(kind: str, offset: int, length: int, **more: object) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("text", "entities", "markdown"),
    [
        ("plain", (), "plain"),
        ("so bold", (note("bold", 3, 4),), "so **bold**"),
        ("a b", (note("bold", 0, 1), note("italic", 2, 1)), "**a** *b*"),
        ("ab", (note("bold", 0, 1), note("italic", 1, 1)), "**a***b*"),
        ("🤝 so", (note("bold", 3, 2),), "🤝 **so**"),
        ("here", (note("text_link", 0, 4, url="https://x.example"),), "[here](https://x.example)"),
        ("nested", (note("bold", 0, 6), note("italic", 0, 6)), "***nested***"),
        ("a link", (note("url", 0, 1),), "a link"),
    ],
)
def test_notes_become_marks(text: str, entities: Entities, markdown: str) -> None:
    assert markdown_of(text, entities) == markdown
