from __future__ import annotations

import pytest

from domain.tenders.sameness import is_nearly_same, tenders_with

TEXT = (
    "Dear Ms Keller, we build your shop with Shopware, move the data of the old one, and train two of your people. "
    "We have done this for eleven shops in the region since 2019. You reach us from 8 to 18 on 031 555 12 12."
)

SAME = {
    "itself": TEXT,
    "in capitals": TEXT.upper(),
    "other figures": TEXT.replace("2019", "2021").replace("031 555 12 12", "044 123 45 67"),
    "another name": TEXT.replace("Ms Keller", "Mr Aebischer"),
    "other signs": TEXT.replace(". ", " – ").replace(",", ";"),
    "other line breaks": TEXT.replace(". ", ".\n\n"),
    "other order": " ".join(reversed(TEXT.split(". "))),
    "full-width letters": TEXT.translate({letter: letter + 0xFEE0 for letter in range(ord("a"), ord("z") + 1)}),
    "a word more": TEXT.replace("shop with", "new shop with"),
}
OTHER = {
    "another job": "We design your logo, letterhead and cards, and print five hundred of each on recycled paper.",
    "half of it": TEXT[: len(TEXT) // 2],
    "no words": "123 – 456",
    "the same subject, written anew": (
        "Your products, customers and orders come into the new Shopware shop over a weekend; on Monday your team "
        "starts with two half days of training at your place, and we stay on call for a month."
    ),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_a_text_that_is_hardly_changed_is_the_same(text: str) -> None:
    assert is_nearly_same(TEXT, text)
    assert is_nearly_same(text, TEXT)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_a_text_written_for_a_tender_is_another_one(text: str) -> None:
    assert not is_nearly_same(TEXT, text)
    assert is_nearly_same(text, text)


def test_a_tender_counts_once_however_often_it_was_written_to() -> None:
    written = [*enumerate(SAME.values()), *enumerate(SAME.values()), *enumerate(OTHER.values(), 100)]

    assert tenders_with(TEXT, written) == frozenset(range(len(SAME)))
