"""A substitute for VIES: a real HTTP server on this machine that speaks its wire format, faults included.

…/check-vat-number          answers as the test says, number by number; a number of which it says nothing is valid
…/check-vat-test-service    answers the numbers 100 to 601 as the Commission's own test service does
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEST_SERVICE: Mapping[str, str] = {
    "100": "VALID",
    "200": "INVALID",
    "201": "INVALID_INPUT",
    "202": "INVALID_REQUESTER_INFO",
    "300": "SERVICE_UNAVAILABLE",
    "301": "MS_UNAVAILABLE",
    "302": "TIMEOUT",
    "400": "VAT_BLOCKED",
    "401": "IP_BLOCKED",
    "500": "GLOBAL_MAX_CONCURRENT_REQ",
    "501": "GLOBAL_MAX_CONCURRENT_REQ_TIME",
    "600": "MS_MAX_CONCURRENT_REQ",
    "601": "MS_MAX_CONCURRENT_REQ_TIME",
}


@dataclass(frozen=True, slots=True)
class Says:
    """An answer as it goes over the wire; with a `hold`, only when that is set. Without a status, the line is cut."""

    status: int | None = 200
    body: bytes = b""
    kind: str = "application/json"
    hold: threading.Event | None = None


def fails(*codes: str, status: int = 200) -> Says:
    """An outage, or whatever else has a code: HTTP 200 and no success."""
    return Says(status, json.dumps({"actionSucceed": False, "errorWrappers": [{"error": c} for c in codes]}).encode())


def valid(name: str = "---", address: str = "---") -> Callable[[Asked], Says]:
    """The number is valid."""
    return lambda asked: _about(asked, True, name, address)


def invalid(asked: Asked) -> Says:
    """VIES does not know the number."""
    return _about(asked, False, "---", "---")


HTML = Says(200, b"<!DOCTYPE html><html><body><h1>Scheduled maintenance</h1></body></html>", "text/html")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it arrived."""

    country: str
    number: str
    requester: str | None

    @property
    def whole(self) -> str:
        return self.country + self.number


@dataclass
class Vies:
    """Keeps what it is asked, and how much of it at the same time; answers as `answers` says, by whole number."""

    answers: dict[str, Says | Callable[[Asked], Says]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    most_of_country: int = 0

    def __post_init__(self) -> None:
        self._present: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/rest-api/check-vat-number"

    @property
    def test_service_url(self) -> str:
        return self.url.replace("check-vat-number", "check-vat-test-service")

    @property
    def numbers(self) -> list[str]:
        """What it was asked about, in that order."""
        return [each.whole for each in self.asked]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def answer(self, asked: Asked, *, test_service: bool) -> Says:
        with self._lock:
            self.asked.append(asked)
            self._present[asked.country] += 1
            self.most_at_once = max(self.most_at_once, self._present.total())
            self.most_of_country = max(self.most_of_country, *self._present.values())
        try:
            says = _of_test_service(asked) if test_service else self.answers.get(asked.whole, valid())
            said = says if isinstance(says, Says) else says(asked)
            if said.hold is not None:
                said.hold.wait(20)
            return said
        finally:
            with self._lock:
                self._present[asked.country] -= 1


def _of_test_service(asked: Asked) -> Says:
    code = TEST_SERVICE.get(asked.number, "SERVICE_UNAVAILABLE")
    if code in ("VALID", "INVALID"):
        return _about(asked, code == "VALID", "John Doe", "123 Main St, Anytown, UK")
    return fails(code)


def _about(asked: Asked, is_valid: bool, name: str, address: str) -> Says:
    body = {
        "countryCode": asked.country,
        "vatNumber": asked.number,
        "requestDate": "2026-11-23T09:00:00.000Z",
        "valid": is_valid,
        "requestIdentifier": f"WAPIAAAA{asked.number}" if asked.requester else "",
        "name": name,
        "address": address,
        "traderName": "---",
        "traderStreet": "---",
        "traderPostalCode": "---",
        "traderCity": "---",
        "traderCompanyType": "---",
        "traderNameMatch": "NOT_PROCESSED",
        "traderStreetMatch": "NOT_PROCESSED",
        "traderPostalCodeMatch": "NOT_PROCESSED",
        "traderCityMatch": "NOT_PROCESSED",
        "traderCompanyTypeMatch": "NOT_PROCESSED",
    }
    return Says(200, json.dumps(body).encode())


def _handler_of(vies: Vies) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            requester = asked.get("requesterMemberStateCode", "") + asked.get("requesterNumber", "")
            question = Asked(asked["countryCode"], asked["vatNumber"], requester or None)
            said = vies.answer(question, test_service=self.path.endswith("test-service"))
            if said.status is None:
                self.close_connection = True
                return
            try:
                self.send_response(said.status)
                self.send_header("content-type", said.kind)
                self.send_header("content-length", str(len(said.body)))
                self.end_headers()
                self.wfile.write(said.body)
            except OSError:
                self.close_connection = True  # whoever asked does not wait any more

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    return Handler
