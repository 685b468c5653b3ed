"""An invitation to a partner that is not here comes by mail, over a real server, and leads to the request."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables import Mail
from tests.chats.mail.conftest import desk, server
from tests.desk import Desk
from tests.mails import last_to, start_in
from tests.smtp import MailServer

__all__ = ["desk", "server"]

ADDRESS = "office@bergweb.example"


def test_the_mail_leads_to_the_request(desk: Desk, server: MailServer, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    client.says("/addpartner")
    client.says(ADDRESS)
    client.taps("✉️ It is not here: invite them")
    client.says("Alpweb")
    client.taps("Full access")
    client.taps("Payment means of {other}", other="Alpweb")
    client.taps("✉️ Make the invitation")

    mail = last_to(server, ADDRESS)
    assert mail.subject == client.words("{client} invites {partner}", client="Seegarten", partner="Alpweb")
    for text in (mail.text, mail.html):
        assert client.words("📩 See the request") in text
    reason = "You get this because somebody at {client} has typed your address. If you do not expect it, leave it: "
    assert client.words(reason + "nothing happens.", client="Seegarten") in " ".join(mail.text.split())
    assert "/email" not in mail.text, "whoever reads it has chosen nothing here"
    with desk.work() as work:
        kept = work.session.scalars(select(Mail).where(Mail.address == ADDRESS)).one()
        assert (kept.content, kept.person_id, kept.language) == ({}, None, lang), "the link is its reader's alone"

    alpweb.says(f"/start {start_in(mail)}")
    alpweb.taps("📩 Show the request")
    asked = "📩 <b>{client} would like to work with you.</b> Please confirm or decline."
    assert alpweb.words(asked, client="Seegarten") in alpweb.reads_all()
    assert "Seegarten" in alpweb.reads()
