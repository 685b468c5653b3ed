"""Income and orders in the chat: a partner's months, clients, picture and file; its employees'; the client's side."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from domain.accounts.records import read_level, read_order
from domain.partnerships.rules import Access
from domain.sayings.slots import Days
from services.accounts.taking import take_levels, take_orders
from storage.tables import Carer, ClientCare, Organisation
from tests.asked import asks
from tests.desk import START, Desk, Loop
from tests.people import Chat

PROFILE = Path(__file__).parents[3] / "docs" / "second-provider.toml"
"""It has levels of benefits, which the default one has not."""


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    running = Desk(playground_url, database_url, loop, profile=PROFILE)
    yield running
    running.settle()
    running.close()


def at_provider(*chats: Chat) -> None:
    """Their organisations and products are the provider's, by their ids here."""
    with chats[0].desk.work() as work:
        for chat in chats:
            organisation = work.session.get_one(Organisation, chat.organisation_id)
            organisation.account_id, organisation.as_of = str(organisation.id), work.now
            for product in chat.products(work):
                product.provider_id, product.as_of = str(product.id), work.now


class Books:
    """What the provider tells of a client's orders."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.number = 0

    def level(self, partner: Chat, code: str, since: dt.date) -> None:
        raw = {"level": code, "account": str(partner.organisation_id), "since": since.isoformat()}
        with self.desk.work() as work:
            record = read_level(raw | {"as_of": work.now.isoformat()})
            take_levels(work, self.desk.programme, [record])

    def entry(self, client: Chat, day: dt.date, amount: str, **more: object) -> str:
        """A renewal of the client's first product, ordered and paid by itself unless it is said otherwise."""
        self.number += 1
        account = str(client.organisation_id)
        with self.desk.work() as work:
            raw: Mapping[str, object] = {
                "order": f"o-{self.number}",
                "account": account,
                "kind": "renewal",
                "product": client.products(work)[0].provider_id,
                "amount": amount,
                "currency": "EUR",
                "booked_on": day.isoformat(),
                "ordered_by": account,
                "paid_by": account,
                "as_of": work.now.isoformat(),
                **more,
            }
            take_orders(work, self.desk.programme, [read_order(raw)])
            work.events.clear()
        return f"o-{self.number}"


def test_a_partner_sees_what_its_clients_bring_and_they_what_it_ordered(desk: Desk) -> None:
    lea, eva = desk.client("Seegarten", country="DE"), desk.client("Fjordhotel", country="DK", first_name="Eva")
    noah = desk.partner("Alpweb", country="DE")
    tim = desk.colleague(noah, "Tim")
    at_provider(lea, eva, noah)
    noah.says("/income")
    assert "Nothing has been booked for your clients yet" in noah.reads()
    lea.says("/orders")
    assert "none of your partners has had a part in an order or renewal of Seegarten" in lea.reads()

    desk.partnership(lea, noah, Access.FULL)
    desk.partnership(eva, noah, Access.LIMITED)
    books, today = Books(desk), START.date()
    alp = str(noah.organisation_id)
    first = books.entry(lea, today, "100.00", ordered_by=alp)
    books.entry(eva, today, "50.00")
    noah.says("/income")
    for words in ("November 2026", "Turnover EUR\xa0150.00, 2 entries", "has not said yet which level of benefits"):
        assert words in noah.reads()

    books.level(noah, "polar", dt.date(2026, 1, 1))
    desk.clock.advance(days=30)
    lea.says("/partners")
    lea.taps("✅ Alpweb")
    lea.taps("💳 Change payment means")
    lea.taps("💳 Yes, change it")
    december = today + dt.timedelta(days=31)
    desk.clock.advance(days=2)
    books.entry(lea, december, "77.50", ordered_by=alp, paid_by=alp)
    books.entry(lea, december, "20.00", kind="refund", refers_to=first)

    noah.says("/income")
    for words in (
        "EUR\xa019.50 – cashback EUR\xa0-3.00, discount EUR\xa022.50",
        "Turnover EUR\xa057.50, 2 entries",
        "• Seegarten: EUR\xa019.50",
    ):
        assert words in noah.reads()
    noah.taps("◀️ November 2026")
    for words in ("EUR\xa022.50 cashback", "• Seegarten: EUR\xa015.00", "• Fjordhotel: EUR\xa07.50"):
        assert words in noah.reads()
    noah.taps("👥 All clients, 12 months")
    noah.taps("Seegarten")
    for words in ("November 2026: EUR\xa015.00", "November 23, 2026: Renewal"):
        assert words in noah.reads()
    noah.taps("👥 All clients, 12 months")
    noah.taps("💰 Income")

    noah.taps("📊 12 months in EUR")
    assert noah.from_bot()[-1]["kind"] == "photo"
    assert "Income in EUR, December 2025 – November 2026" in noah.reads()
    assert "Best month: November 2026, EUR\xa022.50" in noah.reads()
    with Image.open(io.BytesIO(noah.reads_file())) as picture:
        assert picture.width == 1080

    noah.says("/income")
    noah.taps("💾 12 months as XLSX")
    with zipfile.ZipFile(io.BytesIO(noah.reads_file())) as book:
        assert b"Fjordhotel" in book.read("xl/sharedStrings.xml")

    # Employees see what was given to them (facts 11, 41).
    with desk.work() as work:
        own = Carer(person_id=tim.row(work).id, products=None)
        work.session.add(ClientCare(partner_id=noah.organisation_id, client_id=eva.organisation_id, carers=[own]))
        work.session.add(ClientCare(partner_id=noah.organisation_id, client_id=lea.organisation_id))
    tim.says("/income")
    tim.taps("◀️ November 2026")
    assert "Fjordhotel" in tim.reads()
    assert "Seegarten" not in tim.reads()

    # The client sees what it paid (25), and of the partner's invoices only that there are some (26).
    lea.says("/orders")
    for words in (
        "🧾 1 order or renewal by Alpweb that you paid: EUR\xa080.00.",
        "🔒 1 order or renewal that Alpweb paid with its means: only Alpweb sees the invoice.",
        "💡 At the public price, you would have paid EUR\xa0100.00 for them",
    ):
        assert words in lea.reads()
    lea.taps("📋 Order by order")
    assert "77.50" not in lea.reads()
    assert "– paid by Alpweb" in lea.reads()
    lea.taps("🧾 Orders")
    lea.taps("💾 XLSX")
    assert len(lea.reads_file()) > 1000


def test_what_was_earned_and_ordered_is_told_in_sentences(desk: Desk) -> None:
    lea, eva = desk.client("Seegarten", country="DE"), desk.client("Fjordhotel", country="DK", first_name="Eva")
    noah, nordnet = desk.partner("Alpweb", country="DE"), desk.partner("Nordnet", country="DE")
    tim = desk.colleague(noah, "Tim")
    at_provider(lea, eva, noah, nordnet)
    assert asks(noah, "what_earned") == "November 2026: nothing was booked for your clients."
    desk.partnership(lea, noah, Access.FULL)
    desk.partnership(eva, noah, Access.LIMITED)
    books, today, alp = Books(desk), START.date(), str(noah.organisation_id)
    books.level(noah, "polar", dt.date(2026, 1, 1))
    books.entry(lea, today, "100.00", ordered_by=alp)
    books.entry(eva, today, "50.00")

    assert asks(noah, "what_earned").startswith(
        "November 2026: your clients brought EUR\xa022.50.\n\nEUR\xa022.50 cashback"
    )
    week = Days(dt.date(2026, 11, 16), dt.date(2026, 11, 22))
    told = asks(noah, "what_earned", other=lea.organisation_id, when=week).splitlines()
    assert [told[0], told[-1]] == [
        "November 2026: Seegarten brought EUR\xa015.00.",
        "I add up whole months.",
    ]
    assert "nothing was booked for Seegarten" in asks(
        noah, "what_earned", other=lea.organisation_id, when=Days(last=dt.date(2025, 12, 31))
    )
    assert asks(noah, "what_ordered", other=eva.organisation_id).splitlines() == [
        "December 2025 – November 2026: the newest orders for Fjordhotel, with your part in them",
        "",
        "• November 23, 2026: Renewal, seegarten.example, Fjordhotel: EUR\xa050.00",
    ]
    assert "seegarten.example, Seegarten: EUR\xa0100.00" in asks(noah, "what_ordered")

    ordered = asks(lea, "what_ordered", other=noah.organisation_id)
    assert ordered.startswith(
        "December 2025 – November 2026: this is what Alpweb has ordered for you.\n\nAlpweb\n🧾 1 order"
    )
    assert "• November 23, 2026: Renewal, seegarten.example: EUR\xa0100.00 (Alpweb)" in ordered
    assert asks(lea, "what_ordered", other=nordnet.organisation_id, when=Days(today, today)).startswith(
        "November 2026: Nordnet has ordered nothing for you."
    )
    with desk.work() as work:
        shop = lea.products(work)[-1].id
    assert "no partner has ordered Webshop" in asks(lea, "what_ordered", product=shop)

    # Employees see what was given to them (facts 11, 41); nobody sees others’ clients.
    with desk.work() as work:
        work.session.add(ClientCare(partner_id=noah.organisation_id, client_id=lea.organisation_id))
    for question in ("what_earned", "what_ordered"):
        assert asks(tim, question, other=lea.organisation_id) == "This client is not one of yours."
        assert asks(nordnet, question, other=lea.organisation_id) == "This client is not one of yours."
