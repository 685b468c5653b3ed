"""Asks vulnerability services about every version in `requirements.lock`, by PyPA's pip-audit.

    python -m tests.audit

Ends with status 1 where a service knows a vulnerability. Where none can be reached it says so and ends well: no change
is worse for that, and nobody is told that it was looked at. The service behind package indexes answers “no
vulnerabilities” about packages that it does not know, as mirrors do: that is no answer either.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
SERVICES = ("osv", "pypi")
PATIENCE_S = 300
NOT_AUDITED = "NOT AUDITED: no vulnerability service reachable"
BORNE: Mapping[str, str] = {}
"""Vulnerabilities (their ids) that do not concern this program, each with the reason."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said, and whether it stops a change."""

    words: str
    stops: bool


def judge(service: str, report: str) -> Verdict | None:
    """What a report of pip-audit says; `None` where it is none, or leaves out even one package."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    if not packages or any("vulns" not in each for each in packages):
        return None
    found = [
        f"{each['name']} {each['version']}: {known['id']}, {' or '.join(known['fix_versions']) or 'nothing'} mends it"
        for each in packages
        for known in each["vulns"]
        if not BORNE.keys() & {known["id"], *known.get("aliases", ())}
    ]
    if found:
        return Verdict("\n".join((f"AUDITED by {service}: {len(found)} vulnerabilities known", *found)), stops=True)
    return Verdict(f"AUDITED by {service}: nothing known against {len(packages)} packages", stops=False)


def audit() -> Verdict:
    """The first service's verdict that can be had."""
    for service in SERVICES:
        verdict = judge(service, _report(service))
        if verdict is not None:
            return verdict
    return Verdict(NOT_AUDITED, stops=False)


def _report(service: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        options = ("--disable-pip", "--no-deps", "--progress-spinner", "off", "--timeout", "15", "--format", "json")
        command = (sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), *options, "--output", str(file))
        try:
            subprocess.run(  # noqa: S603 - PyPA's program, on our file
                (*command, "--vulnerability-service", service), capture_output=True, check=False, timeout=PATIENCE_S
            )
        except subprocess.TimeoutExpired:
            return ""
        return file.read_text() if file.exists() else ""


if __name__ == "__main__":
    said = audit()
    sys.stdout.write(f"{said.words}\n")
    sys.exit(said.stops)
