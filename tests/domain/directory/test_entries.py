"""What can stand in an entry, and what cannot."""

from __future__ import annotations

import pytest

from domain.directory.entries import (
    LONGEST_CERTIFICATES,
    LONGEST_TEXT,
    Content,
    EntryRefused,
    read_certificates,
    read_skills,
    read_text,
)
from domain.directory.tongues import language_in
from domain.names.keys import fold

GOOD = "We build online shops with Shopware for wine merchants and farms."


def test_a_text_is_tidied() -> None:
    assert read_text(f"  {GOOD}  \n\n\n\n  Five   people. ") == f"{GOOD}\n\nFive people."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Shops.",
        "x" * (LONGEST_TEXT + 1),
        f"{GOOD} https://evil.example",
        f"{GOOD} www.evil.example",
        f"{GOOD} nina@alpweb.ch",
        f"{GOOD} t.me/alpweb",
        f"{GOOD} @alpweb_bern",
        f"{GOOD} Tel. +41 31 123 45 67",
        f"{GOOD} 031 123 45 67",
    ],
)
def test_what_is_no_text_of_an_entry_is_refused(text: str) -> None:
    with pytest.raises(EntryRefused):
        read_text(text)


@pytest.mark.parametrize("text", [f"{GOOD} Since 1998, for 2'000 clients.", f"{GOOD} 24/7, ISO 27001, C++ & .NET"])
def test_numbers_are_no_phone_numbers(text: str) -> None:
    assert read_text(text) == text


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Shopware, SEO", ["Shopware", "SEO"]),
        ("• WordPress\n• Web design\n", ["WordPress", "Web design"]),
        ("Shopware und SEO and TYPO3; Shopware", ["Shopware", "SEO", "TYPO3"]),
        ("E-Mail-Marketing.", ["E-Mail-Marketing"]),
    ],
)
def test_specialities_are_a_list(text: str, skills: list[str]) -> None:
    assert list(read_skills(text)) == skills


@pytest.mark.parametrize(
    "text", ["", " , ;", "We do everything that has to do with computers", "a,b,c,d,e,f,g,h,i,j,k", "x@alpweb.ch"]
)
def test_what_is_no_list_of_specialities_is_refused(text: str) -> None:
    with pytest.raises(EntryRefused):
        read_skills(text)


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_CERTIFICATES + 1), "see www.alpweb.ch"])
def test_certificates_are_short_and_without_links(text: str) -> None:
    with pytest.raises(EntryRefused):
        read_certificates(text)


def test_a_text_is_shown_in_the_other_language_until_it_is_written() -> None:
    content = Content({"de": "Guten Tag"}, (), (), (), (), "")
    assert (content.text_in("de"), content.text_in("en")) == ("Guten Tag", "Guten Tag")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *(("französischsprachig", "fr"), ("French", "fr"), ("francophone", "fr"), ("welsche", "fr")),
        *(("Italienisch", "it"), ("deutsche", "de"), ("Deutschland", None), ("English", "en"), ("albanischer", "sq")),
        *(("Rätoromanisch", "rm"), ("Polish", "pl"), ("polieren", None), ("espagnol", "es"), ("arabisch", "ar")),
    ],
)
def test_languages_are_known_as_people_ask_for_them(word: str, code: str | None) -> None:
    assert language_in(fold(word)) == code
