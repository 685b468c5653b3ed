"""A notice becomes a mail: subject, plain text and HTML, in its reader's language."""

from __future__ import annotations

import html
import re

from domain.words import Words
from handlers.chat.rendering import Renderer
from handlers.chat.views import View
from storage.mail import Written

LONGEST_SUBJECT = 120
_BREAK = re.compile(r"\n+")
_DECORATION = re.compile(r"^[^\w“„«(]+")
"""Emoji and blanks before the first word: a subject begins with a word."""
_BOLD = re.compile(r"^[^<]*<b>(.*?)</b>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def compose(renderer: Renderer, view: View, language: str, subject: Words | None = None) -> Written:
    """The view as a mail. Without a `subject`, the words' own heading is it."""
    body = str(renderer.html(view.words, language))
    text = html.unescape(_TAG.sub("", body))
    heading = renderer.plain(subject, language) if subject is not None else _heading(body)
    paragraphs = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    return Written(heading[:LONGEST_SUBJECT], text, paragraphs)


def _heading(body: str) -> str:
    """What stands in bold on the first line, or else the first line."""
    first = _BREAK.split(body, maxsplit=1)[0]
    bold = _BOLD.match(first)
    return _DECORATION.sub("", html.unescape(_TAG.sub("", bold[1] if bold is not None else first))).strip()
