"""What rights bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import joined
from handlers.rights import overview, telling

CHAPTER = joined(overview.CHAPTER, telling.CHAPTER)
