"""Tables that commands print: aligned whatever stands in them, and within a terminal that is narrow."""

from __future__ import annotations

import pytest

from bot.commands.columns import table_lines
from handlers.tenders.columns import width

HISTORY = (
    ("DONE", "BY", "WHAT HAS CHANGED"),
    ("2026-11-29 16:04", "Søren 北京", "status: waits for the partner → active; set-up: waits for the systems"),
    ("2026-11-29 16:03", "🧊", "new: partnership"),
)


def test_columns_stand_below_each_other_whatever_letters_take() -> None:
    heading, first, second = table_lines(HISTORY)
    places = {width(line[: line.index(word)]) for line, word in ((heading, "WHAT"), (first, "status"), (second, "new"))}
    assert len(places) == 1


@pytest.mark.parametrize("room", [40, 60, 80, 120])
def test_a_terminal_that_is_narrow_shows_all_of_it(room: int) -> None:
    lines = list(table_lines(HISTORY, room))
    assert max(map(width, lines)) <= room
    said, shown = "".join(cell for row in HISTORY for cell in row), "".join(lines)
    assert sorted(said.replace(" ", "")) == sorted(shown.replace(" ", ""))


def test_what_cannot_be_as_narrow_is_as_narrow_as_it_can() -> None:
    assert max(map(width, table_lines(HISTORY, room=10))) == 3 * 10 + 2 * 2
