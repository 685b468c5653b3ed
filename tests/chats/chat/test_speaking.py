"""People speak to a form: several answers at once, corrections, ways back and out, leaving and coming back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.partnerships.rules import Access, Payer, Status
from handlers.chat.forms.speaking import open_said
from handlers.chat.sayings import Heard
from handlers.chat.turn import Turn
from handlers.partnerships.lasting import LAST_DAY
from handlers.partnerships.requesting import ADD_PARTNER
from services.rights import own_organisation
from storage.tables import Partnership
from tests.desk import Desk
from tests.people import Chat

STRANGE_NAMES = (
    *("Voller Zugriff GmbH", "Abbrechen AG", "Zurück GmbH", "Wir zahlen AG", "Ja GmbH", "Kündigen", "Merci"),
    *("Nordnet statt Alpweb", "Was heisst das?", "Weiter mit Alpweb", "Betrug & Bestechung AG", "Go back"),
)
"""Companies and products called like what is said to forms."""


def asked_for_the_partner(desk: Desk, lang: str = "en") -> Chat:
    client = desk.client(lang=lang)
    desk.partner("Alpweb")
    desk.partner("Nordnet")
    client.says("/addpartner")
    return client


def requests(desk: Desk) -> list[tuple[str, Access, Payer | None]]:
    with desk.work() as work:
        found = work.session.scalars(select(Partnership).order_by(Partnership.id))
        return [(each.partner.name, each.access, each.payer) for each in found]


def test_several_answers_and_corrections_in_one_message_each(desk: Desk, lang: str) -> None:
    client = asked_for_the_partner(desk, lang)
    german = lang == "de"

    client.says("Alpweb, voller Zugriff, wir zahlen" if german else "Alpweb, full access, we pay")
    given = " · ".join(["Alpweb", *map(client.words, ("Full access", "Your payment means"))])
    assert client.words("👂 Understood: {answers}", answers=given) in client.reads()

    client.says("nein, doch nur den Shop" if german else "no, only the shop after all")
    changed = "✏️ Changed: {question} – {answer} (was: {before})"
    limited, full = client.words("Limited access"), client.words("Full access")
    assert client.words(changed, question=client.words("Access"), answer=limited, before=full) in client.reads()
    client.says("lieber Nordnet" if german else "change the partner to Nordnet")
    assert client.words(changed, question=client.words("Partner"), answer="Nordnet", before="Alpweb") in client.reads()

    client.taps("📨 Send the request")
    assert requests(desk) == [("Nordnet", Access.LIMITED, None)]


def test_no_word_sends_anything(desk: Desk, lang: str) -> None:
    client = asked_for_the_partner(desk, lang)
    client.says("Alpweb, we pay, full access")

    remark = "👍 Nothing is done by words alone: please read this, and tap the first button if it is right."
    for word in ("ja", "yes, send it", "passt", "senden", "👍", "ok"):
        assert client.words(remark) in client.says(word)
        assert client.words("📨 Send the request") in client.buttons()
    assert requests(desk) == []


def test_back_menu_explain_and_cancel(desk: Desk) -> None:
    client = asked_for_the_partner(desk, "de")

    assert client.words("This is the first question: there is none before it.") in client.says("zurück")
    client.says("Alpweb")
    asked = client.reads()
    client.says("Was heisst das?")
    assert desk.article("access-types", "de").question in client.reads(back=2)
    assert client.reads() == asked
    client.says("zum Menü")
    assert any("Partner hinzufügen" in label for label in client.buttons())
    client.says("eins zurück, bitte")
    assert "Nordnet" in client.buttons()
    assert "abgebrochen" in client.says("ich möchte abbrechen")


@pytest.mark.parametrize("words", ["never mind", "forget it", "I changed my mind"])
def test_who_no_longer_wants_it_leaves_the_form(desk: Desk, words: str) -> None:
    client = asked_for_the_partner(desk, "en")

    assert "cancelled" in client.says(words)


def test_what_does_not_fit_is_asked_and_said(desk: Desk) -> None:
    client, alpweb = desk.client(products=["Webshop", "Blog"]), desk.partner("Alpweb")
    desk.partner("Nordnet")
    desk.partnership(client, alpweb, products=["Webshop"])
    client.says("/addpartner")

    assert "Webshop is already managed by Alpweb" in client.says("Nordnet, limited access, Webshop")
    assert "Which products should Nordnet manage?" in client.reads()
    client.says("Blog")
    client.taps("Done")
    assert "Not needed here, so I have left it out: Payment means" in client.says("we pay")


def test_what_is_left_is_taken_up_again_in_words(desk: Desk, lang: str) -> None:
    client = asked_for_the_partner(desk, lang)
    client.says("Nordnet")
    client.says("/addproduct")
    client.taps("Domain")
    client.says("seegarten.test")

    client.says("Zurück zur Anfrage an Nordnet" if lang == "de" else "back to the request to Nordnet")
    assert client.words("Limited access") in client.buttons()
    assert "Nordnet" in client.reads()
    client.says("/cancel")

    client.says("Weiter mit dem Produkt" if lang == "de" else "continue with: add a product")
    client.says("20")
    assert "seegarten.test" in client.reads()


def test_a_form_about_a_partner_is_taken_up_by_its_name(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb, products=["Webshop"])
    client.says("/partners")
    client.taps("Alpweb")
    client.taps("Change products")
    client.says("seegarten.example")
    client.says("/addproduct")

    client.says("on with Alpweb")
    client.taps("Done")
    client.says("change the products")

    assert "☑️ seegarten.example" in client.buttons()


def test_a_form_opened_by_what_was_said(desk: Desk) -> None:
    client = desk.client()
    desk.partner("Alpweb")
    begin_with_words(desk)

    assert "Which partner would you like to add?" in client.says("add with full access, we pay")
    assert "Noted for later: Access and Payment means" in client.reads()
    client.says("Alpweb")
    assert "👂 Understood: Full access · Your payment means" in client.reads()
    assert "Please check your request to Alpweb" in client.reads()


def test_a_form_without_a_review_is_never_finished_by_what_was_said(desk: Desk) -> None:
    client = desk.client()
    begin_with_words(desk)
    number = desk.partnership(client, desk.partner("Alpweb"), Access.FULL)

    client.says("limit until 31 March 2027")

    assert desk.status(number) is Status.ACTIVE
    with desk.work() as work:
        assert work.session.get_one(Partnership, number).ends_on is None
    client.says("bis Ende Februar")
    client.says("no, in two weeks")
    assert "Nothing is done by words alone" in client.says("yes")
    client.taps("✅ Yes, December 7, 2026")
    assert "Alpweb has its access until December 7, 2026" in client.reads()


def begin_with_words(desk: Desk) -> None:
    """Messages that begin so open a form."""

    def add(turn: Turn, text: str) -> bool:
        if not text.startswith("add "):
            return False
        own = own_organisation(turn.person).id
        open_said(turn, ADD_PARTNER, Heard(text, turn.hears(text)), organisation=own)
        return True

    def limit(turn: Turn, text: str) -> bool:
        if not text.startswith("limit "):
            return False
        partnership = turn.work.session.scalars(select(Partnership)).one().id
        open_said(turn, LAST_DAY, Heard(text, turn.hears(text)), partnership=partnership)
        return True

    desk.app.desk._starters[:0] = [add, limit]


def test_no_name_hijacks_a_form(desk: Desk) -> None:
    client = desk.client(products=STRANGE_NAMES)
    for name in ("Alpweb", "Nordnet", *STRANGE_NAMES):
        desk.partner(name)

    for name in STRANGE_NAMES:
        client.says("/addpartner")
        assert f"Which access should {name} have?" in client.says(name)
        client.taps("Limited access")
        client.says(name)
        client.taps("Done")
        assert f"Limited access to {name}" in client.reads()
        client.taps("✍️ Add a sentence")
        client.says(name)
        assert f"You wrote: “{name}”" in client.reads()
        client.says("/cancel")
    assert requests(desk) == []


def test_only_what_surely_is_no_answer_leads_elsewhere(desk: Desk, lang: str) -> None:
    client = asked_for_the_partner(desk, lang)
    number = desk.partnership(client, desk.partner("Liffey"), Access.FULL, payer=Payer.CLIENT)
    german = lang == "de"

    unknown = "Nordnet Kündigungen" if german else "Nordnet Removals"
    client.says(unknown)
    assert f"{unknown}”" in client.reads() or f"{unknown}»" in client.reads()
    client.says("Alpweb soll den Webshop betreuen" if german else "Alpweb should look after the Webshop")
    assert "📨" in "".join(client.buttons())
    client.says("kündige Liffey" if german else "terminate Liffey")
    question = "<b>End the partnership with {other} at once?</b>"
    assert client.words(question, other="Liffey") in client.reads()
    client.says("zurück zu Alpweb" if german else "back to Alpweb")
    assert "📨" in "".join(client.buttons())
    assert desk.status(number) is Status.ACTIVE


def test_of_two_the_one_that_is_dropped_is_not_taken(desk: Desk, lang: str) -> None:
    client = asked_for_the_partner(desk, lang)
    german = lang == "de"

    client.says(
        "Nordnet statt Alpweb, alles, wir zahlen" if german else "we pay, all of it, and it's Nordnet not Alpweb"
    )
    given = " · ".join(["Nordnet", *map(client.words, ("Full access", "Your payment means"))])
    assert client.words("👂 Understood: {answers}", answers=given) in client.reads()
    client.says("nein, nicht Nordnet, sondern Alpweb" if german else "no, not Nordnet but Alpweb")
    review = "<b>Please check your request to {partner}</b>"
    assert client.words(review, partner="Alpweb") in client.reads()


def test_who_is_not_wanted_any_more_is_asked_for_anew(desk: Desk, lang: str) -> None:
    client = asked_for_the_partner(desk, lang)
    for text in ("nein, nicht Alpweb", "Alpweb raus") if lang == "de" else ("no, not Alpweb", "Alpweb out"):
        client.says("Alpweb")
        client.says(text)
        assert client.words("<b>Which partner would you like to add?</b>") in client.reads(), text


def test_somebody_else_who_is_not_wanted_is_not_taken_instead(desk: Desk, lang: str) -> None:
    client = asked_for_the_partner(desk, lang)
    client.says("Alpweb, voller Zugriff, wir zahlen" if lang == "de" else "Alpweb, full access, we pay")
    for text in ("und Nordnet raus", "ohne Nordnet") if lang == "de" else ("and Nordnet out", "without Nordnet"):
        client.says(text)
        assert client.words("<b>Please check your request to {partner}</b>", partner="Alpweb") in client.reads(), text


def test_all_of_it_points_at_nobody(desk: Desk) -> None:
    client = asked_for_the_partner(desk)
    client.says("Alpweb")
    client.says("/cancel")
    client.says("/addpartner")
    assert client.words("<b>Which partner would you like to add?</b>") in client.says("all of it please, they pay")
    assert "Noted for later: Access and Payment means" in client.reads()


def test_what_a_correction_leaves_as_it_was_is_told(desk: Desk) -> None:
    client = asked_for_the_partner(desk, "de")
    client.says("Alpweb, voller Zugriff, sie zahlen")
    assert "Das steht schon so da" in client.says("sorry, Alpweb und wir zahlen, nein, die zahlen")


def test_they_are_whom_the_form_is_about_now(desk: Desk, lang: str) -> None:
    client = asked_for_the_partner(desk, lang)
    german = lang == "de"
    client.says("Nordnet für den Webshop" if german else "Nordnet for the Webshop")
    client.says("lieber Alpweb" if german else "rather Alpweb")
    client.says("voller Zugriff, und er soll zahlen" if german else "full access, on their bill")
    assert client.words("<b>Please check your request to {partner}</b>", partner="Alpweb") in client.reads()
    client.taps("📨 Send the request")
    client.says("zieh sie zurück" if german else "withdraw it")
    assert client.words("Withdraw the request to <b>{other}</b>, and let it know?", other="Alpweb") in client.reads()


def test_nobody_is_looked_for_by_what_answers_other_questions(desk: Desk, lang: str) -> None:
    desk.client(lang=lang)
    alpweb = desk.partner("Alpweb", lang=lang)
    german = lang == "de"
    alpweb.says("/askclient")
    for text in (
        ("voller Zugriff", "wir zahlen", "nein, der Kunde zahlt") * 2
        if german
        else ("full", "we pay", "no, they pay") * 2
    ):
        alpweb.says(text)
        assert alpweb.words("<b>Which client would you like to ask?</b>") in alpweb.reads(), text
        assert "👂" in alpweb.reads(), text


def test_what_goes_on_with_an_answer_corrects_it(desk: Desk) -> None:
    client = asked_for_the_partner(desk, "de")
    client.says("Alpweb für den Webshop")
    assert "Geändert" in client.says("und zwar mit vollem Zugriff")
    client.says("wir zahlen")
    client.says("moment, was kostet denn das für uns")
    assert "Geht es um" in client.reads(back=2)
