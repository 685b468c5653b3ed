"""What products bring to the desk."""

from __future__ import annotations

from handlers.products import overview

CHAPTER = overview.CHAPTER
