"""Files go through the outbox like every message: uploaded whole, in their order, again where they did not arrive."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.words import Msg
from handlers.chat.documents import LARGEST, LONGEST_NAME, Document
from handlers.chat.post import Post
from handlers.chat.views import MENU
from storage.runtime.outbox import Outgoing
from storage.tables import OutboxMessage
from tests.bot.trials import fault, until, writes
from tests.desk import Desk
from tests.people import Chat

CONTENT = bytes(range(256)) * 40 + b"\r\n--frontier\r\n"
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def sends(desk: Desk, to: Chat, document: Document, *, as_picture: bool = False, settled: bool = True) -> None:
    """The desk sends a file, with a word and a button below it."""
    with desk.app.units.begin("job") as work:
        post = Post(work, desk.app.desk.around.renderer)
        words = Msg("🏢 <i>{organisation}</i>", organisation="<b>Böse & Co</b>")
        post.send(to.id, to.lang, document, words, ((MENU,),), as_picture=as_picture)
        messages = post.dispatch()

    async def deliver(found: tuple[Outgoing, ...]) -> None:
        desk.app.delivery.hand_over(found)

    desk._loop.run(deliver(messages))
    if settled:
        desk.settle()


@pytest.mark.parametrize(("as_picture", "kind"), [(False, "document"), (True, "photo")])
def test_a_file_arrives_byte_by_byte_with_words_and_buttons(desk: Desk, as_picture: bool, kind: str) -> None:
    mia = desk.newcomer("Mia", "de")
    sends(desk, mia, Document("Verlauf Böse & Co.html", CONTENT, "text/html"), as_picture=as_picture)
    message = mia.from_bot()[-1]
    assert (message["kind"], message["html"]) == (kind, "🏢 <i>&lt;b&gt;Böse &amp; Co&lt;/b&gt;</i>")
    assert (mia.buttons(), mia.files()) == (["🏠 Menü"], ["Verlauf-Böse-Co.html"])
    assert mia.reads_file("Verlauf") == CONTENT
    assert desk.unsent() == 0
    mia.taps("🏠 Menu")
    assert "Seegarten" not in mia.reads(), "the menu is a new message: a file has no text that it could replace"


@on_sqlite
@pytest.mark.parametrize(("kind", "arrive"), [("500", 1), ("drop_before", 1), ("429", 1), ("drop_after", 2)])
def test_what_may_not_have_arrived_is_sent_again(desk: Desk, kind: str, arrive: int) -> None:
    mia = desk.newcomer()
    fault(desk, kind, method="sendDocument", times=1, **({"retry_after": 0} if kind == "429" else {}))
    sends(desk, mia, Document("terms.html", CONTENT, "text/html"), settled=False)
    writes(mia, "/n1")
    desk.settle()
    assert mia.files() == ["terms.html"] * arrive
    assert "/n1" in mia.reads(), "what was said later stands below"


@on_sqlite
def test_a_file_survives_a_restart(desk: Desk) -> None:
    mia = desk.newcomer()
    fault(desk, "500", method="sendDocument")
    sends(desk, mia, Document("terms.html", CONTENT, "text/html"), settled=False)
    until(lambda: desk.unsent() == 1)
    desk.stop()
    desk.playground.delete("/faults").raise_for_status()
    desk.start()
    until(lambda: desk.unsent() == 0)
    assert mia.reads_file() == CONTENT


@on_sqlite
def test_a_file_that_nobody_takes_is_not_kept(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.blocks()
    sends(desk, mia, Document("terms.html", CONTENT, "text/html"))
    with desk.work() as work:
        assert work.session.scalars(select(OutboxMessage)).all() == []


@pytest.mark.parametrize("size", [0, LARGEST + 1])
def test_no_file_is_empty_or_too_large(size: int) -> None:
    with pytest.raises(ValueError, match="cannot be sent"):
        Document("a.txt", b"x" * size, "text/plain")


@on_sqlite
def test_the_words_below_a_file_have_a_limit(desk: Desk) -> None:
    mia = desk.newcomer()
    with desk.app.units.begin("job") as work:
        post = Post(work, desk.app.desk.around.renderer)
        document = Document("a.txt", b"x", "text/plain")
        post.send(mia.id, "en", document, Msg("{x}", x="&" * 1024))
        with pytest.raises(ValueError, match="too many"):
            post.send(mia.id, "en", document, Msg("{x}", x="x" * 1025))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Verlauf Müller & Söhne – 2027.html", "Verlauf-Müller-Söhne-2027.html"),
        ("../../etc/passwd", "passwd"),
        ('"><script>.html', "script.html"),
        ("…", "file"),
        ("x" * 200 + ".html", "x" * (LONGEST_NAME - 5) + ".html"),
    ],
)
def test_names_are_what_every_system_takes(name: str, kept: str) -> None:
    assert Document(name, b"x", "text/html").file_name == kept
