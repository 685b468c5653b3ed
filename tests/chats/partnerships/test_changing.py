"""A partnership once it is confirmed: its card, its terms."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.words import Country
from services import organisations
from services.partnerships import answering, requesting
from services.partnerships.closing import managed
from tests.desk import Desk
from tests.people import Chat
from tests.programmes import AT_ONCE


def clients(desk: Desk, partner: Chat, *names: str, status: Status = Status.ACTIVE) -> None:
    """One person's organisations, each of which has given the partner full access, or asks it to take it."""
    representative = desk.newcomer("Lea")
    for name in names:
        with desk.work() as work:
            person = representative.row(work)
            organisations.register(work, person, OrganisationKind.COMPANY, name, Country("CH"), None, programme=AT_ONCE)
            terms = Terms(Access.FULL, Payer.CLIENT, frozenset())
            made = requesting.request(work, desk.settings.programme, person, partner.organisation_id, terms)
            if status is Status.ACTIVE:
                answering.confirm(work, partner.row(work), made.id)
            work.events.clear()


def test_the_lists_show_each_side_its_own(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(client, alpweb, products=["Webshop"])
    desk.partnership(client, desk.partner("Nordnet"), Access.FULL, status=Status.PENDING)

    client.says("/partners")
    assert f"✅ Alpweb – {client.words('Limited access')}" in client.reads()
    assert client.buttons()[:2] == ["✅ Alpweb", "⏳ Nordnet"]
    client.taps("✅ Alpweb")
    assert "Webshop" in client.reads()
    assert client.words("📦 Change products") in client.buttons()
    alpweb.says("/clients")
    alpweb.taps("Seegarten Hotels")
    assert "Webshop" in alpweb.reads()
    alpweb.taps("🤝 The partnership")
    assert "Webshop" in alpweb.reads()
    assert alpweb.words("⏹ End partnership") in alpweb.buttons()
    assert alpweb.words("📦 Change products") not in alpweb.buttons()
    assert "Nordnet" not in alpweb.reads_all()


def test_the_client_changes_the_payment_means_and_the_partner_is_told(desk: Desk, lang: str) -> None:  # facts 28, 29
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    key = desk.partnership(client, alpweb, Access.FULL, payer=Payer.CLIENT)
    client.says("/partners")
    client.taps("Alpweb")

    client.taps("💳 Change payment means")
    now = "🧾 " + client.words("Only you see the invoices; {partner} has no access to them.", partner="Alpweb")
    then = "➜ " + client.words("Only {partner} sees the invoices; you have no access to them.", partner="Alpweb")
    assert f"{now}\n{then}" in client.reads()
    unchanged = client.words("{partner} can order and renew for you.", partner="Alpweb")
    assert unchanged not in client.reads()
    settled = (
        "What has been ordered stays as it was settled, with its invoices and income. "
        "From now on, orders and renewals go the new way."
    )
    assert client.words(settled) in client.reads()
    client.taps("💳 Yes, change it")

    assert desk.stored(key).payer is Payer.PARTNER
    assert client.words("Payment means of {other}", other="Alpweb") in client.reads()
    assert alpweb.words("Your payment means") in alpweb.reads()
    seen_by_partner = "Only you see the invoices; {client} has no access to them."
    assert alpweb.words(seen_by_partner, client=client.organisation_name) in alpweb.reads()
    alpweb.taps("🤝 Show")
    assert alpweb.words("💳 Change payment means") not in alpweb.buttons()


def test_the_client_changes_which_products_a_limited_partner_manages(desk: Desk) -> None:  # fact 32
    client, alpweb = desk.client(products=["Blog", "Mail", "Shop"]), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb, products=["Blog"])
    desk.partnership(client, desk.partner("Nordnet"), products=["Shop"])
    client.says("/partners")
    client.taps("Alpweb")

    client.taps("Change products")
    assert client.buttons()[:3] == ["☑️ Blog", "◻️ Mail", "Done (1 chosen)"]
    client.taps("Blog")
    assert not any("Done" in label for label in client.buttons())
    client.taps("Mail")
    client.taps("Done")
    assert "➕ Mail\n➖ Blog" in client.reads()
    assert [access.product.name for access in managed(desk.stored(key))] == ["Blog"]
    client.taps("Yes, change them")

    assert "Limited access to Mail" in client.reads()
    assert "➕ Mail\n➖ Blog" in alpweb.reads()
    alpweb.taps("Show")
    assert "Blog" not in alpweb.reads()


def test_an_ended_partnership_can_be_asked_for_again(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb)
    alpweb.says("/clients")
    alpweb.taps("Seegarten")
    alpweb.taps("The partnership")
    alpweb.taps("End partnership")
    alpweb.says("Seegarten Hotels")

    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Done")
    client.taps("Send the request")

    assert "would like to work with you" in alpweb.reads()


def test_a_part_of_a_name_finds_one_of_many_partners(desk: Desk) -> None:
    client = desk.client()
    for name in ("Alpweb", "Nordnet"):
        desk.partnership(client, desk.partner(name), products=["Webshop" if name == "Alpweb" else "seegarten.example"])

    client.says("/partners nord")
    assert "Nordnet" in client.reads()
    assert "Alpweb" not in client.reads()

    assert "Nobody here has “x<y” in the name" in client.says("/partners x<y")
    assert "Alpweb" in client.says("/partners ALP")
    assert "Alpweb" in client.says("/partners älp")


def test_many_requests_are_turned_over_by_the_page_and_searched(desk: Desk) -> None:
    alpweb = desk.partner("Alpweb")
    names = [f"Hotel {number:02}" for number in range(1, 20)]
    clients(desk, alpweb, "Zürcher Hof", *names, status=Status.PENDING)
    newest = [f"⏳ {name}" for name in names[::-1]]
    hint = "Type /requests and a part of a name to search these {}."

    assert hint.format(20) in alpweb.says("/requests")
    assert alpweb.buttons() == [*newest[:8], "◀️", "1/3", "▶️", "🏠 Menu"]
    alpweb.taps("▶️")
    assert alpweb.buttons() == [*newest[8:16], "◀️", "2/3", "▶️", "🏠 Menu"]
    alpweb.taps("▶️")
    assert alpweb.buttons()[:4] == [*newest[16:], "⏳ Zürcher Hof"]
    alpweb.taps("▶️")
    assert alpweb.buttons()[0] == newest[0]

    assert hint.format(9) in alpweb.says("/requests hotel 0")
    alpweb.taps("▶️")
    assert alpweb.buttons() == ["⏳ Hotel 01", "◀️", "2/2", "▶️", "🏠 Menu"]
    assert "Type" not in alpweb.says("/requests zurcher")
    assert alpweb.buttons() == ["⏳ Zürcher Hof", "🏠 Menu"]
    assert "Nobody here has “Alpweb” in the name." in alpweb.says("/requests Alpweb")


def test_a_page_that_is_gone_is_the_last_one_there_is(desk: Desk) -> None:
    alpweb = desk.partner("Alpweb")
    clients(desk, alpweb, *(f"Hotel {number}" for number in range(9)), status=Status.PENDING)
    alpweb.says("/requests")

    alpweb.press(alpweb.find("▶️")[0], "lp:requests:77:")

    assert alpweb.buttons() == ["⏳ Hotel 0", "◀️", "2/2", "▶️", "🏠 Menu"]


def test_who_has_no_client_is_told_so_whatever_is_searched_for(desk: Desk) -> None:
    alpweb = desk.partner("Alpweb")
    clients(desk, alpweb, "Bergbahn", status=Status.PENDING)

    assert "There is no client with a confirmed partnership yet." in alpweb.says("/clients berg")
    assert "Bergbahn" in alpweb.says("/requests berg")
