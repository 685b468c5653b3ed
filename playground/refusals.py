"""What Telegram refuses, in Telegram's words."""

from __future__ import annotations

from playground.state import JsonObject

_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class Refusal(Exception):
    """A Bot API error: `code` is the HTTP status too, `description` Telegram's sentence."""

    def __init__(self, code: int, detail: str = "", parameters: JsonObject | None = None) -> None:
        self.code = code
        self.description = f"{_TITLES[code]}: {detail}" if detail else _TITLES[code]
        self.parameters = parameters
        super().__init__(self.description)

    def as_json(self) -> JsonObject:
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters is not None:
            body["parameters"] = self.parameters
        return body


def bad_request(detail: str) -> Refusal:
    """A 400 with Telegram's prefix."""
    return Refusal(400, detail)


def forbidden(detail: str) -> Refusal:
    """A 403 with Telegram's prefix."""
    return Refusal(403, detail)


def too_many_requests(retry_after: int) -> Refusal:
    """A 429 that asks to wait `retry_after` seconds."""
    return Refusal(429, f"retry after {retry_after}", {"retry_after": retry_after})
