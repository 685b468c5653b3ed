from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names.keys import keys_of, near_keys, read_name, read_search, search_name, sort_name
from domain.names.reading import LONGEST


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
def test_names_are_ordered_without_case_and_accents(name: str, written: str) -> None:
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


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Müller & Söhne IT", "MUELLER und SOEHNE it"),
        ("Müller & Söhne IT", "muller sohne it"),
        ("Müller & Söhne IT", "it söhne müller"),  # company-13
        ("Müller & Söhne IT", "Müller + Söhne IT GmbH"),
        ("Müller & Söhne IT", "müllersöhneit"),
        ("Zürcher Webfabrik AG", "zuercher web-fabrik"),  # company-11
        ("Alpweb", "alpweb gmbh"),  # company-12
        ("Alpweb GmbH & Co. KG", "Alp Web"),
        ("Alpweb", "Alpweb Sp. z o.o."),
        ("Alpweb S.à r.l.", "SARL Alpweb"),
        ("Alpweb sagl", "alpweb S.r.l."),
        ("UAB Alpweb", "alpweb"),
        ("Alpweb EOOD", "Alpweb ЕООД"),
        ("Alpweb A/S", "Alpweb ApS"),
        ("Alpweb d.o.o.", "Alpweb, s. r. o."),
        ("Smørrebrød ApS", "smorrebrod"),
        ("Œuvre Numérique SA", "oeuvre numerique"),
        ("Grossmann & Strauß e.K.", "strauss grossmann"),
        ("L’Étoile", "letoile"),
        ("株式会社", "株式会社"),
    ],
)
def test_the_same_name_however_it_is_typed(name: str, typed: str) -> None:
    assert read_search(typed).is_same(read_name(name))
    assert read_search(typed).is_part_of(search_name(name))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Bauer AG", "Baur AG"),
        ("Neue Medien", "Neu Medien"),
        ("Zoo Basel", "Basel"),
        ("Müller IT", "Müller"),
        ("Alpweb", "Alpwep"),
        ("AG", "GmbH"),  # where nothing else is left, the form is the name
    ],
)
def test_other_names_stay_others(name: str, typed: str) -> None:
    assert not read_search(typed).is_same(read_name(name))


def test_a_part_of_a_name_is_in_it() -> None:
    searched = search_name("Müller & Söhne IT GmbH")

    for part in ("mueller", "söhne müller", "ller", "muellersoehne", "gmbh", "IT AG"):
        assert read_search(part).is_part_of(searched)
    for other in ("müller web", "müller t", "%", ""):
        assert not read_search(other).is_part_of(searched)


@given(word=st.text("abcdeüß", min_size=4, max_size=14), place=st.integers(0, 13), letter=st.sampled_from("abcxü"))
def test_words_that_are_one_typo_apart_share_a_key(word: str, place: int, letter: str) -> None:
    place %= len(word)
    before, behind = word[:place], word[place + 1 :]
    typos = [before + letter + behind, before + letter + word[place:]]
    typos.append(before + behind[:1] + word[place] + behind[1:])
    if len(word) > 4:
        typos.append(before + behind)

    for typo in typos:
        assert near_keys(word) & near_keys(typo), typo


@given(text=st.text(max_size=LONGEST))
def test_any_name_has_few_keys(text: str) -> None:
    assert len(keys_of(text)) <= 9 * (2 * len(text) + 1)
    assert read_search(text).joined == "".join(read_search(text).words)
