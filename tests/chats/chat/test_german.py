"""The main job in German, word for word: what a reader in Switzerland sees."""

from __future__ import annotations

from domain.partnerships.rules import Access
from tests.desk import Desk


def test_from_the_first_word_to_the_confirmed_partnership(desk: Desk) -> None:
    alpweb, mia = desk.partner("Alpweb", lang="de"), desk.newcomer("Mia", lang="de")

    mia.taps("Organisation registrieren")
    assert "Für wen handeln Sie?" in mia.reads()
    mia.taps("Privatkonto")
    mia.says("Mia Muster")
    mia.taps("Schweiz")
    assert "Dürfen Sie für Mia Muster entscheiden?" in mia.reads()
    mia.taps("Das erkläre ich")
    mia.taps("Registrieren")
    assert "Mia Muster ist registriert" in mia.reads()

    mia.taps("Partner hinzufügen")
    mia.says("alpweb")
    assert "Welchen Zugriff soll Alpweb erhalten?" in mia.reads()
    mia.taps("Vollständiger Zugriff")
    mia.taps("Zahlungsmittel von Alpweb")
    assert "Bitte prüfen Sie Ihre Anfrage an Alpweb" in mia.reads()
    assert "Alpweb kann für Sie bestellen und verlängern." in mia.reads()  # fact 21
    mia.taps("Anfrage senden")
    assert "Ihre Anfrage ist unterwegs." in mia.reads()
    assert "⏳ Wartet bis 23. Dezember 2026, 10:00 auf die Antwort von Alpweb" in mia.reads()

    assert "Mia Muster möchte mit Ihnen zusammenarbeiten." in alpweb.reads()
    alpweb.taps("Bestätigen")
    assert "🎉 Alpweb hat bestätigt." in mia.reads()


def test_a_mistyped_vat_number_is_explained(desk: Desk) -> None:
    client = desk.client("Rheinblick GmbH", country="DE", lang="de")

    client.says("/vat")
    client.taps("MwSt.-Nummer eingeben")
    client.says("DE123456789")

    assert "Die Prüfziffern von DE123456789 stimmen nicht" in client.reads()
    assert "Eine richtige sieht aus wie DE123456788." in client.reads()


def test_questions_are_answered(desk: Desk) -> None:
    mia = desk.newcomer(lang="de")

    assert "Bestellen und verlängern kann er für Sie nicht." in mia.says("Was heisst eingeschränkter Zugriff?")
    assert "Infomaniak hat eine Richtlinie" in mia.says("Gibt es eine Whistleblower-Policy?")
    assert "Darauf habe ich keine Antwort." in mia.says("Schneit es am Sonntag?")
    mia.send(kind="voice")
    assert "schreiben Sie" in mia.reads()


def test_amounts_days_and_countries_are_written_as_in_switzerland(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang="de", products=[]), desk.partner("Alpweb", lang="de")
    client.says("/addproduct")
    client.taps("Domain")
    client.says("seegarten.example")
    client.says("2000")
    assert "CHF 2’000.00 pro Jahr" in client.reads().replace("\u00a0", " ")
    client.taps("Hinzufügen")

    desk.partnership(client, alpweb, Access.FULL)
    client.says("/partners")
    client.taps("Alpweb")
    assert "✅ Bestätigt am 23. November 2026" in client.reads()
    assert "Firma, Schweiz" in client.says("/organisation")


def test_nothing_is_left_in_english(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten", lang="de"), desk.partner("Alpweb", lang="de")
    desk.partnership(client, alpweb)
    for chat in (client, alpweb):
        for command in sorted(desk.app.desk.commands):
            chat.says(f"/{command}")
        chat.says("/cancel")

        words = set(chat.reads_all().lower().replace(".", " ").replace(",", " ").split())
        assert words.isdisjoint({"the", "you", "your", "and", "with", "please", "which"})
        assert "ß" not in chat.reads_all()
