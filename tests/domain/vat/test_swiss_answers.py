"""What the Swiss UID register answers, and what that means: a table of the same three results."""

from __future__ import annotations

import pytest

from domain.vat.swiss_answers import swiss_verdict_from
from domain.vat.verdicts import VatStatus, Waits
from playground.uid_register import DELETED, answer, entry, fault

DIGITS = "123456788"
BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + answer(entry(DIGITS, "&b;"))
UNKNOWN, VALID, INVALID = VatStatus.UNKNOWN, VatStatus.VALID, VatStatus.INVALID


@pytest.mark.parametrize(
    ("status", "text", "means"),
    [
        (200, answer(entry(DIGITS, "Alpweb AG")), VALID),
        (200, answer(entry(DIGITS, "Alpweb AG", status="1")), VALID),
        (200, answer(entry(DIGITS, "Alpweb AG", status=DELETED), entry(DIGITS, "Alpweb AG")), VALID),
        (200, answer(), INVALID),
        (200, answer(entry(DIGITS, "Alpweb AG", status=DELETED)), INVALID),
        (500, fault("Data_validation_failed"), INVALID),
        (500, fault("Request_limit_exceeded"), UNKNOWN),
        (500, fault("Unknown_error"), UNKNOWN),
        (200, fault("Request_limit_exceeded"), UNKNOWN),
        (200, answer(entry("999999999", "Alpweb AG")), UNKNOWN),
        (200, answer(entry(DIGITS, "Alpweb AG"))[:-20], UNKNOWN),
        (200, "<html><body>Wartung</body></html>", UNKNOWN),
        (200, "", UNKNOWN),
        (200, '{"valid": true}', UNKNOWN),
        (200, BOMB, UNKNOWN),
        (500, answer(), UNKNOWN),
        (503, "<h1>503", UNKNOWN),
        (302, "", UNKNOWN),
    ],
)
def test_what_an_answer_means(status: int, text: str, means: VatStatus) -> None:
    verdict = swiss_verdict_from(status, text, "CHE" + DIGITS)

    assert verdict.status is means
    assert (verdict.trouble != "") is (means is UNKNOWN)
    assert verdict.waits is (Waits.EVERYTHING if means is UNKNOWN else Waits.NUMBER)


def test_seats_and_names_of_one_company_are_kept_together() -> None:
    text = answer(entry(DIGITS, "Alpweb & Söhne AG", "Zürich"), entry(DIGITS, "Alpweb Basel AG", "Basel"))

    verdict = swiss_verdict_from(200, text, "CHE" + DIGITS)

    assert verdict.name == "Alpweb & Söhne AG || Alpweb Basel AG"
    assert verdict.address == "Musterweg 7\n8001 Zürich"
