"""Whoever is invited connects the account that their company has at the provider, and reads the request."""

from __future__ import annotations

from domain.partnerships.rules import Status
from tests.chats.accounts.test_connecting_first import desk
from tests.chats.accounts.test_linking import link
from tests.chats.partner_invitations.test_inviting_partners import invites, requests
from tests.desk import Desk
from tests.services.accounts.console import account, in_console

__all__ = ["desk"]


def test_whose_company_is_a_partner_connects_its_account_and_reads_the_request(desk: Desk, lang: str) -> None:
    client = desk.client("Seegarten", lang=lang)
    desk.partner("Alpweb")
    token = invites(client)
    with desk.work() as work:
        in_console(work, account(work, "A-200", "Bergweb AG", partner=True), "u7", "Rea Weber")
    rea = desk.person("Rea", lang=lang)

    rea.says(f"/start {token}")
    rea.taps("✅ That is us: go on")
    way = "Your company is a partner of {provider} already: tap “Connect Telegram” in the console."
    assert rea.words(way, provider="Infomaniak") in rea.reads()
    assert requests(desk) == []
    rea.says(link(desk, "u7", "A-200"))
    rea.taps("✅ Connect")

    asked = "📩 <b>{client} would like to work with you.</b> Please confirm or decline."
    assert rea.words(asked, client="Seegarten") in rea.reads_all()
    rea.taps("✅ Confirm")
    assert [one.status for one in requests(desk)] == [Status.ACTIVE]
