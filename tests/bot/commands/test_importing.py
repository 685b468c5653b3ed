"""`handschlag import`: files as people and programs make them, all or nothing, and what is said about each."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from bot.commands.record_kinds import ACCOUNTS, ORDERS, PEOPLE, PRODUCTS, Kind
from domain.accounts.records import read_account
from domain.partnerships.rules import Access, Payer, Status, Terms
from services.accounts.taking import take_accounts
from services.partnerships import requesting
from storage.database import open_database
from storage.tables import Audit, Membership, Organisation, OutboxMessage, Partnership, Person, Product, ProviderOrder
from storage.tables.base import Base
from storage.work import Units
from tests.bot.commands.running import Say, run
from tests.databases import PostgresServer, SqliteFiles
from tests.domain.accounts.examples import ACCOUNT, ORDER, PERSON, PRODUCT, Raw
from tests.programmes import INFOMANIAK
from tests.services.world import START

PRIVATE = {"account": "1", "kind": "private", "name": "Mia", "country": "DE", "partner": "false", "status": "open"}
AS_OF = "2026-11-20T12:00:00Z"


@pytest.fixture
def engine(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sqlite_files: SqliteFiles, request: pytest.FixtureRequest
) -> Iterator[Engine]:
    """An empty database as the present setting; there is no token, and no network is needed."""
    assert Path.cwd() == folder
    url = sqlite_files.fresh(f"import{abs(hash(request.node.nodeid))}")
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", url)
    made = open_database(url)
    yield made
    made.dispose()


def count(engine: Engine, table: type[Base]) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def as_json(*records: Mapping[str, object]) -> bytes:
    return b"\n".join(json.dumps(record).encode() for record in records)


def as_csv(*records: Raw, separator: str = ",") -> bytes:
    return "\r\n".join(
        (separator.join(records[0]), *(separator.join(str(cell) for cell in each.values()) for each in records))
    ).encode()


WAYS: Mapping[str, bytes] = {
    "lines of JSON": as_json(ACCOUNT),
    "JSON with a BOM and empty lines": b"\xef\xbb\xbf\n" + as_json(ACCOUNT) + b"\n\n",
    "CSV": as_csv(ACCOUNT),
    "Excel's semicolons and BOM": b"\xef\xbb\xbf" + as_csv(ACCOUNT, separator=";"),
    "tabs": as_csv(ACCOUNT, separator="\t"),
    "any order and case of columns": as_csv({name.upper(): ACCOUNT[name] for name in sorted(ACCOUNT)}),
    "an empty column": as_csv({**ACCOUNT, "": ""}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_what_its_content_says(engine: Engine, capsys: Say, way: str) -> None:
    Path("data.txt").write_bytes(WAYS[way])
    assert run("import", "accounts", "data.txt") == 0
    assert "data.txt: 1 new, 0 changed, 0 unchanged, 0 outdated." in capsys.readouterr().out
    with engine.connect() as connection:
        assert connection.scalar(select(Organisation.name)) == "Alpweb (Demo) AG"


def test_all_four_kinds_and_the_same_files_again(engine: Engine, capsys: Say) -> None:
    files = {"accounts": ACCOUNT, "people": PERSON, "products": PRODUCT, "orders": ORDER}
    for says in ("1 new, 0 changed, 0 unchanged", "0 new, 0 changed, 1 unchanged"):
        for name, record in files.items():
            Path(name).write_bytes(as_json(record))
            assert run("import", name, name) == 0
            assert f"{name}: {says}" in capsys.readouterr().out
    tables = (Organisation, Person, Membership, Product, ProviderOrder)
    assert [count(engine, table) for table in tables] == [1] * 5
    trail = count(engine, Audit)
    assert run("import", "orders", "orders") == 0
    assert count(engine, Audit) == trail


def test_every_fault_is_told_with_its_line_and_a_right_one(engine: Engine, capsys: Say) -> None:
    names = ("account", "name", "kind", "country", "partner", "status", "as_of")
    rows = [
        '1,"Mia\nMuster",private,DE,false,open,',
        "2,Lea,private,DE,false,open,gestern",
        "3,Tom,private,XX,ja,open,",
    ]
    Path("a.csv").write_text("\n".join((",".join(names), *rows)) + AS_OF)
    assert run("import", "accounts", "a.csv") == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "handschlag: a.csv: nothing was taken, because"
    assert [line.split(":")[0] for line in said[1:5]] == [
        "line 2, as_of",
        "line 4, as_of",  # the first record has a name of two lines
        "line 5, country",
        "line 5, partner",
    ]
    assert said[-2].startswith("account,kind,name")
    assert count(engine, Organisation) == 0


def test_twenty_faults_are_told_and_the_others_counted(engine: Engine, capsys: Say) -> None:
    Path("many").write_bytes(as_json(*({**PRIVATE, "as_of": AS_OF, "kind": "x"} for _ in range(23))))
    assert run("import", "accounts", "many") == 2
    said = capsys.readouterr().err
    assert said.count("none of: private, company") == 20
    assert "… and 3 more." in said
    assert count(engine, Organisation) == 0


@pytest.mark.parametrize("kind", [ACCOUNTS, PEOPLE, PRODUCTS, ORDERS], ids=lambda kind: kind.name)
def test_what_is_called_a_right_line_is_one(kind: Kind[object]) -> None:
    kind.read(kind.example)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (as_json(PRODUCT), "has products in it, and no accounts: handschlag import products takes them"),
        (as_csv(ORDER), "has orders in it"),
        (b"[" + as_json(ACCOUNT) + b"]", "is one JSON list"),
        (b"name,street\nMia,Weg 1", "has to name the columns"),
        (b'{"name": "Mia"}', "the first line has no “account”"),
        (as_json(ACCOUNT) + b"\n{broken", "line 2: This is not JSON"),
        (as_json(ACCOUNT) + b"\n[1]", "line 2: A record is an object"),
        (b"{broken", "line 1: This is not JSON"),
        (as_csv(ACCOUNT).replace(b"Alpweb", "Älpweb".encode("latin-1")), "line 2: byte 14 is not UTF-8"),
        ("account".encode("utf-16"), "line 1: the text is UTF-16"),
        (as_csv(ACCOUNT) + b"\nx\0y", "line 3: the file is not text"),
        (b"account,Account\n1,2", "line 1: The column “account” is there twice"),
        (as_csv(ACCOUNT) + b",red", "line 2: There are 11 cells, and 10 columns"),
        (as_csv(ACCOUNT).replace(b"Alpweb", b'"Alpweb'), "line 2: The quotation marks are not in order"),
        (b"account," + b"x" * 1_100_000, "line 1: the line is longer than 1,000,000 bytes"),
        (as_json({**ACCOUNT, "as_of": "2090-01-01T00:00:00Z"}), "line 1: “as_of” lies in the future"),
    ],
)
def test_a_file_that_cannot_be_taken(engine: Engine, capsys: Say, content: bytes, told: str) -> None:
    Path("data").write_bytes(content)
    assert run("import", "accounts", "data") == 2
    assert told in capsys.readouterr().err
    assert count(engine, Organisation) == 0


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(("name", "told"), [("nix", "does not exist"), (".", "is a folder"), ("/dev/null", "ordinary")])
def test_what_is_no_file(capsys: Say, name: str, told: str) -> None:
    assert run("import", "accounts", name) == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.splitlines()) == 1


def test_a_record_that_is_refused_leaves_nothing_of_its_file_and_all_of_those_before(
    engine: Engine, capsys: Say
) -> None:
    many = [{**PRIVATE, "account": str(number), "as_of": AS_OF} for number in range(600)]
    Path("first").write_bytes(as_json(ACCOUNT))
    Path("second").write_bytes(as_json(*many, {**ACCOUNT, "account": "x", "partner_code": None}))
    assert run("import", "accounts", "first", "second") == 2
    said = capsys.readouterr().err
    assert "second: nothing was taken, because\nline 601: The register number “CHE123456788”" in said
    assert "Taken before that: first" in said
    assert count(engine, Organisation) == 1


def asked(engine: Engine) -> None:
    """A client that is in the chat, and the account of a partner that it has asked."""
    with Units(engine, lambda: START).begin("chat") as work:
        partner, client = work.session.scalars(select(Organisation).order_by(Organisation.is_partner.desc()))
        mia = Person(telegram_id=7, first_name="Mia", language="de", created_at=work.now, organisation=client)
        work.session.add(mia)
        work.session.flush()
        role = work.session.scalars(select(Membership)).one().role
        work.session.add(Membership(person_id=mia.id, organisation_id=client.id, role=role))
        work.session.flush()
        requesting.request(work, INFOMANIAK, mia, partner.id, Terms(Access.FULL, Payer.CLIENT, frozenset()))


def _files(records: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    for name, record in records:
        with Path(name).open("ab") as file:
            file.write(as_json(record) + b"\n")


def test_what_ends_is_told_beforehand_and_then_in_the_chat(engine: Engine, capsys: Say) -> None:
    _files([("a", ACCOUNT), ("a", {**PRIVATE, "as_of": AS_OF}), ("p", {**PERSON, "account": "1"})])
    assert (run("import", "accounts", "a"), run("import", "people", "p")) == (0, 0)
    asked(engine)
    _files([("gone", {**PRIVATE, "as_of": "2026-11-21T12:00:00Z", "status": "closed"})])
    capsys.readouterr()

    assert run("import", "accounts", "gone", "--dry-run") == 0
    assert capsys.readouterr().out.splitlines() == [
        "gone: 0 would be new, 1 would be changed, 0 unchanged, 0 outdated.",
        "  accounts closed: 1",
        "  partnerships and requests ended: 1",
        "Nothing was changed.",
    ]
    assert (status(engine), count(engine, OutboxMessage)) == (Status.PENDING, 0)

    assert run("import", "accounts", "gone") == 0
    assert "  partnerships and requests ended: 1" in capsys.readouterr().out
    assert status(engine) is Status.ENDED
    with engine.connect() as connection:
        (told,) = connection.scalars(select(OutboxMessage.parameters))
    assert "Das Konto von Mia ist geschlossen" in str(told)


def status(engine: Engine) -> Status:
    with engine.connect() as connection:
        return connection.scalars(select(Partnership.status)).one()


@pytest.mark.usefixtures("folder")
def test_whoever_is_first_with_an_account_meanwhile_does_not_break_the_import(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    url = postgres.fresh()
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", url)
    Path("data.json").write_bytes(as_json(ACCOUNT, {**PRIVATE, "as_of": AS_OF}))
    made = open_database(url)
    with ThreadPoolExecutor(1) as pool:
        with Units(made, lambda: START).begin("api") as work:
            take_accounts(work, INFOMANIAK, [read_account(ACCOUNT)])
            importing = pool.submit(run, "import", "accounts", "data.json")
            wait_for_a_lock(made)
        assert importing.result(20) == 0

    assert "data.json: 1 new, 0 changed, 1 unchanged, 0 outdated." in capsys.readouterr().out
    assert count(made, Organisation) == 2
    made.dispose()


def wait_for_a_lock(engine: Engine) -> None:
    """Until somebody waits for what another one has not committed yet."""
    waits = text("SELECT 1 FROM pg_locks WHERE NOT granted")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _ in range(400):
            if connection.execute(waits).first() is not None:
                return
            time.sleep(0.05)  # what is waited for happens in another thread
    raise AssertionError("nobody waits")
