"""What is kept and logged of a defect: where in the program it happened, and the shape of what had arrived.

Neither may tell what somebody has written, whoever they are and whatever it is about (fact 15). An exception's own
words may quote it – `KeyError: 'my boss cheats'`, PostgreSQL's “Key (name)=(…) already exists” –, and no list of what
to blot out would be complete, for words arrive in another case, cut, or stemmed. So all that is said of an exception
is its type. Files, lines and the program's own source stay: they are what finds the fault.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping

from storage.tables.base import JsonObject

_BECAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_MEANWHILE = "\nDuring handling of the above exception, another exception occurred:\n\n"
_NAME_OF_KIND = re.compile(r"[a-z_]{1,32}")
"""What Telegram calls kinds: `private`, `bot_command`."""
_DEEPEST = 64
"""Levels of which the shape is told; what is recorded of a defect must not become another one."""


def outline(error: BaseException) -> str:
    """The traceback without what the exceptions say; those that led to it stand first, as usual."""
    told: list[str] = []
    following: BaseException | None = error
    seen: set[int] = set()
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        kind = type(following)
        frames = "".join(traceback.format_tb(following.__traceback__))
        told.append(f"Traceback (most recent call last):\n{frames}{kind.__module__}.{kind.__qualname__}\n")
        if following.__cause__ is not None:
            told.append(_BECAUSE)
            following = following.__cause__
        elif following.__context__ is not None and not following.__suppress_context__:
            told.append(_MEANWHILE)
            following = following.__context__
        else:
            following = None
    return "".join(reversed(told))


def shape_of(update: Mapping[str, object]) -> JsonObject:
    """An update's keys, with the type of each value in its place, the length of texts, and the names of kinds."""
    return _of_object(update, _DEEPEST)


def _of_object(told: Mapping[str, object], levels: int) -> JsonObject:
    return {key: _shape(key, value, levels - 1) for key, value in told.items()}


def _shape(key: str, value: object, levels: int) -> object:
    match value:
        case dict() | list() if not levels:
            return type(value).__name__
        case dict():
            return _of_object(value, levels)
        case list():
            return [_shape(key, item, levels - 1) for item in value]
        case str() if key == "type" and _NAME_OF_KIND.fullmatch(value):
            return value
        case str():
            return f"str of {len(value)}"
        case _:
            return type(value).__name__
