"""What is needed to understand people takes seconds to be read: no transaction waits for it, and no message is lost."""

from __future__ import annotations

from threading import Event

import pytest

from bot.intake.reading import as_update, is_free_text
from domain.sayings.understanding import Understanding
from storage.tables import Defect
from tests.desk import PATIENCE_S, Desk


def test_others_write_while_a_process_reads_what_it_needs(desk: Desk) -> None:
    client = desk.client(lang="en")
    library = desk.app.desk.around.library
    understanding = library.understanding
    begun, goes_on = Event(), Event()

    def slowly() -> Understanding:
        begun.set()
        assert goes_on.wait(PATIENCE_S)
        return understanding

    library.ready, library.read = False, slowly
    desk.playground.post(f"/chats/{client.id}/messages", json={"from": client.id, "text": "What is full access?"})
    assert begun.wait(PATIENCE_S)
    with desk.work() as work:  # on SQLite, who writes has the database to themselves
        work.session.add(Defect(at=work.now, traceback="another process", update_id=None, update=None))
        work.session.flush()
        work.session.rollback()
    library.read = lambda: understanding
    goes_on.set()
    desk.settle()
    assert "full access" in client.reads().lower()


def test_a_message_is_owned_up_to_where_nothing_can_be_read(desk: Desk) -> None:
    client = desk.client(lang="en")
    library = desk.app.desk.around.library

    def fails() -> Understanding:
        raise FileNotFoundError("sayings")

    library.ready, library.read = False, fails
    client.says("What is full access?")
    assert "something went wrong on my side" in client.reads()
    desk.wanted_defects = 1


@pytest.mark.parametrize(
    ("content", "free"),
    [
        ({"message": {"text": "hello", "chat": {"id": 1}}}, True),
        ({"message": {"text": "/start", "chat": {"id": 1}}}, False),
        ({"message": {"sticker": {}, "chat": {"id": 1}}}, False),
        ({"message": {"text": 7, "chat": {"id": 1}}}, False),
        ({"callback_query": {"data": "x", "message": {"text": "hello", "chat": {"id": 1}}}}, False),
    ],
)
def test_only_what_people_write_themselves_waits_for_that(content: dict[str, object], free: bool) -> None:
    assert is_free_text(as_update({"update_id": 1, **content})) is free
