"""“They” stands for the company that was named, “he” for who was named last before it."""

from __future__ import annotations

import pytest

from domain.sayings.pronouns import Pronouns

PRONOUNS = Pronouns(["them", "ihn", "sie", "die sollen"], ["ihn"])


@pytest.mark.parametrize(
    ("before", "sentence", "resolved"),
    [
        ("{other} does our shop.", "Please add them.", "Please add {other}."),
        ("{other} was here with {person}.", "Nehmen Sie ihn heraus.", "Nehmen Sie {person} heraus."),
        ("{person} was here with {other}.", "Nehmen Sie ihn heraus.", "Nehmen Sie {other} heraus."),
        ("{person} likes {other}.", "Die sollen alles machen.", "{other} sollen alles machen."),
        ("{other} shouted at {person}.", "Please remove them.", "Please remove {other}."),
        ("", "Nehmen Sie ihn auf, er heisst", "Nehmen Sie {other} auf, er heisst"),
        ("{other} does our shop.", "Please give {person} to them.", "Please give {person} to them."),
        ("{other} does our shop.", "Nehmen Sie das auf.", "Nehmen Sie das auf."),
    ],
)
def test_pronoun_stands_for_whom_it_speaks_of(before: str, sentence: str, resolved: str) -> None:
    message = f"{before} {sentence} {{other}}"
    assert PRONOUNS.resolved(sentence, before, message) == resolved


def test_pronoun_stands_for_nobody_where_nobody_is_named() -> None:
    assert PRONOUNS.resolved("Please add them.", "It rains.", "It rains. Please add them.") == "Please add them."
