"""The welcome, the menu, help, and the language: everything that leads to the rest."""

from __future__ import annotations

from handlers.chat.chapters import joined
from handlers.home import (
    deadlines,
    guide,
    joining,
    language,
    menu,
    said,
    small_talk,
    start,
    telling,
    timezone,
    waiting,
)

CHAPTER = joined(
    start.CHAPTER,
    joining.CHAPTER,
    menu.CHAPTER,
    waiting.CHAPTER,
    telling.CHAPTER,
    deadlines.CHAPTER,
    guide.CHAPTER,
    language.CHAPTER,
    timezone.CHAPTER,
    said.CHAPTER,
    small_talk.CHAPTER,
)
