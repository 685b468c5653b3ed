"""“⏰ Later”: whatever waits for somebody can be put off, and comes again by their clock if it still waits then."""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import Status
from domain.people import Role
from services.partnerships import check_up, enquiries, requesting
from services.partnerships.deadlines import last_until
from services.people import contacts
from storage.tables import Partnership
from tests.desk import Desk
from tests.people import Chat

AGAIN = "⏰ <b>You asked me to remind you.</b>"


def until(desk: Desk, moment: dt.datetime) -> None:
    """The caretaker looks a minute before that moment, and then."""
    desk.clock.moment = moment - dt.timedelta(minutes=1)
    desk.look_at_deadlines()
    assert not any("You asked me" in text for text in desk_texts(desk)), "too early"
    desk.clock.moment = moment
    desk.look_at_deadlines()


def desk_texts(desk: Desk) -> list[str]:
    return [str(call.get("text", "")) for call in desk.calls()]


def waiting(desk: Desk, *, lang: str = "en") -> tuple[Chat, Chat, int]:
    """A client, a partner who looks at the client's request, and the request's id."""
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb", lang=lang)
    request = desk.partnership(client, partner, status=Status.PENDING)
    partner.says("/requests")
    partner.taps("Seegarten")
    return client, partner, request


def test_a_request_comes_again_tomorrow_at_nine_where_the_partner_is(desk: Desk, lang: str) -> None:
    _, partner, request = waiting(desk, lang=lang)
    partner.says("/timezone New York")
    partner.says("/requests")
    partner.taps("Seegarten")
    partner.taps("⏰ Later")
    assert partner.buttons() == [
        partner.words(label) for label in ("⏰ Remind me tomorrow", "⏰ Remind me next week", "◀️ Back")
    ]
    partner.taps("◀️ Back")
    assert partner.words("✅ Confirm") in partner.buttons()
    partner.taps("⏰ Later")
    partner.taps("⏰ Remind me tomorrow")
    moment = {"en": "November 24, 2026, 9:00", "de": "24. November 2026, 09:00"}[lang]
    assert moment in partner.reads().replace("\u202f", " ")
    assert partner.words("✅ Confirm") in partner.buttons(), "it can be answered before"
    partner.says("/deadlines")
    assert moment in partner.reads().replace("\u202f", " ")

    until(desk, dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC))
    assert partner.words(AGAIN) in partner.reads()
    before = len(partner.from_bot())
    desk.look_at_deadlines()
    assert len(partner.from_bot()) == before, "once"
    partner.taps("✅ Confirm")
    assert desk.status(request) is Status.ACTIVE


def test_what_no_longer_waits_does_not_come_and_cannot_be_put_off(desk: Desk) -> None:
    client, partner, request = waiting(desk)
    place, data = partner.find("⏰ Later")
    partner.taps("⏰ Later")
    partner.taps("⏰ Remind me next week")
    assert "November 30, 2026" in partner.reads(), "the next Monday, today being one"
    desk.happens(lambda work: requesting.withdraw(work, client.row(work), request))
    before = len(partner.from_bot())

    desk.clock.moment = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
    desk.look_at_deadlines()

    assert len(partner.from_bot()) == before
    partner.press(place, data)
    assert "This does not wait for you any more" in partner.reads()
    stranger = desk.client("Bergbahn")
    stranger.press(stranger.from_bot()[-1]["message_id"], data)
    assert "This does not wait for you any more" in stranger.reads(), "nor is it anybody else's"


def test_questions_check_ups_last_days_and_invitations_can_be_put_off(desk: Desk) -> None:
    alpweb = desk.partner("Alpweb")
    asked, checked, ending = (desk.client(name) for name in ("Seegarten", "Bergbahn", "Rheinblick"))
    mia, noah = desk.newcomer("Mia"), desk.newcomer("Noah")
    question = desk.partnership(asked, alpweb, status=Status.PENDING)
    for client in (checked, ending):
        desk.partnership(client, alpweb)
    desk.happens(lambda work: enquiries.ask(work, alpweb.row(work), question, "How many mailboxes?"))
    with desk.work() as work:
        long_ago = work.now - desk.programme.check_up_after
        for each in work.session.query(Partnership).filter_by(client_id=checked.organisation_id):
            each.checked_at = long_ago
        for each in work.session.query(Partnership).filter_by(client_id=ending.organisation_id):
            last_until(work, desk.programme, each, dt.date(2026, 12, 1))
            each.due_at = work.now
    desk.look_at_deadlines()
    chosen = [contacts.Contact(one.id, "Somebody") for one in (mia, noah)]
    desk.happens(
        lambda work: contacts.invite_contacts(
            work, asked.row(work), asked.organisation_id, Role.READER, chosen, programme=desk.programme
        )
    )
    shown = ((asked, "💬 Answer"), (checked, "All still needed"), (ending, "Let it end"), (mia, "Accept"))
    for chat, button in (*shown, (noah, "Accept")):
        assert any(button in label for label in chat.buttons()), chat.reads()
        chat.taps("⏰ Later")
        chat.taps("⏰ Remind me tomorrow")
        chat.says("/deadlines")
        assert "I remind you on November 24, 2026" in chat.reads()
    checked.taps("👥 Partners")
    noah.taps("👀 Show")
    noah.taps("❌ No, thanks")
    settled = desk.colleague(checked, role=Role.LEGAL_REPRESENTATIVE)

    until(desk, dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC))

    for chat, button in shown:
        assert "You asked me to remind you" in chat.reads(), button
        assert any(button in label for label in chat.buttons())
    assert "You asked me to remind you" not in noah.reads_all(), "that was declined"
    checked.taps("⏰ Later")
    checked.taps("⏰ Remind me tomorrow")
    desk.clock.advance(hours=1)
    desk.happens(lambda work: check_up.confirm_all(work, settled.row(work), checked.organisation_id))
    before = len(checked.from_bot())
    desk.clock.advance(days=1)
    desk.look_at_deadlines()
    assert len(checked.from_bot()) == before, "a colleague has said that all is needed"
