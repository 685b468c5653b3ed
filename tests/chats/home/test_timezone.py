"""Where a person's clock stands: guessed from the country, chosen by a tap or typed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.partnerships.rules import Status
from domain.words import Local
from tests.desk import Desk
from tests.people import Chat


def zone(desk: Desk, chat: Chat) -> str | None:
    """The zone that the person has set."""
    with desk.work() as work:
        return chat.row(work).timezone


def test_the_zone_is_guessed_chosen_and_guessed_again(desk: Desk, lang: str) -> None:
    client = desk.client("Rheinblick", country="DE", lang=lang)
    client.says("/language")
    client.taps("🕗 Your clock")
    assert "Berlin" in client.reads()
    assert "08:00" in client.reads()
    assert "20:00" in client.reads()
    guessed = "I have guessed it. If it is not right, tap another place."
    assert client.words(guessed) in client.reads()
    small, home = ("Büsingen", "Zürich") if lang == "de" else ("Busingen", "Zurich")
    assert client.buttons()[:3] == ["☑️ Berlin", f"◻️ {small}", f"◻️ {home}"]
    client.taps(home)
    assert f"☑️ {home}" in client.buttons()
    assert zone(desk, client) == "Europe/Zurich"
    client.taps("Berlin")
    assert zone(desk, client) is None, "what is guessed goes along with the country"
    client.press(client.from_bot()[-1]["message_id"], "tz:Nowhere/Land")
    assert client.words("I do not know this time zone. /timezone shows which ones you can choose.") in client.reads()


def test_another_place_is_typed_and_a_mistyped_one_is_proposed(desk: Desk) -> None:
    client = desk.client()
    client.says("/timezone")
    client.taps("🌍 Another place")
    assert "Where are you?" in client.reads()
    assert "I do not know this place" in client.says("Züricch")
    assert "Zurich" in client.buttons()
    assert "Your clock: New York" in client.says("New York")
    assert "4:00\u202fAM" in client.reads(), "nine o'clock in UTC"
    assert zone(desk, client) == "America/New_York"
    assert "Your clock: Sydney" in client.says("/timezone australia")
    assert "I do not know this place" in client.says("/timezone Entenhausen")
    assert zone(desk, client) == "Australia/Sydney"


def test_who_acts_for_nobody_has_the_programmes_clock(desk: Desk) -> None:
    newcomer = desk.newcomer()
    assert "Your clock: Zurich" in newcomer.says("/timezone")


def test_every_hour_is_told_by_its_reader_s_clock(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    client.says("/timezone New York")
    made = desk.partnership(client, alpweb, status=Status.PENDING)
    lapses = desk.stored(made).lapses_at
    assert lapses is not None
    there, here = (Local(lapses, ZoneInfo(name)) for name in ("America/New_York", "Europe/Zurich"))

    assert client.words("⏳ {other} can answer you until {moment}.", other="Alpweb", moment=there) in client.says(
        "/deadlines"
    )
    client.taps("⏳ Alpweb")
    waits = "⏳ Waiting for the answer from {partner} until {moment}"
    assert client.words(waits, partner="Alpweb", moment=there) in client.reads()
    alpweb.says("/requests")
    alpweb.taps("⏳ Seegarten")
    assert alpweb.words("⏳ Waiting for your answer until {moment}", moment=here) in alpweb.reads()
