"""`handschlag applications`: somebody at a desk decides who becomes a partner."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.cli import main
from domain.applications import ApplicationStatus
from storage.tables import Mail
from tests.bot.trials import until
from tests.chats.applications.applicants import NUMBER, applied, organisation, stored
from tests.desk import Desk
from tests.people import Chat

Say = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def lea(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Chat:
    """A company that has applied, at a running bot, whose database is the command line's."""
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    lea = desk.client("Alpweb AG", number=NUMBER)
    applied(lea)
    return lea


def applications(capsys: Say, *arguments: str, status: int = 0) -> str:
    """What the command says."""
    with pytest.raises(SystemExit) as end:
        main(["applications", *arguments])
    said = capsys.readouterr()
    assert int(end.value.code or 0) == status, said
    return said.err if status else said.out


def test_it_is_listed_shown_and_approved(desk: Desk, lea: Chat, capsys: Say) -> None:
    number = str(stored(desk).id)
    listed = applications(capsys, "list")
    for part in ("ID", "submitted", "Alpweb AG", "CHF 2400.00 (stated)", "No group of support is connected"):
        assert part in listed
    shown = applications(capsys, "show", number)
    for part in ("CHE-123.456.788", "https://alpweb.example", "accepted by Lea", "Tenders", "by Lea"):
        assert part in shown
    said = applications(capsys, "approve", number, "--by", "Nina")
    code = organisation(desk, lea).partner_code
    assert "Alpweb AG is a partner." in said
    assert code is not None
    assert code in said
    until(lambda: code in lea.reads())
    assert "No application waits for a decision." in applications(capsys, "list")
    assert "approved" in applications(capsys, "list", "--all")
    assert code in applications(capsys, "show", number)


def test_it_is_declined_and_the_company_reads_why(desk: Desk, lea: Chat, capsys: Say) -> None:
    support = desk.support()
    number = str(stored(desk).id)
    assert "No group" not in applications(capsys, "list")
    said = applications(capsys, "decline", number, "--reason", "The website sells something else.")
    assert "it can apply again from" in said
    until(lambda: "The website sells something else." in lea.reads())
    assert support.buttons() == []
    assert "The website sells something else." in applications(capsys, "show", number)


def test_what_is_not_possible_is_said_and_changes_nothing(desk: Desk, lea: Chat, capsys: Say) -> None:
    number = str(stored(desk).id)
    assert "I cannot find this application" in applications(capsys, "approve", "999", status=2)
    assert "There is no application 999" in applications(capsys, "show", "999", status=2)
    assert "--by takes a name" in applications(capsys, "approve", number, "--by", " ", status=2)
    assert "--reason" in applications(capsys, "decline", number, status=2)
    applications(capsys, "decline", number, "--reason", "  ", status=2)
    assert stored(desk).status is ApplicationStatus.SUBMITTED
    lea.taps("↩️ Withdraw the application")
    lea.taps("Yes, withdraw")
    assert "has been withdrawn" in applications(capsys, "approve", number, status=2)


def test_its_mail_opens_the_card_in_telegram(
    desk: Desk, lea: Chat, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.work() as work:
        person = lea.row(work)
        person.email, person.email_confirmed_at = "lea@alpweb.example", work.now
    settings = desk.settings
    more = {"TOKEN": settings.bot_token, "API_URL": settings.api_url, "SMTP_URL": "smtp://127.0.0.1:9"}
    for name, value in (more | {"MAIL_FROM": "desk@reseller.example"}).items():
        monkeypatch.setenv(f"HANDSCHLAG_{name}", value)
    applications(capsys, "decline", str(stored(desk).id), "--reason", "The website sells something else.")
    with desk.work() as work:
        (mail,) = work.session.scalars(select(Mail))
        assert "https://t.me/handschlag_bot?start=" in str(mail.content["text"])
