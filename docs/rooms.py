"""Draws the rooms: `docs/rooms.svg`, floors by subjects, from the code's own files and imports.

    python -m docs.rooms

A box is what a subject has on a floor: its modules, and which other subjects of that floor it knows.
`tests/test_architecture.py` holds the picture against the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import grimp
from markupsafe import escape

ROOT = Path(__file__).parent.parent
PICTURE = Path(__file__).with_name("rooms.svg")
FLOORS = {
    "bot": "the running bot",
    "handlers": "what a person sees and says",
    "services": "what can be done",
    "storage": "tables and queries",
    "domain": "the programme’s rules",
}
SUBJECTS = (
    "home",
    "organisations",
    "verification",
    "accounts",
    "people",
    "products",
    "partnerships",
    "clients",
    "income",
    "directory",
    "tenders",
    "effects",
    "vat",
    "answers",
    "support",
)
MACHINERY = "machinery"
"""The column of whatever belongs to no subject: how conversations, rights, transactions and words work at all."""

_WIDTH, _GAP, _LINE, _PADDING, _MARGIN = 138, 8, 15, 8, 16
_STYLE = """
  .page { fill: #ffffff } .floor { fill: #f3f5f7 } .box { fill: #ffffff; stroke: #c9d1d9 }
  text { font: 12px system-ui, sans-serif; fill: #1f2328 } .head { font-weight: 600 } .small { fill: #59636e }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } .floor { fill: #161b22 } .box { fill: #0d1117; stroke: #3d444d }
    text { fill: #e6edf3 } .small { fill: #9198a1 }
  }
"""


@dataclass(frozen=True, slots=True)
class Room:
    """What a subject has on a floor: its modules, and the other subjects there that it knows."""

    modules: tuple[str, ...]
    knows: tuple[str, ...]

    @property
    def height(self) -> int:
        """In the picture’s units."""
        return 2 * _PADDING + _LINE * (len(self.modules) + len(_wrapped(self.knows)))


def rooms() -> dict[tuple[str, str], Room]:
    """All rooms, by floor and subject."""
    graph = grimp.build_graph(*FLOORS, cache_dir=None)
    modules: dict[tuple[str, str], set[str]] = {}
    knows: dict[tuple[str, str], set[str]] = {}
    for module in graph.modules:
        if _is_empty(module):
            continue
        floor, subject, name = _place(module)
        modules.setdefault((floor, subject), set()).add(name)
        for other in graph.find_modules_directly_imported_by(module):
            other_floor, other_subject, _ = _place(other)
            if other_floor == floor and other_subject not in {subject, MACHINERY}:
                knows.setdefault((floor, subject), set()).add(other_subject)
    return {place: Room(tuple(sorted(found)), tuple(sorted(knows.get(place, ())))) for place, found in modules.items()}


def picture() -> str:
    """The rooms as SVG, the highest floor on top."""
    found = rooms()
    columns = (MACHINERY, *SUBJECTS)
    width = 2 * _MARGIN + len(columns) * (_WIDTH + _GAP) - _GAP
    parts: list[str] = []
    top = _MARGIN
    for column, subject in enumerate(columns):
        parts.append(_text(_left(column), top + 12, subject, "head"))
    top += 26
    for floor, what in FLOORS.items():
        here = {subject: found[floor, subject] for subject in columns if (floor, subject) in found}
        height = max(room.height for room in here.values())
        parts.append(f'<rect class="floor" x="0" y="{top}" width="{width}" height="{height + 38}"/>')
        parts.append(_text(_MARGIN, top + 18, f"{floor}/", "head"))
        parts.append(_text(_MARGIN + 70, top + 18, what, "small"))
        for subject, room in here.items():
            parts += _box(_left(columns.index(subject)), top + 28, height, room)
        top += height + 38 + _GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top}" viewBox="0 0 {width} {top}">'
    page = f'<rect class="page" width="{width}" height="{top}"/>'
    return "\n".join((head, f"<style>{_STYLE}</style>", page, *parts, "</svg>", ""))


def _is_empty(module: str) -> bool:
    """Folders are not worth a line."""
    path = ROOT / Path(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return not file.read_text("utf-8").strip()


def _place(module: str) -> tuple[str, str, str]:
    """Floor, subject and name of a module; a folder of the machinery counts as one."""
    floor, *path = module.split(".")
    if path and path[0] in SUBJECTS:
        return floor, path[0], path[-1]
    if len(path) > 2 or (len(path) == 2 and path[0] != "tables"):
        return floor, MACHINERY, f"{path[0]}/"
    if len(path) == 2:
        return floor, path[1] if path[1] in SUBJECTS else MACHINERY, f"tables/{path[1]}"
    return floor, MACHINERY, path[0] if path else floor


def _left(column: int) -> int:
    return _MARGIN + column * (_WIDTH + _GAP)


def _wrapped(knows: tuple[str, ...]) -> list[str]:
    """The subjects that a room knows, in lines that fit into its box."""
    lines: list[str] = []
    for subject in knows:
        if lines and len(lines[-1]) + len(subject) < 18:
            lines[-1] += f", {subject}"
        else:
            lines.append(f"→ {subject}" if not lines else f"   {subject}")
    return lines


def _box(left: int, top: int, height: int, room: Room) -> Iterator[str]:
    yield f'<rect class="box" rx="6" x="{left}" y="{top}" width="{_WIDTH}" height="{height}"/>'
    line = top + _PADDING + 11
    for name in room.modules:
        yield _text(left + _PADDING, line, name)
        line += _LINE
    for known in _wrapped(room.knows):
        yield _text(left + _PADDING, line, known, "small")
        line += _LINE


def _text(left: int, top: int, text: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{left}" y="{top}">{escape(text)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
