"""`handschlag vat check`: an operator looks at what registers say, and asks them."""

from __future__ import annotations

import pytest

from domain.vat.verdicts import VatStatus
from tests.bot.commands.running import Say, handschlag
from tests.bot.vat.numbers import AT, DE, FR, XI, check_of, circuits, has_number
from tests.desk import Desk
from tests.vies import Vies, fails, invalid, valid

pytestmark = pytest.mark.usefixtures("folder")


def columns(said: str) -> dict[str, list[str]]:
    """The table's lines by their numbers, without the moments."""
    lines = [line for line in said.splitlines() if line[:2].isupper() and not line.startswith("NUMBER")]
    return {line.split()[0]: [cell.strip() for cell in line.split("  ")[1:] if cell.strip()] for line in lines}


def test_numbers_are_asked_about_and_listed(
    desk: Desk, database_url: str, vies: Vies, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", database_url)
    monkeypatch.setenv("HANDSCHLAG_VIES_URL", vies.url)
    assert "No company has a number" in handschlag(capsys, "vat", "check")
    german, french, austrian = (
        has_number(desk, number, name) for number, name in ((DE, "Alpweb"), (FR, "Nordnet"), (AT, "Tessinhost"))
    )
    assert columns(handschlag(capsys, "vat", "check"))[DE] == ["Alpweb", "not known yet"]
    vies.answers = {DE: valid("SONNENHANG GMBH", "WEG 3\n10115 BERLIN"), FR: invalid, AT: fails("MS_UNAVAILABLE")}

    found = columns(handschlag(capsys, "vat", "check", "--all"))
    assert found[DE][:2] == ["Alpweb", "valid"]
    assert found[DE][-1] == "SONNENHANG GMBH · WEG 3 10115 BERLIN · NAMES DIFFER"
    assert found[FR][:2] == ["Nordnet", "not valid"]
    assert found[AT][:2] == ["Tessinhost", "not known yet"]
    assert "MS_UNAVAILABLE" in found[AT][-1]
    assert vies.numbers == [DE, FR, AT]
    assert {check_of(desk, each).status for each in (german, french)} == {VatStatus.VALID, VatStatus.INVALID}
    assert check_of(desk, austrian).tries == 1
    assert circuits(desk) == {"AT": 1}

    said = handschlag(capsys, "vat", "check", AT)  # its circuit is open
    assert "Not asked just now: 1." in said
    assert vies.numbers == [DE, FR, AT]
    vies.answers[FR] = valid()
    assert columns(handschlag(capsys, "vat", "check", "FR 83 123 456 709"))[FR][1] == "valid"

    vies.asked.clear()
    vies.answers[XI] = valid("DERRY LTD")

    assert columns(handschlag(capsys, "vat", "check", XI))[XI] == ["nobody’s here", "valid", "DERRY LTD"]
    assert "not both" in handschlag(capsys, "vat", "check", XI, "--all", status=2)
    assert "swiss_register" in handschlag(capsys, "vat", "check", "CHE-123.456.788", status=2)
    monkeypatch.setenv("HANDSCHLAG_VIES_URL", "off")
    assert "HANDSCHLAG_VIES_URL" in handschlag(capsys, "vat", "check", XI, status=2)
    handschlag(capsys, "vat", "check", "DE123456789", status=2)  # its check digit is wrong
    assert vies.numbers == [XI]
