"""The provider's console, as its page talks to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from tests.loopback import NO_CERTIFICATES
from tests.playground.provider.fake_desk import send


class Console:
    def __init__(self, url: str) -> None:
        self.url = url

    @property
    def books(self) -> Any:
        return httpx.get(f"{self.url}/provider/state", verify=NO_CERTIFICATES).json()

    def asks(self, method: str, path: str, body: object = None) -> Any:
        answer = httpx.request(method, f"{self.url}/provider/{path}", json=body, verify=NO_CERTIFICATES)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def is_refused(self, method: str, path: str, body: object = None) -> str:
        """The sentence that the page shows."""
        answer = httpx.request(method, f"{self.url}/provider/{path}", json=body, verify=NO_CERTIFICATES)
        assert answer.status_code >= 400, answer.text
        return str(answer.json()["error"])

    def hears(self, body: bytes, number: str, **signing: Any) -> tuple[int, str | None]:
        """An event comes; the answer's status and code."""
        answer = send(self.url, body, number, **signing)
        return answer.status_code, answer.json()["code"] if answer.content else None

    def waits_until(self, true: Callable[[Any], bool]) -> None:
        deadline = time.monotonic() + 5
        while not true(self.books):
            assert time.monotonic() < deadline, self.books
            time.sleep(0.02)  # the provider runs in another thread

    def product(self, number: str) -> Any:
        return next(each for each in self.books["products"] if each["product"] == number)
