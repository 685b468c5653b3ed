"""A person enters an address, shows that it is theirs, changes and removes it, and chooses what comes there."""

from __future__ import annotations

import logging
import re

import pytest
from sqlalchemy import select

from domain.mail import MailPace
from storage.addresses import trouble_with
from storage.tables import Base, EmailConfirmation, Mail, MailTrouble
from tests.desk import Desk
from tests.mails import code_in, last_to, start_in
from tests.people import Chat
from tests.smtp import MailServer, Step

LEA = "lea@alpweb.example"
OTHER = "lea@bergbahn.example"
NEW_CODE, REMOVE, YES, NEVER_MIND = "🔁 New code", "🗑 Remove", "🗑 Yes, remove", "✖️ Never mind"


def asks(chat: Chat, address: str = LEA) -> None:
    """Enters an address, as far as the code."""
    chat.says("/email")
    label = "✏️ Enter an address" if email(chat) is None else "✏️ Change"
    chat.taps(label)
    chat.says(address)


def confirms(chat: Chat, server: MailServer, address: str = LEA) -> None:
    """Enters an address and types the code that is mailed there."""
    asks(chat, address)
    chat.says(code_in(last_to(server, address)))
    assert email(chat) == address


def email(chat: Chat) -> str | None:
    with chat.desk.work() as work:
        return chat.row(work).email


def pace(chat: Chat) -> MailPace:
    with chat.desk.work() as work:
        return chat.row(work).mail_pace


def test_an_address_is_entered_and_confirmed_by_the_code(desk: Desk, server: MailServer, lang: str) -> None:
    lea = desk.client(lang=lang)

    asks(lea)

    mail = last_to(server, LEA)
    assert mail.subject == lea.words("{code} is your code", code=code_in(mail))
    assert lea.words("✅ Confirm the address") in mail.text
    assert LEA in lea.reads()
    assert email(lea) is None  # nothing has changed yet
    lea.says(f" {code_in(mail)[:3]} {code_in(mail)[3:]} ")
    assert email(lea) == LEA
    assert lea.words("Everything at once") in lea.buttons()[0]
    assert lea.buttons()[0].startswith("☑️")


def test_the_link_of_the_mail_confirms_for_its_person_alone(desk: Desk, server: MailServer) -> None:
    lea, mia = desk.client(lang="en"), desk.newcomer("Mia")
    asks(lea)
    start = start_in(last_to(server, LEA))

    assert "I do not know this link" in mia.says(f"/start {start}")
    assert email(mia) is None
    lea.says(f"/start {start}")
    assert "Confirmed." in lea.reads()
    assert email(lea) == LEA
    assert "confirmed already" in lea.says(f"/start {start}")
    for number in range(4):
        mia.says(f"/start email_{number}")
    assert "several links that do not exist" in mia.says(f"/start {start}")


def test_five_wrong_codes_are_enough_and_then_the_right_one_counts_no_more(desk: Desk, server: MailServer) -> None:
    lea = desk.client(lang="en")
    asks(lea)
    right = code_in(last_to(server, LEA))
    wrong = f"{(int(right) + 1) % 1_000_000:06}"

    assert "You have 4 more tries." in lea.says(wrong)
    for _ in range(3):
        lea.says(wrong)
    assert "counts no more" in lea.says(wrong)
    assert "counts no more" in lea.says(right)
    assert "This link is over" in lea.says(f"/start {start_in(last_to(server, LEA))}")
    assert email(lea) is None

    desk.clock.advance(minutes=2)
    lea.taps("✖️ Never mind")
    asks(lea)
    assert "Confirmed." not in lea.says(right)  # the old one is no better
    lea.says(code_in(last_to(server, LEA)))
    assert email(lea) == LEA


def test_a_code_is_over_after_a_quarter_of_an_hour_and_works_once(desk: Desk, server: MailServer) -> None:
    lea = desk.client(lang="en")
    asks(lea)
    first = last_to(server, LEA)
    desk.clock.advance(minutes=15)

    assert "counts no more" in lea.says(code_in(first))
    lea.taps(NEW_CODE)
    second = last_to(server, LEA)
    lea.says(code_in(second))
    assert email(lea) == LEA
    lea.says("/email")
    lea.taps(REMOVE)
    lea.taps(YES)
    assert email(lea) is None
    assert "Confirmed." not in lea.says(code_in(second))
    assert "This link is over" in lea.says(f"/start {start_in(second)}")
    assert email(lea) is None


def test_nobody_is_flooded_through_the_desk(desk: Desk, server: MailServer) -> None:
    lea = desk.client(lang="en")
    asks(lea)
    assert "wait a minute" in lea.taps(NEW_CODE)
    for _ in range(2):
        desk.clock.advance(minutes=2)
        lea.taps(NEW_CODE)
    desk.clock.advance(minutes=2)
    assert "a lot of codes" in lea.taps(NEW_CODE)

    others = [desk.newcomer(f"Bot {number}") for number in range(2)]
    for other, address in zip(others, (LEA.upper(), "lea+spam@alpweb.example"), strict=True):
        asks(other, address)
        assert "a lot of codes" in other.reads()
    assert len(server.mails_to(LEA)) == 3
    for address in (OTHER, "lea@nordnet.example"):  # five in all, for one person
        asks(lea, address)
        desk.clock.advance(minutes=2)
    asks(lea, "lea@seegarten.example")
    assert "a lot of codes" in lea.reads()
    assert not server.mails_to("lea@seegarten.example")
    desk.clock.advance(hours=1)
    lea.says("lea@seegarten.example")
    assert code_in(last_to(server, "lea@seegarten.example"))


def test_the_old_address_stays_until_the_new_one_is_confirmed_and_then_hears_of_it(
    desk: Desk, server: MailServer
) -> None:
    lea = desk.client(lang="en")
    confirms(lea, server)
    desk.clock.advance(minutes=2)

    asks(lea, OTHER)
    assert email(lea) == LEA
    lea.says(code_in(last_to(server, OTHER)))
    assert email(lea) == OTHER
    assert last_to(server, LEA).subject == "Mails go to another address now"
    assert OTHER not in last_to(server, LEA).text
    lea.taps(REMOVE)
    lea.taps(YES)
    assert "address is removed" in lea.reads()
    assert last_to(server, OTHER).subject == "No more mails come here"


def test_colleagues_may_share_an_address(desk: Desk, server: MailServer) -> None:
    lea = desk.client(lang="en")
    tim = desk.colleague(lea)
    for chat in (lea, tim):
        confirms(chat, server)

    assert email(lea) == email(tim) == LEA


def test_an_address_that_refuses_can_be_confirmed_anew(desk: Desk, server: MailServer) -> None:
    lea = desk.client(lang="en")
    confirms(lea, server)
    with desk.work() as work:
        work.session.add(MailTrouble(address=LEA, since=work.now, answer="550 5.1.1 no such user"))
    desk.clock.advance(minutes=2)

    assert "550 5.1.1 no such user" in lea.says("/email")
    lea.taps("✅ Confirm it anew")
    lea.says(code_in(last_to(server, LEA)))

    assert "550" not in lea.reads()
    with desk.work() as work:
        assert trouble_with(work.session, LEA) is None


def test_what_comes_by_mail_is_one_of_three(desk: Desk, server: MailServer, lang: str) -> None:
    lea = desk.client(lang=lang)
    confirms(lea, server)
    assert pace(lea) is MailPace.AT_ONCE

    for label, chosen in (
        ("The rest once a day, at 08:00", MailPace.DAILY),
        ("Contracts only", MailPace.CONTRACTS),
        ("Everything at once", MailPace.AT_ONCE),
    ):
        lea.taps(lea.words(label))
        assert pace(lea) is chosen
        ticked = [button for button in lea.buttons() if button.startswith("☑️")]
        assert ticked == [f"☑️ {lea.words(label)}"]


def test_what_is_no_address_is_refused_and_a_slip_of_the_finger_can_be_put_right(
    desk: Desk, server: MailServer
) -> None:
    lea = desk.newcomer()
    asks(lea, "lea")
    assert "I cannot read this as an e-mail address" in lea.reads()
    assert "quotation marks" in lea.says('"lea b"@alpweb.ch')
    assert "no domain to which mail can be sent" in lea.says("lea@alpweb")
    lea.says("lea@gmial.com")

    assert lea.buttons()[:2] == ["✅ lea@gmail.com", "✅ lea@gmial.com"]
    lea.taps("lea@gmail.com")
    lea.says(code_in(last_to(server, "lea@gmail.com")))
    assert email(lea) == "lea@gmail.com"


def test_a_code_that_nobody_waits_for_is_a_message_like_any_other(desk: Desk, server: MailServer) -> None:
    lea = desk.newcomer()
    assert "code" not in lea.says("123456")
    asks(lea)
    code = code_in(last_to(server, LEA))
    assert "full access" in lea.says("What does full access mean?").casefold()
    lea.taps(NEVER_MIND)

    assert "Confirmed" not in lea.says(code)
    assert email(lea) is None


def test_codes_that_nobody_typed_or_could_read_are_forgotten(desk: Desk, server: MailServer) -> None:
    lea = desk.newcomer()
    server.answers[Step.RCPT] = "451 Later"
    asks(lea)
    assert not server.mails
    server.answers.clear()
    desk.clock.advance(minutes=16)
    desk.look_at_mails()
    assert not server.mails  # it is of no use to anybody any more
    desk.look_at_deadlines()
    desk.clock.advance(hours=1)
    desk.look_at_mails()
    assert not server.mails
    assert secrets_kept(desk) == [{}]
    desk.clock.advance(days=1)
    desk.look_at_deadlines()

    with desk.work() as work:
        assert work.session.scalars(select(EmailConfirmation)).all() == []


def test_an_address_that_refuses_the_code_is_told_and_the_secret_goes(desk: Desk, server: MailServer) -> None:
    lea = desk.newcomer()
    server.answers[Step.RCPT] = "550 5.1.1 No such user"
    asks(lea)

    assert "there is no such address" in lea.reads()
    desk.clock.advance(minutes=16)  # the code is over
    desk.look_at_deadlines()
    assert secrets_kept(desk) == [{}]
    server.answers.clear()
    asks(lea)
    lea.says(code_in(last_to(server, LEA)))
    assert email(lea) == LEA


def secrets_kept(desk: Desk) -> list[object]:
    """What is kept of mails that carry a code."""
    with desk.work() as work:
        return list(work.session.scalars(select(Mail.content)))


def test_no_secret_stays_where_somebody_could_read_it(
    desk: Desk, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    lea = desk.client(lang="en")
    asks(lea)
    mail = last_to(server, LEA)
    secrets = re.compile(rf"\b{code_in(mail)}\b|{start_in(mail).removeprefix('email_')}")

    assert not secrets.search(everything_in(desk))
    lea.says(f"/start {start_in(mail)}")
    assert email(lea) == LEA
    assert not secrets.search(everything_in(desk))
    # What the libraries say at that level is not kept (see `bot.logs`).
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("bot.") or each.levelno > logging.INFO]
    assert not [each for each in ours if LEA in each or secrets.search(each)]


def everything_in(desk: Desk) -> str:
    """All rows of all tables."""
    with desk.work() as work:
        return "\n".join(
            str(row) for table in Base.metadata.sorted_tables for row in work.session.execute(table.select())
        )


def test_without_a_mail_server_there_is_nothing_to_enter(desk: Desk) -> None:
    lea = desk.newcomer()
    assert "/email" in lea.says("/help")
    assert "✉️ E-mail" in (lea.says("/language") and lea.buttons())
    desk.app.units.mails = False

    assert "/email" not in lea.says("/help")
    assert "✉️ E-mail" not in (lea.says("/language") and lea.buttons())
    assert "sends no mails" in lea.says("/email")
