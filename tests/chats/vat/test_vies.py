"""What people read of VIES's verdicts on their VAT number: valid, not valid, or not known yet."""

from __future__ import annotations

import datetime as dt
import re
import threading
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from domain.people import Role
from domain.vat.reading import read_vat_number
from services import vat
from tests.bot.trials import until
from tests.bot.vat.numbers import check_of, later
from tests.desk import Desk
from tests.people import Chat
from tests.vies import Vies, fails, invalid, valid

NUMBER, OTHER = "DE123456788", "DE136695976"
COMPANY = "Rheinblick GmbH"


@pytest.fixture
def desk(asking: Desk) -> Desk:
    return asking


@pytest.fixture
def client(desk: Desk, lang: str) -> Chat:
    return desk.client(COMPANY, country="DE", lang=lang, products=())


STORED = "✅ The VAT number <code>{number}</code> is stored for {organisation}."


def enters(client: Chat, number: str = NUMBER) -> list[str]:
    """Enters the number; what is told when VIES has been asked about it, perhaps at once."""
    client.says("/vat")
    client.taps("🧾 Enter the VAT number" if client.buttons()[0].startswith("🧾") else "✏️ Change")
    client.says(number)
    client.taps("☑️ Accept terms and store")
    client.desk.look_up_numbers()
    texts = [str(message["text"]) for message in client.from_bot()]
    stored = max(place for place, text in enumerate(texts) if about(client, STORED, number) in text)
    return texts[stored:]


def news(client: Chat, **span: float) -> list[str]:
    """What is told when the bot looks what is due, so much later."""
    before = len(client.from_bot())
    later(client.desk, **span)
    return [str(message["text"]) for message in client.from_bot()[before:]]


def about(client: Chat, text: str, number: str = NUMBER) -> str:
    return client.words(text, number=number, organisation=COMPANY)


REVERSE = "Reverse charge applies: {organisation} pays the VAT itself, at home."  # fact 37
VALID = "✅ <b>VAT number <code>{number}</code> of {organisation} is valid, says VIES.</b>"


def test_a_valid_number_is_told_with_its_holder_and_nothing_new_is_not(vies: Vies, client: Chat) -> None:
    vies.answers[NUMBER] = valid("RHEINBLICK GMBH", "UFERWEG 3\n50667 KÖLN")
    stored, told = enters(client)
    assert client.words("VIES is asked about it in the background; I tell you what it says.") in stored

    holder = client.words("Registered for: {name}, {address}", name="RHEINBLICK GMBH", address="UFERWEG 3, 50667 KÖLN")
    reverse = about(client, REVERSE)
    assert about(client, VALID) in told
    assert holder in told
    assert reverse in told
    shown = client.says("/vat")
    assert shown.count("✅") == 1
    assert holder in shown
    assert reverse in shown
    assert ("23. November 2026" if client.lang == "de" else "November 23, 2026") in shown

    assert news(client, days=89) == []
    assert vies.numbers == [NUMBER]
    assert news(client, days=1) == []  # asked again, and nothing new
    assert vies.numbers == [NUMBER, NUMBER]
    vies.answers[NUMBER] = invalid
    (told,) = news(client, days=90)
    lost = "⚠️ <b>VAT number <code>{number}</code> of {organisation} is not valid any more, says VIES.</b>"
    assert about(client, lost) in told


def test_an_invalid_number_is_kept_marked_and_people_are_told_what_to_do(vies: Vies, client: Chat) -> None:
    vies.answers[NUMBER] = invalid
    _, told = enters(client)
    assert about(client, "❌ <b>VIES does not know VAT number <code>{number}</code> of {organisation}.</b>") in told
    to_do = client.words(
        "Please compare it with your tax office’s letter, and change it if a digit is wrong. A new number gets into "
        "VIES some days after it was given; I ask again by myself. Until then it is kept, and marked as not confirmed."
    )
    assert to_do in told
    shown = client.says("/vat")
    assert NUMBER in shown
    assert to_do in shown
    (stored,) = enters(client)  # the same once more: what is known is said at once, for only changes are told
    assert client.words("VIES is asked about it again; I tell you if that changes.") in stored
    assert "❌" in stored

    _, told = enters(client, OTHER)
    assert about(client, VALID, OTHER) in told
    vies.asked.clear()
    assert news(client, days=30) == []
    assert vies.numbers == []  # nobody has the former one any more


def test_what_is_not_known_yet_is_never_called_invalid(desk: Desk, vies: Vies, client: Chat) -> None:
    vies.answers[NUMBER] = fails("MS_UNAVAILABLE")
    (stored,) = enters(client)  # an outage is no news
    assert "❌" not in stored

    shown = client.says("/vat")
    not_known = "⏳ <b>Not known yet</b>: VIES could not answer so far. That says nothing about your number."
    assert client.words(not_known) in shown
    assert times_in(shown) == [clock(desk), clock(desk, minutes=2)]  # when it was tried, and when it is again
    assert "❌" not in shown
    vies.answers[NUMBER] = valid()
    (told,) = news(client, minutes=2)
    assert "✅" in told
    known = desk.clock.moment
    vies.answers[NUMBER] = fails("TIMEOUT")
    assert news(client, days=90) == []
    assert "✅" in (shown := client.says("/vat"))  # what was known stays known
    assert times_in(shown) == [clock(desk), clock(desk, minutes=2)]
    assert check_of(desk, client.organisation_id).checked_at == known


def clock(desk: Desk, **later: float) -> str:
    moment = (desk.clock.moment + dt.timedelta(**later)).astimezone(ZoneInfo(desk.settings.timezone))
    return f"{moment.hour}:{moment:%M}"


def times_in(text: str) -> list[str]:
    return [found.lstrip("0") for found in re.findall(r"\b\d?\d:\d\d\b", text)]


@pytest.mark.parametrize("lang", ["en"])
def test_nobody_waits_for_vies(desk: Desk, vies: Vies, client: Chat) -> None:
    hold = threading.Event()
    vies.answers[NUMBER] = lambda asked: replace(valid()(asked), hold=hold)
    with desk.work() as work:
        vat.enter(work, client.row(work), read_vat_number(NUMBER))
        work.events.clear()
    until(lambda: vies.numbers == [NUMBER])

    desk.playground.post(f"/chats/{client.id}/messages", json={"from": client.id, "text": "/vat"})
    waits = "⏳ Not checked yet: VIES is asked in the background, and I tell you what it says."
    until(lambda: client.words(waits) in client.reads())
    hold.set()
    desk.settle()
    assert about(client, VALID) in client.reads()


QUESTION = "❓ The names differ. VIES: <b>{registered}</b>. Here: <b>{own}</b>. Is it your number?"
OTHERS = "SONNENHANG HANDELS GMBH"


def test_where_the_names_differ_its_people_and_support_are_asked(desk: Desk, vies: Vies, client: Chat) -> None:
    support = desk.support()
    vies.answers[NUMBER] = valid(OTHERS)
    tim = desk.colleague(client, "Tim", role=Role.ADMINISTRATOR, lang=client.lang)
    _, told = enters(client)
    reverse = about(client, REVERSE)
    question = client.words(QUESTION, registered=OTHERS, own=COMPANY)
    yes = client.words("✅ Yes, it is ours")
    assert question in told
    assert reverse not in told  # as long as it may be another company's
    assert question in tim.reads()
    assert yes in client.buttons()
    assert yes not in tim.buttons()  # who may not enter it is told, and not asked
    for text in (NUMBER, OTHERS, COMPANY, "Its people are asked, too."):
        assert text in support.reads()
    ours = client.find("✅ Yes, it is ours")
    client.taps("✅ Yes, it is ours")
    looks = client.words("ℹ️ The names differ; you have said that it is your number. Support looks at it.")
    assert looks in client.reads()
    assert "Lea says: it is our number." in support.reads()
    assert news(client, days=90) == []  # nobody is asked twice
    tim.press(*ours)
    assert check_of(desk, client.organisation_id).accepted is None

    support.taps(support.zoe, "✅ It is theirs")
    assert check_of(desk, client.organisation_id).accepted is None  # she does not belong to support
    support.taps(support.omar, "✅ It is theirs")
    assert "✅ It is theirs, says Omar" in support.reads()
    assert support.buttons() == []
    accepted = client.words("☑️ The names differ; support has looked at it: it is your number.")
    assert accepted in client.reads()
    assert accepted in client.says("/vat")
    assert reverse in client.reads()
    support.taps(support.nina, "❌ It is not theirs")  # under the older message
    assert check_of(desk, client.organisation_id).judged_by == "Omar"


@pytest.mark.parametrize("lang", ["en"])
def test_a_number_that_is_not_theirs_is_kept_so_and_another_one_entered(desk: Desk, vies: Vies, client: Chat) -> None:
    support = desk.support()
    vies.answers = {NUMBER: valid(OTHERS), OTHER: valid(OTHERS)}
    enters(client)
    client.taps("✏️ No, enter another one")
    client.says(OTHER)
    client.taps("☑️ Accept terms and store")
    desk.look_up_numbers()
    former, present = (check_of(desk, client.organisation_id, number) for number in (NUMBER, OTHER))
    assert (former.ours, former.differs, former.due_at) == (False, True, None)
    assert (present.ours, present.differs, present.name) == (None, True, OTHERS)

    support.taps(support.nina, "❌ It is not theirs")
    assert "support has looked at it and says: it is not your number" in client.reads()
    assert client.buttons()[0] == "✏️ Change"
    vies.answers[OTHER] = valid("RHEINBLICK GMBH")  # the register is put right
    (told,) = news(client, days=90)
    assert "VIES has another name for VAT number" in told
    assert check_of(desk, client.organisation_id, OTHER).accepted is None
    assert "differ" not in client.says("/vat")
