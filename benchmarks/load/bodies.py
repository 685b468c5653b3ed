"""What a Bot API call says, however it says it: in the query, as a form, or as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import parse_qsl

import orjson

from benchmarks.load.http import Request

Parameters: TypeAlias = Mapping[str, object]
"""A call's parameters. In queries and forms everything is text, lists and objects as JSON in it."""


def method_and_parameters(request: Request) -> tuple[str, Parameters]:
    """The method in lower case, and its parameters; those of the body come before those of the query."""
    path, _, query = request.target.partition("?")
    found: dict[str, object] = dict(parse_qsl(query)) if query else {}
    if request.body:
        if request.content_type.startswith("application/json"):
            found.update(orjson.loads(request.body))
        else:
            found.update(parse_qsl(request.body.decode()))
    return path.rpartition("/")[2].lower(), found


def number(parameters: Parameters, name: str, otherwise: int = 0) -> int:
    """A whole number."""
    value = parameters.get(name)
    return otherwise if value in (None, "") else int(str(value))


def text(parameters: Parameters, name: str) -> str:
    """A text, empty where there is none."""
    return str(parameters.get(name) or "")


def value(parameters: Parameters, name: str) -> object:
    """A list or an object, however it was written."""
    given = parameters.get(name)
    return orjson.loads(given) if isinstance(given, str) and given else given
