"""What the audit of dependencies makes of a service's answers; above all, silence is not taken for good news."""

from __future__ import annotations

import json

import pytest

from tests.audit import judge

GOOD = {"name": "good", "version": "1.0", "vulns": []}
BAD = {"name": "bad", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"], "aliases": ["CVE-1"]}]}
UNKNOWN = {"name": "mirrored", "skip_reason": "Dependency not found and could not be audited: mirrored (1.0)"}


@pytest.mark.parametrize("report", ["", "no JSON", "{}", "[]", '{"dependencies": []}'])
def test_no_report_is_no_answer(report: str) -> None:
    assert judge("osv", report) is None


def test_a_package_that_was_left_out_is_no_answer() -> None:
    assert judge("pypi", json.dumps({"dependencies": [GOOD, UNKNOWN]})) is None


def test_what_is_known_stops_a_change() -> None:
    verdict = judge("osv", json.dumps({"dependencies": [GOOD, BAD]}))
    assert verdict is not None
    assert verdict.stops
    assert "bad 2.0: PYSEC-1, 2.1 mends it" in verdict.words


def test_nothing_known_is_said_as_such() -> None:
    verdict = judge("osv", json.dumps({"dependencies": [GOOD]}))
    assert verdict is not None
    assert (verdict.words, verdict.stops) == ("AUDITED by osv: nothing known against 1 packages", False)
