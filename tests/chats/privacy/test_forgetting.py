"""/privacy says what is kept, /mydata sends it, /forget erases it: nothing tells any more who it was."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from domain.partnerships.rules import Access, Side, Status
from domain.people import Role
from services.partnerships import ending
from storage.tables import (
    Audit,
    Base,
    Enquiry,
    Invitation,
    Mail,
    MailTrouble,
    OutboxMessage,
    Partnership,
    Person,
    ProcessedUpdate,
    Proposal,
    Question,
)
from storage.work import Work
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
    assert desk.app.desk.around.understanding is not None, "read before a transaction waits for that"
    mia.says("Bitte vergiss mich" if lang == "de" else "Please forget me")
    assert mia.words("<b>Shall I forget you?</b> Next I show you what goes and what has to stay; only then I ask.") in (
        mia.reads()
    )
    mia.says("Was passiert, wenn Sie mich vergessen?" if lang == "de" else "What happens if you forget me?")
    assert mia.words("🗑 Yes, forget me") not in mia.buttons(), "nobody is forgotten by a question"


def test_who_is_forgotten_leaves_no_trace(desk: Desk) -> None:
    lea = desk.newcomer("Leandrine")
    lea.says("/faq zebrafinch sausages")
    lea.says("/register")
    lea.taps("👤")
    told = lea.says("/forget")
    assert "Shall I forget you?" in told
    lea.taps("No, thank you")
    assert "This goes:" in lea.reads()
    before = str(lea.id)
    assert traces_of(desk, "Leandrine", before, "zebrafinch") == ["Leandrine", before, "zebrafinch"]
    lea.taps(YES)
    assert "I do not know you any more" in lea.reads()
    assert traces_of(desk, "Leandrine", before, "zebrafinch") == []
    assert "Leandrine" in lea.says("/start"), "who writes again begins anew"


MARKS = ("Leandrine", "lea@zebrafink.example", "079 555 01 23", "zebrafinch", "Kookaburra")
"""A name, an address, a phone number, words in questions and words between two organisations."""


def fill(work: Work, lea: Person, tim: Person, partnership_id: int) -> None:
    """What happens to somebody in a year, in every table that may have something of them."""
    lea.email, lea.email_confirmed_at, lea.timezone = MARKS[1], work.now, "Asia/Tokyo"
    request = work.session.get_one(Partnership, partnership_id)
    request.last_words = "Kookaburra, and goodbye"
    work.session.add_all(
        [
            Question(asked_at=work.now, person_id=lea.id, language="en", text=f"Call {MARKS[2]}, zebrafinch"),
            Proposal(
                partnership_id=partnership_id,
                by=Side.CLIENT,
                made_by_id=lea.id,
                made_at=work.now,
                access=Access.FULL,
                payer=request.payer,
                products=[],
                shelves=[],
                message="Kookaburra! Yours, Leandrine",
            ),
            Enquiry(partnership_id=partnership_id, question="Kookaburra?", asked_by_id=lea.id, asked_at=work.now),
            Invitation(
                organisation_id=request.client_id,
                role=Role.EMPLOYEE,
                created_at=work.now,
                expires_at=work.now,
                token_hash="0" * 64,
                for_telegram_id=lea.telegram_id,
                for_name="Leandrine",
            ),
            MailTrouble(address=MARKS[1], since=work.now, answer="no such Leandrine"),
            ProcessedUpdate(
                update_id=-7, chat_id=lea.telegram_id, received_at=work.now, content={"text": "zebrafinch"}
            ),
            OutboxMessage(
                chat_id=lea.chat_id,
                method="sendMessage",
                parameters={"text": "zebrafinch"},
                created_at=work.now,
                failed_at=work.now,
                error="Forbidden",
            ),
            OutboxMessage(
                chat_id=tim.chat_id,
                method="sendMessage",
                parameters={"text": "<b>Leandrine</b> wrote"},
                created_at=work.now,
                failed_at=work.now,
                error="Forbidden",
            ),
        ]
    )
    for reader, text in ((lea, "Dear Leandrine"), (tim, "Leandrine has written: Kookaburra! Yours, Leandrine")):
        work.session.add(
            Mail(
                mark="0" * 32,
                address="x@y.example" if reader is tim else MARKS[1],
                person_id=reader.id,
                language="en",
                content={"subject": "News", "text": text},
                contractual=False,
                caused_by_id=lea.id,
                created_at=work.now,
                sent_at=work.now,
            )
        )


def test_who_acts_for_a_company_goes_and_its_contracts_stay(desk: Desk) -> None:
    support = desk.support()
    lea, alpweb = desk.client("Seegarten Hotels", first_name="Leandrine"), desk.partner("Alpweb")
    tim = desk.colleague(lea, "Tim", role=Role.LEGAL_REPRESENTATIVE)
    made = desk.partnership(lea, alpweb, Access.FULL)
    lea.says("/human")
    lea.says(f"Please call {MARKS[2]}")
    with desk.work() as work:
        work.actor_id = lea.row(work).id
        fill(work, lea.row(work), tim.row(work), made)
    assert traces_of(desk, *MARKS) == [*MARKS]
    lea.says("/forget")
    lea.taps("📄 Yes, send it first")
    assert "Seegarten Hotels" in lea.reads()
    lea.taps(YES)
    known = json.loads(lea.reads_file(".json"))["tables"]
    assert {"person", "question", "proposal", "enquiry", "mail", "audit", "membership", "support_case"} <= {*known}
    assert all(mark in json.dumps(known) for mark in MARKS)
    assert "Leandrine" in lea.reads_file(".html").decode()
    assert traces_of(desk, *MARKS, str(lea.id), "Tokyo") == []
    assert desk.status(made) is Status.ACTIVE
    assert "A colleague has had their data erased" in tim.reads_all()
    assert "Please delete this topic" in support.reads(support.topic())
    with desk.work() as work:
        assert work.session.scalars(select(Person.first_name).where(Person.erased_at.is_not(None))).all() == ["N. N."]
        wishes = select(Audit.actor_id).where(
            Audit.action == "person.forget", Audit.before.is_(None), Audit.after.is_(None)
        )
        assert len(work.session.scalars(wishes).all()) == 1
    with pytest.raises(DBAPIError), desk.work() as work:
        work.session.execute(update(Audit).values(actor_id=None))


def test_nobody_is_forgotten_while_something_is_open(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb")
    made = desk.partnership(lea, alpweb, Access.FULL)
    lea.says("/forget")
    assert "Seegarten Hotels" in lea.reads()
    assert "/people" in lea.reads()
    tim = desk.colleague(lea, "Tim")
    assert lea.words(
        "• {organisation} has no other legal representative. Please name one first: /people",
        organisation="Seegarten Hotels",
    ) in lea.says("/forget")
    assert lea.words("• your name, number, language, e-mail address and time zone") not in lea.reads()
    tim.says("/forget")
    tim.taps("No, thank you")
    tim.taps(YES)
    assert desk.status(made) is Status.ACTIVE
    with desk.work() as work:
        assert len(work.session.scalars(select(Person).where(Person.erased_at.is_not(None))).all()) == 1


def test_who_was_a_party_alone_is_known_as_long_as_contracts_must_be_proven(desk: Desk) -> None:
    lea, alpweb = desk.client("Kookaburra Living"), desk.partner("Alpweb")
    made = desk.partnership(lea, alpweb, Access.FULL)
    desk.happens(lambda work: ending.end(work, lea.row(work), made))
    desk.clock.advance(days=1)
    lea.says("/forget")
    lea.taps("No, thank you")
    assert "2036" in lea.reads()
    lea.taps(YES)
    assert traces_of(desk, "Kookaburra") == ["Kookaburra"]
    desk.clock.advance(days=3652)
    desk.look_at_deadlines()
    assert traces_of(desk, "Kookaburra") == []


def test_everything_is_sent_three_times_a_day(desk: Desk) -> None:
    mia = desk.newcomer()
    for _ in range(4):
        mia.says("/mydata")
    assert len(mia.files()) == 6
    assert "3 times today" in mia.reads()
    desk.clock.advance(days=1, minutes=1)
    mia.says("/mydata")
    assert len(mia.files()) == 8


def test_who_has_not_written_for_two_years_and_acts_for_nobody_is_forgotten(desk: Desk) -> None:
    mia, lea = desk.newcomer("Leandrine"), desk.client("Seegarten Hotels")
    desk.clock.advance(days=729)
    desk.look_at_deadlines()
    assert traces_of(desk, "Leandrine") == ["Leandrine"]
    desk.clock.advance(days=2)
    desk.look_at_deadlines()
    assert traces_of(desk, "Leandrine", str(mia.id)) == []
    assert "Seegarten Hotels" in lea.says("/organisation")
