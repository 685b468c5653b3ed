"""What products bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import joined
from handlers.products import costs, overview

CHAPTER = joined(overview.CHAPTER, costs.CHAPTER)
