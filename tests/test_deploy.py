"""What stands in `deploy/`: settings and commands that there are, and nobody who may do more than they need."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli import app
from bot.config import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
FILES = sorted(file for file in DEPLOY.rglob("*") if file.is_file())
SERVICES = sorted(DEPLOY.glob("systemd/*.service"))
LOWEST_EXPOSURE = re.compile(r"exposure level for \S+: ([0-9.]+)")


def test_only_settings_that_there_are_stand_in_it() -> None:
    known = {f"HANDSCHLAG_{name.upper()}" for name in Settings.model_fields}
    named = {name: file for file in FILES for name in re.findall(r"HANDSCHLAG_[A-Z_]+[A-Z]", file.read_text())}
    assert {name for name in named if name not in known} == set()
    assert len(named) > 4


def test_only_commands_that_there_are_stand_in_it() -> None:
    commands = getattr(get_command(app), "commands", {}).keys()
    run = {name for file in FILES for name in re.findall(r"/bin/handschlag ([a-z-]+)", file.read_text())}
    run |= {service["command"][0] for service in desk_services().values() if service["command"]}
    assert run <= commands
    assert {"run", "api", "backup", "migrate"} <= run


def desk_services() -> dict[str, dict[str, Any]]:
    """The services of the compose file that run our image."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    return {name: service for name, service in services.items() if service["image"].startswith("handschlag")}


def test_containers_write_nowhere_and_are_nobody() -> None:
    for name, service in desk_services().items():
        assert service["user"] == "10001:10001", name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "ports" not in service, name
    assert {"worker-a", "worker-b"} <= desk_services().keys()
    assert "USER 10001:10001" in (DEPLOY / "image" / "Containerfile").read_text()


@pytest.mark.parametrize("unit", SERVICES, ids=lambda file: file.stem)
def test_units_write_only_into_folders_that_they_name(unit: Path) -> None:
    text = unit.read_text()
    named = {name.upper() for name in re.findall(r"^(\w+)Directory=handschlag", text, re.MULTILINE)}
    assert set(re.findall(r"\$(\w+)_DIRECTORY", text)) <= named
    assert "STATE" in named


def test_caddy_keeps_health_inside_and_keys_out_of_its_log() -> None:
    """A `respond` beside handles would come after all of them; and what fails is logged with its address."""
    caddy = (DEPLOY / "proxy" / "Caddyfile").read_text()
    assert "handle @inside {" in caddy
    assert not re.search(r"^\trespond", caddy, re.MULTILINE)
    assert "exclude http.log.error" in caddy


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze")
@pytest.mark.parametrize("unit", SERVICES, ids=lambda file: file.stem)
def test_units_are_as_little_exposed_as_is_said(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - our own file
    found = LOWEST_EXPOSURE.search(said)
    assert found, said
    written = re.search(r"gives each ([0-9.]+),", (ROOT / "docs" / "release.md").read_text())
    assert written
    assert float(found[1]) <= float(written[1])


@pytest.mark.parametrize("script", sorted(DEPLOY.rglob("*.sh")), ids=lambda file: file.name)
def test_scripts_can_be_read_by_the_shell(script: Path) -> None:
    subprocess.run(["sh", "-n", str(script)], check=True)  # noqa: S603, S607 - our own file
