"""A text of one's own behind what it is for: “Notiz zu Nordnet: ruft nur vormittags an”, “note for Linde that …”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.answers.spelling import words

LONGEST_HEAD = 10
"""Words before the text; with more of them, the message tells something itself."""
_PARTING = re.compile(r":(?=\s|$)|\n+|\s[-–—]\s|,?\s(?:dass|das|that)\s", re.IGNORECASE)


def with_free_text(text: str) -> Iterator[tuple[str, str]]:
    """What may be the head of a message, with the text behind it, the shortest head first."""
    for found in _PARTING.finditer(text):
        head, tail = text[: found.start()], text[found.end() :].strip()
        count = len(words(head))
        if count > LONGEST_HEAD:
            return
        if count and words(tail):
            yield head, tail
