"""Typed button payloads, packed into Telegram's 64 bytes.

A payload is a frozen dataclass of ints, short texts, enums and booleans. It is packed as `code:field:field`;
what does not fit is a mistake in the program and is refused when packed, not when somebody taps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, get_type_hints

LONGEST = 64
"""Bytes of callback data that Telegram accepts."""


@dataclass(frozen=True, slots=True)
class Payload:
    """Base of everything that a button can carry. `code` is unique and stays what it is: old buttons carry it."""

    code: ClassVar[str]


_hints: dict[tuple[type[Payload], bool], Mapping[str, Any]] = {}


def hints_of(kind: type[Payload], *, with_notes: bool = False) -> Mapping[str, Any]:
    """The types of a kind's fields, and what is noted of them. To work that out takes long, so it is done once."""
    hints = _hints.get((kind, with_notes))
    if hints is None:
        hints = _hints[kind, with_notes] = get_type_hints(kind, include_extras=with_notes)
    return hints


def pack(payload: Payload) -> str:
    """The button's data. Raises `ValueError` where it would not fit or could not be unpacked again."""
    values = [getattr(payload, field.name) for field in fields(payload)]
    texts = [_written(value) for value in values]
    if any(":" in text for text in texts):
        raise ValueError(f"a payload's field cannot hold a colon: {payload}")
    data = ":".join([payload.code, *texts])
    if len(data.encode()) > LONGEST:
        raise ValueError(f"the payload takes more than {LONGEST} bytes: {payload}")
    return data


_LONG, _DIGITS = 10, "0123456789abcdefghijklmnopqrstuvwxyz"


def _written(value: object) -> str:
    """A field as the button carries it. Long numbers are written shorter, behind a `~`: three of them must fit."""
    if isinstance(value, bool):
        return str(int(value))
    text = str(value)
    if not isinstance(value, int) or len(text) < _LONG:
        return text
    digits, rest = "", abs(value)
    while rest:
        rest, digit = divmod(rest, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return f"~{'-' if value < 0 else ''}{digits}"


def fits(payload: Payload) -> bool:
    """Whether a button can carry the payload; for those that hold what people have written."""
    try:
        pack(payload)
    except ValueError:
        return False
    return True


class Codec:
    """Unpacks the payloads of the given kinds. Raises `ValueError` when two kinds share a code."""

    def __init__(self, kinds: Iterable[type[Payload]]) -> None:
        self._kinds: dict[str, tuple[type[Payload], tuple[type, ...]]] = {}
        for kind in kinds:
            if kind.code in self._kinds:
                raise ValueError(f"{kind.__name__} and {self._kinds[kind.code][0].__name__} share a code: {kind.code}")
            hints = hints_of(kind)
            self._kinds[kind.code] = kind, tuple(hints[field.name] for field in fields(kind))

    def unpack(self, data: str) -> Payload | None:
        """The payload, or `None` where the data is forged, or from a button that no longer means anything."""
        code, *texts = data.split(":")
        kind, types = self._kinds.get(code, (None, ()))
        if kind is None or len(texts) != len(types):
            return None
        try:
            return kind(*(_read(of, text) for of, text in zip(types, texts, strict=True)))
        except ValueError:
            return None


def _read(of: type, text: str) -> object:
    if of is bool:
        return bool(int(text))
    if of is int:
        # Ids are 64 bits wide; a forged larger one must not reach the database.
        if text.startswith("~"):
            number = int(text[1:], len(_DIGITS))
        else:
            number = int(text) if text.lstrip("-").isdecimal() else 2**63
        if abs(number) >= 2**63:
            raise ValueError("not an id")
        return number
    if of is str or issubclass(of, StrEnum):
        return of(text)
    raise TypeError(f"payloads cannot hold a {of.__name__}")
