"""A partner asks a client for access in the chat: both read what it is about, and the client decides."""

from __future__ import annotations

from domain.organisations.client_codes import client_code
from domain.people import Role
from services import guesses
from storage.tables import WrongLinks
from tests.desk import Desk
from tests.people import Chat

MESSAGE = "For the relaunch <in spring>"


def asks(partner: Chat, client: Chat, message: str = MESSAGE) -> None:
    """The partner asks for limited access; six taps and two messages."""
    partner.says("/menu")
    partner.taps("🙋 Ask a client")
    partner.says(client.organisation_name.upper())
    partner.taps("Limited access")
    partner.taps("Domain")
    partner.taps("Done ({count} chosen)", count=1)
    partner.says(message)
    partner.taps("🙋 Ask the client")


def test_both_read_what_is_asked_in_their_own_language(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    asks(alpweb, client)

    headline = "🙋 {client} is asked. I will tell you as soon as it answers."
    assert alpweb.words(headline, client="Seegarten Hotels") in alpweb.reads()
    assert alpweb.words("Which ones, {client} chooses.", client="Seegarten Hotels") in alpweb.reads()
    assert alpweb.words("✍️ You wrote: “{message}”", message=MESSAGE) in alpweb.reads()
    told = client.reads()
    asked = "📩 <b>{partner} asks you for access.</b> You decide what it gets."
    assert told.startswith(client.words(asked, partner="Alpweb"))
    assert client.words("Which ones, you choose yourself.") in told
    assert client.words("✍️ {other} writes: “{message}”", other="Alpweb", message=MESSAGE) in told
    assert client.words("🚫 Block") in client.buttons()


def test_the_request_stands_in_both_lists_and_is_withdrawn_or_sent_again(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    asks(alpweb, client)
    assert alpweb.words("waits for the client") in alpweb.says("/requests")
    assert client.words("waits for you") in client.says("/partners")

    alpweb.taps("Seegarten")
    desk.clock.advance(days=1)
    alpweb.taps("📨 Send again")
    assert alpweb.words("📨 {other} has received your request again.", other="Seegarten Hotels") in alpweb.reads()
    again = "📩 <b>{other} has sent its request again</b> and is waiting for your answer."
    assert client.reads().startswith(client.words(again, other="Alpweb"))
    alpweb.taps("↩️ Withdraw")
    assert "Seegarten Hotels" in alpweb.reads()
    alpweb.taps("↩️ Yes, withdraw it")
    gone = "↩️ {other} has withdrawn its request. There is nothing more to do."
    assert client.reads().startswith(client.words(gone, other="Alpweb"))
    nothing = "No request is waiting, neither for your answer nor for a client’s."
    assert alpweb.says("/requests") == alpweb.words(nothing)


def test_full_access_names_the_payment_means_and_needs_no_message(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    alpweb.says("/askclient")
    alpweb.says(client_code(client.organisation_id))
    alpweb.taps("Full access")
    alpweb.taps("Your payment means")
    alpweb.taps("⏭ Without a message")
    assert "Only you see the invoices" in alpweb.reads()
    assert "The client decides, and may grant other rights." in alpweb.reads()
    alpweb.taps("🙋 Ask the client")
    assert "Payment means of Alpweb" in client.reads()
    assert "💬" not in client.reads()


def test_who_is_a_client_is_nobodys_business(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    alpweb.says("/askclient")
    assert "Seegarten" not in alpweb.reads()
    for typed in ("Seegarten", "Seegarte Hotels", "Hotels"):
        answer = alpweb.says(typed)
        assert "I know no client with this name, code or address." in answer
        assert "Seegarten" not in answer
    wrong = client_code(client.organisation_id)
    wrong = wrong[:2] + ("A" if wrong[2] != "A" else "B") + wrong[3:]
    assert "This client code has a typing error." in alpweb.says(wrong)
    for typed in ("Nobody", "Nobody else"):
        alpweb.says(typed)
    assert "I look for no more of them until" in alpweb.says("Seegarten Hotels")
    desk.clock.advance(minutes=61)
    assert "Which access would you like to have to Seegarten Hotels?" in alpweb.says("Seegarten Hotels")


def test_only_representatives_of_partners_are_offered_it(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    employee = desk.colleague(alpweb, role=Role.EMPLOYEE)
    alpweb.says("/menu")
    assert "🙋 Ask a client" in alpweb.buttons()
    for other in (client, employee):
        other.says("/menu")
        assert "🙋 Ask a client" not in other.buttons()
    assert "only partners ask for access" in client.says("/askclient")
    assert "Only a legal representative of Alpweb can do this." in employee.says("/askclient")


def test_a_newcomer_who_follows_a_partners_link_registers_and_goes_on_with_it(desk: Desk, lang: str) -> None:
    alpweb, mia = desk.partner("Alpweb", lang=lang), desk.person("Mia", lang)
    alpweb.says("/mylink")
    assert f"?start=partner_{alpweb.partner_code}" in alpweb.reads()
    assert "Alpweb" in mia.says(f"/start partner_{alpweb.partner_code}")
    mia.taps("📝 Register an organisation")
    mia.taps("Private account")
    mia.says("Mia Muster")
    mia.taps("🇨🇭")
    mia.taps("✅ I declare this")
    mia.taps("✅ Register")
    assert mia.words("<b>Which access should {partner} have?</b>", partner="Alpweb") in mia.reads()
    # Once it is used, the next request is to anybody.
    mia.says("/cancel")
    assert mia.words("<b>Which partner would you like to add?</b>") in mia.says("/addpartner")


def test_links_begin_with_whoever_has_shown_them(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    assert "Which access should Alpweb have?" in client.says(f"/start partner_{alpweb.partner_code}")
    link = f"client_{client_code(client.organisation_id)}"
    client.says("/organisation")
    assert client_code(client.organisation_id) in client.reads()
    client.taps("🔕 Requests")
    assert link in client.reads()
    assert "Which access would you like to have to Seegarten Hotels?" in alpweb.says(f"/start {link}")
    assert "The link of Alpweb" in alpweb.says(f"/start partner_{alpweb.partner_code}")
    assert "I do not know the link" in client.says("/start partner_P-000000")
    assert "only partners ask for access" in client.says(f"/start {link}")
    assert "This client code has a typing error." in alpweb.says("/start client_K-0")


def test_requests_are_turned_off_for_a_while(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    alpweb.says("/organisation")
    alpweb.taps("🔕 Requests")
    alpweb.taps("1 Woche" if lang == "de" else "1 week")
    assert alpweb.words("🔕 Turned off.") in alpweb.reads()
    client.says("/addpartner")
    client.taps("Alpweb")
    assert "Alpweb" in client.reads()
    assert "30" in client.reads()  # November
    assert client.words("<b>Which partner would you like to add?</b>") in client.reads()
    alpweb.taps("🔔 Take requests again")
    client.taps("Alpweb")
    assert client.words("<b>Which access should {partner} have?</b>", partner="Alpweb") in client.reads()


def test_who_pesters_is_blocked_and_reads_no_word_of_it(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    asks(alpweb, client)
    client.taps("🚫 Block")
    assert client.words("<b>Take no more requests from {other}?</b>", other="Alpweb") in client.reads()
    block = client.find("🚫 Yes, block")
    client.press(*block)
    assert client.words("🚫 {other} cannot ask you any more.", other="Alpweb") in client.reads()
    assert "🚫" not in alpweb.reads_all()

    alpweb.says("/askclient")
    refused = alpweb.words("{organisation} takes no requests from you at present.", organisation="Seegarten Hotels")
    assert refused in alpweb.says("Seegarten Hotels")
    client.press(*block)  # an old button does the same again
    client.says("/organisation")
    client.taps("🔕 Requests")
    client.taps("🚫 Blocked: {count}", count=1)
    client.taps("↩️ {name}", name="Alpweb")
    assert client.words("{organisation} blocks nobody.", organisation="Seegarten Hotels") in client.reads()
    assert refused not in alpweb.says("Seegarten Hotels")


def test_a_partner_shows_its_link_as_a_picture_and_prints_it(desk: Desk, lang: str) -> None:
    partner = desk.partner("<b>Alp</b> & Web", lang=lang)

    partner.says("/mylink")
    partner.taps("🔳 QR code")
    assert partner.files()[-1].endswith(".png")
    assert partner.reads_file(partner.files()[-1]).startswith(b"\x89PNG")
    partner.taps("🔗 My link")
    partner.taps("🖨 To print")

    page = partner.reads_file(partner.files()[-1]).decode()
    assert "<h1>&lt;b&gt;Alp&lt;/b&gt; &amp; Web</h1>" in page
    assert "<svg" in page
    assert partner.partner_code in page


TALKED = {
    "de": (
        "welche Zugriffsarten gibt es",
        "was kostet das",
        "nein, wir zahlen",
        "ja, mach das",
        "wie lange dauert es, bis der Kunde antwortet",
        "muss der Kunde etwas bestätigen",
    ),
    "en": (
        "which kinds of access are there",
        "what does it cost",
        "no, we pay",
        "yes, do that",
        "how long does it take until the client answers",
        "does the client have to confirm anything",
    ),
}


def test_only_who_looks_for_clients_has_to_wait(desk: Desk, lang: str) -> None:
    desk.client("Seegarten Hotels")
    noah = desk.partner("Alpweb", lang=lang)
    noah.says("/askclient")
    for text in TALKED[lang]:
        noah.says(text)
        with desk.work() as work:
            wrong = work.session.get(WrongLinks, noah.row(work).id)
            assert wrong is None or wrong.count == 0, text
        if noah.words("✖️ Cancel") not in noah.buttons():
            noah.says("/askclient")
    for _ in range(guesses.MOST):
        noah.says("Bergbahn Oberland")
    noah.says("Seegarten Hotels")
    assert noah.words("Limited access") not in noah.buttons()
