"""Messages reach Telegram in order, whatever the network and Telegram do."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import select

from domain.partnerships.rules import Access, Status
from storage.runtime.cards import cards_of
from storage.tables import OutboxMessage
from tests.bot.trials import blocks_meanwhile, fault, presses, until, waits_for_an_answer, writes
from tests.desk import Desk
from tests.people import Chat

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def quiet_desk(desk: Desk) -> Iterator[Desk]:
    """A desk whose outbox must be empty in the end: nothing is left, nothing was given up."""
    yield desk
    desk.playground.delete("/faults").raise_for_status()
    desk.settle()
    with desk.work() as work:
        assert work.session.scalars(select(OutboxMessage)).all() == []


def given_up(desk: Desk) -> list[OutboxMessage]:
    """What Telegram refused for good."""
    with desk.work() as work:
        found = select(OutboxMessage).where(OutboxMessage.failed_at.is_not(None)).order_by(OutboxMessage.id)
        return list(work.session.scalars(found))


def answers(chat: Chat) -> list[str]:
    """Which of the unknown commands `/n1`, `/n2`, … were answered, in the answers' order."""
    return [message["text"].split("/")[1].split(".")[0] for message in chat.from_bot() if "/n" in message["text"]]


def delete(desk: Desk, chat: Chat, message_id: int) -> None:
    """The message is gone, as when a person has deleted it on both sides."""
    url = f"{desk.settings.api_url}/bot{desk.token}/deleteMessage"
    httpx.post(url, json={"chat_id": chat.id, "message_id": message_id}).raise_for_status()


def deactivate(chat: Chat, *, deactivated: bool) -> None:
    path = f"/people/{chat.id}"
    chat.desk.playground.patch(path, json={"deactivated": deactivated}).raise_for_status()


@on_sqlite
@pytest.mark.parametrize(
    ("kind", "more"), [("500", {}), ("drop_before", {}), ("429", {"retry_after": 0}), ("429", {"retry_after": 1})]
)
def test_what_did_not_arrive_is_sent_again_in_order(quiet_desk: Desk, kind: str, more: dict[str, int]) -> None:
    urs = quiet_desk.newcomer("Urs")
    before = len(quiet_desk.calls())
    fault(quiet_desk, kind, method="sendMessage", times=1, **more)
    for number in range(3):
        writes(urs, f"/n{number}")
    quiet_desk.settle()
    assert answers(urs) == ["n0", "n1", "n2"]
    # The bot's introduction of itself goes on beside it.
    sent = [call for call in quiet_desk.calls(before) if call["method"] == "sendMessage"]
    assert [call["ok"] for call in sent] == [False, True, True, True]


@on_sqlite
def test_what_arrived_without_an_answer_is_repeated_once_and_nothing_else(quiet_desk: Desk) -> None:
    urs = quiet_desk.newcomer("Urs")
    fault(quiet_desk, "drop_after", method="sendMessage", times=1)
    for number in range(3):
        writes(urs, f"/n{number}")
    quiet_desk.settle()
    assert answers(urs) == ["n0", "n0", "n1", "n2"]


def test_order_is_kept_in_every_chat_under_many_faults(quiet_desk: Desk) -> None:
    people = [quiet_desk.newcomer(name) for name in ("Urs", "Lea", "Noah", "Mia")]
    for kind in ("500", "drop_before", "drop_after"):
        fault(quiet_desk, kind, method="sendMessage", probability=0.08)
    for number in range(6):
        for person in people:
            writes(person, f"/n{number}")
    quiet_desk.settle()
    assert any(not call["ok"] for call in quiet_desk.calls()), "no fault has struck"
    for person in people:
        assert list(dict.fromkeys(answers(person))) == [f"n{number}" for number in range(6)]
        assert answers(person) == sorted(answers(person)), "a repetition directly follows what it repeats"


@on_sqlite
def test_a_chat_that_cannot_be_reached_holds_up_nobody_else(quiet_desk: Desk) -> None:
    urs, lea = quiet_desk.newcomer("Urs"), quiet_desk.newcomer("Lea")
    fault(quiet_desk, "500", chat_id=urs.id)
    writes(urs, "/n1")
    for number in range(2, 5):
        writes(lea, f"/n{number}")
    until(lambda: answers(lea) == ["n2", "n3", "n4"])
    assert answers(urs) == []
    quiet_desk.playground.delete("/faults").raise_for_status()
    quiet_desk.settle()
    assert answers(urs) == ["n1"]


@pytest.mark.parametrize("restart", [False, True], ids=["same process", "next process"])
@on_sqlite
def test_what_is_committed_is_delivered(quiet_desk: Desk, restart: bool) -> None:
    urs = quiet_desk.newcomer("Urs")
    fault(quiet_desk, "500", chat_id=urs.id)
    for number in range(3):
        writes(urs, f"/n{number}")
    until(lambda: quiet_desk.unsent() == 3)
    if restart:
        quiet_desk.stop()
    quiet_desk.playground.delete("/faults").raise_for_status()
    if restart:
        quiet_desk.start()
    until(lambda: quiet_desk.unsent() == 0)
    assert answers(urs) == ["n0", "n1", "n2"]


def test_somebody_who_is_gone_is_left_alone_until_they_write(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    deactivate(alpweb, deactivated=True)
    request = desk.partnership(client, alpweb, status=Status.PENDING)
    client.says("/partners")
    client.taps("Alpweb")
    with desk.work() as work:
        alpweb_row = alpweb.row(work)
        assert alpweb_row.reachable, "so far nobody has tried"
    desk.clock.advance(days=4)
    desk.look_at_deadlines()
    (lost,) = given_up(desk)
    assert lost.error == "Forbidden: user is deactivated"
    with desk.work() as work:
        assert not alpweb.row(work).reachable

    desk.clock.advance(days=11)
    desk.look_at_deadlines()
    sent = [row for row in given_up(desk) if row.method == "sendMessage"]
    assert len(sent) == 1, "no new message is sent to somebody who cannot be reached"

    deactivate(alpweb, deactivated=False)
    assert "Seegarten Hotels" in alpweb.says("/requests")
    with desk.work() as work:
        assert alpweb.row(work).reachable
    client.taps("Withdraw")
    client.taps("Yes")
    assert desk.status(request) is Status.WITHDRAWN
    assert "has withdrawn its request" in alpweb.reads_all()


def test_what_was_on_its_way_to_somebody_who_blocks_the_bot_is_recorded(desk: Desk) -> None:
    urs = desk.newcomer("Urs")
    waits_for_an_answer(urs, "/n1")
    blocks_meanwhile(urs)
    (lost,) = given_up(desk)
    assert (lost.chat_id, lost.method, lost.error) == (
        urs.id,
        "sendMessage",
        "Forbidden: bot was blocked by the user",
    )
    with desk.work() as work:
        assert not urs.row(work).reachable
    urs.blocks(blocked=False)
    with desk.work() as work:
        assert urs.row(work).reachable
    urs.says("/n2")
    assert answers(urs) == ["n2"]


def test_an_edit_of_a_message_that_is_gone_is_sent_anew(quiet_desk: Desk) -> None:
    client, _ = quiet_desk.client(), quiet_desk.partner("Alpweb")
    client.says("/addpartner")
    question, data = client.find("Alpweb")
    delete(quiet_desk, client, question)
    client.press(question, data)
    assert "Which access" in client.reads()
    assert client.find("Limited access")[0] > question


def test_a_card_that_is_gone_is_sent_anew_and_stays_up_to_date(quiet_desk: Desk) -> None:
    client, alpweb = quiet_desk.client(), quiet_desk.partner("Alpweb")
    made = quiet_desk.partnership(client, alpweb, Access.FULL, status=Status.PENDING)
    client.says("/partners")
    client.taps("Alpweb")
    card = client.from_bot()[-1]["message_id"]
    delete(quiet_desk, client, card)
    alpweb.says("/requests")
    alpweb.taps("Seegarten Hotels")
    alpweb.taps("Confirm")
    with quiet_desk.work() as work:
        (place,) = [one.message_id for one in cards_of(work.session, made) if one.chat_id == client.id]
    assert place is not None
    assert place > card
    alpweb.taps("End partnership")
    alpweb.says("Seegarten Hotels")
    (text,) = [message["text"] for message in client.from_bot() if message["message_id"] == place]
    assert "Alpweb ended the partnership" in text


def test_showing_the_same_again_is_no_fault(quiet_desk: Desk) -> None:
    urs = quiet_desk.newcomer("Urs")
    urs.says("/menu")
    menu = urs.from_bot()[-1]["message_id"]
    urs.press(menu, "go:menu")
    urs.press(menu, "go:menu")
    assert sum("is not modified" in str(call.get("error")) for call in quiet_desk.calls()) == 2


@pytest.mark.parametrize("restart", [False, True], ids=["same process", "next process"])
def test_a_card_that_changes_on_its_way_arrives_as_it_is_in_the_end(quiet_desk: Desk, restart: bool) -> None:
    client, alpweb = quiet_desk.client(), quiet_desk.partner("Alpweb")
    fault(quiet_desk, "500", chat_id=alpweb.id)
    client.says("/addpartner")
    for label in ("Alpweb", "Limited access", "Webshop", "Done"):
        client.taps(label)
    presses(client, "Send the request")
    until(lambda: "is on its way" in client.reads())
    presses(client, "Withdraw")
    until(lambda: any("Yes" in label for label in client.buttons()))
    presses(client, "Yes")
    until(lambda: "You withdrew the request" in client.reads_all())
    assert len(alpweb.from_bot()) == 1, "the welcome"
    if restart:
        quiet_desk.stop()
    quiet_desk.playground.delete("/faults").raise_for_status()
    if restart:
        quiet_desk.start()
    until(lambda: quiet_desk.unsent() == 0)
    card, notice = (message["text"] for message in alpweb.from_bot()[1:])
    assert "withdrew the request" in card
    assert "has withdrawn its request" in notice
