"""What income brings to the desk."""

from __future__ import annotations

from handlers.chat.chapters import joined
from handlers.income import clients, files, overview, picture, spending, telling

CHAPTER = joined(overview.CHAPTER, clients.CHAPTER, picture.CHAPTER, files.CHAPTER, spending.CHAPTER, telling.CHAPTER)
