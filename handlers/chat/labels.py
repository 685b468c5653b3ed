"""Names on buttons: as much of them as a phone shows."""

from __future__ import annotations

from markupsafe import escape

from domain.words import Literal

LONGEST_NAME = 36
"""Characters of a name on a button, which leave room for a picture before it."""
_ENDING = 14


def name_on_button(name: str, longest: int = LONGEST_NAME) -> Literal:
    """The name; of a long one, the beginning and the end, where names of one kind differ: “shop.….example.ch”."""
    if len(name) > longest:
        name = f"{name[: longest - _ENDING - 1].rstrip()}…{name[-_ENDING:].lstrip()}"
    return Literal(str(escape(name)))
