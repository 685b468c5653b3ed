"""Somebody registers the organisation for which they act."""

from __future__ import annotations

import pytest

from tests.desk import Desk
from tests.people import Chat


def test_a_company_is_registered_from_the_first_word_to_the_vat_number(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)

    mia.taps("📝 Register an organisation")
    mia.taps("🏢 {kind}", kind=mia.words("Company"))
    mia.says("Rheinblick GmbH")
    mia.says("Deutschland")
    assert "HRB" in mia.says("12345")
    mia.says("Amtsgericht Freiburg, HRB 700123")
    assert "Rheinblick GmbH" in mia.reads()
    mia.taps("✅ I declare this")

    assert mia.words("<b>Is everything right?</b>") in mia.reads()
    assert "Amtsgericht Freiburg, HRB 700123" in mia.reads()
    mia.taps("✅ Register")

    registered = "🎉 <b>{organisation}</b> is registered, and you are acting for it."
    assert mia.words(registered, organisation="Rheinblick GmbH") in mia.reads()
    assert mia.words("🧾 Enter the VAT number") in mia.buttons()
    with desk.work() as work:
        organisation = mia.row(work).organisation
        assert organisation is not None
        assert (organisation.name, organisation.country, organisation.currency) == ("Rheinblick GmbH", "DE", "EUR")


@pytest.mark.parametrize(
    ("lang", "said", "noted", "country"),
    [
        (
            "de",
            "Ich möchte unsere Firma in Österreich registrieren, FN 56247t",
            "👂 Notiert für später: Land und Registernummer",
            "Österreich",
        ),
        (
            "en",
            "please register our company in Austria, FN 56247t",
            "👂 Noted for later: Country and Register number",
            "Austria",
        ),
    ],
)
def test_what_is_said_about_the_company_is_not_asked_again(
    desk: Desk, lang: str, said: str, noted: str, country: str
) -> None:
    mia = desk.newcomer(lang=lang)

    mia.says(said)
    assert noted in mia.reads()
    mia.taps("🏢 {kind}", kind=mia.words("Company"))
    mia.says("Donaublick GmbH")
    assert country in mia.reads()
    assert "FN 56247t" in mia.reads()
    mia.taps("✅ I declare this")

    assert mia.words("<b>Is everything right?</b>") in mia.reads()
    assert "FN 56247t" in mia.reads()


def test_a_private_account_has_no_register_number_and_no_vat_number(desk: Desk) -> None:
    mia = desk.newcomer()

    mia.says("/register")
    mia.taps("Private account")
    mia.says("Mia Muster")
    mia.taps("Switzerland")
    assert "May you decide for Mia Muster?" in mia.reads()
    mia.taps("I declare this")
    mia.taps("Register")

    assert "Mia Muster is registered" in mia.reads()
    assert not any("VAT" in label for label in mia.buttons())


def start(desk: Desk, country: str) -> Chat:
    """A company that has told everything but its register number."""
    mia = desk.newcomer()
    mia.says("/register")
    mia.taps("Company")
    mia.says("Rheinblick GmbH")
    mia.says(country)
    return mia


def test_a_mistyped_register_number_is_explained_with_an_example(desk: Desk) -> None:  # fact 4
    swiss, french, cypriot = start(desk, "Schweiz"), start(desk, "France"), start(desk, "Cyprus")

    assert "check digit does not match" in swiss.says("CHE-123.456.789")
    assert "CHE-123.456.788" in swiss.reads()
    assert "May you decide for Rheinblick GmbH?" in swiss.says("CHE-123.456.788 MWST")

    assert "too short or too long" in french.says("123 456 782 0000")
    assert "123 456 782 00002" in french.reads()

    assert "not what the number looks like" in cypriot.says("not at hand")
    assert "HE 123456" in cypriot.reads()
    assert "May you decide for Rheinblick GmbH?" in cypriot.says("HE 123456")


def test_a_vat_number_in_place_of_the_register_number_proposes_what_it_holds(desk: Desk) -> None:
    french = start(desk, "France")

    assert "404 833 048" in french.says("notre TVA : FR83404833048")
    french.taps("✅ Yes, 404833048")

    french.taps("I declare this")
    assert "404 833 048" in french.reads()


def test_a_court_that_is_nearly_right_is_proposed_with_the_number(desk: Desk) -> None:
    german = start(desk, "Germany")

    german.says("Wir sind beim Amtsgericht München unter HRB 12345 eingetragen, HRB ist richtig")
    german.taps("✅ Yes, München HRB 12345")
    german.taps("I declare this")

    assert "Amtsgericht München, HRB 12345" in german.reads()


def test_a_client_can_leave_the_register_number_out(desk: Desk) -> None:
    mia = start(desk, "AT")

    mia.taps("Leave it out")
    mia.taps("I declare this")

    assert "Register number: not given" in mia.reads()


def test_a_misspelt_country_is_guessed_at(desk: Desk) -> None:
    mia = start(desk, "Lichtenstein")

    assert "I do not know this country" in mia.reads()
    assert "Liechtenstein" in mia.reads()


def test_another_country_asks_for_its_own_register_number(desk: Desk) -> None:
    mia = start(desk, "CH")
    mia.says("CHE-123.456.788")
    mia.taps("I declare this")

    mia.taps("Change something")
    mia.taps("Country")
    mia.taps("France")

    assert "SIRET" in mia.reads()
    assert "Is everything right?" in mia.says("123 456 782 00002")
    assert "Rheinblick GmbH" in mia.reads()


@pytest.mark.parametrize(
    ("country", "known", "typed"),
    [
        ("FR", "732829320", "732 829 320 00074"),
        ("CY", "HE123456", "he–123456"),
        ("DE", "Berlin (Charlottenburg) HRB 12345 B", "HRB 12345, AG Charlottenburg"),
        ("DE", "Ludwigshafen a.Rhein (Ludwigshafen) HRB 123456", "HRB 123456, Amtsgericht Ludwigshafen"),
    ],
)
def test_a_company_that_is_here_is_known_however_its_number_is_typed(
    desk: Desk, country: str, known: str, typed: str
) -> None:
    desk.client("Seegarten", country=country, number=known)
    mia = start(desk, country)

    assert "is here already, as Seegarten" in mia.says(typed)
    mia.taps("I belong to it")

    assert "Seegarten" in mia.reads()


def test_a_number_of_a_country_without_rule_is_shown_readably(desk: Desk) -> None:
    mia = start(desk, "CY")
    mia.says("he.123456")
    mia.taps("I declare this")

    assert "HE 123456" in mia.reads()


def test_a_name_that_cannot_be_one_is_refused_with_the_reason(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("/register")
    mia.taps("Private account")

    assert "at least 2" in mia.says("x")
    assert "at most 80" in mia.says("y" * 81)
    assert "a Telegram name" in mia.says("@somebody")
    assert "a web address" in mia.says("see https://a.example")
    assert "In whose name" in mia.reads()


def test_a_name_is_shown_as_it_was_typed_whatever_is_in_it(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("/register")
    mia.taps("Company")

    mia.says("<b>Müller</b> & {Söhne} 🥨")

    assert "In which country is <b>Müller</b> & {Söhne} 🥨 registered?" in mia.reads()


def register(chat: Chat) -> None:
    """Answers what is left of a registration: a private account called Mia Muster."""
    chat.taps("Private account")
    chat.says("Mia Muster")
    chat.says("CH")
    chat.taps("✅ I declare this")
    chat.taps("✅ Register")


def test_a_command_that_needs_an_organisation_waits_for_the_open_registration(desk: Desk, lang: str) -> None:
    mia, _ = desk.newcomer("Mia", lang=lang), desk.partner("Alpweb")
    mia.says("/register")
    question = mia.reads()

    first = mia.words("First we finish this; then we go on to “{command}”.", command=mia.words("Add a partner"))
    assert mia.says("/addpartner") == f"{first}\n\n{question}"
    register(mia)

    assert mia.words("<b>Which partner would you like to add?</b>") in mia.reads()
    mia.taps("Alpweb")
    assert mia.words("Full access") in mia.buttons()


def test_who_registers_because_of_a_refusal_comes_back_to_what_they_wanted(desk: Desk) -> None:
    mia, _ = desk.newcomer("Mia"), desk.partner("Alpweb")

    assert "which organisation you act for" in mia.says("/addpartner")
    mia.taps("📝 Register an organisation")
    mia.taps("Private account")
    desk.stop()
    desk.start()
    mia.says("/products")  # the last wish counts
    mia.taps("◀️ Back")
    register(mia)

    assert "Products of Mia Muster" in mia.reads()


def test_what_was_wanted_is_forgotten_with_the_registration(desk: Desk) -> None:
    mia, _ = desk.newcomer("Mia"), desk.partner("Alpweb")
    mia.says("/addpartner")
    mia.taps("📝 Register an organisation")
    mia.says("/cancel")

    mia.says("/register")
    register(mia)

    assert "What next?" in mia.reads()


def test_a_registration_stands_where_what_was_wanted_is_not_possible(desk: Desk) -> None:
    mia = desk.newcomer("Mia")
    mia.says("/register")
    mia.says("/addpartner")
    register(mia)

    assert "There are no partners in the programme yet" in mia.reads()
    assert "Mia Muster" in mia.says("/organisation")


@pytest.mark.parametrize("data", ["gf:register:nonsense", "gf:nonsense:register", "gf:register", "gf:a:b:c"])
def test_a_made_up_wish_is_no_longer_in_use(desk: Desk, data: str) -> None:
    mia = desk.newcomer("Mia")

    mia.press(mia.from_bot()[-1]["message_id"], data)

    assert "This button is no longer in use" in mia.reads()


def test_a_name_that_looks_like_another_companys_is_refused(desk: Desk, lang: str) -> None:
    desk.partner("Alpweb GmbH")
    mia = desk.newcomer(lang=lang)
    mia.says("/register")
    mia.taps("Company")
    partner = (
        "“{name}” looks like the name of {partner}, which is a partner already. If it is the same company, "
        "it need not be registered again: a colleague can invite you. If it is another one, add "
        "what tells the two apart, for example its place."
    )
    provider = (
        "“{name}” looks like the name of {provider}, which nobody else can have here. "
        "Please type your organisation’s own name, as it stands in the register."
    )

    for name in ("Аlpweb GmbH", "AIpweb", "Alpweb AG", "alp-web"):  # the first one with a Cyrillic А: name-23
        assert mia.words(partner, name=name, partner="Alpweb GmbH") in mia.says(name)
    for name in ("Infomaniak Network SA", "lnfomaniak"):  # name-24
        assert mia.words(provider, name=name, provider="Infomaniak") in mia.says(name)
    mixed = "“{word}” has letters of different alphabets, which look alike. Please type the whole name in one alphabet."
    assert mia.words(mixed, word="Nоrdwind") in mia.says("Nоrdwind AG")
    invisible = (
        "Behind “{before}” the name holds a character that cannot be seen. "
        "Please type the name instead of pasting it, for example “{example}”."
    )
    assert mia.words(invisible, before="Alp", example="Alpweb AG") in mia.says("Alp\N{ZERO WIDTH SPACE}web GmbH")
    company = "<b>In which country is {organisation} registered?</b>"
    assert mia.words(company, organisation="Alpweb GmbH Thun") in mia.says("Alpweb GmbH Thun")


def test_two_clients_may_have_the_same_name(desk: Desk) -> None:
    desk.client("Müller AG")
    mia = desk.newcomer()
    mia.says("/register")
    mia.taps("Company")

    assert "In which country is Müller AG registered?" in mia.says("Müller AG")


def test_a_partner_that_has_come_since_is_noticed_at_the_end(desk: Desk) -> None:
    mia = start(desk, "CH")
    mia.taps("Leave it out")
    mia.taps("I declare this")
    desk.partner("Rheinblick AG")
    mia.taps("Register")

    assert "looks like the name of Rheinblick AG" in mia.reads_all()
    mia.taps("Change something")
    mia.taps("Name")
    assert "Is everything right?" in mia.says("Rheinblick Hotel GmbH")
    mia.taps("Register")
    assert "Rheinblick Hotel GmbH is registered" in mia.reads()
