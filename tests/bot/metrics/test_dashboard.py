"""The dashboard asks for what is exported, all of it, and each question is one that Prometheus understands."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml
from prometheus_client import ProcessCollector
from prometheus_client.parser import text_string_to_metric_families

from bot.api.counting import CallJournal
from bot.api.watched import WatchedApi
from bot.config import load_settings
from bot.health import Health
from bot.journal import Channel, Times
from bot.metrics.figures import TeamSize
from bot.metrics.serving import Watch, onlooker_at
from storage.tables import VatCircuit
from tests.bot.metrics.conftest import Watched
from tests.bot.metrics.judging import PROMTOOL, RULES

DASHBOARD = RULES.with_name("dashboard.json")
METRIC = re.compile(r"\b(?:handschlag|process)_\w+")
BY_NAME_ONLY = {"handschlag_info"}
"""Is there to be looked up."""


def asked() -> Iterator[str]:
    for panel in json.loads(DASHBOARD.read_text("utf-8"))["panels"]:
        for target in panel.get("targets", ()):
            yield target["expr"]


def exported(watched: Watched) -> set[str]:
    """Everything that a desk exports that has done everything once."""
    watched.more = (TeamSize(1, lambda: 1), ProcessCollector(registry=None))
    watched.journal.update(1, 7, "message", "answered", "/help", Times(0.0, 0.1, 0.1))
    watched.journal.delivery(Channel.CHAT, 1, "taken", 0.1, 7)
    watched.journal.register("vies", "valid")
    circuit = VatCircuit(country="DE", since=watched.clock(), failures=1, open_until=watched.clock(), trouble="silence")
    with watched.units.begin("job") as work:
        work.session.add(circuit)
    families = text_string_to_metric_families(watched.exports().decode() + of_the_api(watched))
    return {sample.name for family in families for sample in family.samples}


def of_the_api(watched: Watched) -> str:
    """The same of its process."""
    journal = CallJournal()
    journal.refused("unauthorized")
    journal.ends("GET /partnerships", 401, 0.1)
    with onlooker_at(load_settings(None, database_url=watched.url)) as onlooker:
        return asyncio.run(Watch(WatchedApi(onlooker, journal, Health())).metrics()).decode()


def test_what_is_asked_for_is_exported_and_the_other_way_round(watched: Watched) -> None:
    there = exported(watched)
    in_dashboard = {name for expression in asked() for name in METRIC.findall(expression)}
    in_rules = set(METRIC.findall(RULES.read_text("utf-8")))
    assert in_dashboard | in_rules <= there
    own = {name for name in there if name.startswith("handschlag_") and not re.search(r"_(count|sum)$", name)}
    assert own - in_dashboard - in_rules - BY_NAME_ONLY == set()


def test_prometheus_understands_it(tmp_path: Path) -> None:
    rules = [
        {"record": f"asked:{number}", "expr": each.replace("$__rate_interval", "5m").replace("$job", "handschlag")}
        for number, each in enumerate(asked())
    ]
    written = tmp_path / "asked.yml"
    written.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    found = subprocess.run([PROMTOOL, "check", "rules", written], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert found.returncode == 0, found.stdout + found.stderr
