"""A company finds out whether it can become a partner, and applies (facts 1, 3–9, 38)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from domain.applications import ApplicationStatus, Undertaking
from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from domain.words import Money
from services.applications import applying
from storage.tables import Organisation, Product
from storage.work import Work
from tests.chats.applications.applicants import (
    NUMBER,
    accepts_all,
    applicant,
    applied,
    fills_in,
    organisation,
    stored,
)
from tests.desk import Desk
from tests.people import Chat


def test_a_company_applies_condition_by_condition_and_support_admits_it(desk: Desk, lang: str) -> None:
    support = desk.support()
    lea = applicant(desk, lang=lang)
    lea.says("/menu")
    lea.taps("⋯ More")
    lea.taps("🏅 Become a partner")
    assert "CHE-123.456.788" in lea.reads(), "fact 4: the number is known"
    assert lea.words("<b>Which website does {organisation} have?</b>", organisation="Alpweb AG") in lea.reads()
    lea.says("WWW.alpweb.example/")
    assert lea.words("Here I know of products for {value} a year.", value=Money(Decimal(480), "CHF")) in lea.reads()
    lea.says("CHF 2'400.–")
    for promise in (
        "{organisation} gives support to its clients, or for the products that it manages.",
        "{organisation} is responsible for the invoices of its clients, or of the products that it manages.",
        "For jobs that {organisation} wins through the tender platform, it uses products of {provider} only.",
        "{organisation} knows the special terms for resellers, and keeps them.",
    ):
        assert lea.words(promise, organisation="Alpweb AG", provider="Infomaniak") in lea.reads()
        desk.clock.advance(minutes=1)
        lea.taps("✅ I accept this")
    assert "https://www.alpweb.example" in lea.reads()
    lea.taps("📨 Apply")
    assert lea.words("⏳ Support is looking at it. I tell you as soon as it is decided.") in lea.reads()

    application = stored(desk)
    accepted = [applying.accepted(application, each) for each in Undertaking]
    assert [each.at - accepted[0].at for each in accepted] == [dt.timedelta(minutes=minute) for minute in range(4)]
    assert {each.name for each in accepted} == {"Lea"}
    for part in ("Alpweb AG", "CHE-123.456.788", "https://www.alpweb.example", "2,400.00", "Lea", "verified by"):
        assert part in support.reads()
    support.taps(support.omar, "🙋 Assign to me")
    assert "🙋 Omar has it in hand" in support.reads()
    support.taps(support.nina, "✅ Approve")

    code = organisation(desk, lea).partner_code or "?"
    assert "✅ Approved by Nina" in support.reads()
    assert code in support.reads()
    assert lea.words("🎉 <b>{organisation} is a partner. Welcome!</b>", organisation="Alpweb AG") in lea.reads()
    assert code in lea.reads()
    assert organisation(desk, lea).website == "https://www.alpweb.example"
    lea.taps("📥 Requests")
    assert lea.words("No request is waiting, neither for your answer nor for a client’s.") in lea.reads()
    assert code in lea.says("/becomepartner")
    client = desk.client("Seegarten Hotels")
    client.says("/addpartner")
    client.says(code)
    assert "Alpweb AG" in client.reads_all()


def test_a_private_person_is_shown_the_affiliate_programme(desk: Desk, lang: str) -> None:
    """Facts 1 and 3: with a private account, and without any."""
    mia = desk.client("Mia Muster", lang=lang, kind=OrganisationKind.PRIVATE)
    affiliate = "👤 <b>For private people there is the affiliate programme.</b>"
    both = (
        "You recommend products of {provider} and get a commission. Partners are companies; being affiliate and "
        "partner at the same time is not possible."
    )
    mia.says("/becomepartner")
    assert mia.words(affiliate) in mia.reads()
    assert mia.words(both, provider="Infomaniak") in mia.reads()
    assert desk.article("affiliate-programme", lang).title in mia.buttons()
    tim = desk.newcomer("Tim", lang=lang)
    tim.says("/becomepartner")
    tim.taps("👤 I, as a private person")
    assert tim.words(affiliate) in tim.reads()
    tim.taps("🏢 I have a company")
    assert tim.words("<b>For whom do you act?</b>") in tim.reads()


def test_too_little_says_what_is_missing_and_can_be_put_right(desk: Desk, lang: str) -> None:
    lea = applicant(desk, lang=lang)
    lea.says("/becomepartner")
    lea.says("alpweb.example")
    lea.says("1'500 Franken")
    missing = (
        "{value} a year: that is {missing} less than the programme asks for. Come back as soon as you manage more: "
        "/becomepartner goes on where you stopped."
    )
    values = {"value": Money(Decimal(1500), "CHF"), "missing": Money(Decimal(500), "CHF")}
    assert lea.words(missing, **values) in lea.reads()
    lea.says("EUR 1799.99")
    cent = {"value": Money(Decimal("1799.99"), "EUR"), "missing": Money(Decimal("0.01"), "EUR")}
    assert lea.words(missing, **cent) in lea.reads()
    lea.says("EUR 1800")
    assert lea.words("✅ I accept this") in lea.buttons()


def test_what_the_provider_knows_is_not_asked(desk: Desk) -> None:
    lea = applicant(desk)
    provider_has(desk, lea, 200_000)
    lea.says("/becomepartner")
    lea.says("alpweb.example")
    accepts_all(lea)
    assert "2,000.00" in lea.reads()
    lea.taps("📨 Apply")
    assert (stored(desk).yearly_value, stored(desk).value_is_known) == (200_000, True)


def test_what_is_listed_by_hand_can_be_tapped(desk: Desk) -> None:
    lea = applicant(desk, products=[f"site{number}.example" for number in range(10)])
    lea.says("/becomepartner")
    lea.says("alpweb.example")
    lea.taps("as listed here")
    accepts_all(lea)
    lea.taps("📨 Apply")
    assert (stored(desk).yearly_value, stored(desk).value_is_known) == (240_000, False)


def provider_has(desk: Desk, chat: Chat, yearly_value: int) -> None:
    """The company has one product, which is the provider's own."""
    with desk.work() as work:
        for each in chat.products(work):
            each.removed_at = work.now
        work.session.add(
            Product(
                organisation_id=chat.organisation_id,
                kind="web_hosting",
                name="alpweb.example",
                yearly_value=yearly_value,
                provider_id="product-1",
                as_of=work.now,
            )
        )


def test_it_is_left_for_weeks_and_taken_up_after_a_restart(desk: Desk, lang: str) -> None:
    lea = applicant(desk, lang=lang)
    lea.says("/becomepartner")
    lea.says("alpweb.example")
    for _ in range(7):  # more than other forms are kept of
        for command in ("/addproduct", "/register"):
            lea.says(command)
            lea.says("Shop" if command == "/addproduct" else lea.words("Company"))
    desk.clock.advance(days=40)
    desk.stop()
    desk.start()
    desk.look_at_deadlines()
    lea.says("/becomepartner")
    assert lea.words("You have already begun this, so we go on where you stopped.") in lea.reads()
    lea.says("2400")
    accepts_all(lea)
    lea.taps("📨 Apply")
    assert stored(desk).website == "https://alpweb.example"


def test_who_is_not_verified_begins_and_applies_afterwards(desk: Desk, lang: str) -> None:
    support = desk.support()
    lea = applicant(desk, lang=lang, verified=False)
    lea.says("/becomepartner")
    begin = "⚠️ Not verified yet: /organisation shows how. You can begin here meanwhile; I keep your answers."
    assert lea.words(begin) in lea.reads()
    fills_in(lea)
    lea.taps("📨 Apply")
    refused = (
        "⚠️ {organisation} is not verified yet: /organisation shows how that is done. I keep your answers; when it is, "
        "/becomepartner brings you back here."
    )
    assert lea.words(refused, organisation="Alpweb AG") in lea.reads()
    lea.says("/organisation")
    lea.taps("✅ Get verified")
    lea.taps("🔎 Ask support to verify it")
    support.taps(support.omar, "✅ Approve")
    lea.says("/becomepartner")
    lea.taps("📨 Apply")
    assert "Wants to become a partner" in support.reads()


def test_a_number_that_is_stated_with_it_counts_once_it_is_approved(desk: Desk) -> None:
    support = desk.support()
    lea = desk.client("Alpweb AG")
    lea.says("/becomepartner")
    lea.says(NUMBER)
    lea.says("alpweb.example")
    lea.says("2400")
    accepts_all(lea)
    lea.taps("📨 Apply")
    assert "nobody has compared it yet" in support.reads()
    assert organisation(desk, lea).register_number is None
    support.taps(support.omar, "✅ Approve")
    assert organisation(desk, lea).register_number == "CHE123456788"


def test_colleagues_who_may_not_apply_read_why_and_are_offered_nothing(desk: Desk) -> None:
    lea = applicant(desk)
    tim = desk.colleague(lea)
    assert "Only a legal representative of Alpweb AG can do this" in tim.says("/becomepartner")
    tim.says("/more")
    assert "🏅 Become a partner" not in tim.buttons()
    nia = desk.colleague(lea, "Nia", role=Role.LEGAL_REPRESENTATIVE)
    applied(lea)
    assert "A colleague has applied" in nia.reads()
    nia.taps("🤝 Becoming a partner")
    assert "📨 Sent by Lea" in nia.reads()
    tim.says("/becomepartner")
    assert "↩️ Withdraw the application" not in tim.buttons()


def test_a_double_tap_on_a_promise_is_one(desk: Desk) -> None:
    lea = applicant(desk)
    lea.says("/becomepartner")
    lea.says("alpweb.example")
    lea.says("2400")
    place, data = lea.find("✅ I accept this")
    lea.press(place, data)
    assert lea.press(place, data) == "I have noted that already."


def test_it_is_not_sent_for_another_organisation(desk: Desk) -> None:
    lea = applicant(desk)
    fills_in(lea)

    def elsewhere(work: Work) -> None:
        lea.row(work).organisation = work.session.get_one(Organisation, other.organisation_id)

    other = desk.client("Other AG")
    with desk.work() as work:
        elsewhere(work)
    lea.taps("📨 Apply")
    assert "You began this for Alpweb AG" in lea.reads()
    assert stored(desk).id is None


def test_the_way_there_stands_where_it_is_asked_for(desk: Desk, lang: str) -> None:
    lea = applicant(desk, lang=lang)
    lea.says("/clients")
    assert lea.words("🏅 Become a partner") in lea.buttons()
    lea.taps("What a partner needs")
    assert lea.words("🏅 Become a partner") in lea.buttons()
    noah = desk.partner("Ostwind")
    noah.says("/more")
    assert "🏅 Become a partner" not in noah.buttons()


def test_withdrawn_it_is_over_and_can_be_begun_anew(desk: Desk, lang: str) -> None:
    support = desk.support()
    lea = applicant(desk, lang=lang)
    applied(lea)
    lea.taps("↩️ Withdraw the application")
    lea.taps("Yes, withdraw")
    done = "↩️ The application of {organisation} is withdrawn. Support knows."
    assert lea.words(done, organisation="Alpweb AG") in lea.reads()
    assert "↩️ Withdrawn by Lea" in support.reads()
    assert support.buttons() == []
    assert stored(desk).status is ApplicationStatus.WITHDRAWN
    lea.says("/becomepartner")
    assert lea.words("<b>Which website does {organisation} have?</b>", organisation="Alpweb AG") in lea.reads()
