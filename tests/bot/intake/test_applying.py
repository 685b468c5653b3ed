"""One update, one transaction: exactly once, all or nothing, whatever goes wrong."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import build_desk, now
from bot.chapters import CHAPTERS
from bot.config import load_settings
from bot.database_work import DatabaseWork
from bot.delivery.receipts import Receipts
from bot.intake.applying import Applier, Due
from bot.intake.reading import Update, as_update
from domain.absence import Way
from domain.partnerships.rules import Status
from domain.words import Msg, Refused
from handlers.chat.chapters import Chapter
from handlers.chat.desk import Desk as Handlers
from handlers.chat.turn import ChatCommand, Turn
from services.absence import lose
from storage.database import open_database
from storage.runtime.outbox import waiting
from storage.tables import Audit, Conversation, Defect, OutboxMessage, Person, ProcessedUpdate
from storage.work import Units
from tests.bot.trials import DeskWith, database_out_of_reach, pending, until, writes
from tests.desk import Desk, Loop

APOLOGY = (
    "I am sorry: something went wrong on my side, and nothing was changed. "
    "The fault has been recorded under number {reference}. You can try again, or go on with /menu."
)
TOLD_ONCE = Msg("Only a trial.")


def _leave_traces(turn: Turn) -> None:
    turn.person.language = "de" if turn.person.language == "en" else "en"
    turn.standing.serial += 1
    turn.say(Msg("This must never arrive."))
    turn.work.session.flush()


def _break(turn: Turn) -> None:
    _leave_traces(turn)
    raise ZeroDivisionError(turn.argument)


def _refuse(turn: Turn) -> None:
    _leave_traces(turn)
    raise Refused(TOLD_ONCE)


def _refuse_wrongly(turn: Turn) -> None:
    _leave_traces(turn)
    raise Refused(Msg("{nobody} knows what belongs here."))


TRIALS = Chapter(
    commands=(
        ChatCommand("break", _break),
        ChatCommand("refuse", _refuse),
        ChatCommand("refuse_wrongly", _refuse_wrongly),
        ChatCommand("work", lambda turn: turn.say(Msg("It works."))),
    )
)


class Office:
    """A database and what applies updates to it, as one process has them. Nothing is sent."""

    def __init__(self, database_url: str) -> None:
        around = build_desk(load_settings(None, database_url=database_url), "handschlag_bot").around
        self.units = Units(open_database(database_url), now)
        self.units.alone = True  # so that a reply holds what is new, and not what waits in the same lane
        self.desk = Handlers(around, [*CHAPTERS, TRIALS])
        self.applier = Applier(
            self.units, self.desk, Receipts(self.units, DatabaseWork(self.units.engine), lambda: False)
        )

    def takes(self, update_id: int, words: str, sender: int = 7, **person: object) -> list[str]:
        """Applies an update in which somebody writes; returns the answers."""
        reply = self.applier.apply(Due(written(update_id, words, sender, **person)))
        assert reply is not None
        return [str(message.parameters["text"]) for message in reply.messages]

    def count(self, table: type[Any]) -> int:
        with self.units.begin("job") as work:
            return work.session.scalar(select(func.count()).select_from(table)) or 0

    def traces(self) -> tuple[object, ...]:
        """What the trials' commands would change if they did not fail."""
        with self.units.begin("job") as work:
            person = work.session.scalars(select(Person)).one()
            conversation = work.session.scalars(select(Conversation)).one()
            audited = work.session.scalar(select(func.count()).select_from(Audit))
            said = [str(message.parameters["text"]) for message in waiting(work.session)]
            return person.language, conversation.serial, audited, any("must never arrive" in text for text in said)

    def close(self) -> None:
        self.units.engine.dispose()


def written(update_id: int, words: str, sender: int = 7, **person: object) -> Update:
    command = words.split(maxsplit=1)[0]
    marks = [{"type": "bot_command", "offset": 0, "length": len(command)}] if words.startswith("/") else []
    message = {
        "message_id": update_id,
        "date": 1_795_000_000,
        "from": {"id": sender, "is_bot": False, "first_name": "Mia", "language_code": "en", **person},
        "chat": {"id": sender, "type": "private"},
        "text": words,
        "entities": marks,
    }
    return as_update({"update_id": update_id, "message": message})


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    opened = Office(database_url)
    yield opened
    opened.close()


@pytest.fixture
def trial_desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    running = DeskWith(playground_url, database_url, loop, TRIALS)
    yield running
    running.close()


def test_a_second_delivery_does_nothing(office: Office) -> None:
    assert office.takes(1, "/work") == ["It works."]
    assert office.takes(1, "/work") == []
    assert office.takes(1, "/break") == []
    assert (office.count(OutboxMessage), office.count(ProcessedUpdate), office.count(Defect)) == (1, 1, 0)


def test_two_processes_that_are_given_the_same_updates_apply_each_once(office: Office, database_url: str) -> None:
    office.takes(1, "/work")
    other = Office(database_url)
    start = threading.Barrier(2)

    def all_of_them(process: Office) -> list[str]:
        start.wait()
        return [text for update_id in range(2, 12) for text in process.takes(update_id, "/work")]

    with ThreadPoolExecutor(2) as both:
        said = [text for texts in both.map(all_of_them, [office, other]) for text in texts]
    other.close()
    assert said == ["It works."] * 10
    assert (office.count(OutboxMessage), office.count(ProcessedUpdate), office.count(Defect)) == (11, 11, 0)


def test_two_processes_that_meet_the_same_newcomer_both_answer(office: Office, database_url: str) -> None:
    other = Office(database_url)
    for newcomer in range(1, 6):
        start = threading.Barrier(2)

        def take(process: Office, update_id: int, sender: int, start: threading.Barrier = start) -> list[str]:
            start.wait()
            return process.takes(update_id, "/work", sender)

        with ThreadPoolExecutor(2) as both:
            update_ids = (2 * newcomer, 2 * newcomer + 1)
            said = both.map(take, (office, other), update_ids, (newcomer, newcomer))
            assert list(said) == [["It works."], ["It works."]]
    other.close()
    assert (office.count(Person), office.count(Defect)) == (5, 0)


def test_a_defect_leaves_nothing_but_its_record_and_an_apology(office: Office) -> None:
    office.takes(1, "/work")
    before = office.traces()

    (apology,) = office.takes(2, "/break now", language_code="de")
    assert office.traces() == before
    with office.units.begin("job") as work:
        defect = work.session.scalars(select(Defect)).one()
    assert apology == str(office.desk.around.renderer.html(Msg(APOLOGY, reference=str(defect.id)), "en"))
    assert defect.traceback.endswith("builtins.ZeroDivisionError\n")
    assert "in _break" in defect.traceback
    assert defect.update is not None
    assert "'text': 'str of 10'" in str(defect.update)
    assert "now" not in str(defect.update)
    assert defect.update_id == 2
    assert office.takes(2, "/break now") == [], "the same update again is not tried again"
    assert office.takes(3, "/work") == ["It works."]


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\ud83d\udc4d", "\\u0000", "\x7f\x1b"])
def test_a_defect_is_recorded_whatever_the_update_holds(office: Office, odd: str) -> None:
    (apology,) = office.takes(1, f"/break {odd}", first_name=f"M{odd}ia")
    assert "number 1" in apology
    assert office.takes(2, "/work") == ["It works."]


def test_a_defect_while_refusing_is_a_defect(office: Office) -> None:
    (apology,) = office.takes(1, "/refuse_wrongly")
    assert "number 1" in apology
    assert office.count(Defect) == 1
    assert office.traces()[-1] is False


def test_a_refusal_leaves_no_trace_but_its_words(office: Office) -> None:
    office.takes(1, "/work")
    before = office.traces()
    assert office.takes(2, "/refuse") == [TOLD_ONCE.text]
    assert office.traces() == before
    assert office.takes(2, "/refuse") == [], "the refused update is done with"
    assert office.count(Defect) == 0


def test_a_person_is_apologised_to_and_goes_on(trial_desk: Desk) -> None:
    trial_desk.wanted_defects = 1
    urs = trial_desk.newcomer("Urs", lang="de")
    assert urs.says("/break") == urs.words(APOLOGY, reference="1")
    assert urs.says("/work") == "It works."
    assert "This must never arrive." not in urs.reads_all()


def test_whoever_is_back_with_a_defect_is_told_of_with_the_next_update(trial_desk: Desk) -> None:
    trial_desk.wanted_defects = 1
    client, alpweb = trial_desk.client("Seegarten"), trial_desk.partner("Alpweb")
    request = trial_desk.partnership(client, alpweb, status=Status.PENDING)
    with trial_desk.work() as work:
        alpweb.row(work).reachable = False
        lose(work, alpweb.row(work))
    assert trial_desk.stored(request).unreached is Way.NOBODY

    assert alpweb.says("/break") == alpweb.words(APOLOGY, reference="1")
    assert trial_desk.stored(request).unreached is Way.NOBODY
    alpweb.says("/work")

    assert trial_desk.stored(request).unreached is None
    assert "Good to have you back" in alpweb.reads_all()


def test_database_trouble_loses_nothing_and_doubles_nothing(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    urs = desk.newcomer("Urs")
    with database_out_of_reach(desk.app.units.engine):
        writes(urs, "/one")
        until(lambda: "cannot be applied yet" in caplog.text)
        writes(urs, "/two")
        assert len(urs.from_bot()) == 1
        assert pending(desk) == 2, "nothing is acknowledged before it is committed"
    desk.settle()
    assert [text for text in ("/one", "/two") if text in urs.reads(back=2)] == ["/one"]
    assert "/two" in urs.reads()
    assert len(urs.from_bot()) == 3


def test_database_trouble_while_messages_are_on_their_way(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    urs = desk.newcomer("Urs")
    desk.playground.post("/faults", json={"kind": "latency", "method": "sendMessage", "seconds": 3.0, "times": 1})
    writes(urs, "/one")
    until(lambda: desk.unsent() == 1)
    with database_out_of_reach(desk.app.units.engine):
        until(lambda: "cannot be signed for yet" in caplog.text)
    desk.settle()
    assert len(urs.from_bot()) == 2
    assert desk.unsent() == 0
