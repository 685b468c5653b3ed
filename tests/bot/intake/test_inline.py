"""What people type behind the bot's name: answered at once, once, within their share, and kept nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import pytest
from sqlalchemy import func, select

from bot.chapters import CHAPTERS
from domain.words import Literal, Msg, Refused
from handlers.chat.chapters import Chapter, on
from handlers.chat.inline import Inline, Lookup, Opening, Result, Results
from handlers.chat.packing import Payload
from handlers.chat.turn import Turn
from storage.tables import Base, Defect
from tests.bot.trials import DeskWith, fault, writes
from tests.desk import Desk, Loop
from tests.people import Chat


@dataclass(frozen=True, slots=True)
class Open(Payload):
    code: ClassVar[str] = "zzo"
    number: int


def opened(turn: Turn, payload: Open) -> None:
    turn.say(Literal(f"Number {payload.number} is open."))


def anywhere(lookup: Lookup) -> Results | None:
    text = lookup.query.text
    if text == "broken":
        raise KeyError(text)
    if text == "refused":
        raise Refused(Msg("Not so."))
    opens = Opening(Literal(f"Open {lookup.language}"), Open(7))
    name = lookup.person.first_name if lookup.person is not None else "a stranger"
    found = Result("7", Literal(f"For {name}"), Literal(text), Literal("<b>Seven</b>"), opens)
    return Results((found,), above=opens, more=f"{lookup.query.offset}+")


def at_home(lookup: Lookup) -> Results | None:
    if lookup.query.text != "mine":
        return None
    return Results((Result("1", Literal("Mine"), Literal(""), Literal("Mine"), Opening(Literal("Open"), Open(1))),))


CHAPTER = Chapter(
    routes=(on(Open, opened),), by_link=(Open,), inline=(Inline(anywhere), Inline(at_home, own_chat=True))
)


class InlineDesk(DeskWith):
    """A desk that has nothing else to show to whoever types behind its name."""

    def chapters(self) -> list[Chapter]:
        return [*(replace(each, inline=()) for each in CHAPTERS), CHAPTER]


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    running = InlineDesk(playground_url, database_url, loop, CHAPTER)
    yield running
    running.close()


def rows(desk: Desk) -> dict[str, int]:
    """How many rows each table has."""
    with desk.work() as work:
        return {
            table.name: work.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def titles(answer: dict[str, object]) -> list[str]:
    results = answer["results"]
    assert isinstance(results, list)
    return [one["title"] for one in results]


def test_results_in_the_readers_language_lead_into_the_desk(desk: Desk) -> None:
    mia = desk.newcomer(lang="de")
    group = desk.playground.post("/groups", json={"title": "Seegarten", "members": [mia.id]}).json()["id"]
    desk.settle()
    answer = mia.types_inline("x", chat_id=group, offset="8")
    assert titles(answer) == ["For Mia"]
    assert answer["is_personal"] is True
    assert (answer["cache_time"], answer["next_offset"]) == (300, "8+")
    assert answer["button"] == {"text": "Open de", "start_parameter": answer["button"]["start_parameter"]}
    mia.sends_inline(answer, "7")
    (sent,) = (one for one in desk.playground.get(f"/chats/{group}/messages").json()["messages"] if "via" in one)
    assert (sent["from"], sent["text"]) == (mia.id, "Seven")
    payload = sent["keyboard"][0][0]["url"].partition("?start=")[2]
    assert payload == answer["button"]["start_parameter"]
    assert mia.says(f"/start {payload}") == "Number 7 is open."


def test_in_the_own_chat_what_is_declared_for_it_comes_first_and_opens_when_it_is_sent(desk: Desk) -> None:
    mia = desk.newcomer()
    group = desk.playground.post("/groups", json={"title": "Seegarten", "members": [mia.id]}).json()["id"]
    desk.settle()
    mine = mia.types_inline("mine")
    assert (titles(mine), mine["cache_time"]) == (["Mine"], 0)
    assert titles(mia.types_inline("mine", chat_id=group)) == ["For Mia"]
    other = mia.types_inline("x")
    assert (titles(other), other["cache_time"]) == (["For Mia"], 0), "nor may Telegram show it again elsewhere"
    assert mia.sends_inline(mine, "1") == "Number 1 is open."


def test_nothing_is_kept_of_it_and_a_stranger_stays_one(desk: Desk) -> None:
    mia = desk.person(lang="de")
    desk.look_at_deadlines()  # what the desk plans for itself once a day is planned then
    before = rows(desk)
    answer = mia.types_inline("zebrafink")
    assert titles(answer) == ["For a stranger"]
    assert titles(mia.types_inline("refused")) == []
    assert rows(desk) == before
    assert answer["button"]["text"] == "Open de"


def test_a_defect_is_recorded_without_the_words(desk: Desk) -> None:
    mia, urs = desk.newcomer(), desk.newcomer("Urs")
    desk.wanted_defects = 1
    assert not mia.types_inline("broken")["answered"]
    assert titles(urs.types_inline("x")) == ["For Urs"], "and the others are answered"
    with desk.work() as work:
        (defect,) = work.session.scalars(select(Defect))
    assert "broken" not in defect.traceback + json.dumps(defect.update)
    assert mia.says("/start 0") == mia.reads()


def test_who_types_fast_is_answered_for_the_newest_words_and_their_messages_do_not_wait(
    playground_url: str, database_url: str, loop: Loop
) -> None:
    desk = InlineDesk(playground_url, database_url, loop, CHAPTER, updates_per_second_per_chat=1)
    try:
        mia = desk.newcomer()
        before = rows(desk)["processed_update"]
        answered = [types(mia, f"x{number}") for number in range(40)]
        writes(mia, "/menu")
        desk.settle()
        assert desk.playground.get(f"/inline/{answered[-1]}").json()["answered"]
        assert 1 <= [call["method"] for call in desk.calls()].count("answerInlineQuery") < len(answered)
        assert mia.reads() == mia.says("/menu"), "no word of patience: the message came within the chat's own share"
        assert rows(desk)["processed_update"] == before + 2
    finally:
        desk.close()


def test_an_answer_that_telegram_does_not_take_any_more_is_nobodys_fault(desk: Desk) -> None:
    mia = desk.newcomer()
    fault(desk, "500", method="answerInlineQuery", times=1)
    assert not mia.types_inline("x")["answered"]
    assert titles(mia.types_inline("x")) == ["For Mia"]


def types(chat: Chat, text: str) -> str:
    """Types behind the bot's name and does not wait."""
    asked = chat.desk.playground.post("/inline", json={"from": chat.id, "chat_id": chat.id, "text": text})
    return str(asked.raise_for_status().json()["inline_query_id"])
