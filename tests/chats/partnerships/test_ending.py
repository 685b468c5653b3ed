"""A partnership ends: by a button and the other side's name, at once or on a day; and that is taken back, or undone."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.partnerships.rules import Access, Payer, Side, Status
from domain.people import Role
from handlers.partnerships.payloads import EndPartnership
from tests.asked import asks
from tests.desk import START, Desk
from tests.people import Chat

ANNOUNCED = "📅 <b>{other} ends the partnership with you on {day}.</b>"
ENDED = "⏹ <b>{other} has ended the partnership with you.</b>"
UNDO = "↩️ Undo (until {time})"


def opened(chat: Chat, other: Chat) -> str:
    """The form with which the partnership with `other` is ended, opened from its card; what it says."""
    chat.says("/partners" if other.partner_code else "/clients")
    chat.taps(other.organisation_name)
    if not other.partner_code:
        chat.taps("🤝 The partnership")
    chat.taps("⏹ End partnership")
    return chat.reads()


def undo_of(chat: Chat) -> str:
    """The label of the newest button that undoes an end."""
    word = chat.words(UNDO, time="").split(" (")[0]
    return next((label for label in reversed(chat.buttons()) if label.startswith(word)), "")


def test_a_button_and_the_name_end_it(desk: Desk, lang: str) -> None:  # facts 32, 43
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    tim, eva = desk.colleague(client, "Tim", lang=lang), desk.colleague(alpweb, "Eva", lang=lang)
    people = ((client, tim, alpweb, eva), (alpweb, eva, client, tim))
    for ending, colleague, other, others_colleague in people:
        key = desk.partnership(client, alpweb, products=["Webshop"])
        opened(ending, other)
        assert desk.status(key) is Status.ACTIVE

        ending.says(other.organisation_name)

        assert desk.status(key) is Status.ENDED
        assert ending.words("The partnership has ended.") in ending.reads()
        for told in (other, others_colleague):
            assert told.words(ENDED, other=ending.organisation_name) in told.reads()
        by_colleague = "⏹ A colleague has ended the partnership with {other}."
        assert colleague.words(by_colleague, other=other.organisation_name) in colleague.reads()


@pytest.mark.parametrize(
    "typed", ["alpweb mueller", "ALPWEB  MÜLLER ag", "„Alpweb – Müller“", "Alpweb-Müller GmbH", "müller alpweb"]
)
def test_the_name_may_be_typed_as_people_type(desk: Desk, typed: str) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb Müller AG")
    key = desk.partnership(client, alpweb)
    opened(client, alpweb)

    client.says(typed)

    assert desk.status(key) is Status.ENDED


def test_a_wrong_name_says_what_was_expected_and_loses_nothing(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    opened(client, alpweb)
    client.taps("💬 Reason")
    client.says("Das Projekt ist zu Ende")

    for wrong in ("Nordnet", "Alpwebb", "ja", "x" * 200):
        client.says(wrong)
        assert "Alpweb" in client.reads()
        assert "Das Projekt ist zu Ende" in client.reads()
    wrong_name = "⚠️ That is not the name, so nothing has happened. I expect: <code>{other}</code>"
    assert client.words(wrong_name, other="Alpweb") in client.reads()
    assert desk.status(key) is Status.ACTIVE

    client.says("alpweb")
    assert desk.stored(key).reason == "Das Projekt ist zu Ende"


def test_a_name_that_sounds_like_small_talk_is_still_the_name(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner("Hallo GmbH")
    key = desk.partnership(client, partner)
    opened(client, partner)

    client.says("Hallo")

    assert desk.status(key) is Status.ENDED


AFTERMATHS = [
    (
        Access.LIMITED,
        None,
        ("{other} no longer manages these products; they stay yours.", "Your tenders run on."),
        ("You no longer earn when {other} buys or renews them.", "You still receive tenders."),
        "🧾",
    ),
    (
        Access.FULL,
        Payer.CLIENT,
        ("{other} can no longer order or renew for you: from then on you do.", "All invoices stay with you."),
        ("You lose your access; all products stay with {other}.", "All invoices stay with {other}."),
        None,
    ),
    (
        Access.FULL,
        Payer.PARTNER,
        ("Invoices so far stay with {other}; you have no access to them.", "{other} earns on no further orders"),
        ("Invoices so far stay with you; {other} has no access to them.", "You earn on no further orders"),
        None,
    ),
]


@pytest.mark.parametrize(("access", "payer", "to_client", "to_partner", "absent"), AFTERMATHS)
def test_what_happens_is_shown_before(  # facts 12, 16-27
    desk: Desk,
    access: Access,
    payer: Payer | None,
    to_client: tuple[str, ...],
    to_partner: tuple[str, ...],
    absent: str | None,
) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.partnership(client, alpweb, access, payer=payer)

    for reader, other, expected in ((client, alpweb, to_client), (alpweb, client, to_partner)):
        text = opened(reader, other)
        for words in expected:
            assert words.format(other=other.organisation_name) in text
        assert absent is None or absent not in text
        assert "For 10 minutes you can undo it." in text


def test_reason_and_last_words_reach_the_other_side(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(client, alpweb)
    opened(alpweb, client)
    alpweb.taps("💬 Reason")
    alpweb.taps("We have no time any more.")
    alpweb.taps("✍️ Last words")
    alpweb.says("Danke für alles! Noch Fragen?")
    reason = "Reason: “{reason}”"
    said = alpweb.words(reason, reason=alpweb.words("We have no time any more."))
    assert said in alpweb.reads()

    alpweb.says("seegarten")

    assert said in client.reads()
    assert client.words("✍️ “{words}”", words="Danke für alles! Noch Fragen?") in client.reads()
    client.taps("🤝 Show")
    assert said in client.reads()


def test_what_was_added_is_taken_away_again(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    opened(client, alpweb)
    client.taps("💬 Reason")
    client.taps("What we wanted is done.")
    client.taps("💬 Reason")
    client.taps("◀️ Back")
    assert "Reason:" not in client.reads()
    client.taps("✍️ Last words")
    client.says("Bye")
    client.taps("✍️ Last words")
    client.taps("Without last words")
    client.taps("📅 On a day")
    client.taps("In 30 days")
    client.taps("📅 On a day")
    client.taps("At once")

    client.says("Alpweb")

    stored = desk.stored(key)
    assert (stored.status, stored.reason, stored.last_words, stored.ends_on) == (Status.ENDED, None, None, None)


def test_who_cancels_keeps_the_partnership(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    opened(client, alpweb)

    client.taps("✖️ Cancel")
    client.says("Alpweb")

    assert desk.status(key) is Status.ACTIVE


def test_who_says_that_it_is_not_meant_keeps_the_partnership(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb, products=["Webshop"])
    for said in (
        "never mind, leave it",
        "oh no, take that back please",
        "nein, lass",
        "lass das, ich überleg mirs nochmal",
        "lass es",
        "doch nicht",
        "vergiss es",
        "lieber nicht",
    ):
        opened(client, alpweb)
        assert client.says(said) == "“End a partnership” is cancelled. Nothing was changed or sent.", said
    assert desk.status(key) is Status.ACTIVE


def test_a_partner_may_be_called_like_a_way_out(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner("Lass Es GmbH")
    key = desk.partnership(client, partner, products=["Webshop"])
    opened(client, partner)
    client.says("lass es")
    assert desk.status(key) is Status.ENDED


def test_buttons_of_old_messages_open_the_form(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    message = client.send(text="/partners") + 1

    for step in (0, 1, 2):
        client.press(message, f"{EndPartnership.code}:{key}:{step}")
        assert "End the partnership with Alpweb at once?" in client.reads()
        assert desk.status(key) is Status.ACTIVE


def test_an_end_on_a_day_is_announced_and_taken_back(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    eva = desk.colleague(alpweb, "Eva", lang=lang)
    key = desk.partnership(client, alpweb)
    alpweb.says("/clients")
    alpweb.taps("Seegarten")
    alpweb.taps("🤝 The partnership")
    opened(client, alpweb)
    client.taps("📅 On a day")
    client.says("31. März 2027")
    client.taps("✍️ Last words")
    client.says("Danke!")

    client.says("Alpweb")

    day = dt.date(2027, 3, 31)
    stored = desk.stored(key)
    assert (stored.status, stored.ends_on, stored.ending_by) == (Status.ACTIVE, day, Side.CLIENT)
    assert stored.lapses_at == dt.datetime(2027, 3, 31, 22, tzinfo=dt.UTC)  # midnight in Zurich
    for told in (alpweb, eva):
        assert told.words(ANNOUNCED, other="Seegarten", day=day) in told.reads()
        assert told.words("✍️ “{words}”", words="Danke!") in told.reads()
    ends = alpweb.words("⏳ Ends on {day}: {other} has ended it", day=day, other="Seegarten")
    assert ends in alpweb.reads(2)  # the card that stood there
    assert client.words("⏳ Ends on {day}: you have ended it", day=day) in client.reads()
    assert alpweb.words("↩️ Take it back") not in str(alpweb.from_bot())

    client.taps("↩️ Take it back")

    stored = desk.stored(key)
    assert (stored.ends_on, stored.ending_by, stored.last_words, stored.due_at) == (None, None, None, None)
    assert alpweb.words("↩️ <b>{other} has taken the end back:</b> the partnership goes on.", other="Seegarten") in (
        alpweb.reads()
    )
    assert ends not in alpweb.reads_all()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("2026-11-22", "is over"),
        ("31.12.2027", "more than a year ahead"),
        ("31.2.2027", "cannot read a day"),
        ("bald", "cannot read a day"),
    ],
)
def test_a_day_that_cannot_be_is_said_so(desk: Desk, typed: str, answer: str) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb)
    opened(client, alpweb)
    client.taps("📅 On a day")

    client.says(typed)

    assert answer in client.reads()
    client.taps("End of month")
    assert "End the partnership with Alpweb on November 30, 2026?" in client.reads()


def test_the_other_side_may_still_end_it_at_once_but_set_no_other_day(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    opened(client, alpweb)
    client.taps("📅 On a day")
    client.taps("In 30 days")
    client.says("Alpweb")

    opened(alpweb, client)
    alpweb.taps("📅 On a day")
    assert "ends on December 23, 2026 anyway" in alpweb.reads()
    alpweb.says("Seegarten")

    assert (desk.status(key), desk.stored(key).closed_by) == (Status.ENDED, Side.PARTNER)


def test_an_end_is_undone_in_time(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    tom = desk.colleague(client, "Tom", role=Role.LEGAL_REPRESENTATIVE, lang=lang)
    key = desk.partnership(client, alpweb)
    before = desk.stored(key)
    tom.says("/partners")
    tom.taps("Alpweb")
    opened(client, alpweb)
    client.says("Alpweb")
    assert "10:10" in undo_of(client)  # in Zurich
    assert undo_of(alpweb) == ""
    assert "10:10" in str(tom.from_bot())  # the card that stood there
    desk.clock.advance(minutes=9, seconds=59)

    client.taps(undo_of(client))

    after = desk.stored(key)
    assert (after.status, after.closed_at, after.closed_by, after.closed_by_id) == (Status.ACTIVE, None, None, None)
    assert after.confirmed_at == before.confirmed_at
    undone = "↩️ <b>{other} has undone the end:</b> the partnership goes on as before."
    assert alpweb.words(undone, other="Seegarten") in alpweb.reads()
    assert "10:10" not in str(tom.from_bot()[:-1])


@pytest.mark.parametrize("said", ["ups falsch, rückgängig machen", "oh nein, mach das rückgängig", "undo that please"])
def test_who_asks_for_it_finds_the_way_to_undo_the_end(desk: Desk, said: str) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb, products=["Webshop"])
    opened(client, alpweb)
    client.says("Alpweb")
    client.says("/menu")

    assert "Nothing is undone yet" in client.says(said)
    assert desk.status(key) is Status.ENDED
    client.taps(undo_of(client))
    assert desk.status(key) is Status.ACTIVE
    assert client.says(said) == "There is nothing at present that you could undo."


def test_only_who_has_ended_it_is_shown_how_to_undo_it(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb, products=["Webshop"])
    opened(client, alpweb)
    client.says("Alpweb")

    nothing = "There is nothing at present that you could undo."
    assert asks(alpweb, "undo") == nothing
    assert asks(client, "undo", other=desk.partner("Nordnet").organisation_id) == (
        "Nordnet is not your partner, and you have no open request to it."
    )
    assert "Nothing is undone yet" in asks(client, "undo", other=alpweb.organisation_id)
    desk.clock.advance(minutes=11)
    assert asks(client, "undo") == nothing


def test_after_ten_minutes_an_end_stands(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    opened(alpweb, client)
    alpweb.says("Seegarten")
    label = undo_of(alpweb)
    desk.clock.advance(minutes=10)

    alpweb.taps(label)

    assert "An end can be undone for 10 minutes, and that is over" in alpweb.reads()
    assert label not in str(alpweb.from_bot())  # the card has lost the button
    assert desk.status(key) is Status.ENDED


def test_who_has_been_replaced_meanwhile_is_told_why_nothing_is_undone(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb, products=["Webshop"])
    opened(client, alpweb)
    client.says("Alpweb")
    label = undo_of(client)
    place, data = client.find(label)
    desk.partnership(client, desk.partner("Nordnet"), products=["Webshop"], status=Status.PENDING)

    client.press(place, data)

    assert "Another partner manages Webshop now, or has been asked to" in client.reads()
    assert desk.status(key) is Status.ENDED
    assert desk.clock.moment == START
