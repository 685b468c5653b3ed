"""`handschlag support`, `questions` and `articles export`: support's side on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.articles import check_texts
from bot.profile.reading import DEFAULT_PROFILE
from storage.answers.articles import load_articles
from storage.support import all_staff
from tests.bot.commands.running import Say, handschlag, run
from tests.desk import START, Desk

pytestmark = pytest.mark.usefixtures("folder")
UNKNOWN = "do you deliver sausages to Bern"


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A running bot, whose database is the command line's."""
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    return desk


def test_support_is_admitted_listed_and_taken_out(desk: Desk, capsys: Say) -> None:
    assert "Nobody belongs to support yet" in handschlag(capsys, "support", "list")
    said = handschlag(capsys, "support", "add", "700000006", "--name", "Nina", "--lead")
    assert "Nina belongs to support and leads it." in said
    assert "No group is connected yet" in said
    handschlag(capsys, "support", "add", "700000007", "--name", "Omar")
    listed = handschlag(capsys, "support", "list")
    assert [line.split()[:3] for line in listed.splitlines()[2:]] == [
        ["700000006", "Nina", "lead"],
        ["700000007", "Omar"],
    ]
    handschlag(capsys, "support", "remove", "700000006")
    with desk.work() as work:
        assert [one.name for one in all_staff(work.session)] == ["Omar"]
    assert "does not belong to support" in handschlag(capsys, "support", "remove", "700000006", status=2)
    assert "A number in Telegram is positive" in handschlag(capsys, "support", "add", "0", "--name", "X", status=2)


def test_questions_are_listed_learned_and_skipped(desk: Desk, capsys: Say) -> None:
    assert "No question wants an answer." in handschlag(capsys, "questions")
    lea = desk.client()
    lea.says(UNKNOWN)
    lea.says("xyzzy frobnicate")
    listed = handschlag(capsys, "questions").splitlines()
    number = next(line.split()[0] for line in listed if UNKNOWN in line)
    other = next(line.split()[0] for line in listed if "xyzzy" in line)
    assert "There is no topic sausages" in handschlag(capsys, "questions", "learn", number, "sausages", status=2)
    assert "leads to about-provider" in handschlag(capsys, "questions", "learn", number, "about-provider")
    desk.read_news()
    assert desk.article("about-provider", "en").question in lea.says(UNKNOWN)
    assert "Off the list: 1." in handschlag(capsys, "questions", "skip", other)
    assert "There is no question" in handschlag(capsys, "questions", "skip", other, status=2)


def test_what_was_changed_in_the_chat_is_exported_as_files(desk: Desk, capsys: Say, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    assert "Nothing was changed" in handschlag(capsys, "articles", "export", str(folder))
    lea, support = desk.client(), desk.support()
    lea.says(UNKNOWN)
    support.writes(support.omar, "/rewrite tenders en\n# What is a “tender”?\n**In short:** a call for offers.")
    support.writes(support.omar, "/rewrite tenders de\n**Kurz gesagt:** eine Einladung, Angebote zu machen.")
    support.writes(support.omar, "/publish tenders")
    number = handschlag(capsys, "questions").splitlines()[-1].split()[0]
    handschlag(capsys, "questions", "learn", number, "invoices")
    written = handschlag(capsys, "articles", "export", str(folder)).splitlines()
    assert sorted(Path(line).relative_to(folder).as_posix() for line in written) == [
        "de/articles/tenders.md",
        "en/articles/invoices.md",
        "en/articles/tenders.md",
    ]
    articles = {(one.id, one.language): one for one in load_articles(folder)}
    assert articles["tenders", "en"].question == "What is a “tender”?"
    assert articles["tenders", "en"].body == "**In short:** a call for offers."
    assert articles["tenders", "en"].reviewed == START.date()
    assert articles["tenders", "de"].question == desk.article("tenders", "de").question
    assert UNKNOWN in articles["invoices", "en"].aliases
    assert articles["invoices", "en"].body == desk.article("invoices", "en").body
    told = map(str, check_texts(folder, DEFAULT_PROFILE, START.date()))
    faults = [fault for fault in told if "There is no article" not in fault]
    assert [fault for fault in faults if "missing" not in fault] == []


def doctors_words(capsys: Say) -> str:
    """What the doctor says: that what is planned is late, among others, because a desk’s clock stands in tests."""
    assert run("doctor") == 1
    return str(capsys.readouterr().out)


def test_doctor_looks_at_the_group(desk: Desk, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSCHLAG_TOKEN", desk.token)
    monkeypatch.setenv("HANDSCHLAG_API_URL", desk.settings.api_url)
    monkeypatch.setenv("HANDSCHLAG_VIES_URL", "off")
    desk.look_at_deadlines()
    assert "Support" not in doctors_words(capsys)
    support = desk.support()
    assert "✓ Support: the bot may open topics" in doctors_words(capsys)
    desk.api("leaveChat", chat_id=support.id)
    said = doctors_words(capsys)
    assert "✗ Support: the bot" in said
    assert "administrator who may" in said or "add it again" in said
