"""The history of a partnership: in sentences, in pages, and as a document for the file."""

from __future__ import annotations

from domain.partnerships.rules import Access, Payer, Terms
from services.partnerships import answering, enquiries, negotiating
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


def negotiated(desk: Desk, client: Chat, partner: Chat) -> int:
    """Alpweb asks for full access, is asked why, is granted the webshop, and ends it; an hour lies between two steps."""
    shop = next(product for product in _products(desk, client) if product[1] == "Webshop")
    with desk.work() as work:
        noah = partner.row(work)
        work.channel, work.actor_id = "chat", noah.id
        terms = Terms(Access.FULL, Payer.PARTNER, frozenset())
        made = negotiating.ask(work, desk.programme, noah, client.organisation_id, terms, "We relaunch <your> shop.").id
    desk.clock.advance(hours=1)
    with desk.work() as work:
        lea = client.row(work)
        work.channel, work.actor_id = "chat", lea.id
        asked = enquiries.ask(work, lea, made, "How long?").id
    desk.clock.advance(hours=1)
    with desk.work() as work:
        noah = partner.row(work)
        work.channel, work.actor_id = "chat", noah.id
        enquiries.answer(work, noah, asked, "Until March.")
    desk.clock.advance(hours=1)
    with desk.work() as work:
        lea = client.row(work)
        work.channel, work.actor_id = "chat", lea.id
        terms = Terms(Access.LIMITED, None, frozenset({shop[0]}))
        answering.grant(work, desk.programme, lea, made, terms, "The shop is enough.")
    return made


def _products(desk: Desk, client: Chat) -> list[tuple[int, str]]:
    with desk.work() as work:
        return [(product.id, product.name) for product in client.products(work)]


SENTENCES = {
    "en": [
        ("Lea confirmed the partnership: limited access to Webshop.\n“The shop is enough.”",
         "Seegarten confirmed the partnership: limited access to Webshop.\n“The shop is enough.”"),
        ("Alpweb answered:\n“Until March.”", "Noah answered:\n“Until March.”"),
        ("Lea asked Alpweb:\n“How long?”", "Seegarten asked Alpweb:\n“How long?”"),
        ("Alpweb asked Seegarten for access: full access, payment means of Alpweb.\n“We relaunch <your> shop.”",
         "Noah asked Seegarten for access: full access, payment means of Alpweb.\n“We relaunch <your> shop.”"),
    ],
    "de": [
        ("Lea hat die Partnerschaft bestätigt: eingeschränkter Zugriff auf Webshop.\n«The shop is enough.»",
         "Seegarten hat die Partnerschaft bestätigt: eingeschränkter Zugriff auf Webshop.\n«The shop is enough.»"),
        ("Alpweb hat geantwortet:\n«Until March.»", "Noah hat geantwortet:\n«Until March.»"),
        ("Lea hat Alpweb gefragt:\n«How long?»", "Seegarten hat Alpweb gefragt:\n«How long?»"),
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


def show(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    negotiated(desk, client, alpweb)
    print(opens(client, "Alpweb"), client.buttons())
