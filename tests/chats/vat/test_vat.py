"""An organisation's VAT number: enter, correct, change, remove."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.people import Role
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
    client.taps("✅ Yes, that is right")
    assert "https://manager.infomaniak.com" in client.reads()
    assert "infomanaik" not in client.reads()  # fact 37
    assert stored(client) is None
    client.taps("☑️ I have read and accept them")
    client.taps("✅ Store the VAT number")

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
        assert "step 1 of 3" in client.reads()
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
    client.taps("Yes, that is right")
    client.taps("I have read and accept them")
    client.taps("Store the VAT number")


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


def test_another_number_in_the_review_is_confirmed_anew(desk: Desk) -> None:
    client = desk.client(country="DE")
    client.says("/vat")
    client.taps("Enter the VAT number")
    client.says("DE123456788")
    client.taps("Yes, that is right")
    client.taps("I have read and accept them")

    client.taps("Change something")
    client.taps("VAT number")
    client.says("ATU12345005")

    assert "Country: Austria" in client.reads()
    assert client.buttons()[0] == "✅ Yes, that is right"


def test_who_cannot_have_a_number_is_told_why_and_what_is_needed(desk: Desk) -> None:
    private = desk.client("Mia Muster", kind=OrganisationKind.PRIVATE, country="DE")
    swiss = desk.client("Seegarten Hotels", country="CH")

    private.says("/vat")  # fact 33
    assert "Only company accounts can have a European VAT number" in private.reads()
    assert "/register" in private.reads()
    assert "📝 Register a company" in private.buttons()
    swiss.says("/vat")  # fact 37
    assert "Seegarten Hotels is a Swiss company" in swiss.reads()
    for chat in (private, swiss):
        chat.press(chat.from_bot()[-1]["message_id"], "ve")
        assert "step 1" not in chat.reads_all()


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
