"""What somebody says that has no place in the form: it is told, and nothing else is lost by it."""

from __future__ import annotations

from domain.partnerships.rules import Access, Payer
from tests.desk import Desk

BEGUN = {
    "de": {
        "Alpweb als Partner bis Ende März": "bis Ende März",
        "füge Alpweb mit vollem Zugriff bis Ende Juni hinzu": "bis Ende Juni",
        "Alpweb darf nur bis Ende März an den Webshop": "bis Ende März",
    },
    "en": {
        "add Alpweb until the end of March": "until the end of March",
        "Alpweb with full access until the end of June, we pay": "until the end of June",
        "Alpweb as our partner until the end of June": "until the end of June",
    },
}
IN_THE_FORM = {
    "de": ("bis Ende Juni", "voller Zugriff, bis Ende Juni"),
    "en": ("until the end of June", "full access, until the end of June"),
}
NO_PLACE = "{what} has no place here, so I have left it out."
LATER = "A last day can be set once the partnership exists."


def quoted(lang: str, text: str) -> str:
    return f"«{text}»" if lang == "de" else f"“{text}”"


def test_an_end_is_told_to_have_no_place_in_a_request(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    for text, end in BEGUN[lang].items():
        lea.says(text)
        assert f"{lea.words(NO_PLACE, what=quoted(lang, end))} {lea.words(LATER)}" in lea.reads(), text
        assert "Alpweb" in lea.reads()
        lea.says("/cancel")


def test_an_end_that_is_said_in_the_form_is_told_as_well(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    alone, beside = IN_THE_FORM[lang]
    said = f"{lea.words(NO_PLACE, what=quoted(lang, alone))} {lea.words(LATER)}"
    lea.says("/addpartner")
    lea.says("Alpweb")
    lea.says(alone)
    assert said in lea.reads()
    assert lea.words("<b>Which access should {partner} have?</b>", partner="Alpweb") in lea.reads()
    lea.says(beside)
    assert said in lea.reads()
    assert lea.words("Full access") in lea.reads()
    lea.says("wir zahlen" if lang == "de" else "we pay")
    assert said not in lea.reads()
    lea.says(alone)
    assert said in lea.reads(), "in the review, too"
    assert lea.words("📨 Send the request") in lea.buttons()


AT_ONCE = {
    "de": {
        "ab 1. Mai zahlt Nordnet": "ab 1. Mai",
        "bitte Alpweb den Webshop wegnehmen, ab 3. Mai": "ab 3. Mai",
        "Alpweb soll auch den Mailservice betreuen bis Ende Juni": "bis Ende Juni",
        "Nordnet ab jetzt nur noch eingeschränkter Zugriff": None,
    },
    "en": {
        "from 1 May Nordnet pays": "from 1 May",
        "take the Webshop away from Alpweb from 3 May": "from 3 May",
        "Alpweb should look after the Mailservice too, until the end of June": "until the end of June",
        "limited access only for Nordnet from now on": None,
    },
}


def test_a_day_is_told_to_have_no_place_where_it_holds_at_once(desk: Desk, lang: str) -> None:
    lea, alpweb, nordnet = desk.client(lang=lang), desk.partner("Alpweb"), desk.partner("Nordnet")
    for product in ("Mailservice", "Intranet"):
        desk.product(lea, product)
    desk.partnership(lea, alpweb, products=["Webshop", "Intranet"])
    desk.partnership(lea, nordnet, Access.FULL)
    for text, day in AT_ONCE[lang].items():
        lea.says(text)
        told = "\n".join(lea.reads(place) for place in (3, 2, 1))
        if day is None:
            assert lea.words(NO_PLACE, what="").strip() not in told, text
        else:
            assert lea.words(NO_PLACE, what=quoted(lang, day)) in told, text
        lea.says("/cancel")


def test_a_partner_is_told_so_too(desk: Desk, lang: str) -> None:
    alp = desk.partner("Alpweb", lang=lang)
    desk.partnership(desk.client("Gasthof Linde"), alp, Access.FULL, payer=Payer.CLIENT)
    desk.client("Pension Zorbax")
    alp.says("/askclient")
    alp.says("Pension Zorbax")
    alp.says(IN_THE_FORM[lang][1])
    assert alp.words(LATER) in alp.reads()


def test_what_is_said_by_the_way_is_not_remarked_upon(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    texts = {
        "de": ("Alpweb mit vollem Zugriff ab sofort", "bitte heute noch Alpweb hinzufügen"),
        "en": ("Alpweb with full access from now on", "please add Alpweb today"),
    }
    for text in texts[lang]:
        lea.says(text)
        assert lea.words(LATER) not in lea.reads(), text
        assert "Alpweb" in lea.reads(), text
        lea.says("/cancel")


def test_the_last_day_of_a_partner_is_asked_for_as_before(desk: Desk, lang: str) -> None:
    lea, alp = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partnership(lea, alp, Access.FULL, payer=Payer.CLIENT)
    lea.says("Alpweb darf nur bis Ende März" if lang == "de" else "Alpweb may only have access until the end of March")
    assert "2027" in lea.buttons()[0]


def test_products_that_are_not_here_are_told(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    german = lang == "de"
    words = "Among the products here I do not find {what}, so I have left it out."
    lea.says(
        "Alpweb soll den Webshop und das Intranet betreuen" if german else "Alpweb for the Webshop and the intranet"
    )
    assert lea.words(words, what="«Intranet»" if german else "“intranet”") in lea.reads()
    lea.says("und blog.example" if german else "and blog.example")
    assert lea.words(words, what="«blog.example»" if german else "“blog.example”") in lea.reads()
    lea.says("nur seegarten.example und foo.example" if german else "only seegarten.example and foo.example")
    assert lea.words(words, what="«foo.example»" if german else "“foo.example”") in lea.reads()
    assert lea.words("📨 Send the request") in lea.buttons()


def test_what_is_only_told_of_is_not_missed(desk: Desk) -> None:
    lea, _ = desk.client(lang="de"), desk.partner("Alpweb")
    lea.says("Das Intranet ist kaputt. Alpweb soll den Webshop betreuen")
    assert "finde ich" not in lea.reads()
