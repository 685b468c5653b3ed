"""Who learns in the chat that an address refuses mail, and what they learn; and for how long mails are kept."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from storage.mail_lanes import retry
from storage.tables import Mail, OutboxMessage
from tests.bot.commands.running import Say, handschlag
from tests.bot.mail.writing import mails, refusing, standing
from tests.desk import Desk
from tests.people import Chat
from tests.smtp import MailServer, Step


def number_of(desk: Desk, chat: Chat) -> int:
    with desk.work() as work:
        return chat.row(work).id


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("550 5.1.1 No such user", "The mail server says that there is no such address."),
        ("552 5.2.2 Quota", "The mail server says that the mailbox is full."),
        ("550 Go away", "The mail server has refused it."),
    ],
)
def test_both_sides_learn_of_it_and_nobody_learns_an_address(
    mailing: Desk, server: MailServer, answer: str, why: str
) -> None:
    client, partner = mailing.client(lang="en"), mailing.partner("Alpweb")
    colleague = mailing.colleague(partner, "Nora")
    reader = number_of(mailing, partner)
    causers = {number_of(mailing, client), number_of(mailing, colleague)}
    server.answers[Step.RCPT] = "451 4.3.0 Later"
    waiting = [
        mails(mailing, "noah@alpweb.example", person_id=reader, caused_by_id=causer)
        for causer in [*sorted(causers), *sorted(causers), reader]
    ]

    server.answers[Step.RCPT] = answer
    mailing.clock.advance(hours=1)
    mailing.look_at_mails()

    # What waited behind it is given up with it, and everybody is told once.
    assert {standing(mailing, each) for each in waiting} == {standing(mailing, waiting[-1])} | {
        standing(mailing, waiting[0])
    }
    assert all(standing(mailing, each).is_ == "given up" for each in waiting)
    assert refusing(mailing) == {"noah@alpweb.example"}
    assert server.reached[Step.RCPT] == 2
    own, theirs, ours = partner.reads_all(), client.reads_all(), colleague.reads_all()
    assert own.count("Mail to your address does not arrive") == 1
    assert "noah@alpweb.example" in own
    assert "/email" in own
    for told, name in ((theirs, "A mail to Alpweb does not arrive."), (ours, "A mail to Noah does not arrive.")):
        assert told.count("does not arrive") == 1
        assert name in told
        assert "A request from Bergbahn Flims" in told
        assert why in told
        assert "In Telegram, it has been delivered." in told
        assert "noah@" not in told


def test_an_address_that_somebody_typed_is_named(mailing: Desk, server: MailServer) -> None:
    client = mailing.client(lang="de")
    server.answers[Step.RCPT] = "550 5.1.1 No such user"

    mails(mailing, "new@partner.example", caused_by_id=number_of(mailing, client))

    assert "new@partner.example" in client.reads()


def test_an_address_that_cannot_be_one_is_refused_without_a_server(mailing: Desk, server: MailServer) -> None:
    mail = mails(mailing, "nora@-.example")
    assert standing(mailing, mail).is_ == "given up"
    assert "has a domain that cannot be one" in standing(mailing, mail).says
    assert server.connections == 0


def test_letters_that_the_server_does_not_take_are_a_final_refusal(mailing: Desk, server: MailServer) -> None:
    taken = mails(mailing, "jürg@alpweb.example")
    assert (standing(mailing, taken).is_, server.mails[0].is_utf8) == ("sent", True)

    server.utf8 = False
    server.cut_connections()
    refused = mails(mailing, "jörg@alpweb.example")
    assert standing(mailing, refused).is_ == "given up"
    assert "SMTPUTF8" in standing(mailing, refused).says
    plain = mails(mailing, "joerg@alpweb.example")
    assert standing(mailing, plain).is_ == "sent"


def test_sent_mails_are_forgotten_after_a_month_and_given_up_ones_after_three(
    mailing: Desk, server: MailServer
) -> None:
    mails(mailing, "nora@alpweb.example")
    server.answers[Step.RCPT] = "550 5.1.1 No such user"
    mails(mailing, "noah@alpweb.example")

    counts = []
    for days in (29, 2, 60):
        mailing.clock.advance(days=days)
        mailing.look_at_deadlines()
        with mailing.work() as work:
            kept = work.session.scalar(select(func.count()).select_from(Mail))
            counts.append((kept, work.session.scalar(select(func.count()).select_from(OutboxMessage))))

    assert counts == [(2, 1), (1, 1), (0, 0)]


def test_what_was_given_up_can_be_sent_again_and_its_address_is_trusted(mailing: Desk, server: MailServer) -> None:
    server.answers[Step.RCPT] = "550 5.1.1 No such user"
    mail = mails(mailing, "nora@alpweb.example")
    server.answers.clear()

    with mailing.app.units.begin("cli") as work:
        retry(work.session, work.session.get_one(Mail, mail), work.now)
    server.wait_for(1)
    mailing.settle()

    assert standing(mailing, mail).is_ == "sent"
    assert refusing(mailing) == set()


def test_a_secret_that_lives_can_be_sent_again_and_one_that_is_over_is_forgotten(
    mailing: Desk, server: MailServer, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", mailing.settings.database_url)
    server.answers[Step.RCPT] = "550 5.1.1 No such user"
    lives = mails(mailing, "nora@alpweb.example", secret_until=mailing.clock() + dt.timedelta(days=14))
    assert standing(mailing, lives).is_ == "given up"
    server.answers.clear()

    with mailing.app.units.begin("cli") as work:
        retry(work.session, work.session.get_one(Mail, lives), work.now)
    server.wait_for(1)
    mailing.settle()
    assert server.mails[0].subject == "A request from Bergbahn Flims"

    server.answers[Step.RCPT] = "450 4.2.0 Greylisted"
    over = mails(mailing, "noah@alpweb.example", secret_until=mailing.clock() + dt.timedelta(days=1))
    mailing.clock.advance(days=2)
    mailing.look_at_deadlines()
    said = handschlag(capsys, "mail", "show", str(over))
    assert "not sent, because its link or code was over" in said
    assert "Grüezi" not in said
    mailing.clock.advance(days=31)
    mailing.look_at_deadlines()
    with mailing.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Mail)) == 0
