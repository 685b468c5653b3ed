"""Several organisations of one person, and several people of one organisation."""

from __future__ import annotations

import re

from domain.people import Role
from tests.desk import Desk
from tests.people import Chat


def link_of(inviting: Chat, button: str) -> str:
    """The payload of the invitation link behind the button."""
    inviting.says("/people")
    inviting.taps("➕ Invite")
    inviting.taps(button)
    found = re.search(r"\?start=(\S+)", inviting.reads())
    assert found is not None
    return found[1]


def test_a_person_acts_for_one_of_several_organisations_and_switches(desk: Desk) -> None:
    lea = desk.client("Seegarten Hotels")
    lea.says("/register")
    lea.taps("Private account")
    lea.says("Lea Privat")
    lea.taps("Switzerland")
    lea.taps("I declare this")
    lea.taps("✅ Register")
    assert "The list is empty" in lea.says("/products")

    lea.says("/organisation")
    assert lea.taps("Act for Seegarten Hotels") == "You are acting for Seegarten Hotels now."

    assert "🏢 Seegarten Hotels" in lea.reads()
    assert "Webshop" in lea.says("/products")


def test_an_invited_employee_belongs_to_it_and_the_inviter_is_told(desk: Desk) -> None:
    lea, tim = desk.client("Seegarten Hotels"), desk.person("Tim", lang="de")

    tim.opens(link_of(lea, "➕ Employee"))

    assert "Seegarten Hotels" in tim.reads()
    assert tim.words("You can look and ask; decisions are for a legal representative to make.") in tim.reads()
    assert "Tim has joined your organisation" in lea.reads()
    lea.says("/people")
    assert "Tim, employee" in lea.reads()


def test_an_invitation_works_once_and_for_seven_days(desk: Desk) -> None:
    lea, tim, eva = desk.client(), desk.person("Tim"), desk.person("Eva")
    first, second = link_of(lea, "➕ Employee"), link_of(lea, "➕ Legal representative")

    tim.opens(first)
    assert "used already" in eva.says(f"/start {first}")
    desk.clock.advance(days=8)
    assert "expired" in eva.says(f"/start {second}")
    assert "do not know this invitation" in eva.says("/start join_forged")
    assert "which organisation you act for" in eva.says("/menu")


def test_an_employee_looks_but_does_not_decide(desk: Desk) -> None:  # fact 30
    lea, alpweb = desk.client("Seegarten Hotels"), desk.partner()
    desk.partnership(lea, alpweb)
    tim = desk.colleague(lea, "Tim")

    assert "Webshop" in tim.says("/products")
    assert "Add a product" not in str(tim.buttons())
    tim.says("/partners")
    tim.taps("Alpweb")
    assert "Confirmed on" in tim.reads()
    assert tim.buttons() == ["📋 Overview", "🕘 History", "🏠 Menu"]
    for command, who in (("/addpartner", ""), ("/addproduct", " or an administrator")):
        assert f"Only a legal representative{who} of Seegarten Hotels can do this" in tim.says(command)


def test_a_second_legal_representative_decides_and_reads_what_the_first_has_done(desk: Desk) -> None:
    lea, alpweb = desk.client(), desk.partner("Alpweb")
    tom = desk.colleague(lea, "Tom", role=Role.LEGAL_REPRESENTATIVE, lang="de")

    lea.says("/addpartner")
    lea.taps("Alpweb")
    lea.taps("Full access")
    lea.taps("Your payment means")
    lea.taps("Send the request")
    assert tom.words("📨 A colleague has sent a request to {partner}.", partner="Alpweb") in tom.reads()
    tom.taps("🤝 Show")
    tom.taps("↩️ Withdraw")
    tom.taps("↩️ Yes, withdraw it")

    assert "A colleague has withdrawn the request to Alpweb" in lea.reads()
    assert "has withdrawn its request" in alpweb.reads()


def test_what_was_begun_for_one_organisation_is_not_done_for_another(desk: Desk) -> None:
    lea, _ = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    private = desk.client("Lea Privat", products=["private.example"])
    invitation = link_of(private, "➕ Legal representative")
    lea.says("/addpartner")
    lea.taps("Alpweb")
    lea.taps("Limited access")
    lea.taps("Webshop")
    lea.taps("Done")
    review = lea.find("Send the request")

    lea.opens(invitation)
    lea.press(*review)

    assert "You began this for Seegarten Hotels, but you are acting for Lea Privat now" in lea.reads_all()
    assert "has no partner yet" in lea.says("/partners")


def test_a_button_of_another_of_ones_organisations_offers_to_act_for_it(desk: Desk) -> None:
    lea, alpweb = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    private = desk.client("Lea Privat")
    desk.partnership(lea, alpweb)
    lea.opens(link_of(private, "➕ Legal representative"))
    alpweb.says("/clients")
    for label in ("Seegarten", "The partnership", "End partnership"):
        alpweb.taps(label)
    alpweb.says("Seegarten Hotels")
    show = lea.find("Show")

    lea.press(*show)
    assert "not one of the organisation you are acting for" in lea.reads()
    lea.taps("Act for Seegarten Hotels")
    lea.press(*show)

    assert "Alpweb ended the partnership" in lea.reads_all()


def test_who_belongs_to_several_organisations_reads_in_every_notice_which_one_it_concerns(desk: Desk) -> None:
    alpweb, lea, tim = desk.partner("Alpweb"), desk.client("Seegarten Hotels"), desk.newcomer("Tim")
    noah = desk.colleague(alpweb, "Noah", role=Role.LEGAL_REPRESENTATIVE)
    own = desk.client("Noah Privat")
    noah.opens(link_of(own, "➕ Legal representative"))
    heading = "🏢 Alpweb\n\n"

    lea.says("/addpartner")
    for label in ("Alpweb", "Full access", "Your payment means", "Send the request"):
        lea.taps(label)
    request = noah.from_bot()[-1]["message_id"]
    assert noah.reads().startswith(f"{heading}📩 Seegarten Hotels would like to work with you.")
    assert alpweb.reads().startswith("📩")  # belongs to one only

    desk.clock.advance(days=3)
    desk.look_at_deadlines()
    assert noah.reads().startswith(f"{heading}⏰ A reminder")
    alpweb.taps("Ask the client first")
    alpweb.says("Who pays?")
    alpweb.taps("📨 Send")
    lea.taps("💬 Answer")
    lea.says("We do.")
    lea.taps("📨 Send")
    assert noah.reads().startswith(f"{heading}💬 Seegarten Hotels has answered your question.")
    alpweb.taps("Confirm")
    assert noah.reads().startswith(f"{heading}🎉 A colleague has confirmed")
    card = next(message["text"] for message in noah.from_bot() if message["message_id"] == request)
    assert card.startswith(f"{heading}🤝 Seegarten Hotels – Alpweb\n✅ Confirmed")

    tim.opens(link_of(alpweb, "➕ Employee"))
    assert noah.reads().startswith(f"{heading}👋 Tim has joined your organisation.")
    noah.says("/organisation")
    noah.taps("Act for Alpweb")
    noah.says("/clients")
    noah.taps("Seegarten Hotels")
    assert noah.reads().startswith(f"{heading}👤")
    noah.taps("The partnership")
    assert noah.reads().startswith(f"{heading}🤝")
