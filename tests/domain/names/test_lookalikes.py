from __future__ import annotations

import pytest

from domain.names.lookalikes import NameMixesAlphabets, looks_like, require_one_alphabet, skeleton


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Аlpweb GmbH", "Alpweb GmbH"),  # Cyrillic А; name-23
        ("ΑLPWEB", "Alpweb"),  # Greek Α
        ("Alpwеb", "Alpweb AG"),  # Cyrillic е, another legal form
        ("AIpweb", "Alpweb"),  # a capital i
        ("A1pweb", "Alpweb"),
        ("Ａｌｐｗｅｂ", "Alpweb"),
        ("𝐀𝐥𝐩𝐰𝐞𝐛", "Alpweb"),
        ("Älpweb", "Alpweb"),
        ("Alpvveb", "Alpweb"),
        ("Alp-Web GrnbH", "Alpweb GmbH"),
        ("Аlpweb АG", "Alpweb"),  # the form, too
        ("Mueller IT", "Müller IT"),
        ("N0rdnet", "Nordnet"),
        ("СОСА", "Coca"),  # all Cyrillic
    ],
)
def test_names_that_look_alike(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Alpweb", "Alpwep"),
        ("Alpweb Bern", "Alpweb"),
        ("Müller Web", "Web Müller"),
        ("Nordnet", "Nordlicht"),
        ("株式会社", "有限会社"),
        ("Москва", "Минск"),
    ],
)
def test_names_that_do_not(name: str, other: str) -> None:
    assert skeleton(name) != skeleton(other)


@pytest.mark.parametrize(
    ("name", "provider", "passes"),
    [
        ("Infomaniak Network SA", "Infomaniak", True),  # name-24
        ("lnfomaniak Support", "Infomaniak", True),
        ("INFOMANIAK", "Infomaniak", True),
        ("Info-Maniak Helpdesk", "Infomaniak", True),
        ("MyInfomaniak", "Infomaniak", True),
        ("Infomaniac AG", "Infomaniak", True),
        ("Infornaniak", "Infomaniak", True),
        ("Іnfomaniak", "Infomaniak", True),  # Cyrillic І
        ("Info Media", "Infomaniak", False),
        ("Maniak Informatik", "Infomaniak", False),
        ("OVH Cloud", "OVH", True),
        ("0VH", "OVH", True),
        ("Nov Hotel", "OVH", False),
        ("Novhaus", "OVH", False),
    ],
)
def test_who_passes_for_the_provider(name: str, provider: str, *, passes: bool) -> None:
    assert looks_like(name, provider) is passes


@pytest.mark.parametrize("name", ["Nоrdwind", "Αlpweb AG", "Haus Κλarα", "Яндeкс", "Ꭺlpweb"])
def test_a_word_of_several_alphabets_is_refused(name: str) -> None:
    with pytest.raises(NameMixesAlphabets) as refused:
        require_one_alphabet(name)

    assert "different alphabets" in str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        *("Alpweb AG", "Zürcher Webfabrik", "Çelik & Šimić", "Smørrebrød", "Яндекс Schweiz AG", "Αθήνα Web", "µTech"),
        *("株式会社", "ガラスのweb", "한국web", "Web 4️⃣ U", "Œuvre", "Łódź"),
    ],
)
def test_one_alphabet_to_a_word_is_fine(name: str) -> None:
    require_one_alphabet(name)


def test_a_name_without_letters_looks_like_nothing() -> None:
    assert skeleton("🤝") == ""
