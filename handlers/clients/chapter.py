"""What a partner's clients bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import joined
from handlers.clients import expiring, files, inline, listing, noting, page, running_out, said, shelf, telling

CHAPTER = joined(
    *(listing.CHAPTER, page.CHAPTER, shelf.CHAPTER, noting.CHAPTER, expiring.CHAPTER, files.CHAPTER),
    *(inline.CHAPTER, telling.CHAPTER, running_out.CHAPTER, said.CHAPTER),
)
