"""The first word, links, the menu, the language and the help."""

from __future__ import annotations

import re

from domain.partnerships.rules import Status
from tests.desk import Desk


def test_a_newcomer_is_greeted_in_the_language_of_their_telegram(desk: Desk) -> None:
    assert "Welcome, Mia!" in desk.newcomer("Mia", lang="en").reads()
    assert "Willkommen, Luca!" in desk.newcomer("Luca", lang="de").reads()
    assert "Willkommen, Reto!" in desk.newcomer("Reto", lang="de-CH").reads()
    assert "Welcome, Zoé!" in desk.newcomer("Zoé", lang="fr").reads()


def test_the_language_is_switched_with_one_tap_from_the_welcome(desk: Desk) -> None:
    mia = desk.newcomer(lang="en")

    assert mia.taps("Deutsch") == "Ab jetzt schreibe ich Ihnen auf Deutsch."
    assert "Willkommen" in mia.reads()
    mia.says("/language")
    assert mia.buttons()[:2] == ["☑️ Deutsch", "◻️ English"]
    assert mia.taps("English") == "From now on I write to you in English."
    assert "Welcome" in mia.says("/start")


def test_the_welcome_says_what_the_bot_is_for_and_what_comes_first(desk: Desk) -> None:
    mia = desk.newcomer()

    assert "reseller programme" in mia.reads()
    assert "which organisation you act for" in mia.reads()
    assert mia.buttons()[0] == "📝 Register an organisation"
    mia.taps("Register an organisation")
    assert "For whom do you act?" in mia.reads()


def test_a_link_to_an_article_shows_it(desk: Desk) -> None:
    assert "policy that protects whistleblowers" in desk.person().says("/start faq_whistleblower-policy")


def test_an_unknown_link_gets_a_sentence_and_the_welcome(desk: Desk) -> None:
    mia = desk.person("Mia")

    for payload in ("abracadabra", "faq_unicorns", "join", "<b>", "x" * 64):
        mia.says(f"/start {payload}")
        assert "do not know the link" in mia.reads()
        assert "Welcome, Mia!" in mia.reads()


def test_the_menu_offers_what_the_person_can_do(desk: Desk) -> None:
    stranger, client, partner = desk.newcomer(), desk.client(), desk.partner()
    employee = desk.colleague(client)

    stranger.says("/menu")
    assert "📝 Register an organisation" in stranger.buttons()
    client.says("/menu")
    assert {"🤝 Add a partner", "👥 Partners", "📦 Products", "🏢 Organisation"} <= set(client.buttons())
    assert "Seegarten Hotels" in client.reads()
    employee.says("/menu")
    assert "🤝 Add a partner" not in employee.buttons()
    partner.says("/menu")
    assert {"📥 Requests", "👥 Clients"} <= set(partner.buttons())
    desk.partnership(client, partner)
    desk.partnership(desk.client("Berghof"), partner, status=Status.PENDING)
    partner.says("/menu")
    assert "1 thing waits for you" in partner.reads()
    assert "🔔 1 thing waits for you." in partner.buttons()


def test_the_help_names_every_command_of_telegrams_menu_and_each_gets_an_answer(desk: Desk) -> None:
    mia = desk.newcomer()

    named = set(re.findall(r"/(\w+)", mia.says("/help")))

    shown = desk.playground.get("/commands", params={"language_code": "en"}).json()
    assert named | {"help"} == {command["command"] for command in shown}
    for command in sorted(named):
        before = len(mia.from_bot())
        mia.says(f"/{command}")
        assert len(mia.from_bot()) > before, f"/{command} is met with silence"


def test_the_help_says_nothing_twice(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)

    said = mia.says("/help")

    entries = [line.partition(" – ")[2].lower() for line in said.splitlines() if line.startswith("/")]
    labels = [re.sub(r"^\W+", "", label).lower() for label in mia.buttons()]
    assert len(entries) == len(set(entries)) > 10
    assert not set(entries) & set(labels)
    assert not [entry for entry in entries if "partner:" in entry or "partners:" in entry]  # the heading says it
    assert len(said.split()) <= 260


def test_an_unknown_command_is_named_and_the_help_offered(desk: Desk) -> None:
    assert "I do not know the command /adpartner" in desk.newcomer().says("/adpartner")
