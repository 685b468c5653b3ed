"""Writes what was published in the chat back into the articles' files, for review."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence

from domain.answers.articles import Text

_QUESTION = re.compile(r"^question:.*$", re.MULTILINE)
_REVIEWED = re.compile(r"^reviewed:.*$", re.MULTILINE)
_ALIASES = re.compile(r"(^aliases:\n(?:[ -].*\n)+)", re.MULTILINE)


def rewritten_file(file: str, text: Text | None, phrasings: Sequence[str], day: dt.date | None) -> str:
    """The file with another text, of `day`, and with more phrasings. All else stays as it is, letter by letter."""
    _, front, body = file.split("---\n", 2)
    if phrasings:
        # A text in JSON's quotes is one in YAML's.
        more = "".join(f"  - {json.dumps(phrasing, ensure_ascii=False)}\n" for phrasing in phrasings)
        front = _ALIASES.sub(lambda found: found[1] + more, front)
    if text is not None:
        body = f"{text.body}\n"
        if text.question is not None:
            question = json.dumps(text.question, ensure_ascii=False)
            front = _QUESTION.sub(lambda _: f"question: {question}", front)
    if text is not None and day is not None:
        front = _REVIEWED.sub(f"reviewed: {day}", front)
    return f"---\n{front}---\n{body}"
