from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names.reading import (
    LONGEST,
    SHORTEST,
    NameHasCommand,
    NameHasInvisible,
    NameHasLineBreak,
    NameHasLink,
    NameHasMention,
    NameIsBare,
    NameRefused,
    NameTooLong,
    NameTooShort,
    read_organisation_name,
    read_product_name,
)

both_kinds = pytest.mark.parametrize("read", [read_organisation_name, read_product_name])


@both_kinds
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Alpweb AG", "Alpweb AG"),
        ("  Alpweb   AG ", "Alpweb AG"),
        ("Alpweb AG\n", "Alpweb AG"),
        ("Alpweb\tAG", "Alpweb AG"),
        ("Alpweb\N{NO-BREAK SPACE}AG", "Alpweb AG"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}Alpweb AG\N{ZERO WIDTH SPACE} \x00", "Alpweb AG"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}Alpweb", "Alpweb"),
        ("Zu\N{COMBINING DIAERESIS}rich", "Zürich"),
        ("4U", "4U"),
        ("Müller & Söhne <Bau>", "Müller & Söhne <Bau>"),
        ("Hôtel L’Étoile", "Hôtel L’Étoile"),
        ("example.ch", "example.ch"),
        ("Web/Mail Paket", "Web/Mail Paket"),
        ("Meier / Rossi", "Meier / Rossi"),
        ("株式会社", "株式会社"),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_a_name_is_taken_as_it_is_but_tidied(read: Callable[[str], str], text: str, name: str) -> None:
    assert read(text) == name


def test_what_is_invisible_is_left_out_of_a_products_name() -> None:
    assert read_product_name("Web\N{ZERO WIDTH SPACE}shop\x00 \N{HANGUL FILLER}alp.ch") == "Webshop alp.ch"


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("Alp\N{ZERO WIDTH SPACE}web AG", "Alp"),
        ("Alpweb\N{ZERO WIDTH JOINER} AG", "Alpweb"),
        ("Alp\N{SOFT HYPHEN}web", "Alp"),
        ("Alp\N{RIGHT-TO-LEFT OVERRIDE}bew", "Alp"),
        ("Alp\N{HANGUL FILLER}web", "Alp"),
        ("Alp\N{BRAILLE PATTERN BLANK}web", "Alp"),
        ("Alp\N{COMBINING GRAPHEME JOINER}web", "Alp"),
        ("Alp\N{TAG LATIN SMALL LETTER A}web", "Alp"),
        ("Alp\x00web", "Alp"),
        ("Alp\ud800web", "Alp"),
        ("A very long name of a company\N{WORD JOINER}AG", "ng name of a company"),
    ],
)
def test_an_organisations_name_with_something_invisible_is_refused_with_its_place(name: str, before: str) -> None:
    with pytest.raises(NameHasInvisible) as refused:
        read_organisation_name(name)

    assert refused.value.reason == NameHasInvisible(before, "Alpweb AG").reason


@pytest.mark.parametrize("emoji", ["👩\N{ZERO WIDTH JOINER}💻", "❤\N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}🔥"])
def test_an_emoji_of_several_is_nothing_invisible(emoji: str) -> None:
    assert read_organisation_name(f"Webs {emoji} AG").startswith("Webs ")


@both_kinds
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NameTooShort),
        (" \n ", NameTooShort),
        ("A", NameTooShort),
        ("A\N{ZERO WIDTH JOINER}", NameTooShort),
        ("x" * (LONGEST + 1), NameTooLong),
        ("x" + "\u0315\u0300\u0327\u0334" * 1000, NameTooLong),
        ("Alpweb AG\nDorfstrasse 1", NameHasLineBreak),
        ("Alpweb AG\N{LINE SEPARATOR}Bern", NameHasLineBreak),
        ("--", NameIsBare),
        ("🤝🤝", NameIsBare),
        ("https://example.ch", NameHasLink),
        ("Alpweb www.example.ch", NameHasLink),
        ("t.me/alpweb", NameHasLink),
        ("example.ch/free", NameHasLink),
        ("htt\N{ZERO WIDTH SPACE}ps://example.ch", NameHasLink),
        ("tg://user?id=1", NameHasLink),
        ("@alpweb", NameHasMention),
        ("info@example.ch", NameHasMention),
        ("/start", NameHasCommand),
        ("Alpweb /stop", NameHasCommand),
    ],
)
def test_what_is_wrong_with_a_name_has_a_name(read: Callable[[str], str], text: str, reason: type[NameRefused]) -> None:
    with pytest.raises(reason):
        read(text)


@both_kinds
@given(text=st.text(max_size=LONGEST + 20))
def test_any_text_is_a_tidy_name_or_refused(read: Callable[[str], str], text: str) -> None:
    try:
        name = read(text)
    except NameRefused:
        return
    assert SHORTEST <= len(name) <= LONGEST
    assert read(name) == name


@both_kinds
def test_a_name_written_in_parts_is_as_long_as_it_looks(read: Callable[[str], str]) -> None:
    assert read("a\u0308" * LONGEST) == "ä" * LONGEST
