"""A partner answers a request, and both sides see what becomes of it."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Status
from domain.people import Role
from tests.desk import Desk
from tests.people import Chat


def ask(client: Chat, partner: Chat) -> int:
    """The client sends a request for full access; the message of its own card."""
    client.says("/addpartner")
    client.taps(partner.organisation_name)
    client.taps("Full access")
    client.taps("Your payment means")
    client.taps("📨 Send the request")
    return int(client.from_bot()[-1]["message_id"])


def card(chat: Chat, message_id: int) -> str:
    """What a message says at present."""
    return next(str(message["text"]) for message in chat.messages() if message["message_id"] == message_id)


@pytest.mark.parametrize(("first", "second"), [("en", "de"), ("de", "en")])
def test_each_side_reads_in_its_own_language(desk: Desk, first: str, second: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=first), desk.partner("Alpweb", lang=second)

    own = ask(client, alpweb)
    assert alpweb.words("Full access") in alpweb.reads()
    alpweb.taps("❌ Decline")
    assert alpweb.words("We have no capacity now.") in alpweb.buttons()
    alpweb.taps("We have no capacity now.")

    declined = "The request is declined, and {other} is told."
    assert alpweb.words(declined, other="Seegarten Hotels") in alpweb.reads()
    reason = client.words("We have no capacity now.")
    assert client.words("❌ <b>{other} has declined your request.</b>", other="Alpweb") in client.reads()
    assert reason in client.reads()
    assert reason in card(client, own)


def test_a_partner_declines_in_its_own_words_or_without_any(desk: Desk) -> None:
    client, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    ask(client, alpweb)
    ask(client, nordnet)

    alpweb.taps("Decline")
    assert "500 is the most that fits here" in alpweb.says("no " * 200)
    alpweb.says("Too far away: <2 h> & more, sorry.")
    assert "This is what Seegarten Hotels will read:\n\n“Too far away: <2 h> & more, sorry.”" in alpweb.reads()
    alpweb.taps("❌ Decline")
    assert "Reason: “Too far away: <2 h> & more, sorry.”" in client.reads()
    nordnet.taps("Decline")
    nordnet.taps("Without a reason")
    assert "Nordnet has declined your request." in client.reads()
    assert "Reason" not in client.reads()


@pytest.mark.parametrize(
    ("lang", "words"), [("de", "ach nein, doch nicht ablehnen"), ("en", "no wait, who pays there?")]
)
def test_a_change_of_mind_declines_nothing(desk: Desk, lang: str, words: str) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb", lang=lang)
    ask(client, alpweb)
    alpweb.taps("❌ Decline")

    assert alpweb.words("<b>This is what {reader} will read:</b>", reader="Seegarten Hotels") in alpweb.says(words)

    assert words not in client.reads_all()
    alpweb.taps("✖️ Cancel")
    alpweb.taps("✅ Confirm")
    assert "Alpweb has confirmed" in client.reads()


def test_a_partner_asks_first_and_the_client_answers(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    own = ask(client, alpweb)

    alpweb.taps("❓ Ask the client first")
    alpweb.says("What does full access mean for your shop?")
    alpweb.taps("📨 Send")
    assert alpweb.words("❓ Your question is on its way to {other}.", other="Seegarten Hotels") in alpweb.reads()
    assert "What does full access mean for your shop?" in client.reads()
    client.taps("💬 Answer")
    client.says("You order everything.")
    client.taps("📨 Send")

    assert client.words("💬 Your answer is on its way to {other}.", other="Alpweb") in client.reads()
    assert client.words("💬 You answered: “{answer}”", answer="You order everything.") in card(client, own)
    told = alpweb.words("💬 <b>{other} has answered your question.</b>", other="Seegarten Hotels")
    asked = alpweb.words("❓ You asked: “{question}”", question="What does full access mean for your shop?")
    answer = alpweb.words("💬 {other} answered: “{answer}”", other="Seegarten Hotels", answer="You order everything.")
    assert alpweb.reads().startswith(f"{told}\n\n{asked}\n{answer}\n\n🤝")
    # The decision is made below the answer.
    newest = alpweb.from_bot()[-1]["message_id"]
    assert alpweb.find("❌ Decline")[0] == alpweb.find("❓ Ask the client first")[0] == newest
    alpweb.taps("✅ Confirm", message_id=newest)
    assert client.words("🎉 <b>{other} has confirmed.</b> The partnership begins now.", other="Alpweb") in (
        client.reads()
    )


def test_a_question_is_answered_once(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    tom = desk.colleague(client, "Tom")
    ask(client, alpweb)
    alpweb.taps("Ask the client first")
    alpweb.says("Who pays?")
    alpweb.taps("📨 Send")

    tom.taps("💬 Answer")
    client.taps("💬 Answer")
    tom.says("We do.")
    tom.taps("📨 Send")
    assert client.says("You do.") == "This question has been answered already: “We do.”"
    assert "We do." in alpweb.reads()
    assert "You do." not in alpweb.reads_all()


def test_the_cards_of_both_sides_show_the_live_state(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    own = ask(client, alpweb)
    theirs = int(alpweb.from_bot()[-1]["message_id"])
    assert "Waiting for the answer from Alpweb until December 23, 2026, 10:00" in card(client, own)
    assert "Waiting for your answer until December 23, 2026, 10:00" in card(alpweb, theirs)

    client.taps("Withdraw", message_id=own)
    client.taps("Yes, withdraw it")

    assert "You withdrew the request on November 23, 2026" in card(client, own)
    assert "Seegarten Hotels withdrew the request on November 23, 2026" in card(alpweb, theirs)
    assert "has withdrawn its request" in alpweb.reads()
    assert "This request was withdrawn" in alpweb.press(theirs, "rc:1") + alpweb.reads_all()
    assert desk.status(1) is Status.WITHDRAWN


def test_an_invitation_is_sent_again_once_a_day(desk: Desk) -> None:  # fact 31
    client, alpweb = desk.client(), desk.partner("Alpweb")
    own = ask(client, alpweb)

    client.taps("Send again", message_id=own)
    assert "less than 24 hours ago" in client.reads()
    desk.clock.advance(days=2)
    client.taps("Send again", message_id=own)

    assert "Alpweb has received your request again" in card(client, own)
    assert "until December 25, 2026" in card(client, own)
    assert "has sent its request again" in alpweb.reads()


def test_an_unanswered_request_is_reminded_of_twice_and_lapses(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    own = ask(client, alpweb)
    reminder = alpweb.words("⏰ <b>A reminder: {other} is still waiting for your answer.</b>", other="Seegarten Hotels")

    desk.look_at_deadlines()
    assert reminder not in alpweb.reads()
    for days in (3, 11):
        before = len(alpweb.from_bot())
        desk.clock.advance(days=days)
        desk.look_at_deadlines()
        desk.look_at_deadlines()
        assert len(alpweb.from_bot()) == before + 1
        assert reminder in alpweb.reads()
    desk.clock.advance(days=16)
    desk.look_at_deadlines()

    assert client.words("⌛ Lapsed on {day}, because nobody answered", day="").split(",")[0].strip() in card(
        client, own
    )
    lapsed = "⌛ Your request to {other} was not settled in time, so it has lapsed. You can send it again."
    assert client.words(lapsed, other="Alpweb") in client.reads()
    assert desk.status(1) is Status.LAPSED


def test_open_requests_are_listed_until_they_are_answered(desk: Desk) -> None:
    alpweb = desk.partner("Alpweb")
    first, second = desk.client("Seegarten Hotels"), desk.client("Berghof & Co")
    ask(first, alpweb)
    ask(second, alpweb)

    alpweb.says("/requests")
    assert alpweb.buttons()[:2] == ["⏳ Berghof & Co", "⏳ Seegarten Hotels"]
    alpweb.taps("⏳ Berghof & Co")
    alpweb.taps("Confirm")
    assert "Berghof & Co" not in alpweb.says("/requests")
    assert "✅ Berghof & Co – Full access" in alpweb.says("/clients")


def test_who_is_no_partner_learns_what_one_needs(desk: Desk) -> None:
    client = desk.client("Seegarten Hotels")

    for command in ("/requests", "/clients"):
        assert "Seegarten Hotels is not a partner" in client.says(command)
    client.taps("What a partner needs")
    assert "commercial register" in client.reads()  # fact 4


def test_a_partners_employee_asks_but_does_not_confirm(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    eva, boss = desk.colleague(alpweb, "Eva"), desk.colleague(alpweb, "Bo", role=Role.LEGAL_REPRESENTATIVE)
    ask(client, alpweb)

    assert eva.buttons() == ["❓ Ask the client first", "📋 Overview", "🕘 History", "🏠 Menu"]
    place, _ = eva.find("Ask the client")
    eva.press(place, alpweb.find("Confirm")[1])
    assert "Only a legal representative of Alpweb can do this" in eva.reads_all()
    boss.taps("Confirm")

    assert "A colleague has confirmed the partnership with Seegarten Hotels" in alpweb.reads()
    assert "Confirmed on" in card(eva, place)


def test_a_second_tap_on_confirm_changes_nothing(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    ask(client, alpweb)
    confirm = alpweb.find("Confirm")

    alpweb.press(*confirm)
    alpweb.press(*confirm)

    assert "already confirmed" in alpweb.reads_all()
    assert client.reads_all().count("Alpweb has confirmed") == 1
    assert desk.stored(1).access is Access.FULL


def test_a_form_about_a_request_that_is_settled_meanwhile_closes_with_the_reason(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    ask(client, alpweb)
    confirm = alpweb.find("Confirm")
    alpweb.taps("Decline")
    alpweb.press(*confirm)

    alpweb.taps("We have no capacity")

    assert alpweb.reads() == "This partnership is already confirmed, so that is no longer possible."
    assert "nothing to cancel" in alpweb.says("/cancel")
    assert desk.status(1) is Status.ACTIVE


def test_a_request_is_over_on_the_day_that_its_card_names_although_nobody_has_looked(desk: Desk) -> None:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    request = desk.partnership(client, partner, status=Status.PENDING)
    partner.says("/requests")
    partner.taps("Seegarten")
    desk.clock.advance(days=31)

    partner.taps("Confirm")

    assert "has lapsed" in partner.reads()
    assert "Confirm" not in partner.buttons()
    assert desk.status(request) is Status.LAPSED
    assert "was not settled in time" in client.reads()
    partner.says("/requests")
    assert "No request is waiting" in partner.reads()
