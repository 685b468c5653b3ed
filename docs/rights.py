"""`python -m docs.rights` plays the whole matrix of rights, and writes `docs/rights.md` with its size and its leaks.

It takes some minutes. What is a cell, and what a leak, `tests/rights/matrix.py` says; the suite plays a sample of it.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

from tests.databases import SqliteFiles
from tests.rights.matrix import BY_LINK, COMMANDS, IN_ROOMS, Matrix, Result
from tests.rights.playing import Player
from tests.rights.programme import Programme, build

PAGE = Path(__file__).parent / "rights.md"
INTRODUCTION = """\
# Who may do what, played

Written by `python -m docs.rights`, which plays it at the real desk, on a programme with every kind of record in its
states: every button in each of its actions, every link that opens a screen, every command, buttons of support's group,
names that are typed and inline queries – by everybody below, on records of theirs and on records of others.

A cell *leaks* where somebody can tell a record that is not theirs from one that is not there – by other words, other
buttons, or another number of statements –, reads the name of a client, a note or a question that is not theirs, or does
something that `services/rights.py` does not allow them.
"""


def played() -> tuple[Programme, Result]:
    """The matrix, on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = SqliteFiles(Path(folder)).fresh("rights")
        programme = build(url)
        player = Player(url, programme.moment)
        try:
            return programme, Matrix(programme, player).play()
        finally:
            player.close()


def page(programme: Programme, result: Result) -> str:
    """The document."""
    doors = sorted({door for door, _ in result.cells})
    whose = ("own", "foreign", "of no record")
    rows = [f"| {door} | {' | '.join(f'{result.cells[door, each]:,}' for each in whose)} |" for door in doors]
    totals = Counter[str]()
    for (_, each), count in result.cells.items():
        totals[each] += count
    kinds = f"{len(set(result.buttons))} kinds of buttons, {len(BY_LINK)} of links, {len(IN_ROOMS)} of group buttons"
    parts = [
        INTRODUCTION,
        f"**{sum(result.cells.values()):,} cells, {len(result.leaks)} leaks**: {kinds}, {len(COMMANDS)} commands, "
        f"{len(programme.people)} people.\n",
        "| Door | own records | records of others | no record |\n|---|---|---|---|",
        "\n".join([*rows, f"| all | {' | '.join(f'{totals[each]:,}' for each in whose)} |"]) + "\n",
        f"People: {', '.join(sorted(programme.people))}.\n",
    ]
    if result.leaks:
        parts += [
            "## Leaks\n",
            "\n".join(f"- {each.door}, {each.what}, {each.who}: {each.how}" for each in result.leaks),
        ]
    return "\n".join(parts)


def main() -> None:
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")  # the PostgreSQL package falls back to /tmp
    programme, result = played()
    PAGE.write_text(page(programme, result))
    sys.exit(1 if result.leaks else 0)


if __name__ == "__main__":
    main()
