"""Numbers are looked up in the background: three results, told once; outages stop a country, or everything."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace

import aiohttp
import pytest

from bot.vat.asking import open_session
from bot.vat.checker import LEASE
from bot.vat.vies import Vies as Client
from domain.vat.formats import VatNumber
from domain.vat.verdicts import ERRORS, VatStatus, Verdict, Waits
from domain.words import Country
from services.vat.settling import settle
from storage.vat import take
from tests.bot.trials import until
from tests.bot.vat.numbers import AT, DE, DE2, EL, FR, XI, check_of, circuits, enters, has_number, later
from tests.desk import Desk, Loop
from tests.vies import HTML, TEST_SERVICE, Asked, Says, Vies, fails, invalid, valid

UNKNOWN, VALID, INVALID = VatStatus.UNKNOWN, VatStatus.VALID, VatStatus.INVALID


@pytest.mark.parametrize(("answer", "opens"), [(fails("MS_UNAVAILABLE"), "DE"), (HTML, "*")], ids=["country", "all"])
def test_an_outage_stops_its_country_or_everything(asking: Desk, vies: Vies, answer: Says, opens: str) -> None:
    vies.answers = {DE: answer, FR: valid()}
    german = has_number(asking, DE)
    asking.look_up_numbers()
    for tries, rests_min, is_open_min in ((1, 2, 1), (2, 10, 2), (3, 60, 4)):
        found = check_of(asking, german)
        assert (found.status, found.checked_at, found.lease) == (UNKNOWN, None, None)  # never shown as invalid
        assert (found.tries, found.tried_at) == (tries, asking.clock.moment)
        assert found.trouble
        assert found.due_at == asking.clock.moment + dt.timedelta(minutes=rests_min)
        assert circuits(asking) == {opens: tries}
        if tries == 1:
            french = has_number(asking, FR, "Nordnet") if opens != "*" else None
            asking.look_up_numbers()
            assert french is None or check_of(asking, french).status is VALID
        later(asking, minutes=is_open_min)
        assert vies.numbers.count(DE) == tries  # not before its time
        if tries == 3:
            vies.answers[DE] = valid("ALPWEB GMBH")
        later(asking, minutes=rests_min - is_open_min)

    found = check_of(asking, german)
    assert (found.status, found.tries, found.trouble, found.name) == (VALID, 0, None, "ALPWEB GMBH")
    assert vies.numbers.count(DE) == 4
    assert circuits(asking) == {}


def test_every_answer_over_the_wire(vies: Vies, loop: Loop) -> None:
    hold = threading.Event()
    wire: dict[str, Says | Callable[[Asked], Says]] = {
        "valid": valid("ALPWEB GMBH"),
        "invalid": invalid,
        **{code: fails(code) for code in ERRORS},
        "503": fails("MS_UNAVAILABLE", status=503),
        "500": Says(500, b"boom", "text/plain"),
        "redirect": Says(302, b"", "text/html"),
        "html": HTML,
        "half": Says(200, b'{"countryCode":"DE","vatNum'),
        "bytes": Says(200, bytes(range(256))),
        "huge": Says(200, b'{"valid": true, "name": "' + b"x" * 200_000 + b'"}'),
        "cut": Says(None),
    }

    async def ask_all() -> dict[str, Verdict]:
        found = {}
        async with open_session() as session:
            for name, answer in wire.items():
                vies.answers[DE] = answer
                found[name] = await Client(vies.url).ask(session, DE)
            found["gone"] = await Client("http://127.0.0.1:1/nobody").ask(session, DE)
        vies.answers[DE] = Says(200, b"{}", hold=hold)
        async with open_session(aiohttp.ClientTimeout(total=0.1)) as hasty:
            found["slow"] = await Client(vies.url).ask(hasty, DE)
        return found

    found = loop.run(ask_all())
    hold.set()
    codes = {code: expected for code, expected in ERRORS.items() if expected.status is UNKNOWN}
    assert [name for name, verdict in found.items() if verdict.status is VALID] == ["valid"]
    assert [name for name, verdict in found.items() if verdict.status is INVALID] == [
        "invalid",
        "INVALID",
        "INVALID_INPUT",
    ]
    assert {code: found[code] for code in codes} == codes
    of_country = {"503", "slow", *(code for code, expected in codes.items() if expected.waits is Waits.COUNTRY)}
    assert {name for name, verdict in found.items() if verdict.waits is Waits.COUNTRY} == of_country
    assert all(verdict.trouble for verdict in found.values() if verdict.status is UNKNOWN)


def test_the_commission_s_test_service(vies: Vies, loop: Loop) -> None:
    async def ask_all() -> dict[str, Verdict]:
        async with open_session() as session:
            client = Client(vies.test_service_url)
            return {number: await client.ask(session, "DE" + number) for number in (*TEST_SERVICE, "999")}

    found = loop.run(ask_all())
    assert {number for number, verdict in found.items() if verdict.status is VALID} == {"100"}
    assert {number for number, verdict in found.items() if verdict.status is INVALID} == {"200", "201"}
    of_country = {number for number, verdict in found.items() if verdict.waits is Waits.COUNTRY}
    assert of_country == {"301", "302", "600", "601"}
    assert found["100"].name == "John Doe"
    assert len(found) == 14


def test_what_is_asked_and_the_proof(vies: Vies, loop: Loop) -> None:
    async def ask(number: str, requester: VatNumber | None) -> Verdict:
        async with open_session() as session:
            return await Client(vies.url, requester).ask(session, number)

    greek = loop.run(ask(EL, VatNumber(Country("GR"), EL)))
    irish = loop.run(ask(XI, None))

    assert [(each.country, each.number, each.requester) for each in vies.asked] == [
        ("EL", "123456783", EL),
        ("XI", "123456727", None),
    ]
    assert (greek.consultation, irish.consultation) == ("WAPIAAAA123456783", None)
    assert (greek.name, greek.address) == (None, None)  # --- is no name


def test_one_question_shows_whether_an_outage_is_over(asking: Desk, vies: Vies) -> None:
    down = fails("SERVICE_UNAVAILABLE")
    vies.answers = dict.fromkeys((DE, FR, AT, XI), down)
    ids = {DE: has_number(asking, DE)}
    asking.look_up_numbers()
    for number, name in ((FR, "Nordnet"), (AT, "Tessinhost"), (XI, "Liffey")):
        ids[number] = has_number(asking, number, name)
    asking.look_up_numbers()
    assert vies.numbers == [DE]

    later(asking, minutes=1)  # half open
    assert vies.numbers == [DE, FR]
    assert circuits(asking) == {"*": 2}
    vies.answers = {number: valid() for number in ids}
    later(asking, minutes=2)
    assert sorted(vies.numbers[2:]) == sorted(ids)
    assert circuits(asking) == {}
    assert {check_of(asking, each).status for each in ids.values()} == {VALID}


def test_no_more_at_once_than_the_service_bears(asking: Desk, vies: Vies) -> None:
    hold = threading.Event()
    numbers = {DE: "Alpweb", DE2: "Nordnet", FR: "Tessinhost", AT: "Liffey", EL: "Agora", XI: "Derry"}

    vies.answers = dict.fromkeys(numbers, lambda asked: replace(valid()(asked), hold=hold))
    ids = [has_number(asking, number, name) for number, name in numbers.items()]
    until(lambda: vies.most_at_once == 4)
    with asking.work() as work:
        assert take(work.session, work.now, work.now + LEASE, 4) == []  # nor does anybody else
    hold.set()
    asking.look_up_numbers()

    assert {check_of(asking, each).status for each in ids} == {VALID}
    assert sorted(vies.numbers) == sorted(numbers)
    assert (vies.most_at_once, vies.most_of_country) == (4, 1)


def test_a_valid_number_is_asked_about_again_and_an_invalid_one_sooner(asking: Desk, vies: Vies) -> None:
    vies.answers = {DE: valid(), FR: invalid}
    german, french = has_number(asking, DE), has_number(asking, FR, "Nordnet")
    asking.look_up_numbers()
    assert (check_of(asking, german).status, check_of(asking, french).status) == (VALID, INVALID)

    later(asking, days=7)
    assert vies.numbers.count(FR) == 2
    assert vies.numbers.count(DE) == 1
    vies.answers[DE] = fails("MS_UNAVAILABLE")
    later(asking, days=83)

    german_check = check_of(asking, german)
    assert vies.numbers.count(DE) == 2
    assert (german_check.status, german_check.tries) == (VALID, 1)  # what was known stays known
    assert german_check.checked_at is not None


def test_an_answer_about_a_number_that_was_changed_meanwhile_means_nothing(asking: Desk, vies: Vies) -> None:
    hold = threading.Event()
    entered: list[int] = []

    def answer(asked: object) -> Says:
        enters(asking, entered[0], FR)
        hold.set()
        return invalid(asked)  # type: ignore[arg-type]

    vies.answers = {DE: answer, FR: valid()}
    entered.append(has_number(asking, DE))
    asking.look_up_numbers()

    assert hold.is_set()
    former, present = check_of(asking, entered[0], DE), check_of(asking, entered[0], FR)
    assert (former.status, former.due_at, former.lease) == (UNKNOWN, None, None)
    assert present.status is VALID


def test_whoever_dies_with_a_question_loses_it_when_its_lease_is_over(asking: Desk, vies: Vies) -> None:
    asking.stop()
    german = has_number(asking, DE)
    with asking.work() as work:
        (dead,) = take(work.session, work.now, work.now + LEASE, 4)
        assert take(work.session, work.now, work.now + LEASE, 4) == []
    asking.app.units.engine.dispose()
    asking.start()
    asking.look_up_numbers()
    assert vies.numbers == []

    later(asking, seconds=LEASE.total_seconds())
    assert vies.numbers == [DE]
    known = check_of(asking, german).checked_at
    with asking.work() as work:
        assert not settle(work, asking.programme, dead, Verdict(VatStatus.INVALID))  # it comes too late
    found = check_of(asking, german)
    assert (found.status, found.checked_at) == (VALID, known)
