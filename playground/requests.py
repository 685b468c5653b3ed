"""What comes with a request to the Bot API: query string, form, multipart or JSON, all as one set of parameters."""

from __future__ import annotations

import json
from email.message import Message as HeaderParser
from urllib.parse import parse_qsl

from starlette.requests import Request

from playground.refusals import bad_request
from playground.schema import Upload


async def parameters(request: Request) -> dict[str, object]:
    """All parameters; the body's win over the query string's. Raises `Refusal` for JSON that does not parse."""
    found: dict[str, object] = dict(parse_qsl(request.url.query, keep_blank_values=True))
    if request.method != "POST":
        return found
    body = await request.body()
    content_type = request.headers.get("content-type", "")
    if not body:
        return found
    if content_type.startswith("application/json"):
        found.update(_json_object(body))
    elif content_type.startswith("multipart/form-data"):
        found.update(_multipart(body, content_type))
    else:
        found.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return found


def _json_object(body: bytes) -> dict[str, object]:
    try:
        parsed = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(parsed, dict):
        raise bad_request("can't parse JSON object: object expected")
    return parsed


def _multipart(body: bytes, content_type: str) -> dict[str, object]:
    boundary = _parameter(content_type, "boundary")
    if not boundary:
        raise bad_request("boundary not found in multipart/form-data")
    found: dict[str, object] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.partition(b"\r\n\r\n")
        headers = {}
        for line in head.decode("utf-8", "replace").split("\r\n"):
            key, _, value = line.partition(":")
            headers[key.strip().lower()] = value.strip()
        disposition = headers.get("content-disposition", "")
        name, filename = _parameter(disposition, "name"), _parameter(disposition, "filename")
        if filename is not None:
            found[name or ""] = Upload(filename, headers.get("content-type"), content)
        else:
            found[name or ""] = content.decode("utf-8", "replace")
    return found


def _parameter(header: str, name: str) -> str | None:
    """A parameter of a header such as `form-data; name="text"`, also if it is written as RFC 2231 has it."""
    parser = HeaderParser()
    parser["content-disposition"] = header
    value = parser.get_param(name, header="content-disposition")
    if isinstance(value, tuple):
        charset, _, text = value
        return text.encode("latin-1", "replace").decode(charset or "utf-8", "replace")
    return value
