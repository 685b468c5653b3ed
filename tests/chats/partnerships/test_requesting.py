"""A client adds a partner: the main job."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.partnerships.rules import Access, Payer, Status
from domain.words import Day
from tests.desk import Desk


def test_limited_access_from_the_first_word_to_confirmed(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)

    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Done ({count} chosen)", count=1)
    access = client.words("Limited access")
    assert client.words("<b>{access}</b> to {products}", access=access, products="Webshop") in client.reads()
    # facts 17 and 18
    said = "You order and renew yourself; {partner} can do neither for you."
    assert client.words(said, partner="Alpweb") in client.reads()
    assert "📈" in client.reads()
    client.taps("📨 Send the request")

    waiting = "⏳ Waiting for the answer from {partner} until {moment}"
    until = desk.clock() + timedelta(days=30)
    assert client.words(waiting, partner="Alpweb", moment=until) in client.reads()
    asked = "📩 <b>{client} would like to work with you.</b> Please confirm or decline."
    assert alpweb.words(asked, client="Seegarten Hotels") in alpweb.reads()
    assert "Webshop" in alpweb.reads()
    assert "seegarten.example" not in alpweb.reads()
    alpweb.taps("✅ Confirm")

    confirmed = "🎉 The partnership with {other} is confirmed."
    assert alpweb.words(confirmed, other="Seegarten Hotels") in alpweb.reads()
    told = "🎉 <b>{other} has confirmed.</b> The partnership begins now."
    assert client.words(told, other="Alpweb") in client.reads()
    assert client.words("✅ Confirmed on {day}", day=Day(desk.clock())) in client.reads(back=2)


def test_full_access_asks_whose_payment_means_and_says_what_follows(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)

    client.says("/addpartner")
    client.says("alp")
    client.taps("Full access")
    client.taps("Payment means of {other}", other="Alpweb")
    for fact in (
        "{partner} can order and renew for you.",  # fact 21
        "{partner} pays for what it orders and renews, at once with its reseller discount.",  # fact 26
        "Only {partner} sees the invoices; you have no access to them.",  # fact 26
        # facts 23 and 27
        "{partner} earns on every order and renewal. For what you order or renew yourself, it gets cashback.",
    ):
        assert client.words(fact, partner="Alpweb") in client.reads()
    client.taps("📨 Send the request")

    assert alpweb.words("Your payment means") in alpweb.reads()
    alpweb.taps("✅ Confirm")
    client.says("/partners")
    assert f"Alpweb – {client.words('Full access')}" in client.reads()


def test_the_difference_is_explained_and_the_question_stays(desk: Desk, lang: str) -> None:
    client, _ = desk.client(lang=lang), desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")
    question = client.reads()

    client.taps("ℹ️ What is the difference?")
    assert desk.article("access-types", lang).question in client.reads()
    client.taps("◀️ Back to the question")
    assert client.reads() == question

    client.taps("Full access")
    client.taps("ℹ️ What is the difference?")
    assert desk.article("payment-means", lang).question in client.reads()
    client.taps("◀️ Back to the question")
    assert client.words("Your payment means") in client.buttons()


def test_a_partner_is_found_by_name_part_of_it_or_code(desk: Desk) -> None:
    client = desk.client()
    nordnet, nordlicht = desk.partner("Nordnet AG"), desk.partner("Nordlicht & Söhne")
    desk.partner("Alpweb")

    client.says("/addpartner")
    assert client.buttons()[:3] == ["Alpweb", "Nordlicht & Söhne", "Nordnet AG"]
    assert "Several partners match that. Tap one" in client.says("nord")
    assert client.buttons() == ["Nordlicht & Söhne", "Nordnet AG", "✖️ Cancel"]
    assert "Which access should Nordlicht & Söhne have?" in client.taps("Nordlicht & Söhne")
    for typed, found in (
        ("  söhne ", "Nordlicht & Söhne"),
        ("soehne nordlicht", "Nordlicht & Söhne"),
        ("Nord Net", "Nordnet AG"),
        ("nordnet sagl", "Nordnet AG"),
        (nordnet.partner_code.lower(), "Nordnet AG"),
    ):
        client.says("/cancel")
        client.says("/addpartner")
        assert f"Which access should {found} have?" in client.says(typed)
    nordlicht.says("/addpartner")
    assert "Nordlicht & Söhne" not in nordlicht.buttons()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mueller", "Müller & Söhne IT"),  # company-10
        ("zuercher", "Zürcher Webfabrik AG"),  # company-11
        ("alpweb gmbh", "Alpweb"),  # company-12
        ("söhne müller", "Müller & Söhne IT"),  # company-13
    ],
)
def test_a_partner_is_found_by_its_name_as_people_type_it(desk: Desk, typed: str, name: str) -> None:
    client = desk.client(lang="de")
    for partner in ("Müller & Söhne IT", "Zürcher Webfabrik AG", "Alpweb"):
        desk.partner(partner)
    client.says("/addpartner")
    client.says(typed)

    assert client.words("<b>Which access should {partner} have?</b>", partner=name) in client.reads()


def test_a_partner_is_found_without_its_umlauts(desk: Desk) -> None:
    client, cafe = desk.client(), desk.partner("Kaffee")
    for name in ("Zürcher Web", "Zürcher", "Café"):
        desk.partner(name)
    desk.rename(cafe, "Cafe")  # as it came to be before names had to differ

    client.says("/addpartner")
    assert client.buttons()[:4] == ["Cafe", "Café", "Zürcher", "Zürcher Web"]
    for typed, found in (("zurcher", "Zürcher"), ("ZÜRCHER W", "Zürcher Web"), ("café", "Café"), ("cafe", "Cafe")):
        client.says("/cancel")
        client.says("/addpartner")
        assert f"Which access should {found} have?" in client.says(typed)


def test_one_typo_away_is_asked_for_and_tapped(desk: Desk, lang: str) -> None:
    client = desk.client(lang=lang)
    for name in ("Alpweb GmbH", "Bergweb", "Nordnet <b>AG</b>"):
        desk.partner(name)
    client.says("/addpartner")
    unknown = "I do not know a partner called “{name}”. Did you mean {partner}?"

    client.says("Alpwep")
    assert client.words(unknown, name="Alpwep", partner="Alpweb GmbH") in client.reads()
    assert client.buttons() == [client.words("✅ Yes, {answer}", answer="Alpweb GmbH"), client.words("✖️ Cancel")]
    client.says("nordnet b agg")
    assert client.words(unknown, name="nordnet b agg", partner="Nordnet <b>AG</b>") in client.reads()
    client.says("ja" if lang == "de" else "yes")
    assert client.words("<b>Which access should {partner} have?</b>", partner="Nordnet <b>AG</b>") in client.reads()


def test_nothing_near_lists_the_closest_and_says_how_to_go_on(desk: Desk) -> None:
    client = desk.client()
    for name in (
        "Alpweb",
        "Bergweb",
        "Cloudwerk",
        "Domo",
        "Estrich IT",
        "Firnweb",
        "Zürcher Webfabrik",
        "Zuger Hosting",
    ):
        desk.partner(name)
    client.says("/addpartner")

    assert "do not know a partner called “<i>Webfabrik Zug</i>”" in client.says("<i>Webfabrik Zug</i>")
    assert "its e-mail address, or its partner code, which looks like P-7K2M9Q" in client.reads()
    assert client.buttons()[:2] == ["✉️ It is not here: invite it", "Zürcher Webfabrik"]
    assert len(client.buttons()) == 8
    assert "Which access should Zürcher Webfabrik have?" in client.taps("Zürcher Webfabrik")


def test_what_was_proposed_outlives_a_restart_and_what_comes_in_between(desk: Desk) -> None:
    client = desk.client()
    for name in ("Alpweb", "Bergweb"):
        desk.partner(name)
    client.says("/addpartner")
    first = client.find("Bergweb")
    client.says("Alpwep")

    desk.stop()
    desk.start()
    client.says("What does full access mean?")
    assert client.buttons() == ["✅ Yes, Alpweb", "✖️ Cancel"]
    client.send(kind="sticker")
    client.taps("▶️ Continue: Add a partner")
    assert client.buttons() == ["✅ Yes, Alpweb", "✖️ Cancel"]
    assert "Which access should Alpweb have?" in client.taps("Alpweb")

    client.taps("Back")
    assert "Bergweb" in client.buttons()
    client.says("Alpwep")
    client.press(*first)  # from before anything was proposed
    assert "Which access should Bergweb have?" in client.reads_all()


def test_where_there_is_no_partner_nobody_is_near(desk: Desk) -> None:
    client = desk.client()

    assert "There are no partners in the programme yet" in client.says("/addpartner")


def test_labels_can_be_typed_in_either_language(desk: Desk) -> None:
    client, _ = desk.client(lang="en"), desk.partner("Alpweb")
    client.says("/addpartner")
    client.says("ALPWEB")

    assert "payment means" in client.says("vollständiger Zugriff")
    assert "Please check your request to Alpweb" in client.says("your payment means")
    assert "Nothing is done by words alone" in client.says("yes do it")


def test_beside_limited_access_another_partner_keeps_its_full_access(desk: Desk) -> None:
    client, other = desk.client(lang="en"), desk.client("Hof", lang="de")
    alpweb, ostweb = desk.partner("Alpweb"), desk.partner("Ostweb")
    desk.partner("Nordnet")
    for each in (client, other):
        desk.partnership(each, alpweb, Access.FULL)
        desk.partnership(each, ostweb, products=["Webshop"])
        desk.product(each, "Newsletter")

    client.says("Please give Nordnet limited access to the newsletter")
    other.says("Gib Nordnet eingeschränkten Zugriff auf den Newsletter")

    assert "⚠️ Alpweb keeps full access to all your products." in client.reads()
    assert "⚠️ Partners with limited access keep it: Ostweb." in client.reads()
    assert "⚠️ Alpweb behält vollständigen Zugriff auf alle Ihre Produkte." in other.reads()
    assert "⚠️ Weiterhin mit eingeschränktem Zugriff: Ostweb." in other.reads()


def test_a_second_full_access_partner_is_offered_as_replacement(desk: Desk) -> None:  # fact 24
    client, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    old = desk.partnership(client, alpweb, Access.FULL)
    desk.partnership(client, desk.partner("Ostweb"), products=["Webshop"])

    client.says("/addpartner")
    client.taps("Nordnet")
    client.taps("Full access")
    client.taps("Your payment means")
    assert "Alpweb has full access now and loses it as soon as this request is confirmed" in client.reads()
    assert "Partners with limited access keep it: Ostweb" in client.reads()
    client.taps("Send the request")
    assert desk.status(old) is Status.ACTIVE

    nordnet.taps("Confirm")
    assert desk.status(old) is Status.ENDED
    assert "the client has given another partner full access" in alpweb.reads()


def test_of_two_requests_for_full_access_the_first_confirmed_holds(desk: Desk) -> None:  # fact 24
    client, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    first = desk.partnership(client, alpweb, Access.FULL, status=Status.PENDING)

    client.says("/addpartner")
    client.taps("Nordnet")
    client.taps("Full access")
    client.taps("Your payment means")
    assert "Your request for full access to Alpweb is still open" in client.reads()
    client.taps("Send the request")
    nordnet.taps("Confirm")

    assert desk.status(first) is Status.OVERTAKEN
    assert "The request" in alpweb.reads()
    alpweb.says("/requests")
    assert "No request is waiting" in alpweb.reads()


def test_products_of_another_partner_are_not_offered(desk: Desk) -> None:  # fact 19
    client, alpweb, nordnet = desk.client(products=["Webshop", "Blog"]), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.partnership(client, alpweb, products=["Webshop"])
    client.says("/addpartner")
    client.taps("Nordnet")
    client.taps("Limited access")
    assert [label for label in client.buttons() if "◻️" in label] == ["◻️ Blog"]
    client.taps("Blog")
    client.taps("Done")
    review = client.find("Send the request")

    desk.partnership(client, desk.partner("Ostweb"), products=["Blog"], status=Status.PENDING)
    client.press(*review)

    assert "Blog is already managed by Ostweb, or Ostweb has been asked to" in client.reads_all()
    assert nordnet.says("/requests") == "No request is waiting, neither for your answer nor for a client’s."


def test_without_a_free_product_the_client_learns_what_to_do(desk: Desk) -> None:
    client, _ = desk.client(products=[]), desk.partner("Alpweb")

    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")

    assert "/addproduct" in client.reads()
    assert "Which access should Alpweb have?" in client.reads()
    client.taps("Full access")
    assert "Which payment means" in client.reads()


def test_the_kind_of_access_changes_with_the_partners_consent(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    old = desk.partnership(client, alpweb, Access.FULL, payer=Payer.CLIENT)

    client.says("/addpartner")
    client.taps("Alpweb")
    assert "Alpweb is already your partner" in client.reads()
    assert "Full access" not in client.buttons()
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Done")
    assert "our current partnership with Alpweb ends as soon as it confirms" in client.reads()
    client.taps("Send the request")
    client.says("/addpartner")
    assert "is still waiting for an answer" in client.taps("Alpweb")

    alpweb.taps("Confirm")
    assert desk.status(old) is Status.ENDED
    assert client.says("/partners").count("Alpweb") == 1


def test_every_answer_can_be_changed_before_it_is_sent(desk: Desk) -> None:
    client, _, nordnet = desk.client(products=["Webshop", "Blog"]), desk.partner("Alpweb"), desk.partner("Nordnet")
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Blog")
    client.taps("Webshop")
    client.taps("Done (1 chosen)")
    assert "Limited access to Blog" in client.reads()

    client.taps("Back")
    assert "☑️ Blog" in client.buttons()
    client.taps("Webshop")
    client.taps("Done")
    client.taps("Change something")
    client.taps("Partner")
    client.taps("Nordnet")
    assert "Please check your request to Nordnet" in client.reads()
    client.taps("Change something")
    client.taps("Access")
    client.taps("Full access")
    client.taps("Your payment means")
    client.taps("Send the request")

    assert "Full access to all products" in nordnet.reads()


SEVERAL = {
    "de": ("Alpweb und Nordnet", "Alpweb für den Webshop und Nordnet für die Domain"),
    "en": ("Alpweb and Nordnet", "Alpweb for the Webshop and Nordnet for the domain"),
}


def test_one_partner_is_added_at_a_time(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang)
    for name in ("Alpweb", "Nordnet", "Liffey"):
        desk.partner(name)
    for text in SEVERAL[lang]:
        lea.says("/addpartner")
        said = lea.says(text)
        first = lea.words("One partner at a time: which one first? Add the other one after that.")
        assert said.startswith(first), text
        assert [each for each in lea.buttons() if each.endswith(("Alpweb", "Nordnet", "Liffey"))] == [
            "Alpweb",
            "Nordnet",
        ]
        lea.taps("Nordnet")
        assert lea.words("Limited access") in lea.buttons()
        assert "Nordnet" in lea.reads()
        lea.says("/cancel")


OTHER_ONE = {
    "de": ("nein, der andere", "nein, der andere Partner"),
    "en": ("no, the other one", "no, the other partner"),
}


def test_the_other_one_is_no_answer_to_who_pays(desk: Desk, lang: str) -> None:
    lea, alpweb, nordnet = desk.client(lang=lang), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.partnership(lea, alpweb, products=["Webshop"])
    desk.partnership(lea, nordnet, products=["seegarten.example"])
    for text in OTHER_ONE[lang]:
        lea.says("gib Alpweb vollen Zugriff" if lang == "de" else "give Alpweb full access")
        lea.says(text)
        assert "Nordnet" in lea.reads(), text
        assert lea.words("Your payment means") in lea.buttons()
        lea.says("/cancel")
