"""What a browser sends with a form: its body within limits of length and time, and the fields in it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from handlers.pages import refusals
from handlers.pages.sheets import Sheet

LONGEST_BODY = 1 << 18
"""Bytes: the numbers of some thousand products, and a reason."""
MOST_FIELDS = 20_000
ARRIVES_WITHIN_S = 10.0
FORM = "application/x-www-form-urlencoded"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, which nobody types, and which PostgreSQL does not take for text."""
_LONGEST_ID = 18
"""Digits of an id that a database takes for one."""

Fields = Mapping[str, Sequence[str]]


class NotTaken(Exception):
    """A request that is not answered with what it asks for, but with this page."""

    def __init__(self, status: int, sheet: Sheet, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.sheet = sheet
        self.headers = dict(headers or {})


async def read_form(request: Request) -> Fields:
    """The form's fields. Raises `NotTaken`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise NotTaken(415, refusals.NOT_POSSIBLE)
    body = await read_body(request)
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise NotTaken(400, refusals.NOT_POSSIBLE) from None


async def read_body(request: Request) -> bytes:
    """The whole body. Raises `NotTaken` where it is too long, too slow or breaks off; then the connection ends."""
    body = bytearray()
    try:
        async with asyncio.timeout(ARRIVES_WITHIN_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LONGEST_BODY:
                    raise NotTaken(413, refusals.TOO_LONG, {"Connection": "close"})
    except TimeoutError:
        raise NotTaken(408, refusals.TOO_SLOW, {"Connection": "close"}) from None
    except ClientDisconnect:  # nobody reads the page any more
        raise NotTaken(400, refusals.NOT_POSSIBLE, {"Connection": "close"}) from None
    return bytes(body)


def one(fields: Fields, name: str) -> str:
    """The field's value, fit to be kept; empty where there is none."""
    values = fields.get(name, ())
    return _UNWRITABLE.sub("", values[0]).replace("\r\n", "\n") if values else ""


def numbers(fields: Fields, name: str) -> frozenset[int]:
    """The field's values that can be ids."""
    values = fields.get(name, ())
    return frozenset(int(each) for each in values if each.isascii() and each.isdecimal() and len(each) <= _LONGEST_ID)
