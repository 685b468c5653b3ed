"""What `docs/security.md` names is there: an answer to a threat that is gone must not stay on the page."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = re.compile(r"`((?:bot|handlers|services|storage|domain|tests|benchmarks|docs)/[\w./]*)`")
ROWS = re.compile(r"^\| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(NAMED.findall(PAGE))
    assert len(named) > 60
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_answer_names_its_code_and_its_test() -> None:
    threats = [row for row in ROWS.findall(PAGE) if row[0] != "Threat"]
    assert len(threats) > 20
    for threat, answer, shown in threats:
        assert "tests/" in shown, threat
        assert NAMED.search(answer) or threat.startswith(("A role does", "The machine dies")), threat
