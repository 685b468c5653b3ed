"""What privacy brings to the desk."""

from __future__ import annotations

from handlers.chat.chapters import joined
from handlers.privacy import copying, forgetting, keeping, telling

CHAPTER = joined(telling.CHAPTER, copying.CHAPTER, forgetting.CHAPTER, keeping.CHAPTER)
