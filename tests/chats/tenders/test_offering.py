"""From a published tender to the added partner: offers, questions, comparing, accepting, undertaking (facts 8, 12)."""

from __future__ import annotations

import io

from PIL import Image

from domain.people import Role
from services.people import colleagues
from tests.chats.tenders.tendering import fills_in, publishes, read
from tests.desk import Desk
from tests.people import Chat

SUBJECT = "New website for our hotel"
TEXT = "Twelve pages with WordPress in two languages, photos included; we train your people in May."


def opens_tender(chat: Chat) -> str:
    """Shows the tender's card."""
    chat.says("/tenders")
    return chat.taps(SUBJECT)


def offers(chat: Chat, price: str = "4500", text: str = TEXT) -> str:
    """Makes an offer without files, ready in March."""
    opens_tender(chat)
    chat.taps("📨 Make an offer")
    chat.says(text)
    chat.says(price)
    chat.says("31.3.2027")
    chat.taps("No files")
    return chat.taps("📨 Make the offer")


def test_from_the_offer_to_the_added_partner(desk: Desk, lang: str) -> None:
    client = desk.client("Seegarten", lang=lang)
    alpweb, nordnet = desk.partner("Alpweb", lang="de"), desk.partner("Nordnet", lang="en")
    publishes(client)

    opens_tender(alpweb)
    alpweb.taps("📨 Make an offer")
    alpweb.says("Call us: +41 31 555 12 12, we do everything that you want, quickly and well.")
    assert "+41 31 555 12" in alpweb.reads()  # neither side's contact before the client wants it
    alpweb.says(TEXT)
    alpweb.says("EUR 4500")
    assert alpweb.words("120/h") in alpweb.reads()  # a right price
    alpweb.says("4’500.–")
    alpweb.says("31.3.2027")
    alpweb.send(kind="document")
    assert "document.txt" in alpweb.reads()
    alpweb.taps(alpweb.buttons()[0])
    assert "Infomaniak" in alpweb.reads()  # fact 8, before the offer is made
    alpweb.taps("📨 Make the offer")
    assert "Alpweb" in client.reads()
    assert TEXT in client.reads()
    offers(nordnet, "110-130/h", "Two weeks of work: a theme of your own, texts by our editor, pictures by you.")

    opens_tender(nordnet)
    nordnet.taps("❓ Ask")
    nordnet.says("Who writes the texts?")
    nordnet.taps("📨 Send")
    assert "Nordnet" in client.reads()
    client.taps("💬 Answer")
    client.says("We do, in German and French.")
    client.taps("📢 All partners")
    assert "We do, in German and French." in nordnet.reads()
    assert "We do, in German and French." in alpweb.reads()  # it has offered, and reads what others are answered
    assert "Nordnet" not in alpweb.reads()

    opens_tender(client)
    client.taps("📨 Offers: {count}", count=2)
    table = read(client)
    assert "A Alpweb" in table
    assert "B Nordnet" in table
    assert "110–130/h" in table
    client.taps("B Nordnet")
    client.taps("❓ Ask")
    client.says("How many hours would that be?")
    client.taps("📨 Send")
    nordnet.taps("💬 Answer")
    nordnet.says("Forty.")
    nordnet.taps("📨 Send")
    assert "Forty." in client.reads()

    opens_tender(client)
    client.taps("📨 Offers: {count}", count=2)
    client.taps("A Alpweb")
    client.taps("⭐ Shortlist")
    assert client.words("⭐ On your shortlist") in client.reads()
    client.taps("🤝 Accept")
    assert "Infomaniak" in client.reads()
    client.taps("🤝 Yes, accept it")
    client.taps("📎 Files")
    assert client.files() == ["document.txt"]
    assert "Lea" not in alpweb.reads()
    alpweb.taps("✅ We undertake that")
    assert "Lea, Seegarten" in alpweb.reads()
    assert "Noah, Alpweb" in client.reads()
    assert nordnet.words("🙏 The client has decided otherwise") not in alpweb.reads_all()
    assert nordnet.reads_all().count("It thanks you for your offer.") == 1

    client.taps("🤝 Add this partner")
    client.taps("Limited access")
    client.taps("seegarten.example")
    client.taps("Done ({count} chosen)", count=1)
    client.taps("📨 Send the request")
    alpweb.taps("✅ Confirm")
    opens_tender(client)
    client.taps("📨 Offers: {count}", count=1)
    client.taps("A ✅ Alpweb")
    client.taps("🤝 Show the partnership")
    assert "seegarten.example" in client.reads()


def test_many_offers_are_a_list_and_a_picture(desk: Desk) -> None:
    client = desk.client("Seegarten")
    partners = [desk.partner(name) for name in ("Alpweb", "Nordnet", "Bergwerk Digital", "Seeweb")]
    publishes(client)
    opens_tender(client)
    client.taps("📨 Offers: {count}", count=0)
    assert "None yet." in client.reads()
    assert {"⏳ Extend", "✏️ Change", "⏹ Close"} <= set(client.buttons())
    for number, partner in enumerate(partners):
        offers(partner, str(3000 + 500 * number), f"{TEXT} {'More of it. ' * number}")

    opens_tender(client)
    client.taps("📨 Offers: {count}", count=4)
    assert "C Bergwerk Digital: CHF 4,000.00, ready by Mar 31, 2027" in read(client)
    client.taps("🖼 As a picture")
    picture = Image.open(io.BytesIO(client.reads_file("offers.png")))
    assert picture.size == (1080, 958)
    assert "D Seeweb: CHF 4,500.00" in read(client)  # what the picture says, its caption says, too

    for letter in "BD":
        client.taps("◀️ Offers")
        client.taps(letter)
        client.taps("⭐ Shortlist")
    client.taps("◀️ Offers")
    client.taps("⭐ Shortlist")
    assert "Price in CHF" in client.reads()
    client.taps("B ⭐ Nordnet")
    client.taps("🙏 No, thank you")
    client.taps("🙏 Yes, thank it")
    assert "decided otherwise" in partners[1].reads()

    partners[3].says("/offers")
    partners[3].taps(SUBJECT)
    old = partners[3].find("🗑 Withdraw")
    partners[3].taps("🗑 Withdraw")
    partners[3].taps("🗑 Yes, withdraw it")
    assert "Seeweb has withdrawn" in client.reads()
    partners[3].press(*old)
    assert "has been withdrawn" in partners[3].reads()
    assert "↩️ Withdrawn" in partners[3].reads_all()  # the tapped message shows where the offer stands


def test_who_has_left_or_been_thanked_is_told_no_more(desk: Desk) -> None:
    client, alpweb, noah = desk.client("Seegarten"), desk.partner("Alpweb"), desk.partner("Nordnet")
    tim = desk.colleague(noah, role=Role.ADMINISTRATOR)
    publishes(client)
    offers(alpweb)
    offers(tim, "3000", "A theme of your own in two weeks, texts by our editor, pictures by you.")
    opens_tender(tim)
    tim.taps("❓ Ask")
    tim.says("Who writes the texts?")
    tim.taps("📨 Send")
    with desk.work() as work:
        colleagues.leave(work, tim.row(work), noah.organisation_id)
        work.events.clear()

    client.taps("💬 Answer")
    client.says("We do, in German and French.")
    client.taps("👤 Only Nordnet")
    assert "We do, in German and French." in noah.reads()
    opens_tender(client)
    for label in ("📨 Offers: {count}", "A Alpweb", "🙏 No, thank you", "🙏 Yes, thank it"):
        client.taps(label, count=2)
    desk.clock.advance(minutes=1)
    opens_tender(client)
    client.taps("⏹ Close")
    client.taps("Done on our own")

    assert "decided otherwise" in alpweb.reads()  # that it is closed is no news for it
    for chat in (alpweb, tim):
        assert "is closed" not in chat.reads_all()
    assert "We do" not in tim.reads_all()


def test_a_visitor_registers_before_it_accepts(desk: Desk) -> None:
    visitor, alpweb = desk.newcomer("Mia"), desk.partner("Alpweb")
    fills_in(visitor)
    visitor.says("Mia Muster, painter in Bern")
    visitor.taps("📣 Publish")
    offers(alpweb)
    visitor.taps("📨 Show the offer")
    visitor.taps("🤝 Accept")
    assert "for which organisation the partner will work" in visitor.reads()

    visitor.taps("Register")
    visitor.taps("👤 Private account")
    visitor.says("Mia Muster")
    visitor.taps("Switzerland")
    visitor.taps("✅ I declare this")
    visitor.taps("Register")
    opens_tender(visitor)
    for label in ("📨 Offers: {count}", "A Alpweb", "🤝 Accept", "🤝 Yes, accept it"):
        visitor.taps(label, count=1)
    alpweb.taps("✅ We undertake that")
    visitor.taps("🤝 Add this partner")
    assert "Which access should Alpweb have?" in visitor.reads()
