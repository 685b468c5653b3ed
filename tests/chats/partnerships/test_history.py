"""The history of a partnership: in sentences, in pages, and as documents for the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from domain.organisations.verification import VerifiedBy
from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.words import Money
from services import products
from services.partnerships import answering, changing, ending, enquiries, negotiating
from services.partnerships.preparing import send_prepared
from storage.tables import Organisation, Partnership, Person, Product
from storage.work import Work
from tests.desk import Desk
from tests.people import Chat

NAME = "<b>Böse & Co</b>"


def opens(chat: Chat, name: str, command: str = "/partners") -> str:
    """The first page of the history of the partnership with `name`."""
    chat.says(command)
    chat.taps(name)
    return chat.taps("🕘 History")


def steps_on(page: str) -> list[str]:
    """The steps of a page without their days, the newest first."""
    return [entry.partition(" · ")[2] for entry in page.split("\n\n")[1:]]


def does(desk: Desk, who: Chat, deed: Callable[[Work, Person], Any]) -> Any:
    """Somebody does something in the chat, an hour after whatever was done before."""
    desk.clock.advance(hours=1)
    with desk.app.units.begin("chat") as work:
        person = who.row(work)
        work.actor_id = person.id
        return deed(work, person)


def negotiated(desk: Desk, client: Chat, partner: Chat) -> int:
    """Alpweb asks for full access, is asked for how long, and is granted the webshop."""
    full = Terms(Access.FULL, Payer.PARTNER, frozenset())
    with desk.work() as work:
        shop = next(product.id for product in client.products(work) if product.name == "Webshop")
    granted, why = Terms(Access.LIMITED, None, frozenset({shop})), "We relaunch <your> shop."
    of = client.organisation_id
    made = does(desk, partner, lambda work, noah: negotiating.ask(work, desk.programme, noah, of, full, why).id)
    asked = does(desk, client, lambda work, lea: enquiries.ask(work, lea, made, "How long?").id)
    does(desk, partner, lambda work, noah: enquiries.answer(work, noah, asked, "Until March."))
    words = "The shop is enough."
    does(desk, client, lambda work, lea: answering.grant(work, desk.programme, lea, made, granted, words))
    return int(made)


def changes_products(desk: Desk, client: Chat, partnership_id: int, times: int) -> None:
    """The client takes a product away, gives it back, and so on."""
    for number in range(times):

        def change(work: Work, lea: Person, number: int = number) -> None:
            mine = sorted(product.id for product in client.products(work))
            changing.change_products(work, lea, partnership_id, frozenset(mine[: 1 + number % 2]))

        does(desk, client, change)


SENTENCES = {
    "en": [
        ("Lea confirmed the partnership: limited access to Webshop.\n“The shop is enough.”",
         "Seegarten confirmed the partnership: limited access to Webshop.\n“The shop is enough.”"),
        ("Alpweb answered: “Until March.”", "Noah answered: “Until March.”"),
        ("Lea asked Alpweb: “How long?”", "Seegarten asked Alpweb: “How long?”"),
        ("Alpweb asked Seegarten for access: full access, payment means of Alpweb.\n“We relaunch <your> shop.”",
         "Noah asked Seegarten for access: full access, payment means of Alpweb.\n“We relaunch <your> shop.”"),
    ],
    "de": [
        ("Lea hat die Partnerschaft bestätigt: eingeschränkter Zugriff auf Webshop.\n«The shop is enough.»",
         "Seegarten hat die Partnerschaft bestätigt: eingeschränkter Zugriff auf Webshop.\n«The shop is enough.»"),
        ("Alpweb hat geantwortet: «Until March.»", "Noah hat geantwortet: «Until March.»"),
        ("Lea hat Alpweb gefragt: «How long?»", "Seegarten hat Alpweb gefragt: «How long?»"),
        ("Alpweb hat Seegarten um Zugriff gebeten: vollständiger Zugriff, Zahlungsmittel von Alpweb."
         "\n«We relaunch <your> shop.»",
         "Noah hat Seegarten um Zugriff gebeten: vollständiger Zugriff, Zahlungsmittel von Alpweb."
         "\n«We relaunch <your> shop.»"),
    ],
}  # fmt: skip


def test_each_side_reads_who_did_what_and_of_the_other_side_only_its_name(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    negotiated(desk, client, alpweb)

    assert steps_on(opens(client, "Alpweb")) == [ours for ours, _ in SENTENCES[lang]]
    assert steps_on(opens(alpweb, "Seegarten", "/clients")) == [theirs for _, theirs in SENTENCES[lang]]
    day = {"en": "November 23, 2026", "de": "23. November 2026"}[lang]
    assert client.reads().split("\n\n")[1].startswith(f"{day} · ")
    client.taps("◀️ Back")
    assert "🕘" in str(client.buttons())
    assert len(client.buttons()) <= 8


def test_a_page_has_eight_steps_and_as_many_statements_whatever_there_is(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    made = negotiated(desk, client, alpweb)
    opens(client, "Alpweb")
    counts = []
    for changes in (0, 8, 8):
        changes_products(desk, client, made, changes)
        client.taps("◀️ Back")
        with desk.statements() as noted:
            page = client.taps("🕘 History")
        counts.append(len(noted))
        assert len(steps_on(page)) == min(8, 4 + changes)
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 17, "as many as a card takes, and three"
    assert client.buttons() == ["◀️", "1/3", "▶️", "📄 As a document", "◀️ Back", "🏠 Menu"]
    client.taps("▶️")
    assert "2/3" in client.buttons()
    client.taps("▶️")
    assert steps_on(client.reads())[-1].startswith("Alpweb asked Seegarten for access")


def test_whatever_people_write_a_page_fits_into_a_message(desk: Desk, lang: str) -> None:
    names = ("Webshop", *(f"{number} {'&' * 250}" for number in range(12)))
    client = desk.client("Ä" * 80, products=names, first_name="L" * 64, lang=lang)
    alpweb = desk.partner("W" * 80, lang=lang)
    limited = Terms(Access.LIMITED, None, frozenset(product.id for product in _products(desk, client)))
    full, of, words = Terms(Access.FULL, Payer.PARTNER, frozenset()), client.organisation_id, "&" * 500
    made = does(desk, alpweb, lambda work, noah: negotiating.ask(work, desk.programme, noah, of, full, words).id)
    for _ in range(6):
        does(desk, client, lambda work, lea: negotiating.counter(work, desk.programme, lea, made, limited, words))
        does(desk, alpweb, lambda work, noah: negotiating.counter(work, desk.programme, noah, made, full, words))
    client.says("/menu")
    page = client.press(client.from_bot()[-1]["message_id"], f"hs:{made}:0")
    assert len(steps_on(page)) == 8
    assert len(page) < 4096
    assert page.count("…") >= 8, "what was cut says so"
    client.taps("📄 As a document")
    assert client.reads_file().decode().count("&amp;" * 500) == 13, "on paper, there is room for all of it"


def _products(desk: Desk, client: Chat) -> list[Product]:
    with desk.work() as work:
        return client.products(work)


def test_what_was_only_prepared_is_the_clients_alone(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten", verified=False), desk.partner("Alpweb")
    desk.partnership(client, alpweb, products=["Webshop"], status=Status.PENDING)
    desk.clock.advance(days=3)

    def verified(work: Work) -> None:
        seegarten = work.session.get_one(Organisation, client.organisation_id)
        seegarten.verified_at, seegarten.verified_by = work.now, VerifiedBy.SUPPORT
        work.session.flush()
        send_prepared(work, desk.programme, seegarten)

    desk.happens(verified)
    assert [step.partition(" ")[0] for step in steps_on(opens(client, "Alpweb"))] == ["The", "Seegarten"]
    assert steps_on(opens(alpweb, "Seegarten", "/requests")) == [
        "Seegarten sent Alpweb a request: limited access to Webshop."
    ]


class Read(HTMLParser):
    """What a document shows, and its tags with what they point to."""

    def __init__(self, document: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.texts: list[str] = []
        self.feed(document.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.texts += [data.strip()] if data.strip() else []


SECTIONS = {
    "en": ("History of the partnership", "Client", "Terms", "What happened"),
    "de": ("Verlauf der Partnerschaft", "Kunde", "Was gilt", "Was geschehen ist"),
}


def test_the_document_holds_all_of_it_and_nothing_but_words(desk: Desk, lang: str) -> None:
    client = desk.client(NAME, lang=lang, number="CHE-123.456.788", products=("<i>shop</i>", "Webshop"))
    alpweb = desk.partner("Alpweb", lang=lang)
    made = negotiated(desk, client, alpweb)
    changes_products(desk, client, made, 9)
    opens(client, "Alpweb")
    client.taps("📄 As a document")
    assert client.buttons() == [client.words("◀️ Back"), client.words("🏠 Menu")]
    assert client.files() == [f"{client.words('History')}-Alpweb-2026-11-23.html"]

    document = client.reads_file()
    read = Read(document)
    assert read.tags.isdisjoint({"script", "img", "link", "a", "iframe", "b", "i"})
    assert read.names.isdisjoint({"src", "href", "onclick", "onload"})
    assert "://" not in document.decode()
    shown = " ".join(read.texts)
    assert f"{NAME} – Alpweb" in read.texts
    for part in (*SECTIONS[lang], "CHE-123.456.788", alpweb.partner_code, "<i>shop</i>", "We relaunch <your> shop."):
        assert part in shown, part
    assert shown.count(client.words("{who} changed the products.", who="Lea")) == 9
    assert [text for text in read.texts if "Noah" in text] == [], "people of the other side are nobody's business"
    assert f'<html lang="{lang}">' in document.decode()


def test_the_handover_list_shows_what_there_was_when_it_ended(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(NAME, lang=lang), desk.partner("Alpweb", lang=lang)
    made = desk.partnership(client, alpweb, Access.FULL, payer=Payer.PARTNER)
    assert client.words("📄 Handover list") not in _card(client, "Alpweb")

    def ends(work: Work, noah: Person) -> None:
        ended = ending.end(work, noah, made)
        ended.reason, ended.last_words = "#capacity", "Thanks & farewell <3"

    alpweb.says("/clients")
    alpweb.taps(NAME)
    does(desk, client, lambda work, _: _expires(work, client, "Webshop", dt.date(2027, 3, 1)))
    does(desk, alpweb, ends)

    def goes_on(work: Work, lea: Person) -> None:
        _expires(work, client, "Webshop", dt.date(2031, 3, 1))
        next(each for each in client.products(work) if each.name == "Webshop").name = "Secret shop"
        products.add(work, lea, desk.programme.catalogue[1].code, "New idea", Money(Decimal(240), "CHF"))

    does(desk, client, goes_on)
    alpweb.taps("🕘 History")
    alpweb.taps("◀️ Back")
    assert len(alpweb.buttons()) <= 8
    alpweb.taps("📄 Handover list")
    shown = " ".join(Read(alpweb.reads_file()).texts)
    first = {"en": "March 1, 2027", "de": "1. März 2027"}[lang]
    for part in (NAME, "Webshop", "seegarten.example", first, "Thanks & farewell <3"):
        assert part in shown, part
    assert alpweb.words("We have no capacity now.") in shown
    for later in ("Secret shop", "New idea", "2031"):
        assert later not in shown, later


def _card(chat: Chat, name: str) -> list[str]:
    chat.says("/partners")
    chat.taps(name)
    return chat.buttons()


def _expires(work: Work, client: Chat, name: str, day: dt.date) -> None:
    next(each for each in client.products(work) if each.name == name).expires_on = day


def test_what_nobody_has_answered_is_handed_over_as_open(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    made = desk.partnership(client, alpweb, products=["Webshop"], status=Status.PENDING)
    does(desk, alpweb, lambda work, noah: enquiries.ask(work, noah, made, "Which <CMS>?"))
    does(desk, alpweb, lambda work, noah: answering.confirm(work, noah, made))
    opens(client, "Alpweb")
    does(desk, client, lambda work, lea: ending.end(work, lea, made))
    client.taps("◀️ Back")
    client.taps("📄 Handover list")
    shown = Read(client.reads_file()).texts
    assert "“Which <CMS>?”" in shown
    assert "Webshop" in shown
    assert "seegarten.example" not in shown, "it was never Alpweb's to manage"


@pytest.mark.parametrize("data", ["hs:{made}:0", "hd:{made}", "hx:{made}", "hs:{made}:-7", "hs:{made}:99"])
def test_nobody_else_reads_it(desk: Desk, data: str) -> None:
    client, alpweb, stranger = desk.client("Seegarten"), desk.partner("Alpweb"), desk.client("Holunder")
    made = desk.partnership(client, alpweb)
    stranger.says("/menu")
    pressed = stranger.press(stranger.from_bot()[-1]["message_id"], data.format(made=made))
    assert "Alpweb" not in pressed
    assert stranger.files() == []
    client.says("/menu")
    client.press(client.from_bot()[-1]["message_id"], data.format(made=made))
    if data.startswith("hx"):
        assert client.files() == [], "nobody has ended it"
    else:
        assert "Alpweb" in client.reads() + str(client.files())


def test_a_request_that_was_never_sent_has_no_history_for_the_partner(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten", verified=False), desk.partner("Alpweb")
    made = desk.partnership(client, alpweb, products=["Webshop"], status=Status.PENDING)
    with desk.work() as work:
        assert work.session.get_one(Partnership, made).status is Status.PREPARED
    alpweb.says("/menu")
    assert "Webshop" not in alpweb.press(alpweb.from_bot()[-1]["message_id"], f"hs:{made}:0")
