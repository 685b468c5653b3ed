"""What is told of a defect: where it happened and the shape of what had arrived, never anybody's words."""

from __future__ import annotations

from bot.defects import outline, shape_of

WORDS = "zebrafink"
KNOWN: dict[str, int] = {}


def test_a_traceback_names_files_lines_and_types_but_not_what_was_said() -> None:
    try:
        try:
            KNOWN[WORDS]
        except KeyError as error:
            raise ExceptionGroup(WORDS, [ValueError(WORDS)]) from error
    except ExceptionGroup as group:
        group.add_note(WORDS)
        told = outline(group)
    assert WORDS not in told
    first, second = told.split("The above exception was the direct cause of the following exception:")
    assert first.strip().endswith("builtins.KeyError")
    assert "KNOWN[WORDS]" in first, "the program's own line"
    assert second.strip().endswith("builtins.ExceptionGroup")
    assert f'File "{__file__}", line ' in second


def test_what_happened_meanwhile_is_told_unless_it_was_hidden() -> None:
    def fail(hidden: bool) -> str:
        try:
            try:
                raise KeyError
            except KeyError:
                if hidden:
                    raise ValueError from None
                raise ValueError  # noqa: B904 - that is what is told
        except ValueError as error:
            return outline(error)

    assert "builtins.KeyError" in fail(hidden=False)
    assert "builtins.KeyError" not in fail(hidden=True)


def test_a_circle_of_causes_ends() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert outline(one).count("builtins.") == 2


def test_an_update_becomes_its_shape() -> None:
    update = {
        "update_id": 7,
        "message": {
            "from": {"id": 5, "first_name": WORDS, "is_bot": False},
            "chat": {"id": 5, "type": "private"},
            "text": f"/faq {WORDS} \ud800\x00",
            "entities": [{"type": "bot_command", "offset": 0, "length": 4}, {"type": WORDS.upper(), "url": None}],
        },
    }
    assert shape_of(update) == {
        "update_id": "int",
        "message": {
            "from": {"id": "int", "first_name": "str of 9", "is_bot": "bool"},
            "chat": {"id": "int", "type": "private"},
            "text": "str of 17",
            "entities": [
                {"type": "bot_command", "offset": "int", "length": "int"},
                {"type": "str of 9", "url": "NoneType"},
            ],
        },
    }


def test_the_shape_of_what_is_too_deep_is_no_other_defect() -> None:
    deep: dict[str, object] = {}
    for _ in range(5_000):
        deep = {"in": [deep]}
    assert "dict" in str(shape_of(deep))
