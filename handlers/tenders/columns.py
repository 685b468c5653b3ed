"""Two or three offers beside each other, in letters that are all as wide: a table that a phone shows without breaking.

A row's label stands above its cells, so that all the width is theirs; what does not fit into a cell goes on below.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

WIDTH = 35
"""Letters of equal width in a line, on a phone of 390 points with Telegram's usual size."""
MOST = 3
"""More columns are too narrow to be read."""


def table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The lines of a table: a column's head above its cells, a row's label above it. Plain text, not escaped.

    Raises `ValueError` where there are more columns than a phone shows.
    """
    if not 0 < len(heads) <= MOST:
        raise ValueError(f"a table of {len(heads)} columns cannot be read on a phone")
    gap = 1 if len(heads) == MOST else 2
    room = (WIDTH - gap * (len(heads) - 1)) // len(heads)
    lines = [*_cells(heads, room, gap), "─" * WIDTH]
    for label, cells in rows:
        lines += [_cut(label, WIDTH), *_cells(cells, room, gap), ""]
    return "\n".join(lines).rstrip()


def _cells(cells: Sequence[str], room: int, gap: int) -> list[str]:
    together = zip_longest(*(broken(cell, room) for cell in cells), fillvalue="")
    return [(" " * gap).join(padded(part, room) for part in parts).rstrip() for parts in together]


def broken(cell: str, room: int) -> list[str]:
    """The cell in lines, broken between words, behind a dash, or where the room ends."""
    lines = [""]
    for word in cell.replace("–", "–\u200b").replace("\u200b ", " ").replace(" ", "\u200b ").split("\u200b"):
        fresh = word.strip() if not lines[-1] else word
        if width(lines[-1] + fresh) <= room:
            lines[-1] += fresh
            continue
        rest = word.strip()
        if lines[-1]:
            lines.append("")
        while width(rest) > room:
            head = _start(rest, room)
            lines[-1] = head
            lines.append("")
            rest = rest[len(head) :]
        lines[-1] = rest
    return lines


def _start(text: str, room: int) -> str:
    taken = ""
    for letter in text:
        if width(taken + letter) > room:
            break
        taken += letter
    return taken


def _cut(text: str, room: int) -> str:
    return text if width(text) <= room else _start(text, room - 1) + "…"


def padded(text: str, room: int) -> str:
    """The text with blanks behind it, so that it takes so many columns."""
    return text + " " * (room - width(text))


def width(text: str) -> int:
    """How many columns the text takes: Chinese letters and emoji take two, accents of their own none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
