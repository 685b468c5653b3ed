"""What somebody typed in Telegram as the Markdown of an article: apps turn `**bold**` into notes on the text."""

from __future__ import annotations

from collections import defaultdict

from handlers.chat.incoming import Entities

_MARKS = {"bold": "**", "italic": "*", "code": "`"}


def markdown_of(text: str, entities: Entities) -> str:
    """The text with its notes written out. Telegram counts places in UTF-16."""
    units = text.encode("utf-16-le")
    before: dict[int, str] = defaultdict(str)
    for entity in entities:
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0:
            continue
        opening, closing = _around(entity)
        # What ends at a place ends before anything else begins there.
        before[offset] += opening
        before[offset + length] = closing + before[offset + length]
    pieces = []
    last = 0
    for place in sorted(before):
        pieces += [units[2 * last : 2 * place].decode("utf-16-le", "replace"), before[place]]
        last = place
    return "".join([*pieces, units[2 * last :].decode("utf-16-le", "replace")])


def _around(entity: dict[str, object]) -> tuple[str, str]:
    if entity.get("type") == "text_link":
        return "[", f"]({entity.get('url', '')})"
    mark = _MARKS.get(str(entity.get("type")), "")
    return mark, mark
