"""What accounts at the provider bring to the desk."""

from __future__ import annotations

from handlers.accounts import connecting

CHAPTER = connecting.CHAPTER
