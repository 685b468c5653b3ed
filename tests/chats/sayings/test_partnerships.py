"""What is said about partnerships opens what its button opens, with the answers that were given."""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import Access, Payer, Status
from domain.sayings.slots import Days
from services.care.assigning import Who, look_after
from tests.asked import asks
from tests.desk import Desk
from tests.people import Chat

MARCH = Days(last=dt.date(2027, 3, 31))


def product(chat: Chat, name: str) -> int:
    with chat.desk.work() as work:
        return next(each.id for each in chat.products(work) if each.name == name)


def test_a_request_is_made_by_talking(desk: Desk, lang: str) -> None:
    lea, noah = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    shop = product(lea, "Webshop")

    review = asks(lea, "add_partner", other=noah.organisation_id, product=shop)
    assert "Alpweb" in review
    assert "Webshop" in review
    lea.taps("📨 Send the request")
    assert "Alpweb" in asks(lea, "add_partner", other=noah.organisation_id)
    waiting = (
        "Your request to {partner} is still waiting for an answer. "
        "Withdraw it first if you want to ask for something else."
    )
    assert lea.reads().startswith(lea.words(waiting, partner="Alpweb"))
    assert "🤝 Seegarten Hotels – Alpweb" in lea.reads()

    card = asks(noah, "confirm_request", other=lea.organisation_id)
    assert card.startswith(noah.words("Nothing is confirmed yet: please check it, then tap “✅” below."))
    noah.taps("✅ Confirm")

    # What it has is on the card; the other kind of access, and more products, go on from there.
    assert "🤝 Seegarten Hotels – Alpweb" in asks(lea, "add_partner", other=noah.organisation_id)
    asks(lea, "add_partner", other=noah.organisation_id, access=Access.FULL, payer=Payer.CLIENT)
    assert lea.buttons()[0] == lea.words("📨 Send the request")


def test_a_partner_asks_a_client_for_access(desk: Desk) -> None:
    lea, noah = desk.client(), desk.partner("Alpweb")
    question = asks(noah, "ask_client", other=lea.organisation_id, access=Access.FULL, payer=Payer.PARTNER)
    assert "👂 Understood: Seegarten Hotels · Full access" in question
    noah.taps("⏭ Without a message")
    noah.taps("🙋 Ask the client")
    assert "🤝 Seegarten Hotels – Alpweb" in asks(noah, "ask_client", other=lea.organisation_id)

    assert "Nothing is confirmed yet" in asks(lea, "confirm_request")  # the only one that it can be
    assert "Nothing is sent yet" in asks(noah, "resend_request")
    assert "Withdraw the request to Seegarten Hotels" in asks(noah, "withdraw_request")
    noah.taps("↩️ Yes, withdraw it")
    assert "Nothing is sent yet" in asks(noah, "resend_request", other=lea.organisation_id)
    noah.taps("📨 Send again")
    assert "Open requests" in asks(noah, "requests")
    assert "Partners of Seegarten Hotels" in asks(lea, "requests")
    for asked, other in ((noah, lea), (lea, noah)):
        assert "🤝 Seegarten Hotels – Alpweb" in asks(asked, "requests", other=other.organisation_id)
    asks(lea, "decline_request", other=noah.organisation_id)
    assert lea.reads(2) == "🤝 Seegarten Hotels – Alpweb"
    assert "Why are you declining the request from Alpweb?" in lea.reads()


def test_a_partnership_is_changed_and_ended(desk: Desk) -> None:
    lea, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.partnership(lea, alpweb, products=["Webshop"])
    made = desk.partnership(lea, nordnet, Access.FULL)
    shop, domain = product(lea, "Webshop"), product(lea, "seegarten.example")

    assert "💳" in asks(lea, "change_payer", payer=Payer.PARTNER)
    assert lea.reads(2) == "🤝 Seegarten Hotels – Nordnet"
    assert "from now on?" in lea.reads()
    assert "already" in asks(lea, "change_payer", other=nordnet.organisation_id, payer=Payer.CLIENT)
    assert "full access only" in asks(lea, "change_payer", other=alpweb.organisation_id)

    assert "➕ seegarten.example" in asks(lea, "give_products", other=alpweb.organisation_id, product=domain)
    assert "manages that already" in asks(lea, "give_products", other=alpweb.organisation_id, product=shop)
    assert "Full access covers all products" in asks(lea, "give_products", other=nordnet.organisation_id, product=shop)
    assert "end the partnership" in asks(lea, "take_products", product=shop)
    assert "does not manage that" in asks(lea, "take_products", other=alpweb.organisation_id, product=domain)
    lea.says("/cancel")
    assert "Which products should Alpweb manage" in asks(lea, "take_products")
    desk.product(lea, "Mail")
    mail = product(lea, "Mail")
    asks(lea, "give_products", product=mail)
    lea.taps("📦 Yes, change them")
    assert "➖ Mail" in asks(lea, "take_products", product=mail)

    lynx = desk.partner("Lynx").organisation_id
    taken = asks(lea, "add_partner", other=lynx, product=[domain, shop])
    assert "Understood: Lynx · Limited access" in taken
    assert "Webshop is already managed by Alpweb" in taken
    lea.says("/cancel")

    assert "already has full access" in asks(lea, "change_access", other=nordnet.organisation_id, access=Access.FULL)
    asks(lea, "change_access", other=nordnet.organisation_id, access=Access.LIMITED)
    assert "Which products" in lea.reads()

    asks(lea, "last_day", other=alpweb.organisation_id, when=MARCH)
    assert "✅ Yes, March 31, 2027" in lea.buttons()[0]

    asks(lea, "end_partnership", other=nordnet.organisation_id)
    assert lea.reads(2) == "🤝 Seegarten Hotels – Nordnet"
    assert "End the partnership with Nordnet at once?" in lea.reads()
    asks(lea, "end_partnership", other=nordnet.organisation_id, when=MARCH)
    assert "End the partnership with Nordnet on March 31, 2027?" in lea.reads()
    asks(lea, "end_partnership", other=nordnet.organisation_id, when=Days(last=dt.date(2026, 1, 31)))
    assert "What is the last day of the partnership with Nordnet?" in lea.reads()
    lea.taps("At once")
    lea.says("Nordnet")
    assert desk.status(made) is Status.ENDED


def test_an_end_said_of_an_open_request_declines_or_withdraws_it(desk: Desk) -> None:
    lea, alpweb = desk.client(), desk.partner("Alpweb")
    asked = desk.partnership(lea, alpweb, status=Status.PENDING)

    assert "Why" in asks(alpweb, "end_partnership", other=lea.organisation_id)
    alpweb.says("/cancel")
    assert "Withdraw" in asks(lea, "end_partnership", other=alpweb.organisation_id)
    assert desk.status(asked) is Status.PENDING


def test_certain_products_are_all_that_a_partner_may_manage_from_now_on(desk: Desk) -> None:
    lea, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.product(lea, "Mail")
    shop, domain, mail = (product(lea, name) for name in ("Webshop", "seegarten.example", "Mail"))
    desk.partnership(lea, alpweb, products=["Webshop", "Mail"])
    desk.partnership(lea, nordnet, Access.FULL)

    assert "Which products" in asks(lea, "change_access", other=alpweb.organisation_id, product=shop)
    left = asks(lea, "change_access", other=alpweb.organisation_id, access=Access.LIMITED, product=shop)
    assert "➖ Mail" in left
    changed = asks(lea, "change_access", other=alpweb.organisation_id, access=Access.LIMITED, product=domain)
    assert "➕ seegarten.example" in changed
    same = asks(lea, "change_access", other=alpweb.organisation_id, access=Access.LIMITED, product=[shop, mail])
    assert "manages that already" in same

    # Whoever has access to everything is asked for less: it must agree.
    less = asks(lea, "change_access", other=nordnet.organisation_id, product=domain)
    assert "Limited access" in less
    assert "seegarten.example" in less
    assert lea.buttons()[0] == "📨 Send the request"


def test_of_everything_a_product_is_taken_by_limited_access_to_the_others(desk: Desk) -> None:
    lea, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.product(lea, "Mail")
    desk.product(lea, "Intranet")
    shop = product(lea, "Webshop")
    desk.partnership(lea, alpweb, products=["Mail"])
    desk.partnership(lea, nordnet, Access.FULL)

    left = asks(lea, "take_products", other=nordnet.organisation_id, product=shop)
    assert lea.reads(2) == "🤝 Seegarten Hotels – Nordnet"
    assert "Limited access" in left
    for name, stays in {"seegarten.example": True, "Intranet": True, "Webshop": False, "Mail": False}.items():
        assert (name in left) is stays, name
    assert lea.buttons()[0] == "📨 Send the request"

    # “Nordnet soll nur noch an den Webshop, den Rest nehmen wir weg”
    only = asks(lea, "take_products", other=nordnet.organisation_id, product=shop, access=Access.LIMITED)
    assert "Webshop" in only
    assert "Intranet" not in only

    every = [product(lea, name) for name in ("Webshop", "seegarten.example", "Intranet")]
    none = asks(lea, "take_products", other=nordnet.organisation_id, product=every)
    assert "Nordnet manages nothing else: to take that away, end the partnership." in none


def test_nothing_is_said_of_what_is_not_there_or_not_ones_own_to_see(desk: Desk) -> None:
    lea, noah = desk.client(), desk.partner("Alpweb")
    other = desk.client("Bergblick", first_name="Ida")
    mine = desk.partnership(lea, noah)
    tim, zoe = desk.colleague(noah), desk.colleague(noah, "Zoe")
    with desk.work() as work:
        look_after(work, noah.row(work), lea.organisation_id, Who(person=zoe.row(work).id), cares=True)
    for name in ("end_partnership", "confirm_request", "decline_request", "withdraw_request", "resend_request"):
        assert asks(tim, name, other=lea.organisation_id) == asks(tim, name, other=other.organisation_id)
        assert tim.reads() == "This client is not one of yours."

    nordnet = desk.partner("Nordnet")
    assert asks(lea, "end_partnership", other=nordnet.organisation_id) == (
        "Nordnet is not your partner, and you have no open request to it."
    )
    assert lea.buttons()[0] == "➕ Add a partner"
    assert "Only a legal representative" in asks(
        desk.colleague(lea, "Urs"), "end_partnership", other=noah.organisation_id
    )
    assert asks(lea, "withdraw_request") == "You have no open request at present."
    desk.partnership(lea, nordnet, Access.FULL)
    asks(lea, "end_partnership")
    assert lea.reads(2) == "Which one do you mean? Tap it: you find “⏹ End partnership” there."
    assert "Partners of Seegarten Hotels" in lea.reads()
    assert desk.status(mine) is Status.ACTIVE


def test_newcomers_register_first(desk: Desk) -> None:
    noah, mia = desk.partner("Alpweb"), desk.newcomer()
    assert "You would like to work with Alpweb." in asks(mia, "add_partner", other=noah.organisation_id)
    assert "📝 Register an organisation" in mia.buttons()
    assert "which organisation you act for" in asks(mia, "add_partner")
    assert "📝 Register an organisation" in mia.buttons()


TWO = {
    "de": "Alpweb soll den Webshop betreuen und Liffey das Hosting, beide eingeschränkt",
    "en": "Alpweb should get the webshop and Liffey the hosting",
}


def test_what_is_said_of_two_partners_is_begun_for_the_first_one_alone(desk: Desk, lang: str) -> None:
    client = desk.client(lang=lang, products=("Webshop", "Hosting"))
    desk.partner("Alpweb")
    desk.partner("Liffey")
    client.says(TWO[lang])
    words = "One after the other: this is about {partner}. Please say afterwards what you want with {others}."
    assert client.words(words, partner="Alpweb", others="Liffey") in client.reads_all()
    assert "Alpweb" in client.reads()
    assert "Webshop" in client.reads()
    assert "Hosting" not in client.reads()


NOT_AFTER_ALL = {"de": "nein, das Hosting doch nicht", "en": "no, not the hosting"}


def test_nobody_is_told_that_nothing_was_changed_right_after_it_was(desk: Desk, lang: str) -> None:
    client, liffey = desk.client(lang=lang, products=("Webshop", "Hosting", "Blog")), desk.partner("Liffey")
    desk.partnership(client, liffey, products=["Blog"])
    client.says("gib Liffey noch das Hosting dazu" if lang == "de" else "give Liffey the hosting as well")
    client.taps("📦 Yes, change them")
    client.says(NOT_AFTER_ALL[lang])
    holds = "That holds already, and {other} has been told. What you can change about it is below."
    assert client.reads().startswith(client.words(holds, other="Liffey"))
