"""What comes through the other doors: calls of the API, forms of pages, and articles as files."""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from bot.app import LOCALES
from bot.pages import forms
from domain.answers.articles import Article
from handlers.answers.article_html import render_article
from playground.entities import parse_html
from storage.answers.articles import FaultyArticles, check_articles, load_articles
from storage.tables.base import Base
from tests.bot.api.provider import CLIENT, PARTNER, Provider, account, by, order, person, product, seed
from tests.databases import engine_at
from tests.desk import Loop
from tests.fuzz.outside import cut, mutated
from tests.fuzz.target import Check, Target, assert_storable, plain
from tests.fuzz.telegram import DESK, LONGEST_TEXT
from tests.fuzz.texts import JSON, KEPT, WRITTEN
from tests.services.world import World

TODAY = dt.date(2026, 11, 29)
_MARKS = st.sampled_from(
    ("# ", "- ", "1. ", "> ", "```\n", "**", "_", "`", "[a](https://x.example)", "![b](c)", "\n\n", "  \n")
)
_MARKDOWN = st.lists(_MARKS | KEPT | st.sampled_from(("---\n", "<b>", "| a |\n|---|\n", "* * *\n", "\t")), max_size=15)


def _article(body: str) -> None:
    article = Article("x", "en", "What?", "What", ("y",), ("z",), "fact 1", TODAY, body)
    for message in render_article(article):
        text, _ = parse_html(message)
        assert len(text) <= LONGEST_TEXT


_FRONT = (LOCALES / "en" / "articles" / "add-partner.md").read_text()
_fields = st.tuples(
    st.sampled_from(("id", "question", "title", "aliases", "related", "source", "reviewed", "action", "x")),
    KEPT
    | st.sampled_from(
        ("2026-02-30", "2026-01-01 10:00:00", "[]", "[a, 1]", "{a: b}", "&a [*a]", "!!python/name:os", "~")
    ),
).map(lambda it: f"{it[0]}: {it[1]}\n")
_file = cut(st.just(_FRONT)) | st.lists(_fields, max_size=9).map(lambda lines: f"---\n{''.join(lines)}---\n\nText.\n")


@contextmanager
def _article_files() -> Iterator[Check]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "en" / "articles" / "add-partner.md"
        path.parent.mkdir(parents=True)

        def check(text: str) -> None:
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            assert all(fault.line > 0 for fault in check_articles(Path(folder), TODAY, {}, complete=False))
            try:
                load_articles(Path(folder))
            except FaultyArticles:
                return

        yield check


def _form(body: bytes) -> None:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", forms.FORM.encode())]
    try:
        fields = asyncio.run(forms.read_form(Request({"type": "http", "method": "POST", "headers": headers}, receive)))
    except forms.NotTaken:
        return
    assert_storable(forms.one(fields, "reason"))
    assert all(each < 2**63 for each in forms.numbers(fields, "product"))


_CALLS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("PUT", f"/accounts/{CLIENT}", account("", "Seegarten")),
    ("PUT", "/people/lea", person("lea", CLIENT)),
    ("PUT", "/products/site", product("site")),
    ("PUT", "/orders/o-1", order("o-1")),
    ("POST", "/batches/accounts", {"records": [account("n-1", "Nordnet")]}),
    ("POST", "/partnerships", {"by": by("lea", CLIENT), "partner": PARTNER, "access": "limited", "products": ["site"]}),
    ("POST", "/partnerships/1/confirm", {"by": by("noah", PARTNER)}),
    ("POST", "/partnerships/1/decline", {"by": by("noah", PARTNER), "reason": "x"}),
    ("POST", "/account-links", {"account": CLIENT, "person": "lea"}),
)
_paths = st.sampled_from(("", "/1", "/%00", "/" + "9" * 30, "?after=-1&limit=999999999999999999999", "?as_of=x"))


@st.composite
def _calls(draw: st.DrawFn) -> tuple[str, str, object]:
    method, path, body = draw(st.sampled_from(_CALLS))
    if "account" in body and path.startswith("/accounts"):
        body = {key: value for key, value in body.items() if key != "account"}
    return (
        draw(st.just(method) | st.sampled_from(("GET", "PUT", "POST"))),
        path + draw(_paths),
        draw(mutated(body) | JSON),
    )


@contextmanager
def _api() -> Iterator[Check]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fuzz.db"
        Base.metadata.create_all(engine_at(url))
        world, loop = World(url), Loop()
        seed(world.units)
        provider = Provider(world.units, DESK, loop)

        def check(call: tuple[str, str, Any]) -> None:
            method, path, body = call
            try:
                answered = provider.call(method, path, body)
            except ValueError:  # what the client itself takes for no JSON: NaN, halves of characters
                return
            assert answered.status_code < 500, answered.text

        try:
            yield check
        finally:
            loop.stop()
            world.close()


_DEEP = f"---\nid: {chr(91) * 9_999}\n---\n"
_FAULTY = ("---\nreviewed: 2026-01-01 10:00:00\n---\n", "---\nid: \x1f\n---\n", "\ud800", _DEEP)
TARGETS: tuple[Target, ...] = (
    plain("articles", _MARKDOWN.map("".join), _article),
    Target(
        "article-files",
        _file,
        _article_files,
        ("---\nreviewed: 2026-01-01 10:00:00\n---\n", "---\nid: \x1f\n---\n", "\ud800"),
    ),
    plain(
        "forms",
        st.lists(WRITTEN | st.sampled_from(("&", "=", "%", "reason=", "product=1", "%00", "+", ";")), max_size=9)
        .map("".join)
        .map(lambda text: text.encode("utf-8", "replace")),
        _form,
    ),
    Target("api", _calls(), _api),
)
