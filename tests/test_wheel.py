"""The wheel: the same bytes wherever it is built, and everything in it that the program reads."""

from __future__ import annotations

import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
DATA = (
    "bot/profiles/infomaniak.toml",
    "handlers/chat/fonts/DejaVuSans-Bold.ttf",
    "handlers/chat/mail/templates/",
    "bot/pages/templates/",
    "locales/de/LC_MESSAGES/messages.po",
    "locales/de/articles/",
    "locales/en/sayings/",
    "playground/static/",
    "storage/migrations/versions/0001_create_the_tables.py",
    "storage/migrations/script.py.mako",
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source in another place, written at another moment, and in part not to be read by others."""
    made = tmp_path / "copy"
    made.mkdir()
    for name in packages():
        shutil.copytree(
            ROOT / name, made / name, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copyfile(ROOT / name, made / name)
    (made / "bot" / "cli.py").chmod(0o600)
    return made


def packages() -> list[str]:
    found: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]["packages"]
    return found


def built(source: Path, to: Path) -> Path:
    """The wheel of this source."""
    return Path(next(WheelBuilder(str(source)).build(directory=str(to), versions=["standard"])))


def test_it_is_the_same_wherever_it_is_built_and_lacks_nothing(copy: Path, tmp_path: Path) -> None:
    here, there = built(ROOT, tmp_path / "here"), built(copy, tmp_path / "there")
    assert here.read_bytes() == there.read_bytes()
    with zipfile.ZipFile(here) as wheel:
        names = set(wheel.namelist())
    written = {
        str(file.relative_to(copy)) for name in packages() for file in (copy / name).rglob("*") if file.is_file()
    }
    assert written <= names
    assert {name.partition("/")[0] for name in names - written} == {f"{here.name.rsplit('-', 3)[0]}.dist-info"}
    for place in DATA:
        assert any(name.startswith(place) for name in names), place
