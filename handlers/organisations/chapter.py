"""What organisations bring to the desk."""

from __future__ import annotations

from handlers.organisations import profile

CHAPTER = profile.CHAPTER
