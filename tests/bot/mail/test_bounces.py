"""Bounces: what other servers report, however broken, and what becomes of the address."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.account import AccountFault, imap_server
from bot.mail.reports import read_bounce
from bot.unattended import unattended
from domain.mail_refusals import Undelivered
from storage.tables import Mail
from tests.bot.mail.reporting import report
from tests.bot.mail.writing import SENDER, mails, refusing, standing
from tests.desk import PATIENCE_S, Desk, Loop
from tests.imap import Mailbox, Message
from tests.smtp import MailServer

MARK = "0123456789abcdef01234567"
UNKNOWN, FULL, REFUSED, LATE = Undelivered.UNKNOWN, Undelivered.FULL, Undelivered.REFUSED, Undelivered.LATE


@pytest.mark.parametrize("returned", ["headers", "mail", "nothing"])
def test_the_mail_is_known_by_what_comes_back_of_it(returned: str) -> None:
    found = read_bounce(report(42, MARK, returned=returned))
    assert found is not None
    assert (found.ids, found.why) == (((42, MARK),), UNKNOWN)
    assert found.says == "550 5.1.1 <nora@alpweb.example>: Recipient address rejected: User unknown"


@pytest.mark.parametrize(
    ("status", "diagnostic", "why"),
    [
        ("5.0.0", "smtp; 550 5.1.1 unknown", UNKNOWN),
        ("5.2.2", "smtp; 552 Mailbox full", FULL),
        ("5.0.0", "x-unix; mail system error", REFUSED),
        ("5.1.2", "", UNKNOWN),
        ("5.4.4", "dns; no such domain", UNKNOWN),
        ("5.7.1", "smtp; 550 5.7.1 Looks like spam", None),
        ("5.7.26", "smtp; 550-5.7.26 DMARC", None),
        ("5.6.7", "smtp; 550 5.6.7 SMTPUTF8 required", REFUSED),
        ("4.4.7", "smtp; 451 4.4.1 timed out", LATE),
        ("5.4.7", "smtp; 450 4.2.2 over quota", LATE),
    ],
)
def test_whose_fault_it_is(status: str, diagnostic: str, why: Undelivered | None) -> None:
    found = read_bounce(report(42, MARK, status=status, diagnostic=diagnostic))
    assert found is not None
    assert found.why == why


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"From: a@b.example\r\nSubject: Re: A request\r\nIn-Reply-To: <mail.42." + MARK.encode() + b"@x>\r\n\r\nYes!",
        report(42, MARK, action="delayed", status="4.4.1"),
        report(42, MARK, action="delivered"),
        report(42, "not-one-of-ours"),
        report(42, MARK).replace(b"message/delivery-status", b"text/plain"),
        report(42, MARK).replace(b'boundary="b"', b""),
        report(42, MARK)[:300],
        b"Content-Type: multipart/report; boundary=b\r\n\r\n"
        + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 200,
    ],
)
def test_everything_else_is_no_bounce(raw: bytes) -> None:
    assert read_bounce(raw) is None


@settings(max_examples=300, deadline=None)
@given(cut=st.integers(0, 900), noise=st.binary(max_size=40), length=st.integers(0, 60))
def test_no_report_is_so_broken_that_it_breaks_the_reader(cut: int, noise: bytes, length: int) -> None:
    whole = report(42, MARK)
    found = read_bounce(whole[:cut] + noise + whole[cut + length :])
    assert found is None or found.says.isprintable()


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with Mailbox({"desk": "secret"}) as opened:
        yield opened


@pytest.fixture
def reading(playground_url: str, database_url: str, loop: Loop, server: MailServer, box: Mailbox) -> Iterator[Desk]:
    """A desk that reads bounces."""
    running = Desk(
        playground_url,
        database_url,
        loop,
        smtp_url=server.url,
        mail_from=SENDER,
        imap_url=box.url_for("desk", "secret", "Bounces%20here"),
    )
    yield running
    running.close()


def look(desk: Desk, loop: Loop) -> None:
    assert desk.app.couriers.bounces is not None
    loop.run(desk.app.couriers.bounces.round())
    desk.settle()


def test_an_address_that_bounces_gets_nothing_more_and_both_are_told_once(
    reading: Desk, loop: Loop, box: Mailbox
) -> None:
    lea, nora = reading.newcomer("Lea"), reading.newcomer("Nora")
    with reading.work() as work:
        reader, causer = nora.row(work).id, lea.row(work).id
    bounced = mails(reading, "Nora@alpweb.example", person_id=reader, caused_by_id=causer)
    spam = mails(reading, "tim@alpweb.example", caused_by_id=causer)
    with reading.work() as work:
        marks = {each: work.session.get_one(Mail, each).mark for each in (bounced, spam)}
    box.messages += [
        Message(b"From: lea@x.example\r\nSubject: Hello\r\n\r\nAre you there?\r\n"),
        Message(report(bounced, marks[bounced])),
        Message(report(bounced, marks[bounced], returned="mail")),
        Message(report(spam, marks[spam], status="5.7.1", diagnostic="smtp; 554 5.7.1 spam")),
        Message(report(999, MARK)),
        Message(report(bounced, marks[bounced])[:400]),
    ]

    look(reading, loop)

    assert [message.seen for message in box.messages] == [False, True, True, True, False, False]
    assert refusing(reading) == {"nora@alpweb.example"}
    assert standing(reading, bounced).is_ == standing(reading, spam).is_ == "sent"
    told = lea.reads_all()
    assert told.count("does not arrive") == 2
    assert "A mail to Nora does not" in told
    assert "Nora@alpweb" not in told
    assert "A mail to tim@alpweb.example does not" in told
    assert nora.reads_all().count("Nora@alpweb.example") == 1

    before = box.commands.count("FETCH")
    look(reading, loop)
    assert box.commands.count("FETCH") == before  # what is none of ours is not fetched again


def test_a_mailbox_that_cannot_be_read_is_tried_again(reading: Desk, loop: Loop, box: Mailbox) -> None:
    for says in ({"LOGIN": "NO wrong"}, {"EXAMINE": "NO no such mailbox"}, {"SEARCH": "BAD what?"}):
        box.says = says
        with pytest.raises(Exception, match=r"."):
            look(reading, loop)
    box.says = {}
    look(reading, loop)


@pytest.mark.parametrize(
    "path",
    ["d%C3%A9sk:secret@x.example", "desk:schl%C3%BCssel@x.example", "desk:secret@x.example/R%C3%BCck"],
)
def test_a_mailbox_that_imap_cannot_name_is_refused(path: str) -> None:
    with pytest.raises(AccountFault, match="nothing but ASCII in user, password and folder") as refused:
        imap_server(f"imaps://{path}")
    assert str(refused.value).isascii()  # not a letter of the password


def test_nobody_waits_at_the_end_for_a_mailbox_that_keeps_silent() -> None:
    asked, speaks, heard = threading.Event(), threading.Event(), threading.Event()

    def silent() -> None:
        asked.set()
        speaks.wait(PATIENCE_S)
        heard.set()

    async def look() -> None:
        looking = asyncio.create_task(unattended(silent))
        await asyncio.to_thread(asked.wait, PATIENCE_S)
        looking.cancel()

    asyncio.run(look())
    assert not heard.is_set()
    speaks.set()
    assert heard.wait(PATIENCE_S)
