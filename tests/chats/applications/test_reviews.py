"""A partner whose products are worth too little reads so in time, and support decides in its group (fact 5)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.words import Money
from storage.tables import Organisation, Product
from tests.chats.applications.applicants import organisation
from tests.desk import Desk
from tests.people import Chat, Support


def known(desk: Desk, chat: Chat, yearly_value: int) -> None:
    """The provider knows the account and its one product, of this worth in hundredths."""
    with desk.work() as work:
        own = work.session.get_one(Organisation, chat.organisation_id)
        own.account_id, own.as_of = f"A-{own.id}", work.now
        product = Product(organisation_id=own.id, kind="web_hosting", name="own.example", yearly_value=yearly_value)
        product.provider_id, product.as_of = f"P-{own.id}", work.now
        work.session.add(product)


def warned(desk: Desk, noah: Chat) -> None:
    """The partner has been below for long, and is told."""
    known(desk, noah, 150_000)
    desk.clock.advance(days=1)  # partners are looked at once a day
    desk.look_at_deadlines()
    desk.clock.advance(days=desk.programme.below_value_for.days)
    desk.look_at_deadlines()


def to_decide(desk: Desk, noah: Chat) -> Support:
    """The grace period is over: support's card is there."""
    support = desk.support()
    warned(desk, noah)
    desk.clock.advance(days=desk.programme.grace_period.days)
    while not desk.programme.support_hours.are_open(desk.clock.moment):
        desk.clock.advance(hours=1)
    desk.look_at_deadlines()
    return support


def test_it_is_told_what_is_missing_and_what_comes_then(desk: Desk, lang: str) -> None:
    noah = desk.partner("Alpweb", lang=lang)
    tim = desk.colleague(noah)
    before = tim.reads_all()
    warned(desk, noah)
    heading = "📉 <b>{partner} manages products worth {value} a year.</b>"
    assert noah.words(heading, partner="Alpweb", value=Money(Decimal(1500), "CHF")) in noah.reads()
    assert noah.words("👥 Clients") in noah.buttons()
    for amount in ("2,000.00", "500.00") if lang == "en" else ("2’000.00", "500.00"):
        assert amount in noah.reads()
    assert tim.reads_all() == before, "it is for those who decide"


def test_it_recovers_and_reads_so(desk: Desk, lang: str) -> None:
    noah = desk.partner("Alpweb", lang=lang)
    warned(desk, noah)
    with desk.work() as work:
        noah.products(work)[0].yearly_value = 200_000
    desk.clock.advance(days=1)
    desk.look_at_deadlines()
    again = "📈 <b>{partner} manages products worth {value} a year again.</b> All is well."
    assert noah.words(again, partner="Alpweb", value=Money(Decimal(2000), "CHF")) in noah.reads()


@pytest.mark.parametrize("keeps", [True, False])
def test_support_decides_once(desk: Desk, keeps: bool) -> None:
    noah = desk.partner("Alpweb")
    lea = desk.client()
    desk.partnership(lea, noah)
    with desk.work() as work:
        for each in lea.products(work):
            each.provider_id, each.as_of = f"P-{each.name}", work.now
    support = to_decide(desk, noah)
    assert "📉 Below the minimum for partners" in support.reads()
    assert f"Alpweb, {noah.partner_code}" in support.reads()
    if keeps:
        support.taps(support.omar, "✅ Keep")
        assert "✅ Kept by Omar" in support.reads()
        assert "Alpweb remains a partner" in noah.reads()
    else:
        support.taps(support.omar, "⏹ No partner any more")
        assert "All that Alpweb has with its clients ends at once" in support.reads()
        support.taps(support.omar, "◀️ Back")
        support.taps(support.omar, "⏹ No partner any more")
        support.taps(support.omar, "⏹ Yes, no partner any more")
        assert "⏹ No partner any more: Omar" in support.reads()
        assert "Alpweb is no longer a partner" in noah.reads_all()
        assert "Alpweb" in lea.reads()
    assert organisation(desk, noah).is_partner is keeps
    assert support.buttons() == []


def test_a_card_that_is_decided_can_be_tapped_by_nobody(desk: Desk) -> None:
    noah = desk.partner("Alpweb")
    support = to_decide(desk, noah)
    card = support.messages()[-1]
    data = card["keyboard"][0][1]["data"]
    support.taps(support.omar, "✅ Keep")
    said = support.press(support.nina, card["message_id"], data)
    assert "decided already" in said + support.reads()
    assert support.press(support.zoe, card["message_id"], data) != ""
    assert organisation(desk, noah).is_partner
