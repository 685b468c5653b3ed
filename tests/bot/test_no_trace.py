"""Whoever asks about misconduct leaves no trace (fact 15): through every entrance, in every table, file and log.

In each test, two people do the same: one writes about misconduct, the other asks about the programme. Each message of
the first carries a word that stands nowhere else, and nothing that is left tells the two apart – but for the questions
of the second, which are kept, while those of the first are not.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.answers.knowledge import LANGUAGES
from domain.answers.misconduct import POLICY
from handlers.answers.payloads import PickTopic, ShowArticle, Vote
from handlers.chat.chapters import Chapter
from handlers.chat.incoming import Text
from handlers.chat.packing import pack
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.support.conversation import SEEN
from handlers.support.payloads import BeforeTalking
from storage.tables import Base, Defect, Question
from tests.bot.trials import DeskWith, blocks_meanwhile, fault, until, writes
from tests.desk import Desk, Loop
from tests.people import Chat

LINES = (Path(__file__).parents[1] / "misconduct.jsonl").read_text("utf-8").splitlines()
TEXTS = [json.loads(line)["text"] for line in LINES]
MARK = "zebrafink"
MARKED = [f"{MARK}{number} {text}" for number, text in enumerate(TEXTS)]
ORDINARY = [f"Which access types are there, and what is access number {number}?" for number in range(12)]
LOGGERS = ("bot", "handlers", "services", "storage", "domain")
FIRST = "Who pays the invoices?"
PUBLISHED_AT = b"sicherheit-und-datenschutz"

Entrance = Callable[[Chat, list[str]], None]


def write(chat: Chat, texts: list[str]) -> None:
    for text in texts:
        writes(chat, text)
    chat.desk.settle()


def press(chat: Chat, *payloads: str) -> None:
    for data in payloads:
        chat.press(chat.from_bot()[0]["message_id"], data)


def as_free_text(chat: Chat, texts: list[str]) -> None:
    write(chat, texts)


def behind_the_command(chat: Chat, texts: list[str]) -> None:
    write(chat, [f"/faq {text}" for text in texts])


def in_a_form_that_lets_choose(chat: Chat, texts: list[str]) -> None:
    chat.says("/register")
    write(chat, texts)


def in_a_form_that_asks_for_a_name(chat: Chat, texts: list[str]) -> None:
    chat.says("/register")
    chat.taps("🏢")
    write(chat, texts)


def as_a_follow_up(chat: Chat, texts: list[str]) -> None:
    for place in range(0, len(texts), 10):
        write(chat, [FIRST, *texts[place : place + 10]])


def as_a_change(chat: Chat, texts: list[str]) -> None:
    for text in texts[::10]:
        chat.edits(chat.send(text="/menu"), text)
    write(chat, texts[1::10])


def with_a_button(chat: Chat, texts: list[str]) -> None:
    write(chat, texts)
    press(chat, pack(ShowArticle(POLICY)), pack(ShowArticle("about-provider")))


def with_a_vote(chat: Chat, texts: list[str]) -> None:
    write(chat, texts)
    for number in (1, 2, 12):
        press(chat, pack(Vote(number, liked=False)), pack(PickTopic(number, "tenders")), pack(Vote(number, liked=True)))


def with_a_handover(chat: Chat, texts: list[str]) -> None:
    write(chat, texts)
    press(chat, pack(BeforeTalking()), pack(Go("human")))
    chat.says("Hello?")
    chat.taps("✖️")


ENTRANCES: tuple[Entrance, ...] = (
    as_free_text,
    behind_the_command,
    in_a_form_that_lets_choose,
    in_a_form_that_asks_for_a_name,
    as_a_follow_up,
    as_a_change,
    with_a_button,
    with_a_vote,
    with_a_handover,
)


def traces(chat: Chat) -> dict[str, list[dict[str, object]]]:
    """All that the tables have about a person, but for numbers that are everybody's own, and for questions.

    As the clock stands still, what happens several times leaves equal rows: one of them is enough. What a chat was last
    told about is left out, too: it is not there either for whoever has only tapped, or was understood by nobody.
    """
    with chat.desk.work() as work:
        person_id = chat.row(work).id
        whose = {"chat_id": chat.id, "telegram_id": chat.id, "person_id": person_id, "actor_id": person_id}
        found: dict[str, list[dict[str, object]]] = {}
        for table in Base.metadata.sorted_tables:
            for row in work.session.execute(select(table)).mappings():
                if table.name != "question" and any(row.get(column) == number for column, number in whose.items()):
                    left = found.setdefault(table.name, [])
                    if (seen := without_numbers({**row})) not in left:
                        left.append(seen)
    return found


def without_numbers(row: Mapping[str, object]) -> dict[str, object]:
    return {
        key: without_numbers(value) if isinstance(value, dict) else value
        for key, value in row.items()
        if key not in {"id", "topic"} and not key.endswith("_id")
    }


def kept_questions(chat: Chat) -> set[str]:
    with chat.desk.work() as work:
        return set(work.session.scalars(select(Question.text).where(Question.person_id == chat.row(work).id)))


def assert_unmarked(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The mark stands in no row of any table, in no byte of the files, in no line of the program's log."""
    with desk.work() as work:
        rows = [repr(row) for table in Base.metadata.sorted_tables for row in work.session.execute(select(table))]
    assert [row for row in rows if MARK in row.lower()] == []
    assert [name for name, content in files(desk).items() if MARK.encode() in content.lower()] == []
    said = [record for record in caplog.records if record.name.partition(".")[0] in LOGGERS]
    assert [line for record in said if MARK in (line := logging.Formatter().format(record).lower())] == []


def listen(caplog: pytest.LogCaptureFixture) -> None:
    """To the program, whose log may be as talkative as it can."""
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name)


def files(desk: Desk) -> dict[str, bytes]:
    """SQLite's files, the log in front of the database among them."""
    url = desk.app.units.engine.url
    if url.get_backend_name() != "sqlite" or url.database is None:
        return {}
    place = Path(url.database)
    return {path.name: path.read_bytes() for path in place.parent.glob(f"{place.name}*")}


@pytest.mark.parametrize("entrance", ENTRANCES, ids=lambda entrance: entrance.__name__)
def test_nothing_tells_who_asked(desk: Desk, entrance: Entrance, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    desk.support()
    asked, other = desk.newcomer(), desk.newcomer()
    entrance(asked, MARKED)
    entrance(other, ORDINARY)
    if entrance is not as_a_change:
        answers = [desk.article(POLICY, lang).question for lang in LANGUAGES]
        assert sum(map(asked.reads_all().count, answers)) >= len(TEXTS)
    assert kept_questions(asked) <= {FIRST}
    assert traces(asked) == traces(other)
    assert_unmarked(desk, caplog)
    desk.look_at_deadlines()
    assert [name for name, content in files(desk).items() if PUBLISHED_AT in content] == [], "nor what was answered"


@pytest.fixture
def faulty_desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    """A desk in which a defect quotes what was written."""

    def break_down(turn: Turn) -> bool:
        if isinstance(turn.incoming.content, Text):
            raise KeyError(turn.incoming.content.text) from ValueError(repr(turn.incoming))
        return False

    running = DeskWith(playground_url, database_url, loop, Chapter(listeners=(break_down,)))
    yield running
    running.close()


def test_a_defect_on_the_way_tells_nothing_either(faulty_desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    asked, other = faulty_desk.newcomer(), faulty_desk.newcomer()
    as_free_text(asked, MARKED)
    as_free_text(other, ORDINARY)
    faulty_desk.wanted_defects = len(MARKED) + len(ORDINARY)
    assert "something went wrong on my side" in asked.reads()
    assert traces(asked) == traces(other)
    assert_unmarked(faulty_desk, caplog)
    with faulty_desk.work() as work:
        defects = work.session.scalars(select(Defect)).all()
    assert len({re.sub(r"str of \d+", "", repr(defect.update)) for defect in defects}) == 1, "all have one shape"
    assert len({defect.traceback for defect in defects}) == 1
    assert "builtins.ValueError" in defects[0].traceback
    assert "in break_down" in defects[0].traceback


def test_nothing_is_left_of_what_was_typed_behind_the_bots_name(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    asked, other = desk.newcomer(), desk.newcomer()
    for chat, texts in ((asked, MARKED), (other, ORDINARY)):
        for text in texts[:20]:
            assert chat.types_inline(text[:256])["answered"]
    assert traces(asked) == traces(other)
    assert_unmarked(desk, caplog)


def has_unsent(desk: Desk, count: int) -> bool:
    return desk.unsent() == count


def test_what_somebody_who_blocks_the_bot_does_not_get_is_not_kept(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    listen(caplog)
    asked, other = desk.newcomer(), desk.newcomer()
    for chat, texts in ((asked, MARKED), (other, ORDINARY)):
        fault(desk, "500", chat_id=chat.id)
        for text in texts:
            writes(chat, text)
        until(partial(has_unsent, desk, len(texts)), every_s=0.1)
        blocks_meanwhile(chat)
        chat.blocks(blocked=False)
    assert traces(asked) == traces(other)
    assert_unmarked(desk, caplog)


def test_the_question_of_somebody_else_is_kept_with_its_day_and_no_hour(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("Do you deliver sausages to Bern?")
    mia.says("What does full access mean?")
    mia.taps("👎")
    with desk.work() as work:
        kept = work.session.scalars(select(Question)).all()
    midnight = desk.clock.moment.replace(hour=0)
    assert midnight != desk.clock.moment
    assert {(one.asked_at, one.wanting_since) for one in kept} == {(midnight, midnight)}


@pytest.mark.parametrize(
    ("lang", "text"), [("de", "mein Chef betrügt, wo melde ich das?"), ("de", "Geldwäsche"), ("en", "my boss cheats")]
)
def test_the_answer_is_the_policy_without_votes_and_with_a_warning(desk: Desk, lang: str, text: str) -> None:
    support = desk.support()
    mia = desk.newcomer(lang=lang)
    mia.says("sausages?")
    mia.says(text)
    assert mia.reads().startswith(desk.article(POLICY, lang).question)
    assert not {"👍", "👎"} & set(mia.buttons())
    mia.taps("💬 Talk to a person")
    assert mia.words(SEEN.text) == mia.reads()
    assert support.topics() == {}
    mia.taps("💬 Talk to a person anyway")
    assert mia.words(SEEN.text) in mia.reads()
    mia.says("Hello")
    (opening, written) = support.messages(support.topic())
    assert "sausages" not in opening["text"], "no words go along, not even others"
    assert written["text"] == "Hello"


def test_who_picks_the_policy_for_a_question_takes_it_away(desk: Desk) -> None:
    mia, mallory = desk.newcomer(), desk.newcomer("Mallory")
    mia.says("Do you deliver sausages to Bern?")
    press(mallory, pack(PickTopic(1, POLICY)))
    assert kept_questions(mia) != set()
    press(mia, pack(PickTopic(1, POLICY)))
    assert desk.article(POLICY, "en").question in mia.reads_all()
    assert kept_questions(mia) == set()


def test_a_company_may_be_called_anything(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("/register")
    mia.taps("🏢")
    mia.says("mein Chef betrügt")
    assert desk.article(POLICY, "de").question in mia.reads(back=2)
    mia.says("Mobbingberatung Müller GmbH")
    assert "country" in mia.reads()
