"""Texts that want to be more than text, where people read them: Telegram, mails, pages, files.

They stand in the database as nobody could write them there: what is read in cleans them, and this is what happens if
it did not.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from defusedxml import ElementTree

from bot.intake.webhook_server import listen
from domain.partnerships.rules import Access, Payer, Terms
from domain.words import Literal
from handlers.chat.rendering import Renderer
from handlers.chat.sheets import Column, SheetWriter, Table
from services.partnerships import requesting
from storage.work import Work
from tests.bot.mail.writing import SENDER
from tests.bot.pages.scene import ADDRESS, Answered, Scene
from tests.desk import PATIENCE_S, Desk, Loop
from tests.hostile.texts import TEXTS, TURNS
from tests.loopback import NO_CERTIFICATES
from tests.smtp import MailServer

CATALOGS = Path(__file__).parents[2] / "locales"
EVIL = "evil.example"


class Tags(HTMLParser):
    """The tags of a page, the attributes that do something, and where links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.does: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.does += [name for name, value in attrs if name.startswith("on") or EVIL in (value or "")]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop, server: MailServer) -> Iterator[Desk]:
    opened = listen("127.0.0.1:0")
    url = f"http://127.0.0.1:{opened.getsockname()[1]}"
    mails = {"smtp_url": server.url, "mail_from": SENDER}
    running = Desk(playground_url, database_url, loop, pages=opened, pages_url=url, **mails)
    yield running
    running.close()


def steers(text: str) -> list[str]:
    """Signs that turn what stands behind them, or control a machine."""
    return [sign for sign in text if sign in TURNS[3:] or (ord(sign) < 32 and sign not in "\n\t")]


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(headers={"Origin": "null"}, timeout=PATIENCE_S, verify=NO_CERTIFICATES) as running:
        running.follow_redirects = True
        yield running


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_in_telegram_in_mails_and_on_pages(desk: Desk, server: MailServer, browser: httpx.Client) -> None:
    scene = Scene(desk)
    for kind, text in (("plain", "Kestrel"), *TEXTS.items()):
        desk.rename(scene.lea, text.replace("\x00", ""))
        made: list[int] = []
        desk.happens(lambda work, made=made: made.append(asks(scene, work)))  # type: ignore[misc]  # bound for this round
        mail = server.mails_to(ADDRESS)[-1].message
        assert (mail["To"], mail["Bcc"], steers(str(mail["Subject"]))) == (ADDRESS, None, []), kind
        url = scene.link(made[0])
        page = Answered(browser.get(url))
        parts = [part.get_content() for part in mail.walk() if part.get_content_type() == "text/html"]
        for html in (*parts, page.response.text):
            tags = Tags(html)
            assert not tags.does, kind
            assert "script" not in tags.found, kind
            assert steers(html.replace("\r", "")) == [], kind
        browser.post(url, data={"answer": "no", "version": page.version, "reason": text[:400]}).raise_for_status()
        desk.settle()
        message = scene.lea.from_bot()[-1]
        assert steers(message["text"]) == [], kind
        assert Tags(message["html"]).found <= {"b", "i", "a"}, kind
    assert desk.faulty_calls() == []
    assert len(server.mails) > len(TEXTS)


def asks(scene: Scene, work: Work) -> int:
    """Lea asks Alpweb for full access; the request's id."""
    terms = Terms(Access.FULL, Payer.CLIENT, frozenset())
    person = scene.lea.row(work)
    work.actor_id = person.id
    return requesting.request(work, scene.desk.programme, person, scene.partner, terms).id


WRITERS = [
    SheetWriter(Renderer(CATALOGS), language, dt.datetime(2026, 3, 4, tzinfo=dt.UTC)) for language in ("de", "en")
]
COLUMNS = (Column(Literal("Client")), Column(Literal("Note")))
TABLE = Table(Literal("Clients"), COLUMNS, tuple((text, f"x {text}") for text in TEXTS.values()))


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_a_csv_file_begins_a_formula(writer: SheetWriter, separator: str) -> None:
    read = csv.reader(io.StringIO(writer.csv(Literal("x"), TABLE).content.decode("utf-8-sig")), delimiter=separator)
    cells = [cell for row in read for cell in row]
    assert len(cells) >= len(TEXTS)
    assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@", "＝", "\t", "\r"))]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_workbook_holds_text_and_no_formula(writer: SheetWriter) -> None:
    document = writer.xlsx(Literal("../../x\\y:z"), [TABLE])
    assert not set("/\\:") & set(document.file_name)
    with zipfile.ZipFile(io.BytesIO(document.content)) as book:
        parts = {name: book.read(name) for name in book.namelist() if name.endswith(".xml")}
    for content in parts.values():
        assert ElementTree.fromstring(content) is not None
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet
    texts = "".join(
        str(each.text) for each in ElementTree.fromstring(parts["xl/sharedStrings.xml"]).iter() if each.text
    )
    assert TEXTS["formula"] in texts
    assert not steers(texts)
