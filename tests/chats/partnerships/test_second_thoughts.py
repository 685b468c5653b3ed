"""What is easily overlooked: many forms put aside, one person on both sides, names alike, a fault in one request."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.partnerships.rules import Status
from domain.people import Role
from handlers.chat.chapters import when
from handlers.chat.notices import Notice
from services import organisations
from services.events import CheckUpDue, RequestReminded, RequestSent
from services.people import invitations
from storage.runtime.due import take
from storage.runtime.outbox import Priority
from storage.tables import OutboxMessage
from storage.work import Work
from tests.bot.trials import until
from tests.desk import Desk
from tests.programmes import AT_ONCE


def test_the_oldest_of_many_forms_is_taken_up(desk: Desk) -> None:
    names = [f"Partner {number}" for number in range(1, 7)]
    client = desk.client(products=[*names, "Spare"])
    for name in names:
        desk.partnership(client, desk.partner(name), products=[name])
    for name in names:
        client.says("/partners")
        client.taps(name)
        client.taps("Change products")
        client.taps("Spare")

    client.says("/partners")
    client.taps(names[0])
    client.taps("Change products")

    assert "You have already begun this" in client.reads()
    assert "☑️ Spare" in client.buttons()


def test_another_partner_chosen_in_the_review_may_need_another_access(desk: Desk) -> None:
    client, _, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.partnership(client, nordnet, products=["Webshop"])
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    client.taps("seegarten.example")
    client.taps("Done")
    client.taps("Change something")
    client.taps("Partner")

    client.taps("Nordnet")

    assert "already has limited access" in client.reads()
    assert "You can ask for the other kind" in client.reads()
    assert "Full access" in client.buttons()
    assert "Limited access" not in client.buttons()


def test_who_is_on_both_sides_reads_the_request_as_the_partner(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner("Alpweb")
    with desk.work() as work:
        invitation = invitations.invite(
            work, client.row(work), client.organisation_id, Role.EMPLOYEE, programme=AT_ONCE
        )
        invitations.join(work, partner.row(work), invitation.token)
        organisations.switch(work, partner.row(work), partner.organisation_id)
        work.events.clear()
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Done")
    client.taps("Send the request")

    assert "would like to work with you" in partner.reads()
    partner.taps("Confirm")
    assert "is confirmed" in partner.reads()


def test_partners_of_one_name_are_told_apart_and_an_exact_name_comes_first(desk: Desk) -> None:
    client = desk.client()
    for letter in "ABCDEF":
        desk.partner(f"{letter} Web AG")
    desk.partner("Web AG")

    client.says("/addpartner")
    assert "Which access should Web AG have?" in client.says("web ag")
    client.says("/cancel")

    twins = [desk.partner("Twin"), desk.partner("Other")]
    desk.rename(twins[1], "Twin")  # as they came to be before names had to differ
    client.says("/addpartner")
    assert "Several partners match that" in client.says("twin")
    assert client.buttons()[:2] == [f"Twin ({twin.partner_code})" for twin in twins]
    client.taps(twins[1].partner_code)
    assert "Which access should Twin have?" in client.reads()


def test_an_ended_partnership_names_the_products_that_it_had_at_its_end(desk: Desk) -> None:
    client, alpweb = desk.client(products=["Mail", "Shop"]), desk.partner("Alpweb")
    desk.partnership(client, alpweb, products=["Mail", "Shop"])
    client.says("/partners")
    client.taps("Alpweb")
    client.taps("Change products")
    client.taps("Mail")
    client.taps("Done")
    client.taps("Yes, change them")
    desk.clock.advance(hours=1)
    client.says("/partners")
    for label in ("Alpweb", "End partnership"):
        client.taps(label)
    client.says("Alpweb")

    assert "Limited access to Shop" in client.reads()
    assert "Mail" not in client.reads()


def test_while_the_client_owes_an_answer_it_is_the_client_who_is_reminded(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb, status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    alpweb.taps("Ask the client first")
    alpweb.says("How many mailboxes?")
    alpweb.taps("📨 Send")
    before = len(alpweb.from_bot()), len(client.from_bot())

    desk.clock.advance(days=3)
    desk.look_at_deadlines()

    assert len(alpweb.from_bot()) == before[0]
    assert len(client.from_bot()) == before[1] + 1
    assert "How many mailboxes?" in client.reads()


def test_a_fault_in_one_request_does_not_keep_the_others_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    faulty = desk.partnership(client, alpweb, products=["Webshop"], status=Status.PENDING)
    desk.partnership(client, nordnet, products=["seegarten.example"], status=Status.PENDING)

    def stumble(event: RequestReminded, _work: Work) -> tuple[Notice, ...]:
        if event == RequestReminded(faulty):
            raise ArithmeticError("made to fail")
        return ()

    announcements = desk.app.desk._announcer._announcements
    monkeypatch.setattr(desk.app.desk._announcer, "_announcements", [when(RequestReminded, stumble), *announcements])
    desk.wanted_defects = 1
    desk.clock.advance(days=3)
    desk.look_at_deadlines()

    assert "A reminder" in nordnet.reads()
    assert "A reminder" not in alpweb.reads_all()


def test_a_fault_in_one_check_up_does_not_keep_the_others_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client, other, alpweb = desk.client("Seegarten Hotels"), desk.client("Bergbahn"), desk.partner("Alpweb")
    for one in (client, other):
        desk.partnership(one, alpweb)

    def stumble(event: CheckUpDue, _work: Work) -> tuple[Notice, ...]:
        if event == CheckUpDue(client.organisation_id):
            raise ArithmeticError("made to fail")
        return ()

    announcements = desk.app.desk._announcer._announcements
    monkeypatch.setattr(desk.app.desk._announcer, "_announcements", [when(CheckUpDue, stumble), *announcements])
    desk.wanted_defects = 1
    desk.clock.advance(days=365)
    desk.look_at_deadlines()
    desk.look_at_deadlines()

    assert "does each still need it?" in other.reads()
    assert "does each still need it?" not in client.reads_all()


def test_a_message_that_nobody_has_in_hand_is_delivered_by_whoever_finds_it(desk: Desk) -> None:
    client = desk.client()
    with desk.work() as work:
        work.session.add(
            OutboxMessage(
                chat_id=client.id,
                method="sendMessage",
                parameters={"chat_id": client.id, "text": "left lying"},
                created_at=desk.clock() - dt.timedelta(minutes=2),
            )
        )

    until(lambda: desk.unsent() == 0)

    assert client.reads() == "left lying"


def test_reminders_give_way_to_whatever_is_said_about_a_contract(desk: Desk) -> None:
    request = desk.partnership(desk.client(), desk.partner(), status=Status.PENDING)
    with desk.work() as work:
        given = []
        work.events = [RequestReminded(request)]
        assert not desk.app.desk.announce(work).messages
        reply = desk.app.desk.do(work, take(work.session, work.now, 10))
        given.append({message.priority for message in reply.messages})
        work.events = [RequestSent(request)]
        given.append({message.priority for message in desk.app.desk.announce(work).messages})
    assert given == [{Priority.REMINDER}, {Priority.CONTRACT}]
    until(lambda: desk.unsent() == 0)
