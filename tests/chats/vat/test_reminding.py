"""A company without a VAT number is reminded of it when it does what leads to paying, at most once a month (36)."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.partnerships.rules import Access, Payer, Status
from domain.people import Role
from services.partnerships import answering, changing
from tests.desk import Desk
from tests.people import Chat

LACKING = "🧾 <b>{organisation} has no VAT number yet.</b>"


def confirmed(desk: Desk, client: Chat, partner: Chat, payer: Payer = Payer.CLIENT) -> int:
    """The partner confirms full access at this one's expense, and everybody is told."""
    request = desk.partnership(client, partner, Access.FULL, payer=payer, status=Status.PENDING)
    desk.happens(lambda work: answering.confirm(work, partner.row(work), request))
    return request


def times_reminded(desk: Desk, chat: Chat, **span: float) -> int:
    """How often that person has read it, some time later."""
    desk.clock.advance(**span)
    desk.look_at_deadlines()
    name = chat.organisation_name
    return chat.reads_all().count(chat.words(LACKING, organisation=name))


def test_it_comes_an_hour_later_and_once_a_month_whatever_happens_meanwhile(desk: Desk, lang: str) -> None:
    client, partner = desk.client("Rheinblick GmbH", country="DE", lang=lang), desk.partner()
    administrator = desk.colleague(client, "Ada", role=Role.ADMINISTRATOR, lang=lang)
    employee = desk.colleague(client, "Tim", lang=lang)
    request = confirmed(desk, client, partner)
    assert times_reminded(desk, client, minutes=59) == 0, "what was confirmed is read first"
    assert times_reminded(desk, client, minutes=1) == 1
    assert client.words("🧾 Enter the VAT number") in client.buttons()
    assert client.words("🔕 No such reminders") in client.buttons()
    assert times_reminded(desk, administrator) == 1
    assert times_reminded(desk, employee) == 0

    def pays(payer: Payer) -> None:
        desk.happens(lambda work: changing.change_payer(work, client.row(work), request, payer))

    for payer in (Payer.PARTNER, Payer.CLIENT):
        pays(payer)
        assert times_reminded(desk, client, days=10) == 1
    assert times_reminded(desk, client, days=11) == 1, "the month is over, and nothing has happened since"
    pays(Payer.PARTNER)
    pays(Payer.CLIENT)
    assert times_reminded(desk, client, hours=1) == 2
    client.taps("🔕 No such reminders")
    desk.clock.advance(days=31)
    desk.look_at_deadlines()
    pays(Payer.PARTNER)
    pays(Payer.CLIENT)
    before = len(client.from_bot())
    assert times_reminded(desk, administrator, hours=1) == 3
    assert len(client.from_bot()) == before


@pytest.mark.parametrize(
    ("country", "payer", "number"),
    [
        ("CH", Payer.CLIENT, None),  # fact 37
        ("DE", Payer.PARTNER, None),
        ("DE", Payer.CLIENT, "DE123456788"),
    ],
)
def test_who_needs_none_or_has_one_is_not_reminded(desk: Desk, country: str, payer: Payer, number: str | None) -> None:
    client, partner = desk.client("Rheinblick GmbH", country=country), desk.partner()
    confirmed(desk, client, partner, payer)
    if number is not None:  # entered just in time
        client.says("/vat")
        client.taps("🧾 Enter the VAT number")
        client.says(number)
        client.taps("☑️ Accept terms and store")
    assert times_reminded(desk, client, hours=1) == 0


def test_what_happens_in_the_evening_is_reminded_of_in_the_morning(desk: Desk) -> None:
    desk.clock.moment = dt.datetime(2026, 11, 23, 18, 30, tzinfo=dt.UTC)  # half past seven in Berlin
    client, partner = desk.client("Rheinblick GmbH", country="DE"), desk.partner()
    confirmed(desk, client, partner)
    assert times_reminded(desk, client, hours=1) == 0
    assert times_reminded(desk, client, hours=11, minutes=29) == 0
    assert times_reminded(desk, client, minutes=1) == 1
