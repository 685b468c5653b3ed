"""Which alerts the real rules raise for what a desk exports: promtool judges, as Prometheus would."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

ROOT = Path(__file__).parents[3]
RULES = ROOT / "deploy" / "monitoring" / "alerts.yml"
PROMTOOL = ROOT / ".venv" / "bin" / "promtool"
MINUTES_BEFORE = 5
MINUTES_AFTER = 7
"""Long enough for every rule's patience, and not too long for what counts in the last ten minutes."""
TARGET = {"job": "handschlag", "instance": "desk:8470"}


def judge(folder: Path, before: bytes, after: bytes | None, *alerts: str, target: dict[str, str] = TARGET) -> None:
    """Fails unless exactly these alerts fire, where a target exported that for a while, and this from then on.

    Without `after`, nothing answered any more. Where it is another target than the desk, the desk is well.
    """
    expected = [{"labels": f'{{alertname="{each}"}}', "value": 1} for each in alerts]
    test = {
        "interval": "1m",
        "input_series": list(_series(before, after, target)),
        "promql_expr_test": [
            {
                "expr": 'group by (alertname) (ALERTS{alertstate="firing"})',
                "eval_time": f"{MINUTES_BEFORE + MINUTES_AFTER - 1}m",
                "exp_samples": expected,
            }
        ],
    }
    written = folder / "judged.yml"
    written.write_text(json.dumps({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": [test]}))
    assert PROMTOOL.exists(), "make promtool"
    found = subprocess.run([PROMTOOL, "test", "rules", written], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert found.returncode == 0, found.stdout + found.stderr


def _series(before: bytes, after: bytes | None, target: dict[str, str]) -> Iterable[dict[str, str]]:
    up = _name("up", target)
    first = {up: 1.0} | _samples(before, target)
    then = {up: 1.0} | _samples(after, target) if after is not None else {up: 0.0}
    if target is not TARGET:
        first[_name("up", TARGET)] = then[_name("up", TARGET)] = 1.0
    for name in first | then:
        values = _values(first.get(name), MINUTES_BEFORE), _values(then.get(name), MINUTES_AFTER)
        yield {"series": name, "values": " ".join(values)}


def _values(value: float | None, minutes: int) -> str:
    return f"_x{minutes}" if value is None else f"{value!r}+0x{minutes - 1}"


def _samples(exported: bytes, target: dict[str, str]) -> dict[str, float]:
    return {
        _name(sample.name, sample.labels | target): sample.value
        for family in text_string_to_metric_families(exported.decode())
        for sample in family.samples
    }


def _name(name: str, labels: dict[str, str]) -> str:
    return name + "{" + ",".join(f'{label}="{value}"' for label, value in labels.items()) + "}"
