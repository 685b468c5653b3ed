"""What tenders bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when_around
from handlers.tenders import digest, group, listing, publish_form, reporting, showing, subscription_form
from handlers.tenders.notices import tender_news, told_news
from services.events import TenderEvent, TenderTold

CHAPTER = joined(
    listing.CHAPTER,
    publish_form.CHAPTER,
    showing.CHAPTER,
    subscription_form.CHAPTER,
    reporting.CHAPTER,
    digest.CHAPTER,
    group.CHAPTER,
    Chapter(announcements=(when_around(TenderEvent, tender_news), when_around(TenderTold, told_news))),
)
