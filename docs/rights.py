"""`python -m docs.rights` plays the whole matrix of rights, and writes `docs/rights.md` with its size and its leaks.

It takes some minutes, on as many processors as there are. What is a cell, and what a leak, `tests/rights/judging.py`
says; the suite plays a sample of it.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeAlias

from tests.databases import SqliteFiles
from tests.rights.api import Api
from tests.rights.forms import Forms
from tests.rights.judging import Judge, Result
from tests.rights.matrix import BY_LINK, COMMANDS, IN_ROOMS, Matrix
from tests.rights.pages import PATHS, Pages
from tests.rights.playing import Player
from tests.rights.programme import Programme, build
from tests.rights.walking import OPENINGS

PAGE = Path(__file__).parent / "rights.md"
INTRODUCTION = """\
# Who may do what, played

Written by `python -m docs.rights`, which plays it at the real desk, on a programme with every kind of record in its
states, among them a partner with limited access alone in every status that a partnership can have:

- every button in each of its actions, every link that opens a screen, every command, buttons of support's group, names
  that are typed and inline queries;
- every form, walked through: at each question, numbers that are not on offer, names of others, and an answer after the
  right was lost – who answers has left, is a reader, acts for another organisation, or that is disputed or closed, or
  the record is settled;
- every page that a mail leads to, with links of every kind: open, used, over, forged by one sign, of another page;
- every call of the API with every kind of key, and every decision of everybody in the console on every partnership –

by everybody below, on records of theirs and on records of others.

A cell *leaks* where somebody can tell a record that is not theirs from one that is not there – by other words, other
buttons, or another number of statements –, reads the name of a client, a note or a question that is not theirs, or what
was written after they had lost the right to it, or does something that `services/rights.py` does not allow them.
"""
WHOSE = ("own", "foreign", "lost", "of no record")
HEAD = "| Door | own records | records of others | after the right was lost | no record |\n|---|---|---|---|---|"
Part: TypeAlias = Callable[[Programme, Player, Judge], None]


def _even(programme: Programme, player: Player, judge: Judge) -> None:
    Matrix(programme, player, judge, people=slice(0, None, 2)).play()


def _odd(programme: Programme, player: Player, judge: Judge) -> None:
    Matrix(programme, player, judge, people=slice(1, None, 2)).play()


def _others(programme: Programme, player: Player, judge: Judge) -> None:
    Forms(programme, player, judge).play()
    Pages(programme, player, judge).play()
    Api(programme, player, judge).play()


PARTS: tuple[Part, ...] = (_even, _odd, _others)


def played() -> tuple[Programme, Result]:
    """The matrix, each part of it on a database of its own."""
    result = Result()
    with ProcessPoolExecutor() as pool:
        parts = list(pool.map(_play, PARTS))
    for _, part in parts:
        result.cells += part.cells
        result.leaks += part.leaks
        result.buttons |= part.buttons
    return parts[0][0], result


def _play(part: Part) -> tuple[Programme, Result]:
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")  # the PostgreSQL package falls back to /tmp
    with tempfile.TemporaryDirectory() as folder:
        url = SqliteFiles(Path(folder)).fresh("rights")
        programme = build(url)
        player, judge = Player(url, programme.moment), Judge()
        try:
            part(programme, player, judge)
            return programme, judge.result
        finally:
            player.close()


def page(programme: Programme, result: Result) -> str:
    """The document."""
    doors = sorted({door for door, _ in result.cells})
    rows = [f"| {door} | {' | '.join(f'{result.cells[door, each]:,}' for each in WHOSE)} |" for door in doors]
    totals = Counter[str]()
    for (_, each), count in result.cells.items():
        totals[each] += count
    kinds = f"{len(set(result.buttons))} kinds of buttons, {len(BY_LINK)} of links, {len(IN_ROOMS)} of group buttons"
    parts = [
        INTRODUCTION,
        f"**{sum(result.cells.values()):,} cells, {len(result.leaks)} leaks**: {kinds}, {len(COMMANDS)} commands, "
        f"{len(OPENINGS)} forms, {len(PATHS)} kinds of pages, {len(programme.people)} people.\n",
        HEAD,
        "\n".join([*rows, f"| all | {' | '.join(f'{totals[each]:,}' for each in WHOSE)} |"]) + "\n",
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
