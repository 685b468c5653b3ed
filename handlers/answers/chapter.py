"""What questions and answers bring to the desk."""

from __future__ import annotations

from handlers.answers import faq

CHAPTER = faq.CHAPTER
