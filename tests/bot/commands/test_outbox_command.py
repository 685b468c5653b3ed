"""`handschlag outbox`: an operator finds out what did not arrive, and has it sent again."""

from __future__ import annotations

import pytest

from bot.cli import main
from storage.runtime.dead_letters import dead_letters
from storage.runtime.outbox import waiting
from tests.bot.commands.running import Say
from tests.bot.trials import blocks_meanwhile, until, waits_for_an_answer, writes
from tests.desk import Desk
from tests.people import Chat

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A running bot, whose database is the command line's."""
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    return desk


def outbox(capsys: Say, *arguments: str, status: int = 0) -> str:
    """What the command says."""
    with pytest.raises(SystemExit) as end:
        main(["outbox", *arguments])
    said = capsys.readouterr()
    assert int(end.value.code or 0) == status, said
    return said.err if status else said.out


def refuse(person: Chat, words: str) -> int:
    """Telegram refuses the answer to these words for good; the message's number."""
    waits_for_an_answer(person, words)
    blocks_meanwhile(person)
    with person.desk.work() as work:
        return max(letter.id for letter in dead_letters(work.session))


def test_a_refused_message_is_listed_shown_and_sent_again(desk: Desk, capsys: Say) -> None:
    assert "No message waits." in outbox(capsys)
    assert "No message was given up." in outbox(capsys, "list")
    urs = desk.newcomer("Urs")
    number = refuse(urs, "/nonsense")
    listed = outbox(capsys)
    assert f"{number} " in listed
    assert "bot was blocked by the user" in listed
    assert "I do not know the command /nonsense. /help lists those I know." in outbox(capsys, "show", str(number))

    urs.blocks(blocked=False)
    outbox(capsys, "replay", "--all")
    until(lambda: "/nonsense" in urs.reads())
    until(lambda: desk.unsent() == 0)
    assert sum("/nonsense" in message["text"] for message in urs.from_bot()) == 1
    assert "No message was given up." in outbox(capsys)


def test_a_refused_message_is_forgotten(desk: Desk, capsys: Say) -> None:
    number = refuse(desk.newcomer("Urs"), "/nonsense")
    outbox(capsys, "drop", str(number))
    assert "No message was given up." in outbox(capsys)
    assert str(number) in outbox(capsys, "show", str(number), status=2)


def test_what_waits_is_listed_and_cannot_be_replayed(desk: Desk, capsys: Say) -> None:
    urs = desk.newcomer("Urs")
    desk.playground.post("/faults", json={"kind": "429", "method": "sendMessage", "retry_after": 30, "times": 1})
    writes(urs, "/nonsense")
    until(lambda: "Waiting: 1 message" in outbox(capsys))
    assert str(urs.id) in outbox(capsys)
    with desk.work() as work:
        (waits,) = waiting(work.session)
    assert str(waits.id) in outbox(capsys, "replay", str(waits.id), status=2)
    desk.stop()


def test_it_must_be_clear_what_is_meant(desk: Desk, capsys: Say) -> None:
    assert desk.unsent() == 0
    assert outbox(capsys, "replay", status=2)
