"""Questions that ask for the same are one matter."""

from __future__ import annotations

from domain.answers.grouping import groups


def test_the_same_in_other_words_is_one_group_and_the_largest_comes_first() -> None:
    questions = [
        (1, "Can I pay with Twint?"),
        (2, "Wo finde ich das Logo?"),
        (3, "can i pay by twint"),
        (4, "Wo find ich das LOGO"),
        (5, "Kann ich das Logo irgendwo finden, wo finde ich das?"),
        (6, "wo finde ich euer Logo"),
    ]
    assert groups(questions) == [(2, 4, 5, 6), (1, 3)]


def test_nothing_but_signs_is_like_nothing_else() -> None:
    assert groups([(1, "???"), (2, "!"), (3, "Logo")]) == [(1, 2), (3,)]


def test_no_questions_are_no_groups() -> None:
    assert groups([]) == []
