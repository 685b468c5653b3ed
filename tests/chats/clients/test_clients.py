"""A partner's clients: the list, the page of one of them, what runs out, and who sees how much of it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from domain.partnerships.rules import Access, Payer, Status
from domain.people import Role
from storage.tables import Audit, Partnership, Person, Product
from tests.desk import Desk
from tests.people import Chat


def expires(desk: Desk, client: Chat, product: str, day: dt.date) -> None:
    """The client's product runs out on that day."""
    with desk.work() as work:
        of_it = (Product.organisation_id == client.organisation_id, Product.name == product)
        work.session.scalars(select(Product).where(*of_it)).one().expires_on = day


def opens(chat: Chat, client: str = "Seegarten") -> str:
    """The page of the client."""
    chat.says("/clients")
    return chat.taps(client)


def given(noah: Chat, name: str, client: str = "Seegarten") -> None:
    """The client is this colleague's from now on."""
    opens(noah, client)
    noah.taps("👥 Who looks after it")
    noah.taps(name)


def test_the_list_begins_with_what_needs_attention_and_is_searched_and_narrowed_down(desk: Desk) -> None:
    noah = desk.partner("Alpweb")
    clients = {}
    for number in range(9):
        clients[number] = desk.client(f"Hotel {number}", products=(f"hotel-{number}.example",))
        desk.partnership(clients[number], noah, Access.FULL, payer=Payer.CLIENT)
    zurich = desk.client("Zürcher Hof", products=("zh.example", "Intranet"))
    desk.partnership(zurich, noah, products=["zh.example"])
    desk.partnership(zurich, noah, Access.FULL, payer=Payer.PARTNER, status=Status.PENDING)
    expires(desk, clients[7], "hotel-7.example", dt.date(2026, 12, 24))
    expires(desk, clients[3], "hotel-3.example", dt.date(2026, 11, 20))
    expires(desk, clients[4], "hotel-4.example", dt.date(2027, 5, 1))

    noah.says("/clients")
    assert noah.buttons()[:4] == ["🔔 Zürcher Hof", "⏳ Hotel 3", "⏳ Hotel 7", "✅ Hotel 0"]
    assert "⏳ Hotel 3 – Full access – The client’s means" in noah.reads()
    assert "🔔 Zürcher Hof – Limited access\n   📥 its request waits for you" in noah.reads()
    assert "⚠️ 1 product ran out on November 20, 2026" in noah.reads()
    assert "⏳ 1 product runs out on December 24, 2026" in noah.reads()
    assert "to search these 10." in noah.reads()
    assert noah.buttons()[8:11] == ["◀️", "1/2", "▶️"]
    noah.taps("▶️")
    assert noah.buttons()[:2] == ["✅ Hotel 6", "✅ Hotel 8"]
    noah.press(noah.find("▶️")[0], "lp:clients:77:")  # of a message that is years old
    assert noah.buttons()[:2] == ["✅ Hotel 6", "✅ Hotel 8"]

    for text, found in (("hof zurcher", "🔔 Zürcher Hof"), ("ZH.example", "🔔 Zürcher Hof"), ("hotel 5", "✅ Hotel 5")):
        noah.says(f"/clients {text}")
        assert noah.buttons()[0] == found
        assert "✅" not in noah.buttons()[1]
    for text, found in (("Zürcher Hof", "🔔 Zürcher Hof"), ("hotel-5.example", "✅ Hotel 5")):
        noah.says(text)  # as plain text
        assert noah.buttons()[0] == found
    noah.says("Zürcher: Hof")  # a button has no place for the colon
    assert noah.buttons()[0] == "🔔 Zürcher Hof"
    noah.says("What does full access mean?")
    assert "🔔 Zürcher Hof" not in noah.buttons()
    assert "No client has “intranet”" in noah.says("/clients intranet")  # it is not Alpweb's to see
    noah.taps("All clients")

    noah.taps("🎛 Filter")
    noah.taps("Full access")
    assert "9 clients match." in noah.reads()
    noah.taps("Own payment means")
    assert "0 clients match." in noah.reads()
    noah.taps("The client’s means")
    noah.taps("👥 Show 9 clients")
    assert "9 clients · Full access · The client’s means" in noah.reads()
    noah.taps("▶️")
    assert noah.buttons()[0] == "✅ Hotel 8"
    noah.taps("🎛 Filter")
    noah.taps("Something waits")
    noah.taps("👥 Show 0 clients")
    assert "No client matches: Full access · The client’s means · Something waits" in noah.reads()
    noah.taps("🎛 Filter")
    noah.taps("Limited access")
    noah.taps("👥 Show 1 client")
    assert noah.buttons()[0] == "🔔 Zürcher Hof"

    tim = desk.colleague(noah, "Tim")
    given(noah, "Tim", "Hotel 7")
    given(noah, "Tim", "Hotel 3")
    assert "waits for a legal representative" in tim.says("/clients zürcher")
    tim.says("/clients")
    assert tim.buttons()[2] == "✅ Hotel 0"
    tim.taps("🎛 Filter")
    tim.taps("Given to me")
    tim.taps("👥 Show 2 clients")
    assert tim.buttons()[:2] == ["⏳ Hotel 3", "⏳ Hotel 7"]


def test_the_page_of_a_client_says_all_about_it_to_the_partners_people_alone(desk: Desk, lang: str) -> None:
    lea, noah = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    tim, ada = desk.colleague(noah, "Tim", lang=lang), desk.colleague(noah, "Ada", lang=lang, role=Role.READER)
    made = desk.partnership(lea, noah, Access.FULL, payer=Payer.PARTNER)
    expires(desk, lea, "seegarten.example", dt.date(2026, 12, 24))
    expires(desk, lea, "Webshop", dt.date(2026, 11, 20))

    opens(noah)
    assert noah.words("⚠️ ran out on {day}", day=dt.date(2026, 11, 20)) in noah.reads()
    assert noah.words("{product} (until {day})", product="seegarten.example", day=dt.date(2026, 12, 24)) in noah.reads()
    assert noah.words("You can order and renew for {client}.", client="Seegarten") in noah.reads()  # fact 21
    assert noah.words("👥 Everybody at {partner} looks after it.", partner="Alpweb") in noah.reads()
    noah.taps("📝 Notes")
    noah.taps("➕ New note")
    noah.says("Prefers calls <before> noon.")
    assert "Prefers calls <before> noon." in noah.reads()
    assert noah.buttons()[:2] == [noah.words("✏️ Change {number}", number=1), noah.words("🗑 Delete {number}", number=1)]
    note = noah.find("✏️ Change {number}", number=1), noah.find("🗑 Delete {number}", number=1)

    opens(tim)
    assert "Prefers calls <before> noon." in tim.reads()
    tim.taps("📝 Notes ({count})", count=1)
    assert tim.words("✏️ Change {number}", number=1) not in tim.buttons()
    tim.taps("➕ New note")
    tim.says("Invoices to the owner.")
    tim.taps("✏️ Change {number}", number=1)
    tim.says("Invoices to the owner’s office.")
    opens(ada)
    ada.taps("📝 Notes ({count})", count=2)
    assert "Invoices to the owner’s office." in ada.reads()
    assert ada.buttons() == [ada.words("◀️ Back"), ada.words("🏠 Menu")]  # a reader reads
    lea.says("/menu")
    for _, data in note:  # forged
        for chat in (ada, lea):
            chat.press(chat.from_bot()[-1]["message_id"], data)
            assert chat.words("🗑 Yes, delete it") not in chat.buttons()
            assert "noon" not in lea.reads_all()

    given(noah, "Tim")
    noah.taps("🤝 The partnership")
    noah.taps("👤 The client")
    assert noah.words("👥 Looked after by {names}", names="Tim") in noah.reads()
    noah.taps("📦 Products ({count})", count=2)
    assert noah.words("expires on {day}", day=dt.date(2026, 12, 24)) in noah.reads()
    noah.taps("◀️ Back")
    noah.taps("📝 Notes ({count})", count=2)
    noah.taps("🗑 Delete {number}", number=1)
    assert "Invoices to the owner’s office." in noah.reads()
    noah.taps("🗑 Yes, delete it")
    assert "Invoices" not in noah.reads()

    desk.partnership(lea, noah, status=Status.PENDING, products=["Webshop"])
    opens(noah)
    noah.taps("📥 The open request")
    assert noah.words("✅ Confirm") in noah.buttons()

    lea.says("/partners")
    lea.taps("Alpweb")
    lea.taps("🕘 History")
    lea.taps("📄 As a document")
    shown = lea.reads_all() + lea.reads_file().decode()
    assert "noon" not in shown
    assert "Invoices to" not in shown
    for code in ("un", "ut"):
        lea.press(lea.from_bot()[-1]["message_id"], f"{code}:{made}" + (":0" if code == "ut" else ""))
        assert "noon" not in lea.reads_all()
    with desk.work() as work:
        trail = work.session.scalars(select(Audit).where(Audit.subject == "client_note")).all()
        assert trail
        assert all("noon" not in str((row.before, row.after)) for row in trail)


def test_what_runs_out_is_told_on_mondays_to_whoever_wants_it(desk: Desk, lang: str) -> None:
    noah = desk.partner("Alpweb", lang=lang)
    seegarten, bergbahn = desk.client("Seegarten"), desk.client("Bergbahn")
    desk.partnership(seegarten, noah, Access.FULL, payer=Payer.PARTNER)
    desk.partnership(bergbahn, noah, products=["Webshop"])
    expires(desk, seegarten, "Webshop", dt.date(2027, 1, 10))
    expires(desk, bergbahn, "Webshop", dt.date(2026, 12, 24))
    expires(desk, bergbahn, "seegarten.example", dt.date(2026, 12, 1))  # not Alpweb's to manage
    tim = desk.colleague(noah, "Tim", lang=lang)

    for chat in (noah, tim):
        chat.says("/expiring")
        assert chat.buttons()[:2] == ["Bergbahn", "Seegarten"]
        assert "seegarten.example" not in chat.reads()
        chat.taps("🔔 Remind me every Monday")
    assert "👤" in noah.reads()
    assert "🔁" in noah.reads()
    tim.taps("🔕 No more on Mondays")
    before = tim.reads_all()

    desk.clock.moment = dt.datetime(2026, 11, 30, 8, 30, tzinfo=dt.UTC)  # Monday, half past nine in Zurich
    desk.look_at_deadlines()
    told = noah.reads()
    heading = {
        "de": "⏳ Bei Ihren Kunden laufen in den nächsten 60 Tagen 2 Produkte ab.",
        "en": "⏳ 2 products run out at your clients in the next 60 days.",
    }
    assert told.startswith(heading[lang])
    assert "Bergbahn" in told
    assert tim.reads_all() == before

    expires(desk, seegarten, "Webshop", dt.date(2029, 1, 10))
    expires(desk, bergbahn, "Webshop", dt.date(2029, 12, 24))
    desk.clock.moment = dt.datetime(2026, 12, 7, 8, 30, tzinfo=dt.UTC)
    desk.look_at_deadlines()
    assert noah.reads() == told  # nothing to tell, no message
    expires(desk, bergbahn, "Webshop", dt.date(2027, 1, 31))
    desk.clock.moment = dt.datetime(2026, 12, 14, 8, 30, tzinfo=dt.UTC)
    desk.look_at_deadlines()
    assert "Webshop" in noah.reads()
    with desk.work() as work:  # they act for somebody else by now
        work.session.get_one(Person, noah.row(work).id).organisation_id = bergbahn.organisation_id
    noah.taps("🔕 No more on Mondays")
    with desk.work() as work:
        work.session.get_one(Person, noah.row(work).id).organisation_id = noah.organisation_id
    noah.says("/expiring")
    assert noah.words("🔔 Remind me every Monday") in noah.buttons()


def test_clients_are_found_as_one_types_in_the_own_chat_and_in_no_other(desk: Desk) -> None:
    noah, lea = desk.partner("Alpweb"), desk.client("Seegarten")
    tim = desk.colleague(noah, "Tim")
    desk.partnership(lea, noah, Access.FULL, payer=Payer.PARTNER)
    desk.partnership(desk.client("Bergbahn"), noah, products=["Webshop"])
    desk.colleague(noah, "Ada")
    given(noah, "Ada", "Bergbahn")
    desk.settle()

    everything = noah.types_inline("")
    assert [each["title"] for each in everything["results"]] == ["Bergbahn", "Seegarten"]
    found = noah.types_inline("garten")
    assert [(each["title"], each["description"]) for each in found["results"]] == [
        ("Seegarten", "Full access · Own payment means")
    ]
    assert (found["cache_time"], found["is_personal"]) == (0, True)
    page = noah.sends_inline(found, found["results"][0]["id"])
    assert page.startswith("👤 Seegarten\n✅ Confirmed")

    titles = [each["title"] for each in tim.types_inline("")["results"]]
    assert titles == ["Seegarten"]  # Bergbahn is Ada's
    assert not lea.types_inline("alp")["results"]
    room = desk.group([noah, tim])
    elsewhere = noah.types_inline("garten", chat_id=room.id)
    assert "Seegarten" not in [each["title"] for each in elsewhere["results"]]


def test_products_are_the_partners_to_see_while_the_partnership_lasts(desk: Desk) -> None:
    noah, lea = desk.partner("Alpweb"), desk.client("Seegarten")
    asked = desk.partnership(lea, noah, Access.FULL, payer=Payer.CLIENT, status=Status.PENDING)
    noah.says("/menu")
    noah.press(noah.from_bot()[-1]["message_id"], f"up:{asked}::0")  # forged
    assert "There is none (any more) that you manage." in noah.reads()

    eva = desk.client("Bergbahn")
    over = desk.partnership(eva, noah, Access.FULL, payer=Payer.CLIENT)
    opens(noah, "Bergbahn")
    noah.taps("📦 Products (2)")
    assert "Webshop" in noah.reads()
    with desk.work() as work:
        work.session.get_one(Partnership, over).status = Status.ENDED
    noah.press(noah.from_bot()[-1]["message_id"], f"up:{over}::0")
    assert "Webshop" not in noah.reads()
