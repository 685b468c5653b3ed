"""What VAT numbers bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.vat import company, entering, judging, naming, overview, reminding, said, telling
from handlers.vat.notices import verdict_news
from services.events import VatVerdict

CHAPTER = joined(
    overview.CHAPTER,
    entering.CHAPTER,
    naming.CHAPTER,
    judging.CHAPTER,
    company.CHAPTER,
    reminding.CHAPTER,
    said.CHAPTER,
    telling.CHAPTER,
    Chapter(announcements=(when(VatVerdict, verdict_news),)),
)
