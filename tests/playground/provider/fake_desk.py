"""A tiny desk on the loopback address: it takes what the contract says, remembers it, and sends signed events."""

from __future__ import annotations

import base64
import datetime as dt
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import segno
import uvicorn
from standardwebhooks.webhooks import Webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.serving import HOST, listening
from tests.loopback import NO_CERTIFICATES

SECRET = "whsec_" + base64.b64encode(b"shared by the desk and the provider").decode()
TOKEN = "hs_made-up-for-the-tests"


class FakeDesk:
    """`calls` are the API's, as (method, path, body); `refuses` answers the next matching path with a problem."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, Any]] = []
        self.keys: list[str] = []
        self.refuses: dict[str, tuple[int, dict[str, Any]]] = {}
        self.partnerships: dict[str, dict[str, Any]] = {}
        self.url = ""
        self.away = False

    def told(self, path: str) -> list[Any]:
        """The bodies of all calls of that path."""
        return [body for _, called, body in self.calls if called == path]

    async def answer(self, request: Request) -> Response:
        path = request.url.path
        body = json.loads(await request.body() or b"null")
        if self.away:
            return JSONResponse({"title": "Away"}, 503)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"title": "Unauthorized", "detail": "The token is not known."}, 401)
        self.calls.append((request.method, path, body))
        self.keys.append(request.headers.get("idempotency-key", ""))
        if path in self.refuses:
            refusal, problem = self.refuses[path]
            return JSONResponse(problem, refusal, media_type="application/problem+json")
        if path == "/v1/account-links":
            until = (dt.datetime.now(dt.UTC) + dt.timedelta(minutes=15)).isoformat()
            url = "https://t.me/handschlag_bot?start=link_AAAAAAAAAAAAAAAAAAAAAA"
            return JSONResponse({"url": url, "expires_at": until, "qr_png": segno.make(url).png_data_uri()}, 201)
        if path == "/v1/partnerships" and request.method == "GET":
            account, status = request.query_params["account"], request.query_params["status"]
            found = [
                each
                for each in self.partnerships.values()
                if each["status"] == status and account in (each["client"]["account"], each["partner"]["account"])
            ]
            return JSONResponse({"items": found, "next_cursor": None})
        if path.startswith("/v1/partnerships/"):
            number, decision = path.split("/")[3:]
            self._decide(self.partnerships[number], decision, body)
            return JSONResponse(self.partnerships[number])
        return JSONResponse({"ok": True})

    @staticmethod
    def _decide(partnership: dict[str, Any], decision: str, body: dict[str, Any]) -> None:
        if decision == "payment-means":
            partnership["payment_means"] = body["payment_means"]
        else:
            done = {"confirm": "active", "decline": "declined", "withdraw": "withdrawn", "end": "ended"}
            partnership["status"] = done[decision]


def partnership(number: str = "1", status: str = "active", **changed: Any) -> dict[str, Any]:
    """Alpweb and Seegarten's webshop, as the desk describes partnerships."""
    described: dict[str, Any] = {
        "id": number,
        "status": status,
        "client": {"account": "100201", "name": "Seegarten Hotels AG (Demo)", "verified": True},
        "partner": {"account": "100301", "name": "Alpweb GmbH (Demo)", "verified": True},
        "access": "limited",
        "payment_means": None,
        "products": [{"product": "50003", "name": "Webshop", "kind": "other"}],
        "set_up": "waiting",
    }
    return {**described, **changed}


def event(kind: str, at: str = "2026-11-28T12:00:00+00:00", **data: Any) -> bytes:
    return json.dumps({"type": kind, "timestamp": at, "data": data}).encode()


def signed(body: bytes, number: str, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers of an event, after Standard Webhooks."""
    sent_at = dt.datetime.fromtimestamp(at or time.time(), dt.UTC)
    return {
        "webhook-id": number,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": Webhook(secret).sign(number, sent_at, body.decode()),
        "content-type": "application/json",
    }


def send(provider_url: str, body: bytes, number: str, **signing: Any) -> httpx.Response:
    return httpx.post(
        f"{provider_url}/provider/events", content=body, headers=signed(body, number, **signing), verify=NO_CERTIFICATES
    )


@contextmanager
def fake_desk() -> Iterator[FakeDesk]:
    desk = FakeDesk()
    app = Starlette(routes=[Route("/{path:path}", desk.answer, methods=["GET", "POST", "PUT", "DELETE"])])
    with listening(0) as socket:
        desk.url = f"http://{HOST}:{socket.getsockname()[1]}"
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        yield desk
        server.should_exit = True
        thread.join(5)
