"""The main journeys at a made-up provider, docs/second-provider.toml: its profile is all that is different."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Bot

from bot.delivery.calls import Call, calls_of
from bot.profile.reading import load_profile
from domain.words import Named
from storage.tables import Product
from storage.tables.base import JsonObject
from tests.desk import Desk, Loop
from tests.people import Chat

PROFILE = Path(__file__).parents[2] / "docs" / "second-provider.toml"
PROGRAMME = load_profile(PROFILE)
CONSOLE = "https://console.nordlicht.example"


@pytest.fixture
def profile() -> Path:
    return PROFILE


@pytest.fixture
def desk(
    playground_url: str, database_url: str, loop: Loop, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A desk of the second provider. Whatever it says, it never says the name of the first."""
    said: list[str] = []

    def overheard(bot: Bot) -> Call:
        call = calls_of(bot)

        async def listen(method: str, parameters: JsonObject) -> object:
            said.append(json.dumps(parameters, ensure_ascii=False).lower())
            return await call(method, parameters)

        return listen

    monkeypatch.setattr("bot.app.calls_of", overheard)
    running = Desk(playground_url, database_url, loop, profile=profile)
    yield running
    running.settle()
    running.close()
    assert any("nordlicht" in message for message in said)
    assert [message for message in said if "infomaniak" in message] == []


def named(name: Named, lang: str) -> str:
    return name.de if lang == "de" else name.en


def owns(chat: Chat, *names: str) -> None:
    """The chat's organisation has these products in its account at the provider."""
    with chat.desk.work() as work:
        for number, name in enumerate(names):
            kind = PROGRAMME.catalogue[number % len(PROGRAMME.catalogue)].code
            work.session.add(
                Product(
                    organisation_id=chat.organisation_id,
                    kind=kind,
                    name=name,
                    yearly_value=24_000,
                    provider_id=f"p-{chat.organisation_id}-{number}",
                    as_of=work.now,
                )
            )


def client(desk: Desk, lang: str, country: str = "DK") -> Chat:
    chat = desk.client("Fjordhotel ApS", lang=lang, country=country, products=())
    owns(chat, "fjordhotel.example", "Buchung")
    return chat


def registering(desk: Desk, lang: str, kind: str = "Company") -> Chat:
    mia = desk.newcomer(lang=lang)
    assert PROGRAMME.provider in mia.reads()
    mia.says("/register")
    mia.taps("🏢 {kind}" if kind == "Company" else "👤 {kind}", kind=mia.words(kind))
    mia.says("Rheinblick GmbH" if kind == "Company" else "Mia Muster")
    return mia


def test_who_registers_a_company_reads_which_countries_are_taken(desk: Desk, lang: str) -> None:
    mia = registering(desk, lang)
    assert [label.partition(" ")[2] for label in mia.buttons()[:3]] == (
        ["Deutschland", "Dänemark", "Norwegen"] if lang == "de" else ["Germany", "Denmark", "Norway"]
    )
    refused = mia.says("Schweiz")
    assert (
        "Dieses Programm nimmt nur Firmen aus diesen Ländern auf: Deutschland, Dänemark und Norwegen. "
        "Schweiz gehört nicht dazu."
        if lang == "de"
        else "This programme takes companies from these countries only: Germany, Denmark, and Norway. "
        "Switzerland is not among them."
    ) in refused
    mia.says("Deutschland")
    mia.says("Amtsgericht Freiburg, HRB 700123")
    mia.taps("✅ I declare this")
    mia.taps("✅ Register")
    registered = "🎉 <b>{organisation}</b> is registered, and you are acting for it."
    assert mia.words(registered, organisation="Rheinblick GmbH") in mia.reads()


def test_a_private_account_may_be_anywhere(desk: Desk) -> None:
    mia = registering(desk, "en", "Private account")
    assert any("Switzerland" in label for label in mia.buttons())
    mia.says("Schweiz")
    assert "May you decide for Mia Muster?" in mia.reads()


def test_nobody_is_called_like_this_provider(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("/register")
    mia.taps("Company")
    assert "looks like the name of Nordlicht Hosting (Demo)" in mia.says("Nordlicht Hosting Demo AG")


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    """The same provider, which lets people type products."""
    path = tmp_path / "profile.toml"
    text = PROFILE.read_text("utf-8").replace("by_hand = false", "by_hand = true")
    shutil.copytree(PROFILE.with_suffix(""), tmp_path / PROFILE.stem)
    path.write_text(text, "utf-8")
    return path


class TestByHand:
    @pytest.fixture
    def profile(self, by_hand: Path) -> Path:
        return by_hand

    def test_products_are_of_this_providers_kinds(self, desk: Desk, lang: str) -> None:
        chat = desk.client("Fjordhotel ApS", lang=lang, country="DK", products=())
        chat.says("/addproduct")
        kinds = [named(kind.name, lang) for kind in PROGRAMME.catalogue]
        assert [label for label in chat.buttons() if label in kinds] == kinds
        chat.taps(kinds[2])
        assert kinds[2] in chat.reads()
        chat.says("Buchungssystem")
        chat.says("1200")
        assert kinds[2] in chat.reads()


def test_limited_access_is_asked_for_and_confirmed(desk: Desk, lang: str) -> None:
    lea, alpweb = client(desk, lang), desk.partner("Polarweb", lang=lang, country="NO")
    lea.says("/addpartner")
    lea.taps("Polarweb")
    lea.taps("Limited access")
    lea.taps("Buchung")
    lea.taps("Done ({count} chosen)", count=1)
    lea.taps("📨 Send the request")
    assert "Buchung" in alpweb.reads()
    assert "fjordhotel.example" not in alpweb.reads()
    alpweb.taps("✅ Confirm")
    told = "🎉 <b>{other} has confirmed.</b> The partnership begins now."
    assert lea.words(told, other="Polarweb") in lea.reads()
    lea.says("/products")
    assert named(PROGRAMME.catalogue[1].name, lang) in lea.reads()


def test_full_access_is_asked_for_reminded_of_and_lapses_in_its_time(desk: Desk, lang: str) -> None:
    lea, alpweb = client(desk, lang), desk.partner("Polarweb", lang=lang, country="NO")
    lea.says("/addpartner")
    lea.taps("Polarweb")
    lea.taps("Full access")
    lea.taps("Payment means of {other}", other="Polarweb")
    lea.taps("📨 Send the request")
    reminders = 0
    for _ in range(21):
        before = len(alpweb.from_bot())
        desk.clock.advance(days=1)
        desk.look_at_deadlines()
        reminders += len(alpweb.from_bot()) - before
    assert reminders == 3 + 1  # after 2, 7 and 16 days; and that it has lapsed after 21
    assert lea.reads().startswith("⌛")


def test_a_vat_number_is_entered_under_this_providers_terms(desk: Desk, lang: str) -> None:
    lea = client(desk, lang, country="DE")
    lea.says("/vat")
    lea.taps("🧾 Enter the VAT number")
    lea.says("DE123456788")
    assert CONSOLE in lea.reads()
    names = "«Vertragsdaten», dann «Bearbeiten»" if lang == "de" else "“Contract details”, then “Edit”"
    assert names in lea.reads()
    lea.taps("☑️ Accept terms and store")
    assert lea.words("For companies in the EU with a valid number, reverse charge applies.") in lea.reads()


QUESTIONS = {
    "de": [
        ("Wie füge ich einen Partner hinzu?", ("«Agenturen»", "«Agentur einladen»", CONSOLE)),
        ("Welche Bedingungen gelten für Reseller?", ("EUR\xa0500, DKK\xa03’750 oder NOK\xa05’899.50", "partner-terms")),
        ("Welche Vorteile habe ich als Partner?", ("Polarstern", "22.5\xa0%")),
        ("Wer ist Nordlicht Hosting?", ("Nordlicht Hosting (Demo) ist der Anbieter hinter dem Reseller-Programm",)),
        ("Gibt es eine Whistleblower-Richtlinie?", ("https://nordlicht.example/policy",)),
        ("MwSt.-Nummer bei einem neuen Konto angeben", ("https://nordlicht.example/signup",)),
        ("MwSt.-Nummer bei einem bestehenden Konto", ("«Vertragsdaten»", "«Bearbeiten»")),
    ],
    "en": [
        ("How do I add a partner?", ("“Agencies” tab", "“Invite an agency”", CONSOLE)),
        (
            "How do I become a reseller?",
            ("EUR\xa0500, DKK\xa03,750, or NOK\xa05,899.50", "partner-terms"),
        ),
        ("What benefits do I have as a partner?", ("Polar star", "22.5\xa0%")),
        ("Who is Nordlicht Hosting?", ("Nordlicht Hosting (Demo) is the provider behind the reseller programme",)),
        ("Is there a whistleblower policy?", ("https://nordlicht.example/policy",)),
        ("enter the VAT number with a new account", ("https://nordlicht.example/signup",)),
        ("VAT number with an existing account", ("“Contract details”", "“Edit”")),
    ],
}


def test_questions_are_answered_with_this_providers_name_links_and_numbers(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)
    for question, answers in QUESTIONS[lang]:
        said = mia.says(question)
        assert [answer for answer in answers if answer not in said] == [], (question, said)


LEFT_OUT = {
    "de": ("Wie funktioniert das Affiliate-Programm?", "Was ist eine Ausschreibung?"),
    "en": ("How does the affiliate programme work?", "What is a tender?"),
}


def test_what_this_programme_does_not_have_is_not_explained(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)
    for question in LEFT_OUT[lang]:
        assert mia.words(
            "I have no answer to that. I know the reseller programme, access and payment means, partnerships "
            "and VAT numbers: try other words, or look through the topics."
        ) in mia.says(question)


def test_every_article_is_this_providers_and_leads_only_to_articles_that_there_are(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)
    knowledge = desk.app.desk.around.knowledge
    articles = [article for _, group in knowledge.topics(lang) for article in group]
    assert len(articles) == 36
    for article in articles:
        assert "{" not in article.question + article.title + article.body
        mia.says(f"/start faq_{article.id}")
        assert article.question in mia.reads_all()
    assert mia.words("I do not know the link that brought you here: it may be mistyped or out of date.") in mia.says(
        "/start faq_tenders"
    )


def test_editors_write_places_and_readers_read_what_stands_for_them(desk: Desk) -> None:
    support, mia = desk.support(), desk.newcomer()
    body = "**In short:** ask {provider}, <{console}>."
    support.writes(support.omar, f"/rewrite invoices en\n{body}")
    assert "In short:" in support.reads(back=2)
    assert "ask Nordlicht Hosting (Demo), https://console.nordlicht.example" in support.reads(back=2)
    support.writes(support.omar, f"/rewrite invoices de\n{body}")
    support.writes(support.omar, "/publish invoices")
    desk.read_news()
    assert "ask Nordlicht Hosting (Demo)" in mia.says("Who sees the invoices?")

    support.writes(support.omar, "/rewrite invoices en\nAsk {company}, <https://console.example>.")
    refused = support.reads()
    assert "“{company}” is no place that the profile fills; these are: {accounting}, {add_partner}, " in refused
    assert "“https://console.example” is not among the pages an article may link to." in refused


def test_support_is_there_in_its_own_hours(desk: Desk, lang: str) -> None:
    support, lea = desk.support(), client(desk, lang)
    desk.clock.advance(hours=9, minutes=30)  # 19:30 in Zurich, which is within these hours
    assert "7:30" not in lea.says("/human")
    lea.says("Hello?")
    desk.clock.advance(minutes=44)
    desk.look_at_deadlines()
    assert "Fjordhotel" not in support.reads(), "nobody waits for longer than 45 minutes of these hours yet"
    mia = desk.newcomer(lang=lang)
    assert "7:30" in mia.says("/human")


def test_an_invitation_lives_as_long_as_the_profile_says(desk: Desk) -> None:
    lea, tim = client(desk, "en"), desk.newcomer("Tim")
    lea.says("/people")
    lea.taps("➕ Invite")
    lea.taps("➕ Employee")
    link = next(word for word in lea.reads().split() if "start=join_" in word)
    desk.clock.advance(days=3, minutes=1)
    assert "This invitation link expired on" in tim.says(f"/start {link.partition('start=')[2]}")


def test_a_kind_that_has_left_the_catalogue_is_a_plain_product_on_the_last_shelf(desk: Desk, lang: str) -> None:
    lea = desk.client("Fjordhotel ApS", lang=lang, country="DK", products=())
    owns(lea, "fjordhotel.example")
    with desk.work() as work:
        (product,) = lea.products(work)
        product.kind = "fax_line"
    lea.says("/products")
    assert "fjordhotel.example" in lea.reads()
    assert PROGRAMME.category_of("fax_line").code == "extras"
