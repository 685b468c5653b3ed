"""What a partner takes along of its clients as files: whose, and what of it."""

from __future__ import annotations

import csv
import datetime as dt
import io

from domain.accounts.kinds import OrderKind
from domain.partnerships.rules import Access, Payer
from storage.tables import ProviderOrder
from tests.chats.clients.test_clients import expires, given, opens
from tests.desk import Desk
from tests.people import Chat


def rows(chat: Chat) -> list[list[str]]:
    """The newest file, as Excel takes it apart in the person's language."""
    text = chat.reads_file(".csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if chat.lang == "de" else ","))


def books(desk: Desk, client: Chat, paid_by: Chat, number: str, kind: OrderKind = OrderKind.ORDER) -> None:
    """The provider books an entry about the client."""
    with desk.work() as work:
        work.session.add(
            ProviderOrder(
                provider_id=number,
                organisation_id=client.organisation_id,
                kind=kind,
                amount=24_000,
                currency="CHF",
                booked_on=dt.date(2026, 11, 2),
                ordered_by_id=paid_by.organisation_id,
                paid_by_id=paid_by.organisation_id,
                refers_to="O-1" if kind is OrderKind.REFUND else None,
                as_of=work.now,
            )
        )


def test_representatives_take_along_all_clients_and_employees_what_was_given_to_them(desk: Desk, lang: str) -> None:
    noah = desk.partner("Alpweb", lang=lang)  # fact 41
    tim = desk.colleague(noah, "Tim", lang=lang)
    seegarten = desk.client("Seegarten", products=("=1+1", "Webshop"))
    desk.partnership(seegarten, noah, Access.FULL, payer=Payer.PARTNER)
    desk.partnership(desk.client("Bergbahn"), noah, products=["Webshop"])
    expires(desk, seegarten, "Webshop", dt.date(2027, 5, 31))

    noah.says("/clients")
    noah.taps("📄 As a file")
    noah.taps("(CSV)")
    (heads, *there) = rows(noah)
    assert heads[0] == noah.words("Client")
    assert [row[0] for row in there] == ["Seegarten", "Bergbahn"]
    assert {"de": "31.05.2027", "en": "2027-05-31"}[lang] in there[0]
    assert {"480.00", "CHF"} <= set(there[0])
    noah.says("/clients")
    noah.taps("📄 As a file")
    noah.press(*noah.find("📦"))
    assert noah.files()[-1].endswith(".xlsx")
    noah.says("/clients")
    noah.taps("📄 As a file")
    message, data = noah.find("(CSV)")
    noah.press(message, data.replace(":c:c:", ":p:c:"))
    assert sorted(row[1] for row in rows(noah)[1:]) == ["'=1+1", "Webshop", "Webshop"]

    tim.says("/clients")
    tim.taps("📄 As a file")
    assert tim.words("You get the clients that were given to you.") in tim.reads()
    message, data = tim.find("(CSV)")
    tim.press(message, data)
    assert not tim.files()
    given(noah, "Tim")
    tim.press(message, data)
    assert [row[0] for row in rows(tim)[1:]] == ["Seegarten"]


def test_billing_data_are_those_that_the_partner_has_paid(desk: Desk, lang: str) -> None:  # facts 25, 26
    noah, lea = desk.partner("Alpweb", lang=lang), desk.client("Seegarten")
    tim = desk.colleague(noah, "Tim", lang=lang)
    desk.partnership(lea, noah, Access.FULL, payer=Payer.CLIENT)
    books(desk, lea, lea, "O-0")
    opens(noah)
    noah.taps("📦 Products ({count})", count=2)
    noah.taps("🧾 CSV")
    assert not noah.files()

    books(desk, lea, noah, "O-1")
    books(desk, lea, noah, "R-1", OrderKind.REFUND)
    noah.taps("🧾 CSV")
    kinds = [noah.words("Refund"), noah.words("Order")]
    assert [(row[1], row[4], row[5], row[6]) for row in rows(noah)[1:]] == [
        (kinds[0], "-240.00", "CHF", "R-1"),
        (kinds[1], "240.00", "CHF", "O-1"),
    ]
    message, data = noah.find("🧾 CSV")
    tim.says("/clients")
    tim.press(tim.from_bot()[-1]["message_id"], data)
    assert not tim.files()
    for chat in (lea, tim):
        chat.says("/menu")
        chat.press(chat.from_bot()[-1]["message_id"], data)
        assert not chat.files()
    noah.press(message, data.replace(":c", ":x"))
    assert noah.files()[-1].endswith(".xlsx")
