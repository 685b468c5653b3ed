"""The actions and doors that the program can write on the audit trail, read from its source."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from bot.commands.importing import TABLES
from services.rights import Act
from services.staff.clerks import StaffAct

ROOT = Path(__file__).parents[3]
FLOORS = ("bot", "handlers", "services", "storage")
HANDED_ON = {"Act": tuple(Act), "StaffAct": tuple(StaffAct)}
"""What a parameter of that type may be."""
CALLS = {"did": 1, "as_programme": 0, "note_act": 4}
"""Functions that write an action, with its place among their arguments: those who call them say which one it is."""
IMPORTS = "f'import.{self.kind.name}'"
RESTORED = {"storage/work.py", "handlers/support/looking.py"}
"""They put back what the action was before."""


def actions() -> dict[str, str]:
    """Each action with a place that writes it. Raises `LookupError` where it cannot be told which one that is."""
    found: dict[str, str] = {}
    for path in _paths():
        for function, value in _written(ast.parse(path.read_text("utf-8"))):
            where = f"{path.relative_to(ROOT)}:{value.lineno}"
            for action in _values(path, function, value):
                found.setdefault(action, where)
    return found


def doors() -> set[str]:
    """The channels of all units of work that are opened by their name."""
    return {
        node.args[0].value
        for path in _paths()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("begin", "begin_together")
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def _paths() -> Iterator[Path]:
    for floor in FLOORS:
        yield from (path for path in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in path.parts)


def _written(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | None, ast.expr]]:
    """What stands where an action is written, with the function in which that is."""
    inside = {
        id(node): function
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Attribute(attr="action")], value=value):
                yield inside.get(id(node)), value
            case ast.Assign(targets=[ast.Tuple(elts=left)], value=ast.Tuple(elts=right)):
                for target, value in zip(left, right, strict=True):
                    if isinstance(target, ast.Attribute) and target.attr == "action":
                        yield inside.get(id(node)), value
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=arguments) if name in CALLS:
                yield inside.get(id(node)), arguments[CALLS[name]]


def _values(path: Path, function: ast.FunctionDef | None, value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from _values(path, function, value.body)
        yield from _values(path, function, value.orelse)
    elif ast.unparse(value) == IMPORTS:
        yield from (f"import.{kind}" for kind in TABLES)
    elif isinstance(value, ast.Name) and (given := _parameter(function, value.id)) is not None:
        if given in HANDED_ON:
            yield from HANDED_ON[given]
        elif function is None or function.name not in CALLS:
            raise LookupError(f"{path}:{value.lineno}: {value.id} may be anything")
    elif isinstance(value, ast.Name) and str(path.relative_to(ROOT)) in RESTORED:
        return
    else:
        yield _constant(path, value)


def _parameter(function: ast.FunctionDef | None, name: str) -> str | None:
    """The type of the function's parameter of that name, if it has one."""
    for argument in () if function is None else function.args.args:
        if argument.arg == name and argument.annotation is not None:
            return ast.unparse(argument.annotation)
    return None


def _constant(path: Path, value: ast.expr) -> str:
    """What the expression is in its module: a text, a member of an enumeration, a constant."""
    if isinstance(value, ast.Constant):
        return str(value.value)
    module: object = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for name in ast.unparse(value).split("."):
        if not hasattr(module, name):
            raise LookupError(f"{path}:{value.lineno}: nobody knows what {ast.unparse(value)} is")
        module = getattr(module, name)
    return str(module)
