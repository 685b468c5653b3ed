"""A client invites a partner that is not here: found by nobody, invited, opened there, and a request like any other."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.words import Country
from services import organisations
from services.applications import deciding
from services.partnerships import answering, negotiating
from storage.tables import Mail, Partnership
from tests.chats.applications.applicants import accepts_all
from tests.chats.people.test_inviting import link_in
from tests.desk import Desk
from tests.people import Chat


def invites(client: Chat, name: str = "Bergweb") -> str:
    """From a name that nobody answers to, to the link's payload."""
    client.says("/addpartner")
    client.says(name)
    client.taps("✉️ It is not here: invite it")
    assert client.words("<b>Which access should {partner} have?</b>", partner=name) in client.reads()
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Done ({count} chosen)", count=1)
    client.taps("✍️ Add a sentence")
    client.says("You built our shop.")
    assert client.words("<b>Please check your invitation to {partner}</b>", partner=name) in client.reads()
    assert "📈" in client.reads()
    client.taps("✉️ Make the invitation")
    assert client.words("✉️ <b>Invitation to {partner}</b>", partner=name) in client.reads()
    return link_in(client.reads())


def requests(desk: Desk) -> list[Partnership]:
    with desk.work() as work:
        return list(work.session.scalars(select(Partnership)))


def test_a_partner_that_is_here_reads_the_request_at_once(desk: Desk, lang: str) -> None:
    client, other = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    link = invites(client)
    desk.rename(other, "Bergweb AG")

    other.says(f"/start {link}")
    heading = "📩 <b>{client} would like to work with {partner}.</b>"
    assert other.words(heading, client="Seegarten", partner="Bergweb") in other.reads()
    assert "You built our shop." in other.reads()
    assert "Webshop" in other.reads()
    assert "seegarten.example" not in other.reads()
    assert requests(desk) == []
    other.taps("📩 Show the request")

    made = requests(desk)[0]
    assert (made.status, made.partner_id, made.client_id) == (
        Status.PENDING,
        other.organisation_id,
        client.organisation_id,
    )
    asked = "📩 <b>{client} would like to work with you.</b> Please confirm or decline."
    assert other.words(asked, client="Seegarten") in other.reads_all()
    taken = "🤝 <b>{partner} has taken up your invitation.</b>"
    assert client.words(taken, partner="Bergweb AG") in client.reads()
    assert client.words(
        "✅ {organisation}: verified by {provider}", organisation="Bergweb AG", provider="Infomaniak"
    ) in (client.reads())
    other.taps("✅ Confirm")
    assert desk.status(made.id) is Status.ACTIVE
    third = desk.partner("Nordnet")
    assert "taken up already" in third.says(f"/start {link}")


def test_a_link_that_was_passed_on_waits_for_the_clients_word(desk: Desk, lang: str) -> None:
    client, nordnet = desk.client("Seegarten", lang=lang), desk.partner("Nordnet", lang=lang)
    desk.partner("Alpweb")
    link = invites(client)

    nordnet.says(f"/start {link}")
    nordnet.taps("📩 Show the request")
    asked = "⏳ {client} has invited {name}. I have asked whether that is {partner}, and tell you."
    assert nordnet.words(asked, client="Seegarten", name="Bergweb", partner="Nordnet") in nordnet.reads()
    assert requests(desk) == []
    opened = "❓ <b>{partner} has opened the link that was for {name}.</b>"
    assert client.words(opened, partner="Nordnet", name="Bergweb") in client.reads()
    client.taps("✅ Yes, that is who I mean")

    on_its_way = "📨 Your request is on its way. I will tell you as soon as {partner} answers."
    assert client.words(on_its_way, partner="Nordnet") in client.reads()
    assert [one.status for one in requests(desk)] == [Status.PENDING]
    asked = "📩 <b>{client} would like to work with you.</b> Please confirm or decline."
    assert nordnet.words(asked, client="Seegarten") in nordnet.reads()


def test_the_client_says_no_to_whoever_it_does_not_mean(desk: Desk) -> None:
    client, nordnet = desk.client("Seegarten"), desk.partner("Nordnet")
    desk.partner("Alpweb")
    link = invites(client)
    nordnet.says(f"/start {link}")
    nordnet.taps("📩 Show the request")

    client.taps("❌ No, withdraw it")
    assert "leads nowhere any more" in client.reads()
    assert "has withdrawn its invitation" in nordnet.reads()
    assert requests(desk) == []
    assert "Seegarten has withdrawn this invitation" in nordnet.says(f"/start {link}")


def test_a_newcomer_is_led_through_registering_and_applying(desk: Desk, lang: str) -> None:
    client = desk.client("Seegarten", lang=lang)
    desk.partner("Alpweb")
    link = invites(client)
    rea = desk.person("Rea", lang=lang)

    rea.says(f"/start {link}")
    rea.taps("✅ That is us: go on")
    until = desk.clock() + desk.programme.request_lapses_after
    kept = "✅ <b>I keep the invitation of {client} for you</b> until {moment}."
    assert rea.words(kept, client="Seegarten", moment=until) in rea.reads()
    rea.taps("🏅 Register and apply")
    with desk.work() as work:  # what the form asks is tested where it is
        row = rea.row(work)
        kind, country = OrganisationKind.COMPANY, Country("CH")
        made = organisations.register(work, row, kind, "Bergweb AG", country, "CHE123456788", programme=desk.programme)
        rea.organisation_id = made.id
    rea.says("/cancel")
    rea.says("/becomepartner")
    rea.says("bergweb.example")
    rea.says("CHF 2400")
    accepts_all(rea)
    rea.taps("📨 Apply")
    assert requests(desk) == []
    desk.happens(lambda work: deciding.approve(work, 1, "Nina"))

    assert [one.partner_id for one in requests(desk)] == [rea.organisation_id]
    asked = "📩 <b>{client} would like to work with you.</b> Please confirm or decline."
    assert rea.words(asked, client="Seegarten") in rea.reads_all()
    assert client.words("🤝 <b>{partner} has taken up your invitation.</b>", partner="Bergweb AG") in client.reads()


@pytest.mark.parametrize("name", ["Bergweb AG", "Alpweb"])
def test_whoever_has_asked_itself_already_waits_for_the_client(desk: Desk, name: str) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    link = invites(client)
    desk.rename(alpweb, name)
    with desk.work() as work:
        terms = Terms(Access.FULL, Payer.CLIENT, frozenset())
        asked = negotiating.ask(work, desk.programme, alpweb.row(work), client.organisation_id, terms).id

    alpweb.says(f"/start {link}")
    alpweb.taps("📩 Show the request")
    if name == "Alpweb":
        client.taps("✅ Yes, that is who I mean")
        alpweb.says(f"/start {link}")

    assert f"{name} has asked you itself already, and waits for your answer." in client.reads()
    assert "You have asked Seegarten yourself already" in alpweb.reads()
    assert [one.id for one in requests(desk)] == [asked]
    with desk.work() as work:
        answering.confirm(work, client.row(work), asked)
    assert "has been taken up already" in alpweb.says(f"/start {link}")


def test_open_invitations_are_listed_sent_again_and_withdrawn(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    first = invites(client)
    client.says("/partners")
    client.taps("✉️ Invited: {count}", count=1)
    assert "Bergweb" in client.reads()
    assert client.buttons()[0] == "✉️ Bergweb"
    client.taps("✉️ Bergweb")
    client.taps("🔄 New link")
    second = link_in(client.reads())
    assert second != first
    assert alpweb.words(
        "I do not know this invitation link. Please ask whoever sent it to you for a new one."
    ) in alpweb.says(f"/start {first}")

    desk.clock.advance(days=31)
    desk.look_at_deadlines()
    over = "⌛ Nobody has taken up your invitation to {partner} in time. It can be sent again."
    assert client.words(over, partner="Bergweb") in client.reads()
    desk.look_at_deadlines()
    assert client.reads_all().count(client.words(over, partner="Bergweb")) == 1
    assert "Seegarten" in alpweb.says(f"/start {second}")
    client.taps("🔄 New link")
    third = link_in(client.reads())
    alpweb.says(f"/start {third}")
    alpweb.taps("❌ No, thanks")
    assert client.words("❌ {partner} has declined your invitation.", partner="Bergweb") in client.reads()
    client.says("/partners")
    assert client.words("✉️ Invite") in client.buttons()


def test_the_link_is_a_picture_with_the_companys_name(desk: Desk) -> None:
    client = desk.client("Seegarten")
    desk.partner("Alpweb")
    invites(client)
    client.taps("🔳 QR code")
    assert client.reads_file("invitation.png").startswith(b"\x89PNG")
    assert "Bergweb" in client.reads()


def test_whoever_belongs_to_the_client_cannot_take_it(desk: Desk) -> None:
    client = desk.client("Seegarten")
    desk.partner("Alpweb")
    link = invites(client)
    assert "your own organisation" in client.says(f"/start {link}")


def test_an_employee_of_a_partner_leaves_it_to_who_decides(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    tim = desk.colleague(alpweb)
    link = invites(client)
    tim.says(f"/start {link}")
    tim.taps("✅ That is us: go on")
    assert "Only a legal representative of Alpweb can do this" in tim.reads()
    alpweb.says(f"/start {link}")
    alpweb.taps("📩 Show the request")
    assert "Alpweb has opened the link that was for Bergweb" in client.reads()


def test_a_client_that_is_not_verified_invites_nobody(desk: Desk) -> None:
    client = desk.client("Seegarten", verified=False)
    client.says("/partners")
    client.taps("✉️ Invite")
    assert "Seegarten is not verified yet" in client.reads()


def test_an_address_that_nobody_has_is_where_the_mail_goes(desk: Desk) -> None:
    desk.app.units.mails = True  # as with a mail server in the settings
    client = desk.client("Seegarten")
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.says("Office@Bergweb.example")
    client.taps("✉️ It is not here: invite it")
    client.says("Bergweb")
    client.taps("Full access")
    client.taps("Payment means of {other}", other="Bergweb")
    assert "By mail to office@bergweb.example" in client.reads()
    client.taps("✉️ Make the invitation")

    assert "on its way to office@bergweb.example" in client.reads()
    link = link_in(client.reads())
    with desk.work() as work:
        mail = work.session.scalars(select(Mail)).one()
    assert mail.address == "office@bergweb.example"
    assert "Seegarten" in str(mail.content["subject"])
    assert link in str(mail.content["text"])
    assert "Website" not in str(mail.content)
    client.says("/partners")
    client.taps("✉️ Invited: 1")
    client.taps("✉️ Bergweb")
    client.taps("📧 Mail it again")
    assert "has had an invitation lately" in client.reads()
