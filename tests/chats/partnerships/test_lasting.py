"""The last day of an access: chosen, announced to both sides, extended with one tap, and over when it is over."""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import Access, Payer, Side, Status
from services.partnerships.deadlines import last_until
from storage.tables import Partnership
from tests.desk import Desk


def test_the_client_chooses_a_last_day_and_the_partner_is_told(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    key = desk.partnership(client, alpweb)
    client.says("/partners")
    client.taps("Alpweb")

    client.taps("📅 Last day")
    typed = {"de": "31. März 2027", "en": "31 March 2027"}[lang]
    client.says(typed)

    assert desk.stored(key).ends_on == dt.date(2027, 3, 31)
    day = dt.date(2027, 3, 31)
    told = client.words("📅 {partner} has its access until {day}. It is told.", partner="Alpweb", day=day)
    assert told in client.reads()
    assert {"de": "bis 31. März 2027", "en": "until March 31, 2027"}[lang] in client.reads()
    heard = "📅 <b>The partnership with {other} has a last day:</b> {day}."
    assert alpweb.words(heard, other="Seegarten Hotels", day=day) in alpweb.reads()
    alpweb.taps("🤝 Show")
    assert alpweb.words("📅 Last day") not in alpweb.buttons()


def test_a_day_that_cannot_be_is_refused_with_what_can(desk: Desk) -> None:
    client = desk.client()
    key = desk.partnership(client, desk.partner("Alpweb"))
    client.says("/partners")
    client.taps("Alpweb")
    client.taps("Last day")

    assert "March 1, 2026 is not in the future. The earliest last day is November 24, 2026." in client.says("1.3.2026")
    assert "too far away" in client.says("2040-01-01")
    assert "cannot read a day" in client.says("soon")
    client.taps("+3 months")

    assert desk.stored(key).ends_on == dt.date(2027, 2, 23)


def test_both_are_reminded_the_client_extends_with_one_tap_and_a_second_tap_adds_nothing(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    key = desk.partnership(client, alpweb)
    until(desk, key, dt.date(2026, 12, 31))
    desk.clock.moment = dt.datetime(2026, 12, 24, 9, tzinfo=dt.UTC)

    desk.look_at_deadlines()

    day = {"de": "31. Dezember 2026", "en": "December 31, 2026"}[lang]
    for reader, other in ((client, "Alpweb"), (alpweb, "Seegarten Hotels")):
        assert {"de": "endet in 7 Tagen", "en": "ends in 7 days"}[lang] in reader.reads()
        assert day in reader.reads()
        assert other in reader.reads()
    extend = {"de": "Um 3 Monate", "en": "Extend 3 months"}[lang]
    assert not any(extend in label for label in alpweb.buttons())
    place, data = client.find(extend)
    client.press(place, data)
    client.press(place, data)

    assert desk.stored(key).ends_on == dt.date(2027, 3, 31)
    assert {"de": "verlängert", "en": "is extended"}[lang] in alpweb.reads()


def test_when_the_last_day_is_over_the_access_is_and_everybody_is_told(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    key = desk.partnership(client, alpweb, Access.FULL, payer=Payer.CLIENT)
    until(desk, key, dt.date(2026, 12, 31))
    client.says("/partners")
    client.taps("Alpweb")
    card = client.from_bot()[-1]["message_id"]
    desk.clock.moment = dt.datetime(2026, 12, 31, 22, 59, tzinfo=dt.UTC)
    desk.look_at_deadlines()
    assert desk.status(key) is Status.ACTIVE
    desk.clock.advance(minutes=1)  # midnight in Zurich

    desk.look_at_deadlines()

    assert desk.status(key) is Status.ENDED
    assert desk.stored(key).closed_by is Side.PROGRAMME
    over = "⏹ <b>The partnership with {other} has ended:</b> its last day is over."
    assert client.words(over, other="Alpweb") in client.reads()
    assert alpweb.words(over, other="Seegarten Hotels") in alpweb.reads()
    shown = next(message for message in client.messages() if message["message_id"] == card)
    ended = client.words("⏹ Ended on {day}: it was agreed until then", day=dt.date(2027, 1, 1))
    assert ended in shown["text"]


def test_an_access_that_is_over_is_not_shown_as_open_although_nobody_has_looked(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    until(desk, key, dt.date(2026, 12, 31))
    alpweb.says("/clients")
    place, data = alpweb.find("Seegarten")
    desk.clock.moment = dt.datetime(2027, 1, 2, 9, tzinfo=dt.UTC)

    assert "has no partner yet" in client.says("/partners")
    alpweb.press(place, data)
    assert "it was agreed until then" in alpweb.reads_all()
    assert "its last day is over" in alpweb.reads()
    assert "its last day is over" in client.reads()


def test_who_acts_for_something_else_hears_of_the_end_all_the_same(desk: Desk) -> None:
    client, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    key = desk.partnership(client, alpweb, Access.FULL, payer=Payer.CLIENT)
    until(desk, key, dt.date(2026, 12, 31))
    desk.clock.moment = dt.datetime(2027, 1, 2, 9, tzinfo=dt.UTC)
    client.says("/addpartner")
    for label in ("Nordnet", "Full access", "Your payment means", "Send the request"):
        client.taps(label)

    assert desk.status(key) is Status.ENDED
    for who in (client, alpweb):
        assert "its last day is over" in who.reads_all()
    assert "would like to work with you" in nordnet.reads()


def test_the_last_day_is_left_or_taken_away(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    until(desk, key, dt.date(2026, 12, 31))
    desk.clock.moment = dt.datetime(2026, 12, 30, 9, tzinfo=dt.UTC)
    desk.look_at_deadlines()
    assert "ends tomorrow" in client.reads()

    client.taps("Let it end")
    assert "the last day is December 31, 2026" in client.reads()
    client.taps("Last day")
    client.taps("No last day")

    assert desk.stored(key).ends_on is None
    assert "keeps its access until somebody ends it" in client.reads()
    assert "no longer has a last day" in alpweb.reads()


def until(desk: Desk, key: int, day: dt.date) -> None:
    """Gives the partnership its last day."""
    with desk.work() as work:
        last_until(work, desk.programme, work.session.get_one(Partnership, key), day)


SOONER = {
    "de": ("kündige Alpweb per 31.1.2027", "Alpweb schon Ende Januar beenden", "kündige Alpweb auf Ende Januar"),
    "en": ("end Alpweb on 31 January 2027", "end the partnership with Alpweb at the end of January"),
}
NEVER = {
    "de": ("doch unbefristet", "gar kein Enddatum", "unbefristet bitte"),
    "en": ("no end date at all", "indefinitely", "no, without an end date"),
}


def test_who_ends_what_has_a_last_day_brings_that_forward(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    key = desk.partnership(lea, alpweb)
    until(desk, key, dt.date(2027, 3, 31))
    for said in SOONER[lang]:
        assert lea.words("<b>Until when should {partner} have its access?</b>", partner="Alpweb") in lea.says(said)
        assert lea.buttons()[0] == lea.words("✅ Yes, {answer}", answer=dt.date(2027, 1, 31)), said
        lea.says("/cancel")
    lea.says("kündige Alpweb per 30.6.2027" if lang == "de" else "end Alpweb on 30 June 2027")
    assert lea.words("📅 Last day") in lea.buttons()  # its card, which says what can be done
    assert lea.words("⏹ End partnership") in lea.buttons()

    alpweb.says("kündige Seegarten per 31.1.2027" if lang == "de" else "end Seegarten on 31 January 2027")
    why = "This partnership ends on {day} anyway. {client} can bring that forward; you can only end it at once."
    assert alpweb.words(why, day=dt.date(2027, 3, 31), client="Seegarten Hotels") in alpweb.reads()
    assert desk.stored(key).ends_on == dt.date(2027, 3, 31)


def test_that_an_access_has_no_last_day_can_be_said(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    key = desk.partnership(lea, alpweb)
    for said in NEVER[lang]:
        until(desk, key, dt.date(2027, 3, 31))
        lea.says("Alpweb bis Ende Mai" if lang == "de" else "Alpweb until the end of May")
        lea.says(said)
        assert lea.buttons()[0] == lea.words("✅ Yes, {answer}", answer=lea.words("♾ No last day")), said
        assert desk.stored(key).ends_on is not None
        lea.taps(lea.buttons()[0])
        assert desk.stored(key).ends_on is None
    lea.says("Alpweb bis Ende Mai" if lang == "de" else "Alpweb until the end of May")
    none = "There is no last day at present: the access lasts until somebody ends it."
    assert lea.words(none) in lea.says(NEVER[lang][0])


def test_another_access_has_the_same_last_day_and_that_is_said_before(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    until(desk, desk.partnership(lea, alpweb, Access.FULL, payer=Payer.CLIENT), dt.date(2027, 3, 31))
    lea.says("/addpartner")
    lea.taps("Alpweb")
    lea.taps(lea.words("Limited access"))
    lea.taps("Webshop")
    lea.taps({"de": "Fertig", "en": "Done"}[lang])
    assert lea.words("The new access has the same last day: {day}.", day=dt.date(2027, 3, 31)) in lea.reads()
    lea.taps(lea.words("📨 Send the request"))
    alpweb.taps("Confirm")
    lea.says("/partners")
    lea.taps("Alpweb")
    assert {"de": "bis 31. März 2027", "en": "until March 31, 2027"}[lang] in lea.reads()
