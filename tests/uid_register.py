"""A substitute for the Swiss UID register: a real HTTP server on this machine that speaks its wire format."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playground.uid_register import XML, answer, entry, fault, number_asked_about


@dataclass(frozen=True, slots=True)
class Says:
    """An answer as it goes over the wire."""

    status: int
    body: str
    kind: str = XML


def known(digits: str, *names: str, status: str = "3") -> Says:
    """The register has the number, once for each name."""
    return Says(200, answer(*(entry(digits, name, status=status) for name in names)))


def fails(error: str) -> Says:
    return Says(500, fault(error))


UNKNOWN = Says(200, answer())


@dataclass
class UidRegister:
    """Keeps what it is asked; answers as `answers` says, by the nine digits. It knows no other number."""

    answers: dict[str, Says] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self._present = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/V5.0/PublicServices.svc"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def answer(self, digits: str) -> Says:
        with self._lock:
            self.asked.append(digits)
            self._present += 1
            self.most_at_once = max(self.most_at_once, self._present)
        try:
            return self.answers.get(digits, UNKNOWN)
        finally:
            with self._lock:
                self._present -= 1


def _handler_of(register: UidRegister) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["content-length"])).decode()
            digits = number_asked_about(question)
            is_right = digits is not None and self.headers["soapaction"].endswith('IPublicServices/GetByUID"')
            said = register.answer(digits) if is_right and digits is not None else fails("Data_validation_failed")
            self.send_response(said.status)
            self.send_header("content-type", said.kind)
            body = said.body.encode()
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    return Handler
