"""What VAT numbers bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import joined
from handlers.vat import company, entering, overview, reminding

CHAPTER = joined(overview.CHAPTER, entering.CHAPTER, company.CHAPTER, reminding.CHAPTER)
