"""What is said in one's own words: read, and begun."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined
from handlers.sayings import following, heeding
from handlers.sayings.hearing import HEARING

CHAPTER = joined(following.CHAPTER, heeding.CHAPTER, Chapter(hearing=HEARING))
