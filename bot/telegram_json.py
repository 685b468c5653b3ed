"""Telegram's JSON as it arrives."""

from __future__ import annotations

import json

import orjson

DEEPEST = 64
"""Levels of lists and objects within each other. A message that answers another one has some ten."""


class TooDeep(ValueError):
    """JSON of more levels than anybody writes: whoever walked through it would run out of stack."""


def read_json(body: bytes) -> object:
    """JSON as Python objects. Raises `ValueError`."""
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        # Halves of characters, which a faulty client may send, are not for orjson.
        try:
            read = json.loads(body)
        except RecursionError as fault:
            raise TooDeep from fault
    # Mostly there are not even so many of them in all.
    if body.count(b"{") + body.count(b"[") > DEEPEST:
        _require_shallow(read)
    return read


def _require_shallow(read: object) -> None:
    level = [read]
    for _ in range(DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return
    if any(isinstance(each, dict | list) for each in level):
        raise TooDeep
