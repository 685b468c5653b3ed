"""People tell a form more than it asks: what is ticked grows and shrinks, short answers, who is not here, what is said
twice, and ways where anything can be typed."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access
from tests.desk import Desk
from tests.people import Chat

CHANGED = "✏️ Changed: {question} – {answer} (was: {before})"


def in_review(desk: Desk, lang: str, *, full: bool = False) -> Chat:
    client = desk.client(lang=lang, products=("Webshop", "Newsletter", "Mailservice"))
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.says("Alpweb, full access, we pay" if full else "Alpweb, limited access, Webshop")
    assert client.words("📨 Send the request") in client.buttons()
    return client


def asking_brook_cottage(desk: Desk, lang: str = "en") -> Chat:
    partner = desk.partner("Alpweb", lang=lang)
    desk.client("Brook Cottage Ltd")
    partner.says("/askclient")
    partner.says("Brook Cottage Ltd")
    return partner


TICKED = {
    "de": (
        ("und auch de Newsletter", "Newsletter und Webshop"),
        ("das Mailservice noch dazu", "Mailservice, Newsletter und Webshop"),
        ("ohne den Webshop und das Mailservice", "Newsletter"),
        ("nicht den Newsletter, sondern den Webshop", "Webshop"),
        ("und das Mailservice", "Mailservice und Webshop"),
        ("den Webshop wieder weg", "Mailservice"),
        ("nein, nur den Newsletter", "Newsletter"),
        ("Webshop statt Newsletter", "Webshop"),
    ),
    "en": (
        ("also the newsletter", "Newsletter and Webshop"),
        ("and mailservice too", "Mailservice, Newsletter, and Webshop"),
        ("without the webshop and the mailservice", "Newsletter"),
        ("not the newsletter but the webshop", "Webshop"),
        ("and mailservice", "Mailservice and Webshop"),
        ("take away the webshop", "Mailservice"),
        ("no, only the newsletter", "Newsletter"),
        ("webshop instead of newsletter", "Webshop"),
    ),
}


def test_what_is_ticked_grows_and_shrinks(desk: Desk, lang: str) -> None:
    client = in_review(desk, lang)
    before = "Webshop"
    for text, now in TICKED[lang]:
        client.says(text)
        products = client.words("Products")
        assert client.words(CHANGED, question=products, answer=now, before=before) in client.reads(), text
        before = now

    client.says("ohne den Webshop" if lang == "de" else "not the webshop")
    assert client.words("Nothing is left of that: please choose something else.") in client.reads()
    assert not [label for label in client.buttons() if label.startswith("☑️")]


TAKEN_AWAY = {
    "de": (
        ("und s Hosting wieder wäg", "Webshop"),
        ("und die Mail auch noch", "Mail und Webshop"),
        ("nimm d Mail use", "Webshop"),
        ("nimm den Webshop raus und die Mail dazu", "Mail"),
    ),
    "en": (
        ("take the hosting off again", "Webshop"),
        ("the mail as well pls", "Mail and Webshop"),
        ("no, not the mail", "Webshop"),
        ("make it the mail instead of the webshop", "Mail"),
    ),
}


def test_what_is_taken_away_in_few_words_is_not_added(desk: Desk, lang: str) -> None:
    client = desk.client(lang=lang, products=("Webshop", "Hosting", "Mail"))
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.says("Alpweb, limited access, Webshop, Hosting")
    before = "Hosting und Webshop" if lang == "de" else "Hosting and Webshop"
    for text, now in TAKEN_AWAY[lang]:
        client.says(text)
        changed = client.words(CHANGED, question=client.words("Products"), answer=now, before=before)
        assert changed in client.reads(), text
        before = now


def test_products_of_a_partner_are_changed_beside_those_that_it_has(desk: Desk) -> None:
    client, liffey = desk.client(products=("Webshop", "Newsletter", "Blog")), desk.partner("Liffey")
    desk.partnership(client, liffey, products=["Newsletter"])
    client.says("Liffey should also manage the webshop")
    assert "➕ Webshop" in client.reads()

    client.says("and the blog too")
    assert "➕ Blog and Webshop" in client.reads()
    client.says("not the webshop")
    assert "➕ Blog\n" in client.reads()
    client.says("take away the newsletter")
    assert "➖ Newsletter" in client.reads()
    client.says("actually only the webshop")
    assert "➕ Webshop\n➖ Newsletter" in client.reads()


def test_what_is_ticked_in_part_is_said(desk: Desk) -> None:
    client = desk.client(lang="de", products=("Webshop", "Blog"))
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.says("Alpweb, eingeschränkter Zugriff")
    client.says("nur den Webshop und das Zeugs")
    assert client.words("Some of it I did not understand. Ticked is what I did.") in client.reads()
    assert "☑️ Webshop" in client.buttons()
    client.says("und den Blog")
    assert "Webshop" in client.reads()
    assert client.words("📨 Send the request") in client.buttons()


def test_what_has_no_names_is_listed_in_words(desk: Desk, lang: str) -> None:
    partner = asking_brook_cottage(desk, lang)
    german = lang == "de"
    partner.taps(partner.words("Limited access"))

    def ticked() -> int:
        return len([label for label in partner.buttons() if label.startswith("☑️")])

    for german_text, english_text, count in (
        ("Domains und Hosting, bitte", "domains and hosting please", 2),
        ("auch Cloud", "also cloud", 3),
        ("ohne Hosting", "without hosting", 2),
        ("nur Domains", "only domains", 1),
    ):
        partner.says(german_text if german else english_text)
        assert ticked() == count, german_text


def test_both_are_all_where_there_are_two(desk: Desk, lang: str) -> None:
    desk.partner("Alpweb")

    def ticked(products: tuple[str, ...]) -> int:
        client = desk.client(lang=lang, products=products)
        client.says("/addpartner")
        client.says("Alpweb")
        client.taps(client.words("Limited access"))
        client.says("beide" if lang == "de" else "both of them")
        return len([label for label in client.buttons() if label.startswith("☑️")])

    assert ticked(("seegarten.example", "Webshop")) == 2
    assert ticked(("seegarten.example", "Webshop", "Blog")) == 0


SHORT = {
    "de": ("wir", "nein, sie", "der Partner", "doch lieber wir"),
    "en": ("us", "no, they", "the partner", "no, we do"),
}


def test_who_pays_is_said_in_a_word(desk: Desk, lang: str) -> None:
    client = desk.client(lang=lang)
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.says("Alpweb")
    client.says("alles" if lang == "de" else "everything")
    ours, theirs = client.words("Your payment means"), client.words("Payment means of {other}", other="Alpweb")
    first, changed, again, back = SHORT[lang]

    client.says(first)
    assert f"\n{ours}" in client.reads()
    client.says(changed)
    label = client.words("Payment means")
    assert client.words(CHANGED, question=label, answer=theirs, before=ours) in client.reads()
    client.says(again)
    assert client.words("👍 That is what it says already: {answers}", answers=theirs) in client.reads()
    client.says(back)
    assert client.words(CHANGED, question=label, answer=ours, before=theirs) in client.reads()
    client.says("nur einzelne" if lang == "de" else "only a few")
    assert client.words("Limited access") in client.reads()


def test_for_a_partner_we_are_the_partner(desk: Desk) -> None:
    partner = asking_brook_cottage(desk)
    partner.says("full")
    partner.says("we do")
    assert "What do you need the access for?" in partner.reads()
    partner.says("no, the client")
    assert "Changed: Payment means – Payment means of Brook Cottage Ltd" in partner.reads()
    assert "What do you need the access for?" in partner.reads()


def test_what_stands_there_already_is_said(desk: Desk, lang: str) -> None:
    client = in_review(desk, lang, full=True)
    said = [client.words("Full access"), client.words("Your payment means")]
    remark = client.words("👍 That is what it says already: {answers}", answers=" · ".join(said))
    count = len(client.from_bot())
    client.says("voller Zugriff, wir zahlen" if lang == "de" else "full access, we pay")
    assert remark in client.reads()
    client.says(
        "ich möchte Alpweb als Partner hinzufügen" if lang == "de" else "I would like to add Alpweb as a partner"
    )
    assert len(client.from_bot()) == count + 2, "it is shown once each"


def test_who_is_not_here_is_looked_for_and_can_be_invited(desk: Desk, lang: str) -> None:
    client = in_review(desk, lang, full=True)
    for text in {
        "de": ("ändere den Partner auf Sonnenwerk", "nein, doch Sonnenwerk", "Sonnenwerk statt Alpweb"),
        "en": ("change the partner to Sunwork", "no, Sunwork", "Sunwork instead of Alpweb"),
    }[lang]:
        client.says(text)
        name = "Sonnenwerk" if lang == "de" else "Sunwork"
        quoted = f"«{name}»" if lang == "de" else f"“{name}”"
        assert quoted in client.reads(), text
        assert client.words("✉️ It is not here: invite it") in client.buttons()
        client.says("Alpweb")
        assert client.words("Your payment means") in client.reads(), "the other answers stay"


def test_a_question_is_asked_again_by_what_people_call_it(desk: Desk, lang: str) -> None:
    client = in_review(desk, lang, full=True)
    client.says("ich möchte die Zahlung ändern" if lang == "de" else "change the payment")
    assert client.words("Your payment means") in client.buttons()
    client.says("wir" if lang == "de" else "we")
    client.says("nein" if lang == "de" else "no")
    assert client.words("<b>What would you like to change?</b>") in client.reads()
    client.says("ändere die Produkte" if lang == "de" else "change the products")
    assert client.words("Payment means") in client.buttons(), "there are none: it shows what there is"


def test_ways_lead_back_and_out_where_anything_can_be_typed(desk: Desk, lang: str) -> None:
    client = desk.client(lang=lang)
    german = lang == "de"
    client.says("/addproduct")
    client.taps("Domain")
    client.says("zurück" if german else "go back")
    assert ("Webhosting" if german else "Web hosting") in client.buttons()
    client.taps("Domain")
    client.says("vergiss es" if german else "forget it")
    assert "Domain" not in client.buttons()


def test_what_is_taken_as_it_is_typed_knows_the_words_on_its_buttons(desk: Desk, lang: str) -> None:
    client = in_review(desk, lang, full=True)
    client.taps("✍️ Add a sentence")
    client.says("Go back")  # it may be called so
    assert "Go back" in client.reads()
    assert client.words("📨 Send the request") in client.buttons()
    client.taps("✍️ Add a sentence")
    client.says("Zurück" if lang == "de" else "back")
    assert client.words("📨 Send the request") in client.buttons(), "as the button does"
    client.taps("✍️ Add a sentence")
    client.says("Abbrechen" if lang == "de" else "cancel")
    cancelled = "“{form}” is cancelled. Nothing was changed or sent."
    assert client.words(cancelled, form=client.words("Add a partner")) in client.reads()


@pytest.mark.parametrize(
    "text", ["vergiss es", "lass gut sein", "hat sich erledigt", "nein doch nicht", "no need", "let's not"]
)
def test_more_ways_out(desk: Desk, text: str) -> None:
    client = in_review(desk, "de")
    client.says(text)
    assert "abgebrochen" in client.reads()


def test_a_value_that_is_no_answer_opens_nothing_else(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partnership(client, alpweb, Access.FULL)
    client.says("/newtender")
    asked = client.buttons()
    for text in ("bis Ende Januar", "voller Zugriff") if lang == "de" else ("until the end of January", "full access"):
        client.says(text)
        assert client.buttons() == asked, text
        assert client.words("Please choose with one of the buttons below.") in client.reads()


def test_what_begins_as_a_question_is_no_name(desk: Desk, lang: str) -> None:
    client = desk.client(lang=lang)
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.says("was heisst vollständiger Zugriff" if lang == "de" else "what does full access mean")
    assert desk.article("access-types", lang).question in client.reads(back=2)
    assert "Alpweb" in client.buttons()
    client.says("ja mach das" if lang == "de" else "yes do it")
    assert client.words("🙂 Here I still need your answer:") in client.reads()


def test_own_data_is_told_in_the_middle_and_followed_up(desk: Desk, lang: str) -> None:
    client, alpweb, nordnet = desk.client(lang=lang), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.partner("Liffey")
    for partner in (alpweb, nordnet):
        desk.partnership(client, partner, Access.FULL if partner is nordnet else Access.LIMITED, products=["Webshop"])
    client.says("/addpartner")
    client.says("Liffey, full access, we pay")
    review = client.reads().split("\n\n", 1)[1]
    german = lang == "de"

    for text, name in (
        ("wer zahlt bei Nordnet" if german else "who pays at Nordnet", "Nordnet"),
        ("und bei Alpweb?" if german else "and at Alpweb?", "Alpweb"),
        ("und wer sieht dort die Rechnungen?" if german else "and who sees the invoices there?", "Alpweb"),
    ):
        client.says(text)
        assert client.reads(back=2).startswith(name) or name in client.reads(back=2), text
        assert client.reads() == review, "the review as it was, and no remark about buttons"


def test_what_was_said_of_a_partner_that_is_not_here_goes_with_its_invitation(desk: Desk) -> None:
    client = desk.client()
    desk.partner("Alpweb")
    client.says("invite Sunshine Media as partner with full access, they pay")
    assert "“Sunshine Media”" in client.reads()
    client.taps("✉️ It is not here: invite it")
    assert "Please check your invitation to Sunshine Media" in client.reads()
    assert "Full access to all products\nPayment means of Sunshine Media" in client.reads()


def test_a_client_that_is_not_ones_own_is_named_in_a_correction(desk: Desk) -> None:
    partner = asking_brook_cottage(desk)
    desk.client("Hotel Adler")
    partner.says("change the client to Hotel Adler")
    assert "Changed: Client – Hotel Adler (was: Brook Cottage Ltd)" in partner.reads()
    partner.says("change the client to Zorbax")
    assert "I know no client with this name" in partner.reads()
    assert "Hotel Adler" in partner.reads()


def test_a_number_that_is_wrong_is_typed_again(desk: Desk) -> None:
    client = desk.client(country="IE")
    client.says("our VAT number is IE6388047V")
    for text in ("no", "no, wrong"):
        client.says(text)
        assert "What would you like to change?" in client.reads(), text
        client.taps("◀️ Back")


def test_options_are_pointed_at_by_their_places(desk: Desk, lang: str) -> None:
    client = desk.client(lang=lang, products=("Blog", "Newsletter", "Webshop"))
    desk.partner("Alpweb")
    desk.partner("Nordnet")
    german = lang == "de"
    client.says("/addpartner")
    client.says("den zweiten, bitte" if german else "the second one please")
    assert "Nordnet" in client.reads()
    client.says("der erste" if german else "the first one")
    assert "◻️ Blog" in client.buttons()

    for german_text, english_text, ticked in (
        ("den ersten und den letzten", "the first and the last one", ["Blog", "Webshop"]),
        ("nicht den ersten", "not the first one", ["Webshop"]),
        ("alle", "all of them", ["Blog", "Newsletter", "Webshop"]),
        ("nur den zweiten", "only the second one", ["Newsletter"]),
        ("den siebten", "the seventh one", ["Newsletter"]),
    ):
        client.says(german_text if german else english_text)
        found = [label.removeprefix("☑️ ") for label in client.buttons() if label.startswith("☑️")]
        assert found == ticked, german_text
    client.says("doch alles" if german else "no, everything")
    changed = client.words(CHANGED, question=client.words("Access"), answer="", before="").split(":", 1)[0]
    assert changed in client.reads(), "who corrects means the access"


def test_a_place_finishes_no_form(desk: Desk) -> None:
    client, nordnet = desk.client(), desk.partner("Nordnet")
    desk.partnership(client, nordnet, Access.FULL)
    client.says("Nordnet may have access for a limited time only")
    asked = client.buttons()
    client.says("the first one")
    assert client.buttons() == asked


def test_what_is_ticked_is_added_to_or_replaced_and_all_of_it(desk: Desk, lang: str) -> None:
    names = ("Webshop", "Newsletter", "Forum")
    client, alpweb = desk.client(lang=lang, products=names), desk.partner("Alpweb")
    desk.partnership(client, alpweb, products=["Newsletter"])
    german = lang == "de"
    client.says("Alpweb soll zusätzlich das Forum verwalten" if german else "Alpweb should also manage the Forum")
    assert "➕ Forum" in client.reads()
    client.says("nein, nur den Webshop zusätzlich" if german else "no, only the Webshop as well")
    assert "➕ Webshop" in client.reads()
    assert "➖" not in client.reads(), "what it has stays"
    client.says("alles" if german else "everything")
    assert "➕ Forum" in client.reads()
    assert "Webshop" in client.reads()


def test_days_and_payers_are_answers_however_they_are_put(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partner("Nordnet")
    german = lang == "de"
    client.says("Nordnet, voller Zugriff" if german else "Nordnet, full access")
    client.says("Zahler: wir" if german else "payer: us")
    assert client.words("📨 Send the request") in client.buttons()
    client.says("/cancel")

    desk.partnership(client, alpweb)
    client.says("setz bei Alpweb einen letzten Tag" if german else "set a last day for Alpweb")
    client.says("Ende März" if german else "end of March")
    assert any(label.startswith("✅") for label in client.buttons())


PUT_RIGHT_TWICE = {
    "de": "Alpweb voller Zugriff, wir zahlen, nein, sie zahlen, ach nein, doch wir",
    "en": "give Alpweb full access, we pay - wait, no, they pay - no, sorry, we pay",
}


def test_who_pays_is_put_right_twice_in_one_message(desk: Desk, lang: str) -> None:
    client, _ = desk.client(lang=lang), desk.partner("Alpweb")
    client.says(PUT_RIGHT_TWICE[lang])
    given = " · ".join(["Alpweb", *map(client.words, ("Full access", "Your payment means"))])
    assert client.words("👂 Understood: {answers}", answers=given) in client.reads()
