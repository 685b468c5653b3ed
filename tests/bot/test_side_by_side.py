"""Many people at once: each chat in order, chats side by side, and rivals one after the other."""

from __future__ import annotations

import threading

import pytest

from domain.partnerships.rules import Access, Status
from domain.people import Role
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.turn import ChatCommand, Turn
from services.people import invitations
from storage.partnerships import of_client
from tests.bot.trials import DeskWith, presses, writes
from tests.desk import Desk, Loop
from tests.programmes import AT_ONCE


def test_a_chat_is_answered_in_order_while_many_write(desk: Desk) -> None:
    people = [desk.newcomer(name) for name in ("Urs", "Lea", "Noah")]
    for number in range(8):
        for person in people:
            writes(person, f"/n{number}")
    desk.settle()
    for person in people:
        answers = [message["text"] for message in person.from_bot()[1:]]
        assert [answer.split("/")[1].split(".")[0] for answer in answers] == [f"n{number}" for number in range(8)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_different_chats_are_answered_side_by_side(playground_url: str, database_url: str, loop: Loop) -> None:
    together = threading.Barrier(2, timeout=10)

    def meet(turn: Turn) -> None:
        together.wait()
        turn.say(Msg("We met."))

    desk = DeskWith(playground_url, database_url, loop, Chapter(commands=(ChatCommand("meet", meet),)))
    people = [desk.newcomer(name) for name in ("Urs", "Lea")]
    desk.stop()
    for person in people:
        writes(person, "/meet")
    desk.start()
    desk.settle()
    assert [person.reads() for person in people] == ["We met."] * 2
    desk.close()


def test_two_representatives_ask_the_same_partner_at_the_same_moment(desk: Desk) -> None:
    lea, alpweb = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    urs = desk.newcomer("Urs")
    with desk.work() as work:
        invitation = invitations.invite(
            work, lea.row(work), lea.organisation_id, Role.LEGAL_REPRESENTATIVE, programme=AT_ONCE
        )
        invitations.join(work, urs.row(work), invitation.token)
        work.events.clear()
    for person in (lea, urs):
        person.says("/addpartner")
        for label in ("Alpweb", "Limited access", "Webshop", "Done"):
            person.taps(label)
    desk.stop()
    for person in (lea, urs):
        presses(person, "Send the request")
    desk.start()
    desk.settle()
    with desk.work() as work:
        (made,) = of_client(work.session, lea.organisation_id, work.now)
    assert made.status is Status.PENDING
    assert alpweb.reads_all().count("would like to work with you") == 1
    assert sum("is still waiting for an answer" in person.reads_all() for person in (lea, urs)) == 1


def test_two_partners_confirm_full_access_at_the_same_moment(desk: Desk) -> None:
    client, first, second = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    requests = [desk.partnership(client, partner, Access.FULL, status=Status.PENDING) for partner in (first, second)]
    for partner in (first, second):
        partner.says("/requests")
        partner.taps("Seegarten Hotels")
    desk.stop()
    for partner in (first, second):
        presses(partner, "Confirm")
    desk.start()
    desk.settle()
    assert sorted(desk.status(request) for request in requests) == [Status.ACTIVE, Status.OVERTAKEN]
