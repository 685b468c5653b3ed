"""The welcome, the menu, help, and the language: everything that leads to the rest."""

from __future__ import annotations

from handlers.chat.chapters import joined
from handlers.home import guide, joining, language, menu, small_talk, start, waiting

CHAPTER = joined(
    start.CHAPTER,
    joining.CHAPTER,
    menu.CHAPTER,
    waiting.CHAPTER,
    guide.CHAPTER,
    language.CHAPTER,
    small_talk.CHAPTER,
)
