"""What holds for all modules and no linter knows: where waiting, the environment and Telegram have no place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.rooms import PICTURE, picture

ROOT = Path(__file__).parent.parent
INSIDE = ("handlers", "services", "storage", "domain")
LONGEST = 300
UNNAMED = {"utils", "helpers", "common", "const", "constants", "misc"}
PROFILES = "bot/profiles/"
TEXTS = {".py", ".md", ".po", ".yaml", ".toml", ".html", ".js", ".css"}
MIGRATIONS = "storage/migrations/versions/"


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """The packages' modules: their paths from the root, and what is in them."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{name.name}" for name in node.names))


def attributes(module: ast.Module, *names: str) -> list[ast.Attribute]:
    return [node for node in ast.walk(module) if isinstance(node, ast.Attribute) and node.attr in names]


@pytest.mark.parametrize("package", INSIDE)
def test_inside_nothing_waits_and_nothing_talks_to_telegram(package: str) -> None:
    for path, module in modules(package):
        waiting = [node for node in ast.walk(module) if isinstance(node, ast.AsyncFunctionDef | ast.Await)]
        assert not waiting, f"{path}:{waiting[0].lineno} waits"
        outside = {name.partition(".")[0] for name in imported(module)} & {"telegram", "asyncio", "aiohttp", "httpx"}
        assert not outside, f"{path} imports {outside}"


def test_only_the_settings_read_the_environment() -> None:
    for path, module in modules("bot", *INSIDE):
        set_there = {
            node.value
            for node in ast.walk(module)
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
        }
        reads = [node for node in attributes(module, "environ", "getenv") if node not in set_there]
        assert not reads or path == "bot/config.py", f"{path}:{reads[0].lineno} reads the environment"


def test_values_are_escaped_where_they_become_text() -> None:
    for path, module in modules("bot", *INSIDE):
        by_hand = [node for node in attributes(module, "escape") if ast.unparse(node) == "html.escape"]
        assert not by_hand, f"{path}:{by_hand[0].lineno} escapes by hand"
        assert "html.escape" not in imported(module), f"{path} escapes by hand"


def test_a_handler_never_ends_a_transaction() -> None:
    for path, module in modules("handlers", "services"):
        ends = [
            node
            for node in attributes(module, "commit", "rollback", "begin", "begin_nested")
            if ast.unparse(node.value).endswith("session")
        ]
        assert not ends, f"{path}:{ends[0].lineno} ends a transaction"


def test_no_provider_is_named_outside_of_the_profiles() -> None:
    """Another provider's desk says nothing of the default one: neither its name, its pages nor its numbers (fact 5)."""
    for package in ("bot", *INSIDE, "locales"):
        for path in sorted((ROOT / package).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix not in TEXTS or name.startswith(PROFILES):
                continue
            text = path.read_text("utf-8").replace("infomaniak.toml", "")  # where the default is
            assert "infomaniak" not in text.casefold(), name
            if path.suffix == ".md":
                assert not re.search(r"\b(CHF|EUR|Franken|francs) ?\d|\b\d+ (Franken|francs|euro)\b|\b35 ?%", text), (
                    name
                )


def test_modules_are_named_after_their_subject_and_have_one() -> None:
    for path, _ in modules("bot", *INSIDE, "playground", "benchmarks"):
        assert Path(path).stem not in UNNAMED, path
        length = len((ROOT / path).read_text().splitlines())
        assert length <= LONGEST or path.startswith(MIGRATIONS), f"{path} has {length} lines: find its second subject"


def test_the_picture_of_the_rooms_is_drawn_from_this_code() -> None:
    assert PICTURE.read_text("utf-8") == picture(), "draw it anew: make docs"
