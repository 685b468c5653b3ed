"""The count of a storm can be trusted: without trouble it is 0, and each single thing that is wrong shows."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.bot.apart import Nursery
from tests.crash.chat import Button, Chat, Sight, Stuck, changed, new
from tests.crash.count import Count, Evidence, Repeats, take_count
from tests.crash.databases import SqliteFile
from tests.crash.plan import lives
from tests.crash.scenes import KILLS_FOR_AN_AVERAGE, SCENES, Length, misses, play
from tests.crash.stage import Crew
from tests.crash.storm import Outcome
from tests.databases import SqliteFiles

CREW = Crew(couples=3, thinks_s=(0.0, 0.05), patience_s=40, seed=3)


@pytest.fixture(scope="module")
def calm(
    tmp_path_factory: pytest.TempPathFactory, sqlite_files: SqliteFiles, playground_url: str
) -> Iterator[Evidence]:
    """What a time without any trouble leaves behind."""
    nursery = Nursery(tmp_path_factory.mktemp("calm") / "bots.log")
    scene = next(scene for scene in SCENES if scene.name == "calm-sqlite")
    database = SqliteFile(sqlite_files.fresh("calm"))
    outcome = asyncio.run(play(scene, playground_url, database, nursery, None, CREW, Length(kills=0, calm_s=1)))
    yield outcome.evidence
    nursery.close()


@pytest.fixture
def evidence(calm: Evidence, tmp_path: Path) -> Evidence:
    """A copy that a test may tamper with."""
    kept = Path(str(make_url(calm.database.url).database))
    copy = tmp_path / "copy.db"
    with sqlite3.connect(kept) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    chats = [replace(chat, sights=[*chat.sights], met={*chat.met}) for chat in calm.chats]
    couples = [replace(couple, requests=[*couple.requests]) for couple in calm.couples]
    return replace(calm, database=SqliteFile(f"sqlite:///{copy}"), chats=chats, couples=couples)


def tamper(evidence: Evidence, statement: str) -> None:
    """Changes what is stored behind everybody's back."""
    connection = sqlite3.connect(str(make_url(evidence.database.url).database))
    with connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()


def wrong(count: Count) -> dict[str, int]:
    """What is not as it should be."""
    numbers = {**asdict(count), **asdict(count.repeats)}
    return {what: number for what, number in numbers.items() if isinstance(number, int) and number}


def notice(chat: Chat) -> Sight:
    """The first new message that was due after the welcome."""
    return next(sight for place, sight in enumerate(chat.sights) if place in chat.met and place and sight.is_new)


def test_without_trouble_nothing_is_wrong(evidence: Evidence) -> None:
    assert sum(len(couple.requests) for couple in evidence.couples) >= CREW.couples
    assert wrong(take_count(evidence)) == {}


def test_a_message_that_comes_twice_is_a_repeat(evidence: Evidence) -> None:
    chat = evidence.chats[0]
    again = replace(notice(chat), at=1000.0)
    chat.sights.append(again)

    assert wrong(take_count(evidence)) == {"for_no_reason": 1}
    assert wrong(take_count(replace(evidence, kills=[400.0, 999.0]))) == {
        "by_kill": 1,
        "most_per_chat_and_kill": 1,
        "most_per_kill": 1,
    }
    assert wrong(take_count(replace(evidence, kills=[400.0]))) == {"for_no_reason": 1}
    assert wrong(take_count(replace(evidence, dropped=[(chat.id, 999.0)]))) == {"by_network": 1}
    assert wrong(take_count(replace(evidence, dropped=[(chat.id + 1, 999.0)]))) == {"for_no_reason": 1}

    chat.sights.append(again)
    other = evidence.chats[1]
    other.sights.append(replace(notice(other), at=1000.0))
    assert wrong(take_count(replace(evidence, kills=[999.0]))) == {
        "by_kill": 3,
        "most_per_chat_and_kill": 2,
        "most_per_kill": 3,
    }


@pytest.mark.parametrize(
    ("kills", "repeats", "missed"),
    [
        (1, Repeats(by_kill=3, most_per_chat_and_kill=1), []),
        (1, Repeats(by_kill=3, most_per_chat_and_kill=2), ["1 repeated in one chat by one kill, beyond the one"]),
        (KILLS_FOR_AN_AVERAGE, Repeats(by_kill=2 * KILLS_FOR_AN_AVERAGE, most_per_chat_and_kill=1), []),
        (
            KILLS_FOR_AN_AVERAGE,
            Repeats(by_kill=2 * KILLS_FOR_AN_AVERAGE + 1, most_per_chat_and_kill=1),
            ["1 repeated by kills, beyond two for each on average"],
        ),
        (0, Repeats(by_network=5), []),
        (0, Repeats(for_no_reason=1), ["1 repeated for no reason"]),
    ],
)
def test_what_kills_repeat_is_judged_by_chat_and_on_average(
    evidence: Evidence, kills: int, repeats: Repeats, missed: list[str]
) -> None:
    seen = replace(evidence, kills=[float(moment) for moment in range(kills)])
    assert misses(Outcome(8, 70, kills, Counter(), [], Count(repeats=repeats), seen)) == missed


def test_a_message_that_nobody_waits_for_is_strange(evidence: Evidence) -> None:
    evidence.chats[0].sights.append(Sight(1000.0, 999, True, "Hello?"))
    assert wrong(take_count(evidence)) == {"unexpected": 1}


def test_answers_in_the_wrong_order_are_seen(evidence: Evidence) -> None:
    chat = evidence.chats[0]
    for number in (9001, 9003, 9002):
        chat.met.add(len(chat.sights))
        chat.sights.append(Sight(1000.0, number, True, f"I do not know the command /n{number}. /help lists those"))
    assert wrong(take_count(evidence)) == {"disorder": 1}


def test_who_waits_in_vain_is_stuck_and_has_lost_a_message(evidence: Evidence) -> None:
    client, partner = evidence.chats[:2]
    stuck = [Stuck(client, [new("Never said")]), Stuck(partner, [new("Never said, because the client is stuck")])]
    assert wrong(take_count(replace(evidence, stuck=stuck))) == {"stuck": 2, "lost_messages": 1}
    client.sights.append(Sight(1000.0, 999, True, "Never said in time"))
    late = take_count(replace(evidence, stuck=[Stuck(client, [new("Never said")])]))
    assert (late.stuck, late.lost_messages) == (1, 0)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "DELETE FROM processed_update WHERE update_id = (SELECT max(update_id) FROM processed_update)",
            {"lost_updates": 1},
        ),
        (
            "UPDATE processed_update SET processed_at = NULL "
            "WHERE update_id = (SELECT max(update_id) FROM processed_update)",
            {"lost_updates": 1, "left_over": 1},
        ),
        ("INSERT INTO defect (at, traceback) VALUES ('2026-11-23', 'Traceback')", {"defects": 1}),
        (
            "INSERT INTO outbox (chat_id, method, parameters, created_at, worker_id, priority, fleeting) "
            "VALUES (1, 'sendMessage', '{}', '2026-11-23', 0, 0, false)",
            {"left_over": 1},
        ),
        (
            'UPDATE conversation SET state = \'{"open":{"form":"vat","serial":9}}\' '
            "WHERE chat_id = (SELECT min(chat_id) FROM conversation)",
            {"left_over": 1},
        ),
        (
            "INSERT INTO audit (at, channel, action, subject, subject_id) "
            "VALUES ('2026-11-23', 'chat', 'partnership.request', 'partnership', 1)",
            {"doubled": 1},
        ),
    ],
)
def test_what_is_stored_wrongly_is_counted(evidence: Evidence, statement: str, found: dict[str, int]) -> None:
    tamper(evidence, statement)
    assert wrong(take_count(evidence)) == found


def test_a_request_that_is_stored_twice_is_counted_with_all_that_belongs_to_it(evidence: Evidence) -> None:
    columns = "client_id, partner_id, access, payer, status, asked_by, requested_by_id, requested_at, sent_at, reason"
    tamper(evidence, f"INSERT INTO partnership ({columns}) SELECT {columns} FROM partnership WHERE id = 1")  # noqa: S608
    assert wrong(take_count(evidence)) == {"doubled": 1}


def test_an_action_that_never_happened_is_counted(evidence: Evidence) -> None:
    couple = evidence.couples[0]
    couple.requests.append(replace(couple.requests[0], access="full", payer="client", products=(), ended=False))
    assert wrong(take_count(evidence)) == {"never": 3}, (
        "the partnership, its line and its proposal's in the audit trail"
    )


class _Void:
    """A Telegram that nobody answers in."""

    async def writes(self, person: int, text: str) -> None: ...

    async def presses(self, person: int, message_id: int, data: str) -> None: ...


def test_a_person_loses_patience_in_the_end() -> None:
    chat = Chat(1, "Lea", _Void(), patience_s=0.05)
    with pytest.raises(Stuck, match="Lea misses new “Welcome”"):
        asyncio.run(chat.says("/start", new("Welcome")))
    tapped = Sight(0.0, 1, True, "Which access?", (Button("Full access", "f:1"),))
    with pytest.raises(Stuck, match="Limited access"):
        asyncio.run(chat.taps(tapped, "Limited access", changed("Which products")))


def test_a_person_notices_that_answers_have_changed_places() -> None:
    class Hasty(_Void):
        async def writes(self, person: int, text: str) -> None:  # noqa: ARG002 - as every line
            chat.sees(Sight(0.0, len(chat.sights), True, f"About {'ba'[len(chat.sights)]}"))

    chat = Chat(1, "Lea", Hasty(), patience_s=0.05)
    asyncio.run(chat.says_all(["a", "b"], new("About a"), new("About b")))
    assert chat.disorder == 1


def test_the_same_seed_plans_the_same_storm() -> None:
    assert lives(1, "sqlite", 20, 2.0) == lives(1, "sqlite", 20, 2.0)
    assert lives(1, "sqlite", 20, 2.0) != lives(2, "sqlite", 20, 2.0)
