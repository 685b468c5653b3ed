"""Names in a message: whom a person may name, whom nobody learns of, and what it costs."""

from __future__ import annotations

from domain.organisations.client_codes import client_code
from domain.partnerships.rules import Access, Status
from handlers.chat.turn import Turn
from handlers.sayings.names import named, put_together, unknown_name
from services.care.assigning import Who, limit_to, look_after
from storage.partnerships import open_between
from tests.chats.sayings.naming import in_turn, reads, statements
from tests.desk import Desk


def test_a_client_names_any_partner_its_own_first_and_what_it_has(desk: Desk) -> None:
    client = desk.client("Berghotel Sonne AG", products=("Webshop", "sonne-shop.ch", "Mail"))
    own, other = desk.partner("Müller Web GmbH"), desk.partner("Webwerk Müller & Söhne")
    for name in ("Alpweb AG", "Nordnet Sàrl", "Partner Plus", "Neustart GmbH", "Kreativküche"):
        desk.partner(name)
    desk.colleague(client, "Rolf")
    desk.partnership(client, own)
    texts = {
        "Alpwebs Zugriff auf den Webshop": ["Alpwebs = Alpweb AG", "Webshop = Webshop"],
        "alpwep und nordnet": ["alpwep ~ Alpweb AG", "nordnet = Nordnet Sàrl"],
        "kreativkueche, alp web": ["kreativkueche = Kreativküche", "alp web = Alpweb AG"],
        "kündige Müller": ["Müller ~ Müller Web GmbH"],
        "webwerk mueller & soehne": ["webwerk mueller & soehne = Webwerk Müller & Söhne"],
        f"nimm {other.partner_code.lower()} dazu": [f"{other.partner_code.lower()} = Webwerk Müller & Söhne"],
        "wir wollen einen Neustart mit mehr Partnern": [],
        "partner plus soll sonne-shop.ch machen": ["partner plus = Partner Plus", "sonne-shop.ch = sonne-shop.ch"],
        "schick mir eine Mail zur Rechnung": [],
        "was darf Rolf bei Nordnet?": ["Rolf = Rolf", "Nordnet = Nordnet Sàrl"],
        "Berghotel Sonne": [],
    }
    assert reads(client, *texts) == list(texts.values())


def test_a_visitor_names_partners_and_nothing_else(desk: Desk) -> None:
    desk.partner("Alpweb AG")
    desk.client("Berghotel Sonne AG", products=("Webshop",))
    found = reads(desk.newcomer(), "Alpweb soll den Webshop von Berghotel Sonne und Lea betreuen", "müller")
    assert found == [["Alpweb = Alpweb AG"], []]


def test_a_closed_partner_is_found_no_more(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner("Alpweb AG")
    with desk.work() as work:
        own = partner.row(work).organisation
        assert own is not None
        own.closed_at = work.now
    assert reads(client, "alpweb", partner.partner_code) == [[], []]


def test_a_partner_names_its_clients_and_nobody_else(desk: Desk) -> None:
    partner, other = desk.partner("Alpweb AG"), desk.partner("Nordnet GmbH")
    linde = desk.client("Gasthof Linde", products=("linde.ch", "Webshop"))
    krone = desk.client("Hotel Krone", products=("krone.ch",))
    stranger = desk.client("Hotel Adler", products=("adler.ch",))
    past = desk.client("Bergblick Immobilien")
    desk.partnership(linde, partner, Access.FULL)
    desk.partnership(krone, partner, status=Status.PENDING)
    desk.partnership(stranger, other, Access.FULL)
    desk.partnership(past, partner, Access.FULL)
    with desk.work() as work:
        ended = open_between(work.session, past.organisation_id, partner.organisation_id, work.now)[Status.ACTIVE]
        ended.status, ended.closed_at = Status.ENDED, work.now
    codes = {chat: client_code(chat.organisation_id) for chat in (linde, stranger)}
    texts = {
        "die Linde": ["Linde ~ Gasthof Linde"],
        "gasthof lindes Webshop": ["gasthof lindes = Gasthof Linde", "Webshop = Webshop"],
        "die Anfrage der Krone": ["Krone ~ Hotel Krone"],
        "Hotel Adler und Nordnet": [],
        "adler.ch": [],
        "linde.ch": ["linde.ch = linde.ch"],
        "krone.ch": ["krone.ch ~ Hotel Krone"],
        "bergblick": ["bergblick ~ Bergblick Immobilien"],
        f"{codes[linde]} und {codes[stranger]}": [f"{codes[linde]} = Gasthof Linde"],
    }
    assert reads(partner, *texts) == list(texts.values())


def test_an_employee_of_a_partner_names_the_clients_given_to_them(desk: Desk) -> None:
    partner = desk.partner("Alpweb AG")
    tim, ida = desk.colleague(partner, "Tim"), desk.colleague(partner, "Ida")
    linde, krone = (
        desk.client("Gasthof Linde", products=("linde.ch", "Linden-Shop")),
        desk.client("Hotel Krone", products=("krone.ch",)),
    )
    desk.partnership(linde, partner, products=("linde.ch", "Linden-Shop"))
    desk.partnership(krone, partner, Access.FULL)
    with desk.work() as work:
        look_after(work, partner.row(work), krone.organisation_id, Who(person=ida.row(work).id), cares=True)
        work.events.clear()
    text = "Gasthof Linde, Hotel Krone, krone.ch und linde.ch von Ida"
    rest = ["linde.ch = linde.ch", "Ida = Ida"]
    everything = ["Gasthof Linde = Gasthof Linde", "Hotel Krone = Hotel Krone", "krone.ch = krone.ch", *rest]
    assert reads(partner, text) == reads(ida, text) == [everything]
    assert reads(tim, text) == [["Gasthof Linde = Gasthof Linde", *rest]]
    assert reads(tim, f"{client_code(krone.organisation_id)}") == [[]]

    with desk.work() as work:
        (only, _) = sorted(product.id for product in linde.products(work))
        look_after(work, partner.row(work), linde.organisation_id, Who(person=tim.row(work).id), cares=True)
        limit_to(work, partner.row(work), linde.organisation_id, Who(person=tim.row(work).id), {only})
        work.events.clear()
    assert reads(tim, "linde.ch, Shop der Linde") == [["linde.ch = linde.ch", "Linde ~ Gasthof Linde"]]
    assert reads(partner, "linde.ch, Shop der Linde") == [
        ["linde.ch = linde.ch", "Shop ~ Linden-Shop", "Linde ~ Gasthof Linde"]
    ]


def test_several_that_fit_are_a_choice_and_many_are_none(desk: Desk) -> None:
    client = desk.client()
    for place in ("Bern", "Basel", "Thun"):
        desk.partner(f"Ostwind {place}")
    for place in ("Bern", "Basel", "Thun", "Chur", "Genf", "Zug", "Wil"):
        desk.partner(f"Westwind {place}")
    texts = {
        "Ostwind": ["Ostwind ? Ostwind Basel | Ostwind Bern | Ostwind Thun"],
        "Ostwind Thun": ["Ostwind Thun = Ostwind Thun"],
        "Westwind": [],
        "westwind chur": ["westwind chur = Westwind Chur"],
    }
    assert reads(client, *texts) == list(texts.values())


def test_a_message_takes_two_statements_at_most_and_one_of_ordinary_words_none(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner("Alpweb AG")
    desk.partnership(client, partner)
    taken = {
        "Wie viele Partner kann ich haben?": 0,
        "Alpweb": 1,
        "kündige Alpweb": 1,
        "Alpweb soll den Webshop betreuen": 2,
        "Füge Mülller Itt, Xenonn, Nordnett und Kreativvküche hinzu, und zwar für den Webshop und seegarten.example": 2,
    }
    assert {text: statements(client, text)[1] for text in taken} == taken
    assert statements(desk.newcomer(), "Alpweb für den Webshop")[1] == 1
    assert statements(partner, "Seegarten")[1] == 3, "the two, and the role at the partner"


def test_nobody_waits_for_statements_that_are_put_together_before(desk: Desk) -> None:
    client, partner = desk.client(products=("Webshop",)), desk.partner("Alpweb AG")
    desk.partnership(client, partner)

    def prepare(turn: Turn) -> None:
        assert not any(put_together(turn.work))

    with desk.statements() as ready:
        in_turn(client, prepare)
    texts = ("Alpweb", f"Alpweb {partner.partner_code}", "Alpweb soll den Webshop, linde.ch und adler.example betreuen")
    for chat in (client, partner):
        for text in texts:
            with desk.statements() as asked:
                reads(chat, text)
            looked_for = [each for each in asked if "search_name" in each and "LIMIT" in each]
            assert set(looked_for) <= set(ready), text
            assert looked_for


def test_a_name_that_nobody_has_is_known_as_one(desk: Desk) -> None:
    client = desk.client()
    desk.partner("Alpweb AG")
    texts = {
        "Füge Müller IT hinzu": "Müller IT",
        "Füge „neue medien“ hinzu": "neue medien",
        "bitte Zürcher Webfabrik AG mit vollem Zugriff": "Zürcher Webfabrik AG",
        "Meier & Söhne sollen den Server betreuen": "Meier & Söhne",
        "add P-000000 please": "P-000000",
        "Alpweb soll den Shop betreuen": None,
        "einen Partner hinzufügen": None,
        "Ich möchte einen Partner hinzufügen": None,
        "Alpweb und Bergson": "Bergson",
        "Seegarten Hotels möchte einen Partner": None,
    }

    def look(text: str) -> str | None:
        place = in_turn(client, lambda turn: unknown_name(turn, text, named(turn, text)))
        return None if place is None else text[slice(*place)]

    assert {text: look(text) for text in texts} == texts
