"""Products that are called by what they are, whatever their names say: “die Domain” is the only domain."""

from __future__ import annotations

import pytest

from tests.chats.sayings.naming import reads
from tests.desk import Desk
from tests.people import Chat

NAMES = ("seegarten.example", "Paket Berta", "Postfach", "Webshop")
KINDS = ("domain", "web_hosting", "mail", "other")


def at_home(desk: Desk, lang: str, *more: str) -> Chat:
    lea = desk.client(lang=lang, products=(*NAMES, *more))
    with desk.work() as work:
        for product in lea.products(work):
            known = NAMES.index(product.name) if product.name in NAMES else 0
            work.session.merge(product).kind = KINDS[known]
    return lea


def test_the_only_one_of_its_kind_is_meant(desk: Desk, lang: str) -> None:
    lea, _ = at_home(desk, lang), desk.partner("Alpweb")
    lea.says("Alpweb für den Webshop und die Domain" if lang == "de" else "Alpweb for the Webshop and the domain")
    chosen = "Eingeschränkter Zugriff auf" if lang == "de" else "Limited access to"
    assert f"{chosen} seegarten.example {'und' if lang == 'de' else 'and'} Webshop" in lea.reads()
    lea.says("ohne Domain" if lang == "de" else "without the domain")
    assert f"{chosen} Webshop" in lea.reads()
    lea.says("nur das Hosting" if lang == "de" else "only the hosting")
    assert f"{chosen} Paket Berta" in lea.reads()


def test_of_several_it_is_asked_which(desk: Desk) -> None:
    lea = at_home(desk, "de", "berta.example")
    assert reads(lea, "Alpweb für die Domain", "alle Domains an Alpweb", "die beiden Domains") == [
        ["Domain ? berta.example | seegarten.example"],
        ["Domains ~ berta.example", "Domains ~ seegarten.example"],
        ["Domains ~ berta.example", "Domains ~ seegarten.example"],
    ]


def test_nothing_is_meant_by_what_may_be_any_or_is_excepted(desk: Desk) -> None:
    lea = at_home(desk, "de")
    assert reads(lea, "eine Domain kaufen", "Alpweb für alles ausser der Domain", "die drei Domains") == [[], [], []]


def test_a_name_goes_before_a_kind(desk: Desk) -> None:
    lea = at_home(desk, "de", "Domain Berta")
    assert reads(lea, "Alpweb für die Domain") == [["Domain ~ Domain Berta"]]


OF_SEVERAL = {
    "de": ("domain", "die Domain", "Webshop und die Domain"),
    "en": ("domain", "the domain", "the Webshop and the domain"),
}


@pytest.mark.parametrize("many", [1, 15])
def test_a_form_says_that_there_are_several(desk: Desk, lang: str, many: int) -> None:
    lea, _ = at_home(desk, lang, *(f"berta{number}.ch" for number in range(many))), desk.partner("Alpweb")
    for text in OF_SEVERAL[lang]:
        lea.says("/addpartner")
        lea.says("Alpweb")
        lea.taps(lea.words("Limited access"))
        lea.says(text)
        told = lea.reads()
        several = lea.words("There are several of them. Please tick those that you mean.")
        quoted = lea.words(
            "{what} may be several products here. Please tick those that you mean.",
            what="«Domain»" if lang == "de" else "“domain”",
        )
        assert several in told or quoted in told, text
        lea.taps(lea.words("✖️ Cancel"))
