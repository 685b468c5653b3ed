"""Notes about clients as people type them, and how far ahead a partner looks."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.clients import LONGEST_NOTE, BadNote, read_note, window


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Prefers calls.  ", "Prefers calls."),
        ("One\r\ntwo  \n\nthree", "One\ntwo\n\nthree"),
        ("x" * LONGEST_NOTE, "x" * LONGEST_NOTE),
    ],
)
def test_a_note_is_kept_as_it_was_typed(typed: str, kept: str) -> None:
    assert read_note(typed) == kept


@pytest.mark.parametrize("typed", ["", " \n\t ", "x" * (LONGEST_NOTE + 1)])
def test_a_note_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(BadNote):
        read_note(typed)


def test_what_runs_out_is_seen_two_weeks_back_and_sixty_days_ahead() -> None:
    assert window(dt.date(2026, 12, 31)) == (dt.date(2026, 12, 17), dt.date(2027, 3, 1))
