from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names import (
    LONGEST,
    SHORTEST,
    NameHasCommand,
    NameHasLineBreak,
    NameHasLink,
    NameHasMention,
    NameIsBare,
    NameRefused,
    NameTooLong,
    NameTooShort,
    read_organisation_name,
    read_product_name,
    sort_name,
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
        ("Alp\N{ZERO WIDTH SPACE}web\x00 AG", "Alpweb AG"),
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


@both_kinds
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NameTooShort),
        (" \n ", NameTooShort),
        ("A", NameTooShort),
        ("A\N{ZERO WIDTH JOINER}", NameTooShort),
        ("x" * (LONGEST + 1), NameTooLong),
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


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Alpweb AG", "alpweb ag"),
        ("Zürcher", "zurcher"),
        ("ZU\N{COMBINING DIAERESIS}RCHER", "zurcher"),
        ("Straße", "strasse"),
        ("GROẞ", "gross"),
        ("Café Numérique", "cafe numerique"),
        ("Çelik & Šimić", "celik & simic"),
        ("Søren", "søren"),
        ("ﬁn", "fin"),
        ("Αθήνα ΟΔΟΣ", "αθηνα οδοσ"),
        ("株式会社", "株式会社"),
        ("100 % Web", "100 % web"),
    ],
)
def test_names_are_looked_up_without_case_and_accents(name: str, written: str) -> None:
    assert sort_name(name) == written


def test_umlauts_stand_beside_their_vowels() -> None:
    names = ["Zugweb", "Österweb", "Orbit", "Ulmer", "Ärzte", "Azur", "Adler", "Übung", "Ostwind"]

    assert sorted(names, key=sort_name) == [
        "Adler",
        "Ärzte",
        "Azur",
        "Orbit",
        "Österweb",
        "Ostwind",
        "Übung",
        "Ulmer",
        "Zugweb",
    ]


@given(name=st.text(max_size=LONGEST))
def test_what_is_written_for_sorting_stays_as_it_is(name: str) -> None:
    assert sort_name(sort_name(name)) == sort_name(name)
