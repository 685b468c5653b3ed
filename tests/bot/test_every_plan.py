"""Every statement that the product executes finds its rows by an index, so that a large programme is as quick as a
small one.

People talk to the bot, time passes, an operator looks into the outbox; whatever statements come of that are kept. Then
the databases say how they would execute them in a programme of some ten thousand rows a table.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, event, func, insert, literal, select, text

from benchmarks.crowd import settle
from benchmarks.crowd_rows import Crowd
from bot.cli import main
from storage.database import open_database
from storage.tables import Base, Conversation, OutboxMessage
from tests.bot.trials import fault, until, writes
from tests.chats.walking import Walk
from tests.desk import Desk
from tests.playground.playing import Json

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
CROWD = Crowd(20_000, 700_000_001)
LETTERS = 20_000
STAY_SMALL = {
    "worker": "a row for each process that runs",
    "pause": "a row for each chat that Telegram slows down at the moment",
    "defect": "written only, and read by nobody but people",
    "alembic_version": "one row",
    "support_group": "one row",
    "knowledge_version": "one row",
    "staff": "a row for each of support's people",
    "phrasing": "what support has taught the desk by hand",
    "rewriting": "what support has written anew by hand",
}
GROWING = {name for name in Base.metadata.tables if name not in STAY_SMALL}
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
PARTIAL = {
    index.name
    for table in Base.metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["postgresql"]["where"] is not None
}
"""These hold few of the rows, or are there to be read in their order: whoever walks one does not read the table."""


class Statements:
    """What has been executed, each text once, with the values that came with it."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}  # values as the driver takes them
        self.by_test = threading.main_thread()

    def note(
        self, _connection: Connection, _cursor: object, statement: str, values: Any, _context: object, many: bool
    ) -> None:
        """Those of the bot, which runs in other threads than the test."""
        if threading.current_thread() is not self.by_test and STATEMENT.match(statement):
            self.found.setdefault(statement, values[0] if many else values)

    @contextmanager
    def listening(self) -> Iterator[None]:
        event.listen(Engine, "before_cursor_execute", self.note)
        try:
            yield
        finally:
            event.remove(Engine, "before_cursor_execute", self.note)


def command(*arguments: str) -> None:
    """A command line that ends well, in a thread as the bot's work is."""
    ends: list[object] = []

    def run() -> None:
        try:
            main(arguments)
        except SystemExit as end:
            ends.append(end.code or 0)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert ends == [0], arguments


def lose_a_message(desk: Desk) -> int:
    """Somebody is sent a message and has blocked the bot before it arrives; its number."""
    urs = desk.newcomer("Urs")
    fault(desk, "500", chat_id=urs.id)
    writes(urs, "/nonsense")
    until(lambda: desk.unsent() == 1)
    command("outbox")
    desk.playground.patch(f"/people/{urs.id}", json={"blocked": True}).raise_for_status()
    desk.playground.delete("/faults").raise_for_status()
    desk.settle()
    urs.blocks(blocked=False)
    with desk.work() as work:
        return work.session.scalars(select(OutboxMessage.id).where(OutboxMessage.failed_at.is_not(None))).one()


def busy_days(desk: Desk, steps: int) -> None:
    """People do whatever occurs to them, a message is lost and found again, and old things are forgotten."""
    Walk(desk, 1).go(steps)
    lost = lose_a_message(desk)
    for words in (["outbox"], ["outbox", "show", str(lost)], ["outbox", "replay", "--all", "--error", "blocked"]):
        command(*words)
    until(lambda: desk.unsent() == 0)
    command("outbox", "drop", str(lose_a_message(desk)))
    command("partners", "list")
    a_search(desk)
    desk.client("Schlehe GmbH", country="DE").says("/vat")
    desk.newcomer().says("/start join_forged")
    a_case(desk)
    desk.clock.advance(days=100)
    desk.look_at_deadlines()


def a_search(desk: Desk) -> None:
    """Somebody looks for partners, by one word and by several, and registers a name that no partner has."""
    client = desk.client("Holunder AG")
    client.says("/addpartner")
    for typed in ("Ostwind", "Ostwind Web", "Alpwep", "P-000000"):
        client.says(typed)
    client.says("/register")
    client.taps("Company")
    client.says("Ostwind AG")


def a_case(desk: Desk) -> None:
    """Somebody talks to support, which looks at what is asked."""
    ida, group = desk.newcomer("Ida"), desk.support()
    ida.says("do you deliver sausages to Bern")
    ida.says("/human")
    first = ida.send(text="Well?")
    ida.edits(first, "Well then?")
    topic = group.topic()
    theirs = group.writes(group.omar, "No", topic)
    ida.send(text="Why?", reply_to=first)
    group.edits(group.omar, theirs, "No!")
    for words in ("/note hungry", "/who", "/faq tenders", "/questions", "/skip 1", "/history tenders", "/close"):
        group.writes(group.omar, words, topic)
    command("questions")


def fill_the_rest(url: str) -> None:
    """What a crowd leaves out: letters that were given up, questions, links and VAT numbers."""
    engine = open_database(url)
    with engine.begin() as connection:
        numbers = select(func.row_number().over().label("n"), Conversation.chat_id).limit(LETTERS).subquery()
        n, chat_id = numbers.c.n, numbers.c.chat_id
        moment = literal(NOW, OutboxMessage.created_at.type)
        common: Mapping[str, Mapping[str, Any]] = {
            "outbox": {
                "chat_id": chat_id,
                "method": literal("sendMessage"),
                "parameters": literal({"text": "Hello"}, OutboxMessage.parameters.type),
                "card_id": n,
                "created_at": moment,
                "failed_at": moment,
                "error": literal("Forbidden"),
                "worker_id": literal(1),
                "priority": literal(0),
            },
            "enquiry": {
                "partnership_id": n,
                "question": literal("Since when?"),
                "asked_by_id": n,
                "asked_at": moment,
            },
            "support_case": {
                "person_id": n,
                "chat_id": literal(-100),
                "thread_id": n,
                "title": literal("Lea"),
                "opened_at": moment,
                "closed_at": moment,
            },
            "question": {
                "asked_at": moment,
                "person_id": n,
                "language": literal("en"),
                "text": literal("Why?"),
            },
            "case_entry": {
                "case_id": n,
                "kind": literal("person"),
                "at": moment,
                "author": literal("Lea"),
                "from_chat_id": chat_id,
                "from_message_id": n,
                "to_chat_id": literal(-100),
                "to_message_id": n,
            },
            "invitation": {
                "token_hash": func.concat("hash-", n) if engine.dialect.name == "postgresql" else literal("hash-") + n,
                "organisation_id": n % CROWD.clients + 1,
                "role": literal("employee"),
                "created_at": moment,
                "expires_at": moment,
            },
        }
        for name, columns in common.items():
            table: Table = Base.metadata.tables[name]
            connection.execute(insert(table).from_select([*columns], select(*columns.values())))
        vat = Base.metadata.tables["vat_number"]
        of_client = select(n, literal("CHE-123.456.788"), literal("CH"), moment, n).where(n <= CROWD.clients)
        connection.execute(insert(vat).from_select([*vat.c], of_client))
        connection.execute(text("ANALYZE"))
    engine.dispose()


def whole_tables(connection: Connection, statement: str, values: Any) -> set[str]:
    """The growing tables that the database would read from end to end."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        walked = [re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", row[-1]) for row in rows]
        found = {(re.sub(r"_\d+$", "", walk[1]), walk[2]) for walk in walked if walk}
    else:
        (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
        found = set(_walked(plan["Plan"]))
    return {table for table, index in found if table in GROWING and index not in PARTIAL}


def _walked(node: Json) -> Iterator[tuple[str, str | None]]:
    """Tables of a PostgreSQL plan that are read whole, with the index by which that is done, if there is one."""
    by_index = "Index Cond" in node or node["Node Type"] == "Bitmap Heap Scan"
    if "Relation Name" in node and not by_index and node["Node Type"] != "ModifyTable":
        yield node["Relation Name"], node.get("Index Name")
    for child in node.get("Plans", ()):
        yield from _walked(child)


@pytest.mark.usefixtures("folder")
def test_no_table_that_grows_is_read_whole(
    desk: Desk, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("token", "api_url", "database_url"):
        value = desk.token if name == "token" else getattr(desk.settings, name)
        monkeypatch.setenv(f"HANDSCHLAG_{name.upper()}", value)
    statements = Statements()
    on_sqlite = desk.settings.database_url.startswith("sqlite")
    with statements.listening():
        busy_days(desk, 150 if on_sqlite else 60)
        desk.stop()
    named = " ".join(statements.found)
    assert {table for table in GROWING if not re.search(rf"\b{table}\b", named)} == set(), "nobody has asked for these"

    files, server = (request.getfixturevalue(name) for name in ("sqlite_files", "postgres"))
    url: str = files.fresh("crowd") if on_sqlite else server.fresh()
    settle(url, CROWD, NOW)
    fill_the_rest(url)
    engine = open_database(url)
    with engine.connect() as connection:
        if not on_sqlite:
            connection.execute(text("SET enable_seqscan = off"))
        read_whole = {
            statement: tables
            for statement, values in statements.found.items()
            if (tables := whole_tables(connection, statement, values))
        }
    engine.dispose()
    assert read_whole == {}
