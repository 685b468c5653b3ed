"""/privacy says what is kept, /mydata sends it, /forget erases it: nothing tells any more who it was."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables import Base
from tests.bot.test_no_trace import files
from tests.desk import Desk

YES = "🗑 Yes, forget me"


def everything(desk: Desk) -> str:
    """All rows of all tables, and on SQLite every byte of the files."""
    with desk.work() as work:
        rows = [
            repr(tuple(row)) for table in Base.metadata.sorted_tables for row in work.session.execute(select(table))
        ]
    desk.look_at_deadlines()
    return "\n".join([*rows, *(content.decode("latin-1") for content in files(desk).values())])


def traces_of(desk: Desk, *words: str) -> list[str]:
    """Which of the words stand anywhere in the database."""
    found = everything(desk)
    return [word for word in words if word in found or word.encode().decode("latin-1") in found]


def test_what_is_kept_is_said_in_plain_words(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)
    mia.says("/privacy")
    assert "Telegram" in mia.reads()
    assert "/forget" in mia.reads()
    assert [mia.words("📄 Everything about me"), mia.words("🗑 Forget me")] == mia.buttons()[:2]
    mia.taps("📄 Everything about me")
    assert len(mia.files()) == 2


def test_who_is_forgotten_leaves_no_trace(desk: Desk) -> None:
    lea = desk.newcomer("Leandrine")
    lea.says("Do you deliver zebrafinch sausages?")
    lea.says("/register")
    lea.taps("👤")
    lea.says("Leandrine Zebrafink")
    told = lea.says("/forget")
    assert "Shall I forget you?" in told
    lea.taps("No, thank you")
    assert "This goes:" in lea.reads()
    before = str(lea.id)
    assert traces_of(desk, "Leandrine", before, "zebrafinch") == ["Leandrine", before, "zebrafinch"]
    lea.taps(YES)
    assert "I do not know you any more" in lea.reads()
    assert traces_of(desk, "Leandrine", before, "zebrafinch", "Zebrafink") == []
    assert "Leandrine" in lea.says("/start"), "who writes again begins anew"
