"""What VIES answers, and what that means: a table. Only VALID, INVALID and INVALID_INPUT are verdicts."""

from __future__ import annotations

import json

import pytest

from domain.vat.formats import VatNumber
from domain.vat.verdicts import VatStatus, Waits, country_code, verdict_from
from domain.words import Country

ASKED = VatNumber(Country("DE"), "DE136695976")
UNKNOWN, VALID, INVALID = VatStatus.UNKNOWN, VatStatus.VALID, VatStatus.INVALID
NUMBER, COUNTRY, EVERYTHING = Waits.NUMBER, Waits.COUNTRY, Waits.EVERYTHING


def failed(*codes: object, **more: object) -> str:
    return json.dumps({"actionSucceed": False, "errorWrappers": [{"error": code} for code in codes]} | more)


def about(**more: object) -> str:
    return json.dumps({"countryCode": "DE", "vatNumber": "136695976", "valid": True, "name": "ACME AG"} | more)


@pytest.mark.parametrize(
    ("status", "text", "means", "waits"),
    [
        (200, about(), VALID, NUMBER),
        (200, about(valid=False), INVALID, NUMBER),
        (200, failed("INVALID"), INVALID, NUMBER),
        (200, failed("INVALID_INPUT"), INVALID, NUMBER),
        (400, failed("INVALID_INPUT"), INVALID, NUMBER),
        (200, failed("INVALID_REQUESTER_INFO"), UNKNOWN, EVERYTHING),
        (200, failed("SERVICE_UNAVAILABLE"), UNKNOWN, EVERYTHING),
        (200, failed("MS_UNAVAILABLE"), UNKNOWN, COUNTRY),
        (200, failed("TIMEOUT"), UNKNOWN, COUNTRY),
        (200, failed("VAT_BLOCKED"), UNKNOWN, EVERYTHING),
        (200, failed("IP_BLOCKED"), UNKNOWN, EVERYTHING),
        (200, failed("GLOBAL_MAX_CONCURRENT_REQ"), UNKNOWN, EVERYTHING),
        (200, failed("GLOBAL_MAX_CONCURRENT_REQ_TIME"), UNKNOWN, EVERYTHING),
        (200, failed("MS_MAX_CONCURRENT_REQ"), UNKNOWN, COUNTRY),
        (200, failed("MS_MAX_CONCURRENT_REQ_TIME"), UNKNOWN, COUNTRY),
        (200, failed("SOMETHING_NEW"), UNKNOWN, COUNTRY),
        (200, failed("INVALID_INPUT", "MS_UNAVAILABLE"), UNKNOWN, COUNTRY),
        (200, failed(), UNKNOWN, COUNTRY),
        (200, failed(None, 7, {}), UNKNOWN, COUNTRY),
        (200, failed("MS_UNAVAILABLE", valid=True), UNKNOWN, COUNTRY),
        (200, '{"actionSucceed":false,"errorWrappers":"MS_UNAVAILABLE"}', UNKNOWN, COUNTRY),
        (200, about(userError="MS_UNAVAILABLE"), UNKNOWN, COUNTRY),
        (200, about(userError="VALID"), VALID, NUMBER),
        (200, about(valid="true"), UNKNOWN, COUNTRY),
        (200, about(valid=None), UNKNOWN, COUNTRY),
        (200, about(vatNumber="999999999"), UNKNOWN, COUNTRY),
        (200, about(countryCode="FR", valid=False), UNKNOWN, COUNTRY),
        (200, "{}", UNKNOWN, COUNTRY),
        (200, "[]", UNKNOWN, EVERYTHING),
        (200, "null", UNKNOWN, EVERYTHING),
        (200, "", UNKNOWN, EVERYTHING),
        (200, "<html><body>Maintenance</body></html>", UNKNOWN, EVERYTHING),
        (200, about()[:-10], UNKNOWN, EVERYTHING),
        (200, "[" * 50_000, UNKNOWN, EVERYTHING),
        (500, about(), UNKNOWN, EVERYTHING),
        (502, "<html>Bad gateway</html>", UNKNOWN, EVERYTHING),
        (503, failed("MS_UNAVAILABLE"), UNKNOWN, COUNTRY),
        (302, "", UNKNOWN, EVERYTHING),
        (429, "{}", UNKNOWN, EVERYTHING),
    ],
)
def test_what_an_answer_means(status: int, text: str, means: VatStatus, waits: Waits) -> None:
    verdict = verdict_from(status, text, ASKED)

    assert (verdict.status, verdict.waits) == (means, waits)
    assert (verdict.trouble != "") is (means is UNKNOWN)
    assert verdict.trouble.isprintable()
    assert len(verdict.trouble) <= 500


@pytest.mark.parametrize("name", ["---", "", "  ", "--- ", None, 7, ["ACME"]])
def test_what_is_no_name(name: object) -> None:
    verdict = verdict_from(200, about(name=name, address="---"), ASKED)

    assert (verdict.status, verdict.name, verdict.address) == (VALID, None, None)


def test_name_address_and_proof_are_kept_with_their_lines() -> None:
    text = about(name="  ACME\u0000 AG ", address="WEG 3\n\n 10115  BERLIN\ud800", requestIdentifier="WAPI7")

    verdict = verdict_from(200, text, ASKED)

    assert (verdict.name, verdict.address, verdict.consultation) == ("ACME AG", "WEG 3\n10115 BERLIN?", "WAPI7")


@pytest.mark.parametrize(
    ("number", "country"), [("EL123456783", "EL"), ("GR123456783", "EL"), ("XI123456727", "XI"), ("DE1", "DE")]
)
def test_what_vies_calls_countries(number: str, country: str) -> None:
    assert country_code(VatNumber(Country("GR"), number)) == country
