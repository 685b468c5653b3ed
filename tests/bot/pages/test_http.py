"""Pages as HTTP: headers, methods, bodies, peers; and nothing of a token where it has no place."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.requests import Request

from bot.commands.pages_check import fault_of_pages
from bot.couriers import Couriers
from bot.delivery.lanes import Delivery
from bot.intake import impatience
from bot.intake.order import Intake
from bot.logs import CHATTY
from bot.pages import forms, reception
from bot.pages.peers import MOST_UNKNOWN
from domain.partnerships.rules import Status
from tests.bot.pages.scene import Answered, Scene
from tests.bot.trials import until
from tests.desk import PATIENCE_S, Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA"


def ask(method: str, url: str, **more: object) -> Answered:
    """Any request."""
    return Answered(httpx.request(method, url, timeout=PATIENCE_S, **more))  # type: ignore[arg-type]  # httpx knows


def test_a_page_tells_nobody_anything(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = scene.link(scene.request())
    page = scene.opens(url)
    scene.sends(url, "no", page.version, reason="No time")

    headers = page.response.headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self'; frame-ancestors 'none'; base-uri 'none'" in policy
    assert (headers["referrer-policy"], headers["cache-control"]) == ("no-referrer", "no-store")
    assert (headers["x-robots-tag"], headers["x-content-type-options"]) == ("noindex, nofollow", "nosniff")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in headers
    assert "server" not in headers
    assert "<script" not in page.response.text
    assert "http" not in page.response.text.replace("https://manager.infomaniak.com", "")  # nothing is fetched
    token = url.rpartition("/")[2]
    ours = [record for record in caplog.records if not record.name.startswith(CHATTY)]
    assert not any(token in record.getMessage() or "No time" in record.getMessage() for record in ours)


def test_head_and_range_get_the_page_and_change_nothing(scene: Scene) -> None:
    made = scene.request()
    url = scene.link(made)
    headed = ask("HEAD", url)
    assert (headed.status, headed.response.content) == (200, b"")
    assert int(headed.response.headers["content-length"]) > 1_000
    ranged = ask("GET", url, headers={"Range": "bytes=0-9"})
    assert ranged.status == 200
    assert ranged.response.text.startswith("<!doctype html>")
    assert scene.desk.status(made) is Status.PENDING


def test_other_methods_are_not_taken(scene: Scene) -> None:
    url = scene.link(scene.request())
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        answered = ask(method, url)
        assert (answered.status, answered.title) == (405, "This is not possible")
        assert set(answered.response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_whatever_is_not_there_looks_the_same(desk: Desk) -> None:
    nowhere = ("", "/", "/p", "/p/", "/p/short", "/p/../../etc/passwd", "/p/%2e%2e%2fetc", "/p/%00", "/p/ä", "/health")
    tokens = (f"/p/{UNKNOWN}", f"/p/{UNKNOWN}/", f"/p/{'A' * 5_000}", f"/e/{UNKNOWN}", f"/u/{UNKNOWN}")
    for path in (*nowhere, *tokens):
        url = f"{desk.settings.pages_url}{path}"
        answered = ask("GET", url, headers={"Accept-Language": "fr, de-CH;q=0.8, en"})
        assert (answered.status, answered.title) == (404, "Diese Seite gibt es nicht"), path
        assert answered.response.headers["x-robots-tag"] == "noindex, nofollow"


def test_doctor_knows_whether_links_lead_to_the_bot(desk: Desk, playground_url: str) -> None:
    for url, fault in (
        (desk.settings.pages_url or "", None),
        (playground_url, f"{playground_url} does not lead to the bot (something else answers there"),
        ("http://127.0.0.1:9", "http://127.0.0.1:9 does not lead to the bot ("),
    ):
        found = asyncio.run(fault_of_pages(desk.settings, url))
        assert found is None if fault is None else (found or "").startswith(fault)


def test_only_the_page_itself_sends_the_form(scene: Scene) -> None:
    made = scene.request()
    url = scene.link(made)
    form = {"answer": "yes", "version": scene.opens(url).version}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "same-site"},
    ):
        answered = ask("POST", url, data=form, headers=headers)
        assert (answered.status, answered.title) == (403, "This answer comes from another page")
    assert scene.desk.status(made) is Status.PENDING
    own = {"Origin": scene.desk.settings.pages_url, "Sec-Fetch-Site": "same-origin"}
    assert ask("POST", url, data=form, headers=own).status == 303
    scene.desk.settle()


BODIES = [
    (b"", forms.FORM, 400),
    (b"answer=maybe&version=x", forms.FORM, 400),
    (b"answer=yes", "text/plain", 415),
    (b'{"answer": "yes"}', "application/json", 415),
    (b"answer=yes&version=%ff%fe", forms.FORM, 400),
    ("answer=yes&version=ä".encode("latin-1"), forms.FORM, 400),
    (b"answer=yes&version=wrong&product=1&product=-1&product=" + b"9" * 100, forms.FORM, 409),
    (b"answer=no&version=wrong&reason=" + b"x" * 501, forms.FORM, 409),
    (b"a=1&" * (forms.MOST_FIELDS + 1), forms.FORM, 400),
    (b"x" * (forms.LONGEST_BODY + 1), forms.FORM, 413),
]


def test_bodies_that_no_browser_sends_do_nothing(scene: Scene) -> None:
    made = scene.request()
    url = scene.link(made)
    for body, kind, status in BODIES:
        answered = ask("POST", url, content=body, headers={"Content-Type": kind})
        assert answered.status == status, body[:40]
        assert "<h1>" in answered.response.text
    assert scene.desk.status(made) is Status.PENDING


def test_a_body_without_an_end_is_cut_off(scene: Scene) -> None:
    url = scene.link(scene.request())

    def pieces() -> Iterator[bytes]:
        for _ in range(forms.LONGEST_BODY // 10_000 + 2):
            yield b"x" * 10_000

    assert ask("POST", url, content=pieces(), headers={"Content-Type": forms.FORM}).status == 413


def test_a_slow_body_keeps_nobody_waiting(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "ARRIVES_WITHIN_S", 0.2)
    url = scene.link(scene.request())
    path = urlsplit(url).path
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {forms.FORM}\r\nContent-Length: 100\r\n\r\nanswer="
    with socket.create_connection((urlsplit(url).hostname or "", urlsplit(url).port or 0), PATIENCE_S) as slow:
        slow.sendall(head.encode())
        began = time.monotonic()
        assert scene.opens(url).status == 200  # the others go on
        assert time.monotonic() - began < PATIENCE_S
        assert slow.recv(65_536).startswith(b"HTTP/1.1 408")


def test_whoever_hangs_up_within_a_body_is_no_defect(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    url = urlsplit(scene.link(scene.request()))
    head = f"POST {url.path} HTTP/1.1\r\nHost: x\r\nContent-Type: {forms.FORM}\r\nContent-Length: 100\r\n\r\nanswer="
    came: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        begin = forms.read_body

        async def read_body(request: Request) -> bytes:
            try:
                return await begin(request)
            except Exception as end:
                came.append(end)
                raise

        patch.setattr(forms, "read_body", read_body)
        with socket.create_connection((url.hostname or "", url.port or 0), PATIENCE_S) as peer:
            peer.sendall(head.encode())
        until(lambda: bool(came))
    scene.opens(url.geturl())
    assert [type(each) for each in came] == [forms.NotTaken]
    assert "defect" not in caplog.text


def test_a_slow_visitor_spoils_no_orderly_end(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "ARRIVES_WITHIN_S", 10 * PATIENCE_S)
    url = urlsplit(scene.link(scene.request()))
    ended: list[str] = []
    for name, part in (("intake", Intake), ("couriers", Couriers), ("delivery", Delivery)):

        async def stop(self: object, patience_s: float, name: str = name, stop: Any = part.stop) -> None:
            await stop(self, patience_s)
            ended.append(name)

        monkeypatch.setattr(part, "stop", stop)
    head = f"POST {url.path} HTTP/1.1\r\nHost: x\r\nContent-Type: {forms.FORM}\r\nContent-Length: 100\r\n\r\nanswer="
    with socket.create_connection((url.hostname or "", url.port or 0), PATIENCE_S) as slow:
        slow.sendall(head.encode())
        scene.opens(url.geturl())
        scene.desk.stop()
        assert not slow.recv(65_536).startswith(b"HTTP/1.1 408")  # for so long, nobody has waited
    assert ended == ["intake", "couriers", "delivery"]


def test_whoever_never_says_what_they_want_is_hung_up_on(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    url = urlsplit(scene.link(scene.request()))
    monkeypatch.setattr(impatience, "HEAD_WITHIN_S", 0.2)
    head = f"GET {url.path} HTTP/1.1\r\nHost: x\r\n".encode()
    for sent in (b"", head, head + b"X: " + b"x" * impatience.LONGEST_HEAD):
        with socket.create_connection((url.hostname or "", url.port or 0), PATIENCE_S) as peer:
            peer.sendall(sent)
            with suppress(ConnectionResetError):
                assert peer.recv(1) == b""


def test_a_crowd_is_asked_to_come_back(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    url = scene.link(scene.request())
    monkeypatch.setattr(reception, "MOST_WAITING", 0)
    page = scene.opens(url)
    assert (page.status, page.response.headers["retry-after"]) == (503, "60")
    assert "Your link stays good." in page.text


def test_guessing_ends_soon_and_is_the_guessers_alone(scene: Scene) -> None:
    url = scene.link(scene.request())
    guessed = f"{scene.desk.settings.pages_url}/p/{UNKNOWN}"
    statuses = [ask("GET", guessed, headers={"X-Forwarded-For": "192.0.2.7"}).status for _ in range(MOST_UNKNOWN)]
    assert set(statuses) == {404}
    for other in (guessed, url):
        answered = ask("GET", other, headers={"X-Forwarded-For": "192.0.2.7"})
        assert (answered.status, answered.response.headers["retry-after"]) == (429, "3600")
    assert ask("GET", url, headers={"X-Forwarded-For": "192.0.2.8"}).status == 200
