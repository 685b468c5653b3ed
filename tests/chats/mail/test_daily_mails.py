"""What is no contract waits for the morning, if its reader wants it so; or does not come by mail at all."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from domain.mail import MailPace
from domain.partnerships.rules import Access, Payer, Terms
from domain.people import Role
from handlers.chat.mail.pages import UNSUBSCRIBE_PATH
from services.mail import choosing
from services.partnerships import requesting
from services.people import invitations
from storage.tables import Digest, DigestEntry
from storage.work import Work
from tests.desk import Desk
from tests.mails import last_to
from tests.people import Chat
from tests.smtp import MailServer

LEA = "lea@alpweb.example"


def wants(chat: Chat, pace: MailPace, timezone: str | None = None, address: str = LEA) -> Chat:
    """Has a confirmed address, and wants this there."""
    with chat.desk.work() as work:
        person = chat.row(work)
        person.email, person.email_confirmed_at, person.mail_pace = address, work.now, pace
        person.timezone = timezone
    return chat


def waiting(desk: Desk) -> list[str]:
    with desk.work() as work:
        return list(work.session.scalars(select(DigestEntry.subject).order_by(DigestEntry.id)))


def test_colleagues_who_join_stand_in_one_mail_in_the_morning(desk: Desk, server: MailServer) -> None:
    lea = wants(desk.client(lang="en"), MailPace.DAILY)
    for name in ("Tim", "Ida"):
        joins(desk, lea, name)
    assert len(waiting(desk)) == 2
    assert not server.mails_to(LEA)

    desk.clock.advance(hours=21)  # 07:00 in Zurich
    desk.look_at_deadlines()
    assert not server.mails_to(LEA)
    desk.clock.advance(hours=1)
    desk.look_at_deadlines()

    (mail,) = server.mails_to(LEA)
    assert mail.subject == "Your daily mail: 2 messages"
    assert "Tim has joined your organisation" in mail.text
    assert "Ida has joined your organisation" in mail.text
    assert not waiting(desk)
    desk.clock.advance(days=1)
    desk.look_at_deadlines()
    assert len(server.mails_to(LEA)) == 1


def joins(desk: Desk, of: Chat, name: str) -> None:
    """Somebody accepts an invitation, and the organisation's representatives are told."""
    newcomer = desk.newcomer(name)

    def accept(work: Work) -> None:
        made = invitations.invite(work, of.row(work), of.organisation_id, Role.EMPLOYEE, programme=desk.programme)
        invitations.join(work, newcomer.row(work), made.token)

    desk.happens(accept)


def test_after_a_week_of_downtime_comes_one_mail_and_not_seven(desk: Desk, server: MailServer) -> None:
    lea = wants(desk.client(lang="de", first_name="Lea"), MailPace.DAILY, "America/New_York")
    joins(desk, lea, "Tim")
    with desk.work() as work:
        due = work.session.scalars(select(Digest.due_at)).one()
        assert due == dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC)  # 08:00 there, on the same day
    desk.clock.advance(days=7)
    joins(desk, lea, "Ida")

    for _ in range(3):
        desk.look_at_deadlines()

    (mail,) = server.mails_to(LEA)
    assert "Tim" in mail.text
    assert "Ida" in mail.text


def test_contracts_come_at_once_whatever_is_chosen(desk: Desk, server: MailServer) -> None:
    partner = wants(desk.partner(), MailPace.CONTRACTS)
    client = desk.client(lang="en")
    joins(desk, partner, "Tim")
    assert not server.mails_to(LEA)
    assert not waiting(desk)

    terms = Terms(Access.FULL, Payer.CLIENT, frozenset())
    desk.happens(
        lambda work: requesting.request(work, desk.programme, client.row(work), partner.organisation_id, terms)
    )
    assert "would like to work with you" in last_to(server, LEA).text


def test_a_digest_is_dropped_with_the_address_or_the_wish_for_it(desk: Desk) -> None:
    lea = wants(desk.client(lang="en"), MailPace.DAILY)
    joins(desk, lea, "Tim")
    lea.says("/email")
    lea.taps("Everything at once")
    assert len(waiting(desk)) == 1  # it still comes in the morning
    lea.taps("Contracts only")
    assert not waiting(desk)
    lea.taps("once a day")
    joins(desk, lea, "Ida")
    lea.says("/email")
    lea.taps("🗑 Remove")
    lea.taps("🗑 Yes, remove")
    assert not waiting(desk)


@pytest.mark.parametrize("desk", [True], indirect=True)
def test_who_unsubscribes_reads_in_the_chat_what_still_comes_and_can_take_it_back(
    desk: Desk, server: MailServer
) -> None:
    lea = wants(desk.client(lang="en"), MailPace.AT_ONCE)
    joins(desk, lea, "Tim")
    mail = last_to(server, LEA)
    link = next(word for word in mail.text.split() if UNSUBSCRIBE_PATH in word)
    assert mail.message["List-Unsubscribe"] == f"<{link}>"
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    for _ in range(2):
        desk.happens(lambda work: choosing.unsubscribe(work, link.rpartition("/")[2]))

    assert "about contracts only" in lea.reads()
    assert "always comes at once" in lea.reads()
    assert lea.reads_all().count("about contracts only") == 1
    with desk.work() as work:
        assert lea.row(work).mail_pace is MailPace.CONTRACTS
    lea.taps("✉️ E-mail")
    lea.taps("Everything at once")
    with desk.work() as work:
        assert lea.row(work).mail_pace is MailPace.AT_ONCE
