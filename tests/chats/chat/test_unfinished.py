"""Forms that wait for their answers: after a day a friendly word, by day, once; and never for who does not want it."""

from __future__ import annotations

from tests.desk import Desk
from tests.people import Chat

BEGUN = "⏰ <b>You had begun “{form}”.</b>"


def begins(desk: Desk, partner: str = "Alpweb", *, lang: str = "en") -> Chat:
    """Somebody who has begun to add a partner, at ten in the morning."""
    client = desk.client(f"Client of {partner}", lang=lang)
    desk.partner(partner)
    client.says("/addpartner")
    client.taps(partner)
    return client


def days_later(desk: Desk, **span: float) -> None:
    desk.clock.advance(**span)
    desk.look_at_deadlines()


def test_after_a_day_a_word_leads_back_to_the_form_once(desk: Desk, lang: str) -> None:
    client = begins(desk, lang=lang)
    heading = client.words(BEGUN, form=client.words("Add a partner"))
    days_later(desk, hours=23)
    assert heading not in client.reads_all()
    days_later(desk, hours=1)
    assert heading in client.reads()
    days_later(desk, days=2)
    assert client.reads_all().count(heading) == 1
    client.taps("▶️ Continue")
    assert client.words("Full access") in client.buttons()
    days_later(desk, days=2)
    assert client.reads_all().count(heading) == 0, "the word was taken for the form, and does not come again"


def test_it_waits_for_the_morning_and_for_whoever_has_just_gone_on(desk: Desk) -> None:
    client = begins(desk)
    desk.clock.advance(hours=10)
    client.says("/vat")  # eight in the evening: one looks at something else meanwhile
    client.taps("Full access")
    desk.clock.advance(hours=24)
    desk.look_at_deadlines()
    assert "You had begun" not in client.reads_all()
    desk.clock.advance(hours=11)  # seven in the morning
    client.taps("Your payment means")
    desk.clock.advance(hours=1)
    desk.look_at_deadlines()
    assert "You had begun" not in client.reads_all(), "an hour ago"
    desk.clock.advance(hours=23)
    desk.look_at_deadlines()
    assert "You had begun" not in client.reads_all(), "seven in the morning again"
    desk.clock.advance(hours=1)
    desk.look_at_deadlines()
    assert client.reads_all().count("You had begun") == 1


def test_nothing_is_said_of_forms_that_are_done_cancelled_or_empty(desk: Desk) -> None:
    done, cancelled, empty = begins(desk), begins(desk, "Nordnet"), desk.client()
    for label in ("Full access", "Your payment means", "Send the request"):
        done.taps(label)
    cancelled.says("/cancel")
    empty.says("/addpartner")
    days_later(desk, days=1, hours=1)
    assert not any("You had begun" in chat.reads_all() for chat in (done, cancelled, empty))


def test_it_can_be_switched_off_and_on_again(desk: Desk) -> None:
    client = begins(desk)
    days_later(desk, days=1)
    client.taps("🔕 No such reminders")
    assert "I do not remind you of unfinished things any more" in client.reads()
    place, data = client.find("🔔 Remind me again")
    client.says("/cancel")
    client.says("/addpartner")
    client.taps("Alpweb")
    days_later(desk, days=1)
    days_later(desk, days=1)
    assert "You had begun" not in client.reads_all()
    client.press(place, data)
    assert "I remind you of unfinished things again" in client.reads_all()
    client.says("/cancel")
    client.says("/addpartner")
    client.taps("Alpweb")
    days_later(desk, days=1)
    assert "You had begun" in client.reads()
