"""What one’s products cost a year: by one’s list, and by what the article says about a partner’s own prices."""

from __future__ import annotations

from tests.desk import Desk

COSTS = {
    "de": ("was kostet mich das im jahr", "2 Produkte CHF 480.00"),
    "en": ("yearly cost", "2 products cost CHF 480.00"),
}


def test_what_it_costs_a_year_is_told_by_the_list_and_the_article(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang)
    text, own = COSTS[lang]
    assert lea.says(text).startswith(desk.article("partner-costs", lang).question)
    assert own.replace(" 4", "\u00a04") in lea.reads(back=2)
