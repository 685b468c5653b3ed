"""Swiss companies are looked up in their own register, where the profile says so, and never at VIES."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from bot.profile.reading import DEFAULT_PROFILE
from domain.vat.verdicts import VatStatus
from tests.bot.vat.numbers import check_of, circuits, has_number, later
from tests.desk import Desk, Loop
from tests.uid_register import UidRegister, fails, known
from tests.vies import Vies

DIGITS, UID = "123456788", "CHE123456788"
COMPANY, ADDRESS = "Seegarten Hotels AG", "Musterweg 7, 8001 Musterstadt"


@pytest.fixture
def register() -> Iterator[UidRegister]:
    running = UidRegister()
    yield running
    running.stop()


@pytest.fixture
def desk(
    playground_url: str, database_url: str, loop: Loop, tmp_path: Path, vies: Vies, register: UidRegister
) -> Iterator[Desk]:
    """A desk whose profile switches the register on."""
    copytree(DEFAULT_PROFILE.parent, tmp_path, dirs_exist_ok=True)
    profile = tmp_path / DEFAULT_PROFILE.name
    switched = profile.read_text("utf-8").replace("swiss_register = false", "swiss_register = true")
    profile.write_text(switched, "utf-8")
    running = Desk(
        playground_url, database_url, loop, profile=profile, vies_url=vies.url, uid_register_url=register.url
    )
    yield running
    running.close()


def test_an_outage_then_a_name_that_agrees_then_an_entry_that_is_gone(
    desk: Desk, register: UidRegister, vies: Vies, lang: str
) -> None:
    register.answers[DIGITS] = fails("Request_limit_exceeded")
    client = desk.client(COMPANY, number=UID, lang=lang)
    german = has_number(desk, "DE136695976")
    desk.look_up_numbers()
    assert register.asked == [DIGITS]
    assert check_of(desk, client.organisation_id).trouble == "Request_limit_exceeded: the UID register’s fault"
    assert circuits(desk) == {"CH": 1}
    assert check_of(desk, german).status is VatStatus.VALID  # VIES has nothing to do with it
    assert client.words("⏳ <b>Not known yet</b>: the Swiss UID register could not answer so far.") in client.says(
        "/vat"
    )

    told = len(client.from_bot())
    register.answers[DIGITS] = known(DIGITS, "SEEGARTEN HOTELS AG")
    later(desk, minutes=2)
    assert len(client.from_bot()) == told  # nobody has entered it, so nobody waits to hear of it
    shown = client.says("/vat")
    assert "CHE-123.456.788" in shown
    holder = client.words("Registered for: {name}, {address}", name="SEEGARTEN HOTELS AG", address=ADDRESS)
    assert holder in shown
    assert circuits(desk) == {}

    del register.answers[DIGITS]
    later(desk, days=90)
    gone = "⚠️ <b>The Swiss UID register does not know UID {number} of {organisation} any more.</b>"
    assert client.words(gone, number="CHE-123.456.788", organisation=COMPANY) in client.reads()
    assert vies.numbers == ["DE136695976", "DE136695976"]


def test_where_the_names_differ_support_judges(desk: Desk, register: UidRegister) -> None:
    support = desk.support()
    register.answers[DIGITS] = known(DIGITS, "SONNENHANG HANDELS AG", "Sonnenhang Basel AG")
    client = desk.client(COMPANY, number=UID)
    desk.look_up_numbers()
    assert "UID register: SONNENHANG HANDELS AG || Sonnenhang Basel AG" in client.reads()
    assert client.buttons()[0] == "✅ Yes, it is ours"
    assert "✏️ No, enter another one" not in client.buttons()
    assert "CHE-123.456.788, here of Seegarten Hotels AG" in support.reads()

    support.taps(support.omar, "❌ It is not theirs")
    assert "support has looked at it and says: it is not your number" in client.reads()
    assert "support has looked at it" in client.says("/vat")
    assert "✅ Yes, it is ours" not in client.buttons()
