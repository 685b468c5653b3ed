"""The texts that stand in the program, read from its source: all of them, and those that must be short."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BY_CODE = "Mapping[str, Msg]"
FLOORS = ("bot", "handlers", "services", "domain")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its plural, if it has one. Raises `ValueError` where the source does not spell it out."""

    one: str
    many: str | None = None

    @classmethod
    def of(cls, call: ast.Call) -> Text:
        """The text of a `Msg(…)` or `Plural(…)`."""
        literals = call.args[: 2 if _name(call) == "Plural" else 1]
        spelt_out = [part.value for part in literals if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if not literals or len(spelt_out) != len(literals):
            raise ValueError(ast.unparse(call))
        return cls(*spelt_out)


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


@cache
def _modules() -> dict[str, ast.Module]:
    paths = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in paths}


def _calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in names)


@cache
def texts() -> frozenset[Text]:
    """All texts that are spelt out in the source."""
    found = set()
    for tree in _modules().values():
        for call in _calls(tree, "Msg", "Plural"):
            try:
                found.add(Text.of(call))
            except ValueError:
                continue
    return frozenset(found)


def texts_not_spelt_out() -> list[str]:
    """Where a text is a variable or an f-string, which no extraction can see."""
    found = []
    for path, tree in _modules().items():
        for call in _calls(tree, "Msg", "Plural"):
            try:
                Text.of(call)
            except ValueError as wrong:
                found.append(f"{path}:{call.lineno}: {wrong}")
    return found


def _texts_in(*expressions: ast.AST) -> set[Text]:
    return {Text.of(call) for expression in expressions for call in _calls(expression, "Msg", "Plural")}


@cache
def button_labels() -> frozenset[Text]:
    """Texts on buttons: `Button(Msg(…), …)`, `Option(…, Msg(…))`, `label=Msg(…)`, `SOME_LABEL = Msg(…)`.

    And what can be tapped instead of written: all of `REASONS = {…}`, and `QUESTIONS: Mapping[str, Msg]`.
    """
    found: set[Text] = set()
    for tree in _modules().values():
        for node in ast.walk(tree):
            match node:
                case ast.Call(args=[label, *_]) if _name(node) == "Button":
                    found |= _texts_in(label)
                case ast.Call(args=[_, label]) if _name(node) == "Option":
                    found |= _texts_in(label)
                case ast.keyword(arg=str(name), value=label) if name.endswith("label"):
                    found |= _texts_in(label)
                case ast.Assign(targets=[ast.Name(id=name)], value=label) if name.lower().endswith("label"):
                    found |= _texts_in(label)
                case ast.AnnAssign(target=ast.Name(id=name), annotation=kind, value=ast.AST() as texts) if (
                    name.endswith("REASONS") or (name.endswith("QUESTIONS") and ast.unparse(kind) == _BY_CODE)
                ):
                    found |= _texts_in(texts)
    return frozenset(found)


@cache
def form_titles() -> frozenset[Text]:
    """What forms are called: `Form(title=Msg(…))`."""
    return frozenset(
        text
        for tree in _modules().values()
        for form in _calls(tree, "Form")
        for keyword in form.keywords
        if keyword.arg == "title"
        for text in _texts_in(keyword.value)
    )


@cache
def command_descriptions() -> frozenset[Text]:
    """What Telegram's command menu says: `ChatCommand(…, …, Msg(…))`."""
    return frozenset(
        text
        for tree in _modules().values()
        for call in _calls(tree, "ChatCommand")
        for text in _texts_in(*call.args[2:])
    )


@cache
def whispers() -> frozenset[Text]:
    """Remarks over a tapped button: `turn.whisper(Msg(…))`."""
    return frozenset(
        text for tree in _modules().values() for call in _calls(tree, "whisper") for text in _texts_in(*call.args)
    )
