"""“Why?” is about what was spoken of last; where no more is known, that is said."""

from __future__ import annotations

from tests.chats.sayings.test_of_many import three_partners
from tests.desk import Desk

WHY = {"de": "warum?", "en": "why?"}


def test_why_is_about_what_was_spoken_of_last(desk: Desk, lang: str) -> None:
    lea = three_partners(desk, lang)
    no_more = lea.words("That is all I know about it: the reason is not written down here.")
    lea.says(
        {"de": "können mehrere Partner vollen Zugriff haben?", "en": "can several partners have full access?"}[lang]
    )
    assert lea.says(WHY[lang]) == no_more
    lea.says({"de": "was läuft bald ab?", "en": "what expires soon?"}[lang])
    assert lea.says(WHY[lang]) == no_more
    lea.says({"de": "wer zahlt bei Nordnet?", "en": "who pays at Nordnet?"}[lang])
    assert lea.says(WHY[lang]).startswith(desk.article("who-pays", lang).question)
    assert lea.says(WHY[lang]) == no_more
    desk.support()
    assert lea.says(WHY[lang]) == f"{no_more} {lea.words('Support may know more.')}"
