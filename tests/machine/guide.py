"""The operators' guide as somebody reads it who has a terminal beside it: its commands, section by section."""

from __future__ import annotations

import re
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "operator.md"
_SECTION = re.compile(r"^## (\d+)\. ", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_SAID_ASIDE = re.compile(r" {2,}# .*$")


def commands_named(section: int) -> list[str]:
    """Whole commands of the desk that a section names in its text, such as `handschlag doctor`."""
    return list(dict.fromkeys(re.findall(r"`(handschlag [^`]+)`", _FENCED.sub("", _text(section)))))


def lines(section: int, kind: str = "sh") -> list[list[str]]:
    """The blocks of commands (or of another `kind`) in a section: each its lines, without what is said aside."""
    return [
        [_SAID_ASIDE.sub("", line) for line in block.splitlines() if line]
        for language, block in _BLOCK.findall(_text(section))
        if language == kind
    ]


def _text(section: int) -> str:
    parts = _SECTION.split(GUIDE.read_text("utf-8"))
    return parts[parts.index(str(section)) + 1]
