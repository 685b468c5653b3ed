"""Telegram's JSON as it arrives."""

from __future__ import annotations

import json

import orjson


def read_json(body: bytes) -> object:
    """JSON as Python objects. Raises `ValueError`."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        # Halves of characters, which a faulty client may send, are not for orjson.
        return json.loads(body)
