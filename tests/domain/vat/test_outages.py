"""Error × try × country: what never makes a number invalid, when it is asked about again, and who else waits."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta

from domain.vat.formats import VAT_FORMATS, VatNumber
from domain.vat.outages import closed_by, open_for, opened_by, pause_after
from domain.vat.verdicts import VatStatus, Verdict, Waits, country_code, not_known, verdict_from
from domain.words import Country

MINUTES = (2, 10, 60, 240, 720, 1440, 1440, 1440)
"""How long a number rests after its first, second, … try."""


def failed(code: str) -> tuple[int, str]:
    return 200, json.dumps({"actionSucceed": False, "errorWrappers": [{"error": code}]})


OF_COUNTRY = {
    code: failed(code)
    for code in ("MS_UNAVAILABLE", "TIMEOUT", "MS_MAX_CONCURRENT_REQ", "MS_MAX_CONCURRENT_REQ_TIME", "NEVER_HEARD_OF")
} | {"no code": (200, '{"actionSucceed": false}'), "no verdict": (200, "{}")}
OF_EVERYTHING = {
    code: failed(code)
    for code in (
        "SERVICE_UNAVAILABLE",
        "GLOBAL_MAX_CONCURRENT_REQ",
        "GLOBAL_MAX_CONCURRENT_REQ_TIME",
        "INVALID_REQUESTER_INFO",
        "VAT_BLOCKED",
        "IP_BLOCKED",
    )
} | {
    "HTML": (200, "<!DOCTYPE html><html><body>Scheduled maintenance</body></html>"),
    "malformed": (200, '{"countryCode":"DE","vatNum'),
    "nothing": (200, ""),
    "HTTP 500": (500, "boom"),
    "HTTP 429": (429, "{}"),
}
COUNTRIES = {country_code(VatNumber(Country("DE"), prefix + "1")) for prefix in VAT_FORMATS}


def test_error_by_try_by_country() -> None:
    cells = 0
    for country, (errors, concerns) in itertools.product(
        sorted(COUNTRIES), ((OF_COUNTRY, Waits.COUNTRY), (OF_EVERYTHING, Waits.EVERYTHING))
    ):
        asked = VatNumber(Country("DE"), country + "123")
        for (error, (status, text)), (tries, minutes) in itertools.product(errors.items(), enumerate(MINUTES, 1)):
            verdict = verdict_from(status, text, asked)
            assert (verdict.status, verdict.waits) == (VatStatus.UNKNOWN, concerns), error
            assert verdict.trouble, error
            assert pause_after(tries) == timedelta(minutes=minutes)
            assert open_for(tries) == timedelta(minutes=min(60, 2 ** (tries - 1)))
            opened = opened_by(verdict, country)
            assert opened == (country if concerns is Waits.COUNTRY else "*")  # and no other country's
            assert closed_by(verdict, country) == ({"*"} if concerns is Waits.COUNTRY else set())
            cells += 1

    assert len(COUNTRIES) == 28
    assert {"EL", "XI"} < COUNTRIES
    assert "GR" not in COUNTRIES
    assert cells == 28 * 18 * 8


def test_an_answer_closes_its_country_and_everything_and_no_other() -> None:
    for verdict in (Verdict(VatStatus.VALID), Verdict(VatStatus.INVALID)):
        assert opened_by(verdict, "DE") is None
        assert closed_by(verdict, "DE") == {"DE", "*"}


def test_the_swiss_register_has_a_circuit_of_its_own() -> None:
    for waits in (Waits.COUNTRY, Waits.EVERYTHING):
        down = not_known("out of order", waits)
        assert opened_by(down, "CH") == "CH"
        assert not closed_by(down, "CH")
    assert closed_by(Verdict(VatStatus.VALID), "CH") == {"CH"}


def test_circuits_and_pauses_do_not_grow_for_ever() -> None:
    assert open_for(10_000) == timedelta(hours=1)
    assert pause_after(10_000) == timedelta(days=1)
