"""Says what is wrong with a profile: a sentence for each fault, with its line and what a right value looks like."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.profile.described import table_of
from bot.profile.form import ProfileForm
from bot.profile.provider import Table

Steps: TypeAlias = tuple[str | int, ...]
"""Where something stands in the file: the names of tables and keys, and numbers of entries from 0."""

_MUST_BE: Mapping[str, str] = {
    "string_type": "must be a text in quotes",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "enum": "has a value that there is not",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
}
"""What is wrong, by pydantic's kinds of errors."""
_SIZES: Mapping[str, str] = {
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_too_long": "must have at most {max_length} characters",
}


def faults_in(text: str, content: Mapping[str, object], error: ValidationError | None) -> list[str]:
    """A sentence for each fault, in the order of their lines. `content` is what the `text` holds."""
    errors = error.errors() if error is not None else []
    # A list that is empty because its only entry is wrong is not to be called empty.
    inside = {each["loc"][:-1] for each in errors}
    found = [
        (each["loc"], _sentence(each)) for each in errors if each["type"] != "too_short" or each["loc"] not in inside
    ]
    found += _contradictions(content)
    lines = text.split("\n")
    placed = [(line_of(lines, content, where), sentence) for where, sentence in found]
    return [f"line {line}: {sentence}" for line, sentence in sorted(set(placed))]


def _sentence(error: ErrorDetails) -> str:
    where, kind = error["loc"], error["type"]
    table, key = _table_at(where[:-1]), where[-1]
    if kind == "extra_forbidden":
        return f"{_heading(where[:-1])} has an unknown key “{key}”; {_meant(table, str(key))}"
    if kind == "missing":
        if where[:-1] == () and isinstance(key, str):
            return f"the table [{key}] is missing; docs/profile.md lists what stands in it."
        return f"{_heading(where[:-1])} has no “{key}”{_such_as(where)}."
    if where[-1:] == ("[key]",):
        return f"{_heading(where[:-2])}: “{where[-2]}” must be a country’s code of two capital letters, such as CH."
    size = _SIZES.get(kind, "").format(**error.get("ctx", {}))
    problem = size or _MUST_BE.get(kind, error["msg"].removeprefix("Value error, "))
    return f"{_name(where)} {problem[0].lower()}{problem[1:]}{_such_as(where)}."


def _table_at(where: Steps) -> type[Table] | None:
    table: type[Table] | None = ProfileForm
    for step in where:
        if not isinstance(step, int):
            table = None if table is None or step not in table.model_fields else table_of(table.model_fields[step])
    return table


def _such_as(where: Steps) -> str:
    """What the key at this place looks like, or the nearest around it that has an example."""
    while where:
        table, key = _table_at(where[:-1]), where[-1]
        field = table.model_fields.get(str(key)) if table is not None and isinstance(key, str) else None
        if field is not None:
            return f", such as {key} = {field.examples[0]}" if field.examples else ""
        where = where[:-1]
    return ""


def _meant(table: type[Table] | None, key: str) -> str:
    known = list(table.model_fields) if table is not None else []
    near = get_close_matches(key, known, n=1)
    return f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}."


def _heading(where: Steps) -> str:
    """The table as people see it: [support], [[products.kinds]] number 3."""
    if not where:
        return "the file"
    names = ".".join(str(step) for step in where if isinstance(step, str))
    numbers = [step + 1 for step in where if isinstance(step, int)]
    return f"[[{names}]] number {numbers[-1]}" if numbers else f"[{names}]"


def _name(where: Steps) -> str:
    *around, key = where
    if isinstance(key, int):
        return f"{_name(tuple(around))}, entry {key + 1}," if around else f"entry {key + 1}"
    return f"{_heading(tuple(around))} {key}" if around else f"“{key}”"


def _contradictions(content: Mapping[str, object]) -> Iterator[tuple[Steps, str]]:
    """What each value allows for itself, and all together do not."""
    yield from _twice(content, ("products", "categories"))
    yield from _twice(content, ("products", "kinds"))
    yield from _twice(content, ("programme", "benefits"))
    categories = [code for _, code in _codes(content, ("products", "categories"), "code")]
    for number, category in _codes(content, ("products", "kinds"), "category"):
        if categories and category not in categories:
            where = ("products", "kinds", number)
            known = ", ".join(categories)
            yield (*where, "category"), f"{_heading(where)} names the category “{category}”; there are {known}."
    ceiling = _at(content, ("programme", "discount_ceiling"))
    for number, level in enumerate(_entries(content, ("programme", "benefits"))):
        if _is_more(level.get("discount"), ceiling):
            where = ("programme", "benefits", number)
            yield (*where, "discount"), f"{_heading(where)} has a discount above the ceiling of {ceiling} percent."
    lapse, days = _at(content, ("requests", "lapse_after_days")), _at(content, ("requests", "remind_after_days"))
    if isinstance(days, list) and all(isinstance(day, int) for day in days):
        limit = lapse if isinstance(lapse, int) else None
        if days != sorted(set(days)) or (days and limit is not None and days[-1] >= limit):
            yield (
                ("requests", "remind_after_days"),
                "[requests] remind_after_days must come one after the other, and before the request lapses, "
                "such as [3, 14] where it lapses after 30.",
            )
    before = _at(content, ("partnerships", "end_reminders_days"))
    are_days = isinstance(before, list) and all(isinstance(day, int) for day in before)
    if isinstance(before, list) and are_days and before != sorted(set(before), reverse=True):
        yield (
            ("partnerships", "end_reminders_days"),
            "[partnerships] end_reminders_days must come one after the other, the earliest first, such as [30, 7, 1].",
        )


def _twice(content: Mapping[str, object], where: Steps) -> Iterator[tuple[Steps, str]]:
    seen: set[str] = set()
    for number, code in _codes(content, where, "code"):
        if code in seen:
            here = _heading((*where, number))
            yield (*where, number, "code"), f"{here} has the code “{code}”, which another one has; each needs its own."
        seen.add(code)


def _codes(content: Mapping[str, object], where: Steps, key: str) -> list[tuple[int, str]]:
    entries = enumerate(_entries(content, where))
    return [(number, code) for number, entry in entries if isinstance(code := entry.get(key), str)]


def _entries(content: Mapping[str, object], where: Steps) -> list[Mapping[str, object]]:
    entries = _at(content, where)
    return [entry if isinstance(entry, dict) else {} for entry in entries] if isinstance(entries, list) else []


def _is_more(number: object, limit: object) -> bool:
    """Whether both are numbers, and the first is greater."""
    return _is_number(number) and _is_number(limit) and number > limit  # type: ignore[operator]  # both are numbers


def _is_number(value: object) -> bool:
    return hasattr(value, "as_integer_ratio") and not isinstance(value, bool)


def _at(content: object, where: Steps) -> object:
    for step in where:
        content = content.get(step) if isinstance(content, dict) else None
    return content


def line_of(lines: Sequence[str], content: object, where: Steps) -> int:
    """The line, from 1, on which the statement for this place begins; where there is none, that of what holds it.

    The beginning of a TOML file is TOML, too, up to any line on which a statement ends: the place stands in the first
    beginning that has it, which is found by halving.
    """
    depth = _depth(content, where)
    if depth == 0:
        return 1
    too_short, long_enough = 0, len(lines)
    while too_short < long_enough - 1:
        middle = (too_short + long_enough) // 2
        end, beginning = _beginning(lines, middle)
        if _depth(beginning, where) >= depth:
            long_enough = middle
        else:
            too_short = min(end, long_enough - 1)
    while too_short > 0 and not _is_whole(lines[:too_short]):
        too_short -= 1
    return next(number for number in range(too_short + 1, len(lines) + 1) if _says_something(lines[number - 1]))


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _beginning(lines: Sequence[str], least: int) -> tuple[int, object]:
    """What the first lines hold, at `least` so many, up to where a statement ends; and how many they are."""
    for end in range(least, len(lines) + 1):
        try:
            return end, tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
    raise AssertionError("the whole file is TOML")


def _is_whole(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _depth(content: object, where: Steps) -> int:
    """How many steps of the way there are in the content."""
    for depth, step in enumerate(where):
        entries = dict(enumerate(content)) if isinstance(content, list) else content
        if not isinstance(entries, dict) or step not in entries:
            return depth
        content = entries[step]
    return len(where)
