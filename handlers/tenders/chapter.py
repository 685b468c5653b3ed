"""What tenders bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when, when_around
from handlers.tenders import (
    comparing,
    deciding,
    digest,
    group,
    listing,
    offer_form,
    offers,
    publish_form,
    questions,
    reporting,
    said,
    showing,
    subscription_form,
)
from handlers.tenders.notices import tender_news, told_news
from handlers.tenders.offer_notices import offer_news, question_news
from services.events import OfferEvent, TenderEvent, TenderQuestionEvent, TenderTold

CHAPTER = joined(
    listing.CHAPTER,
    publish_form.CHAPTER,
    showing.CHAPTER,
    subscription_form.CHAPTER,
    reporting.CHAPTER,
    said.CHAPTER,
    digest.CHAPTER,
    group.CHAPTER,
    questions.CHAPTER,
    offers.CHAPTER,
    offer_form.CHAPTER,
    comparing.CHAPTER,
    deciding.CHAPTER,
    Chapter(
        announcements=(
            when_around(TenderEvent, tender_news),
            when_around(TenderTold, told_news),
            when(OfferEvent, offer_news),
            when(TenderQuestionEvent, question_news),
        )
    ),
)
