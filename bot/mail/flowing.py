"""Plain text in lines of some 72 characters, which programs that know how join again (RFC 3676, format=flowed).

Who reads mails on a phone or in a wide window has paragraphs as wide as that; everybody else has short lines.
"""

from __future__ import annotations

from textwrap import TextWrapper

WIDTH = 72
SIGNATURE = "-- "
"""The line above a mail's foot, which has a blank at its end in any case."""
QUOTED = "> "
_WRAPPER = TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)


def flowed(text: str) -> str:
    """The text; lines that go on in the next one end with a blank, and no other line does. Addresses stay whole."""
    return "\n".join(line if line == SIGNATURE else _broken(line) for line in text.split("\n"))


def _broken(line: str) -> str:
    line = line.rstrip()
    if line == QUOTED.rstrip():
        return line
    mark = QUOTED if line.startswith(QUOTED) else ""
    parts = _WRAPPER.wrap(line.removeprefix(mark)) or [""]
    return " \n".join(f"{mark}{part if mark else _stuffed(part)}" for part in parts)


def _stuffed(part: str) -> str:
    """What begins like a quotation, a blank of ours or a mailbox's separator gets a blank, which readers take away."""
    return f" {part}" if part.startswith((" ", ">", "From ")) else part
