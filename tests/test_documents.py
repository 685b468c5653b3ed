"""The documents lead everywhere and nowhere else: the README to all of them, each link to a file that is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINKS = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
_COMMANDS = re.compile(r"python -m ((?:benchmarks|docs|tests)(?:\.\w+)*)")


def documents() -> list[Path]:
    """All pages that belong to the program."""
    listed = subprocess.run(
        ["git", "ls-files", "*.md"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return [ROOT / each for each in listed if "/articles/" not in each]


def links_of(page: Path) -> list[Path]:
    """The files to which a page leads."""
    found = ("".join(pair) for pair in _LINKS.findall(_FENCED.sub("", page.read_text("utf-8"))))
    return [(page.parent / link.split("#")[0]).resolve() for link in found if not link.startswith(("http", "#", "<"))]


def test_every_link_leads_to_a_file() -> None:
    assert [
        f"{page.relative_to(ROOT)}: {link}" for page in documents() for link in links_of(page) if not link.exists()
    ] == []


def test_the_readme_leads_to_every_page_of_the_documents() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        waiting += [link for link in links_of(page) if link.suffix == ".md" and link.exists()]

    assert [str(page.relative_to(ROOT)) for page in documents() if "docs" in page.parts and page not in reached] == []


def test_every_command_that_measures_or_makes_is_there() -> None:
    named = {name for page in documents() for name in _COMMANDS.findall(page.read_text("utf-8"))}

    assert "benchmarks.side_by_side" in named
    assert [name for name in named if not any((ROOT / path).exists() for path in paths_of(name))] == []


def paths_of(module: str) -> tuple[str, str]:
    """Where a module that is run may stand."""
    path = module.replace(".", "/")
    return f"{path}.py", f"{path}/__main__.py"
