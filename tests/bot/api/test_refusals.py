"""What the services refuse, the provider's systems read in the same words: those must not speak of the chat."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from bot.api.problems import NOT_FOUND, of_refusal
from domain.words import Msg, Refused
from handlers.chat.desk import Desk

ROOT = Path(__file__).parents[3]
COMMAND = re.compile(r"(^|[\s(“])/[a-z]+")


def imported(path: Path) -> Iterator[str]:
    """The services' modules that this one imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.split(".")[0] == "services":
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def path_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    found = [one for one in (path.with_suffix(".py"), path / "__init__.py") if one.exists()]
    return found[0] if found else None


def reachable() -> dict[str, Path]:
    """The services' modules that the API uses, and those that they use."""
    ways = [name for path in (ROOT / "bot" / "api").glob("*.py") for name in imported(path)]
    found: dict[str, Path] = {}
    while ways:
        path = path_of(name := ways.pop())
        if path is not None and name not in found:
            found[name] = path
            ways += imported(path)
    return found


def refusals() -> Iterator[tuple[type[Refused], str]]:
    """Every refusal in them, and each sentence that it says."""
    for name, path in reachable().items():
        module = importlib.import_module(name)
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            kind = getattr(module, call.func.id, None)
            if isinstance(kind, type) and issubclass(kind, Refused):
                for words in ast.walk(call):
                    if isinstance(words, ast.Constant) and isinstance(words.value, str):
                        yield kind, words.value


def test_no_refusal_that_the_api_tells_names_a_command(conversations: Desk) -> None:
    renderer = conversations.around.renderer
    found = list(refusals())
    assert len(found) > 30
    told = [
        sentence
        for kind, sentence in found
        # What is not known always sounds the same, whatever the chat says of it.
        if COMMAND.search(sentence) and of_refusal(kind(Msg("x")), renderer).kind is not NOT_FOUND
    ]
    assert told == []
