"""Colours as `#rrggbb`, and whether one can be read on another (WCAG 2's contrast)."""

from __future__ import annotations

import re

READABLE = 4.5
"""The least contrast at which text can be read well."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether it is one: `#1f5fbf`."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightened(colour: str, ground: str) -> str:
    """The colour with as much white as it takes to be read on a dark ground."""
    parts = _parts(colour)
    for percent in range(0, 101, 5):
        mixed = "#" + "".join(f"{round(part + (255 - part) * percent / 100):02x}" for part in parts)
        if contrast(mixed, ground) >= READABLE:
            return mixed
    return "#ffffff"


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
