"""An organisation's VAT number: enter, correct, change, remove."""

from __future__ import annotations

from sqlalchemy import select

from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from storage.tables import Conversation
from storage.vat import vat_number_of
from tests.desk import Desk
from tests.people import Chat


def stored(chat: Chat) -> str | None:
    """The VAT number of the person's organisation in the database."""
    with chat.desk.work() as work:
        found = vat_number_of(work.session, chat.organisation_id)
        return None if found is None else found.number


def test_a_number_is_entered_checked_confirmed_and_stored_normalised(desk: Desk, lang: str) -> None:
    client = desk.client("Rheinblick GmbH", country="DE", lang=lang)

    client.says("/vat")
    client.taps("🧾 Enter the VAT number")
    client.says(" de 123.456 788 ")
    assert "DE123456788" in client.reads()
    assert ("Deutschland" if lang == "de" else "Germany") in client.reads()
    assert "https://manager.infomaniak.com" in client.reads()
    assert "infomanaik" not in client.reads()  # fact 37
    assert (
        client.words("With the button you declare: “I have read the general terms and accept them.”") in client.reads()
    )
    assert stored(client) is None
    client.taps("☑️ Accept terms and store")

    assert stored(client) == "DE123456788"
    assert client.words("For companies in the EU with a valid number, reverse charge applies.") in client.reads()
    client.taps("🧾 VAT number")
    assert "DE123456788" in client.reads()


MISTYPED = (
    ("DE", "DE123456789", "check digits", "DE123456788"),
    ("FR", "FR12", "too short or too long", "FR83123456709"),
    ("AT", "ATX12345005", "Letters and digits are not where they belong", "ATU12345005"),
    ("IT", "my number", "no VAT number in this", "IT12345670017"),
    ("NL", "CHE-123.456.788 MWST", "Swiss companies need no number here", "NL123456789B13"),
    ("IE", "GB123456727", "outside the European Union", "XI123456727"),
)


def test_a_mistyped_number_says_what_is_wrong_and_shows_an_example(desk: Desk) -> None:
    for country, typed, objection, example in MISTYPED:
        client = desk.client(country=country)
        client.says("/vat")
        client.taps("Enter the VAT number")

        client.says(typed)

        assert objection in client.reads()
        assert example in client.reads()
        assert "Which VAT number" in client.reads()
        assert stored(client) is None


SAID = (
    ("NL", "our VAT number: CHE-123.456.788 MWST", "Swiss companies need no number here"),
    ("NL", "please store CHE-123.456.789 MWST as our VAT number", "Swiss companies need no number here"),
    ("CH", "our VAT number: CHE-123.456.788 MWST", "does not apply"),
    ("DE", "our new VAT number is DE123456789", "check digits"),
)


def test_a_number_in_a_wish_is_told_what_is_wrong_with_it(desk: Desk) -> None:
    for country, said, objection in SAID:
        client = desk.client(country=country)

        assert objection in client.says(said), said
        assert stored(client) is None


def test_a_number_without_its_country_gets_that_of_the_company(desk: Desk) -> None:
    client = desk.client(country="GR")
    client.says("/vat")
    client.taps("Enter the VAT number")

    assert "EL123456783" in client.says("123456783")
    assert "Greece" in client.reads()
    client.taps("Back")
    assert "Is this the right number?" in client.says("GR 123456783")
    assert "EL123456783" in client.reads()


def test_a_number_of_another_country_is_pointed_out(desk: Desk) -> None:
    client = desk.client("Rheinblick GmbH", country="DE")
    client.says("/vat")
    client.taps("Enter the VAT number")

    client.says("ATU12345005")

    assert "Country: Austria" in client.reads()
    assert "Rheinblick GmbH is registered here with another country: Germany" in client.reads()


def enter(client: Chat, number: str) -> None:
    client.says(number)
    client.taps("Accept terms and store")


def test_a_number_is_changed_and_removed(desk: Desk) -> None:
    client = desk.client(country="DE")
    client.says("/vat")
    client.taps("Enter the VAT number")
    enter(client, "DE123456788")

    client.taps("VAT number")
    client.taps("Change")
    enter(client, "ATU12345005")
    assert stored(client) == "ATU12345005"

    client.taps("VAT number")
    client.taps("Remove")
    assert "Remove the VAT number ATU12345005" in client.reads()
    client.taps("No, keep it")
    client.taps("Remove")
    client.taps("Yes, remove it")
    assert stored(client) is None
    assert "ATU12345005 is removed" in client.reads()


def test_another_number_in_the_review_is_shown_with_the_terms_anew(desk: Desk) -> None:
    client = open_form(desk, "DE")
    client.says("DE123456788")
    old = client.find("Accept terms and store")

    client.taps("Change something")
    client.taps("VAT number")
    client.says("ATU12345005")
    assert "Country: Austria" in client.reads()
    client.press(*old)

    assert "Something has changed since this was shown" in client.reads_all()
    assert stored(client) is None
    client.taps("Accept terms and store")
    assert stored(client) == "ATU12345005"


def open_form(desk: Desk, country: str, lang: str = "en") -> Chat:
    """A client who is asked for the VAT number."""
    client = desk.client(country=country, lang=lang)
    client.says("/vat")
    client.taps("🧾 Enter the VAT number")
    return client


def test_of_two_numbers_one_is_chosen_by_tapping_it(desk: Desk, lang: str) -> None:
    client = open_form(desk, "DE", lang)

    client.says("no. DE123456788 / DE136695976")
    assert client.buttons()[:2] == ["✅ DE123456788", "✅ DE136695976"]
    client.taps("DE136695976")
    client.taps("☑️ Accept terms and store")

    assert stored(client) == "DE136695976"


def test_a_siret_leads_to_the_vat_number_in_two_taps(desk: Desk, lang: str) -> None:
    client = open_form(desk, "FR", lang)

    assert "FR83404833048" in client.says("404 833 048 00022")
    assert "SIRET" in client.reads()
    client.taps("✅ Yes, {answer}", answer="FR83404833048")
    client.taps("☑️ Accept terms and store")

    assert stored(client) == "FR83404833048"


def test_a_proposal_is_taken_by_typing_yes_and_forgotten_after_another_answer(desk: Desk) -> None:
    client = open_form(desk, "FR")
    client.says("404 833 048 00022")
    assert "Is this the right number?" in client.says("Yes!")
    assert "FR83404833048" in client.reads()

    client.taps("Back")
    assert not any("FR83404833048" in label for label in client.buttons())
    client.says("404 833 048 00022")
    old = client.find("Yes, FR83404833048")
    client.says("FR12")
    assert not any("FR83404833048" in label for label in client.buttons())
    client.press(*old)
    assert "Which VAT number" in client.reads()
    assert stored(client) is None


def test_a_number_in_a_question_is_an_answer(desk: Desk) -> None:
    client = open_form(desk, "IE")

    assert "IE6433435F" in client.says("VAT no. is IE 6433435F, all right?")
    assert "Is this the right number?" in client.reads()


def test_a_french_number_of_monaco_is_at_home_there(desk: Desk) -> None:
    client = open_form(desk, "MC")

    client.says("FR53000004605")

    assert "Country: Monaco" in client.reads()
    assert "another country" not in client.reads()


def test_a_form_that_was_begun_when_it_had_more_questions_goes_on(desk: Desk) -> None:
    client = open_form(desk, "DE")
    client.says("DE123456788")
    with desk.work() as work:
        conversation = work.session.scalars(select(Conversation).where(Conversation.chat_id == client.id)).one()
        former = {"number": "DE123456788", "confirmed": "DE123456788", "organisation": client.organisation_id}
        conversation.state = {"open": {"form": "enter_vat", "serial": 1, "answers": former, "ticked": None}, "kept": []}

    client.says("/vat")
    client.taps("Enter the VAT number")
    client.taps("Accept terms and store")

    assert stored(client) == "DE123456788"


def test_who_cannot_have_a_number_is_told_why_and_what_is_needed(desk: Desk) -> None:
    private = desk.client("Mia Muster", kind=OrganisationKind.PRIVATE, country="DE")
    swiss = desk.client("Seegarten Hotels", country="CH")

    private.says("/vat")  # fact 33
    assert "Only company accounts can have a European VAT number" in private.reads()
    assert "🏢 Make it a company account" in private.buttons()
    swiss.says("/vat")  # fact 37
    assert "Seegarten Hotels is a Swiss company" in swiss.reads()
    for chat in (private, swiss):
        chat.press(chat.from_bot()[-1]["message_id"], "ve")
        assert "Which VAT number" not in chat.reads_all()


def test_an_employee_reads_the_number_but_does_not_change_it(desk: Desk) -> None:
    client = desk.client(country="DE")
    tim, tom = desk.colleague(client, "Tim"), desk.colleague(client, "Tom", role=Role.LEGAL_REPRESENTATIVE)
    tom.says("/vat")
    tom.taps("Enter the VAT number")
    enter(tom, "DE123456788")

    assert "DE123456788" in tim.says("/vat")
    assert not any(word in str(tim.buttons()) for word in ("Change", "Remove"))
    for forged in ("ve", "vr:1"):
        tim.press(tim.from_bot()[-1]["message_id"], forged)
    assert stored(client) == "DE123456788"


def test_the_ways_in_the_web_console_are_among_the_topics(desk: Desk) -> None:  # facts 34 to 36
    mia = desk.newcomer()

    assert "https://welcome.infomaniak.com/signup" in mia.says("How do I enter my VAT number with a new account?")
    assert "customer account" in mia.says("Where do I enter the VAT number in my existing account?").lower()


def test_a_number_that_nobody_asked_for_is_taken_to_its_review(desk: Desk, lang: str) -> None:
    client = desk.client("Rheinblick GmbH", country="DE", lang=lang)

    client.says("unsere Nummer ist DE 123 456 788, danke" if lang == "de" else "our number is DE 123456788, thanks")
    assert "DE123456788" in client.reads()
    assert "☑️" in client.buttons()[0]
    client.taps("☑️ Accept terms and store")

    assert stored(client) == "DE123456788"


def test_a_number_that_nobody_asked_for_can_be_put_right(desk: Desk) -> None:
    client = desk.client(country="DE")

    client.says("DE123456788")
    client.taps("Back")
    client.says("FR83123456709")
    client.taps("Accept terms and store")

    assert stored(client) == "FR83123456709"


def test_a_number_that_nobody_asked_for_is_none_of_a_private_person(desk: Desk) -> None:
    client = desk.client(country="DE", kind=OrganisationKind.PRIVATE)

    assert "becomes a company account" in client.says("our number is DE123456788")
    assert stored(client) is None


def test_a_question_with_a_number_in_it_stays_a_question(desk: Desk) -> None:
    client = desk.client(country="DE")

    assert "Is this the right number?" not in client.says("Who needs a VAT number like DE123456788?")
    assert "Is this the right number?" not in client.says("call me, 123456788")
