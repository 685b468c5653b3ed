"""What is kept is decided column by column: a table, a column or a file without a decision fails here."""

from __future__ import annotations

import ast
import importlib
from collections import Counter
from pathlib import Path

import pytest

from docs.data import PAGE, page
from domain.privacy import Period
from handlers.privacy.headings import HEADINGS
from services.privacy.keeping import BY_ROWS
from storage.privacy.note import Blanked, Note, Whose
from storage.privacy.register import NOTES, SPOKEN, blanked_in_trail
from storage.tables import Base

ROOT = Path(__file__).parents[2]
MIGRATION = importlib.import_module("storage.migrations.versions.0027_privacy")
WRITES = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory", "FileHandler"}
MAY_WRITE = {
    "bot/commands/articles.py": "an article that support has written anew, where the operator names a folder",
    "bot/commands/demo.py": "the demo's lock, empty, and the folder of its database",
    "bot/demo.py": "the demo's database",
    "bot/metrics/figures.py": "numbers of a team's workers, which are nobody's, as long as it runs",
    "storage/backup/files.py": "a copy of the database, where the operator names a file",
}


def undecided(notes: dict[str, Note]) -> list[str]:
    """Columns that stand in no note, in two, or in no table."""
    columns = Counter(f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.c)
    decided = Counter(
        f"{name}.{column}" for name, note in notes.items() for column in (*note.shown_columns, *note.hidden_columns)
    )
    return sorted({*(columns - decided), *(decided - columns)})


def test_every_column_of_every_table_is_decided() -> None:
    assert undecided({**NOTES}) == []


def test_a_column_without_a_decision_is_found() -> None:
    forgotten = {**NOTES}
    del forgotten["mail_trouble"]
    assert undecided(forgotten) == ["mail_trouble.address", "mail_trouble.answer", "mail_trouble.since"]


@pytest.mark.parametrize("name", NOTES)
def test_a_decision_is_whole(name: str) -> None:
    """People can see what is theirs, and it goes with them – or it is said why it stays."""
    note = NOTES[name]
    has_person = any(key.column.table.name == "person" for key in note.table.__table__.foreign_keys)
    assert note.purpose[0].isupper()
    assert not note.purpose.endswith(".")
    assert (note.mine is not None) == bool(note.shown) == (name in HEADINGS)
    assert note.mine is not None or note.whose in {Whose.PROGRAMME, Whose.ORGANISATION}
    assert note.forgotten or note.stays or note.whose is Whose.PROGRAMME
    assert not has_person or note.whose in {Whose.PERSON, Whose.BOTH}
    for action in note.forgotten:
        if isinstance(action, Blanked):
            assert {*action.values, *action.trail} <= {column.name for column in note.table.__table__.c}
            assert not action.trail or note.table.audited


def test_the_guard_of_the_trail_lets_just_these_be_blanked() -> None:
    assert set(MIGRATION.BLANKED) == blanked_in_trail()
    assert len(MIGRATION.BLANKED) == len(set(MIGRATION.BLANKED))
    assert all(NOTES[name].table.audited for name in SPOKEN)


def test_whatever_goes_by_itself_is_seen_to() -> None:
    assert {note.kept for note in NOTES.values() if isinstance(note.kept, Period)} <= {*Period}
    assert {*Period} - BY_ROWS == {Period.TENDERS, Period.CONTRACTS}, "each of these has a row of its own"


def test_no_other_file_is_written() -> None:
    """Whoever writes one has to say what it holds, and to add it to `FILES`."""
    writers = {
        str(path.relative_to(ROOT))
        for floor in ("bot", "handlers", "services", "storage", "domain")
        for path in (ROOT / floor).rglob("*.py")
        if any(_writes(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    }
    assert writers <= {*MAY_WRITE}


def _writes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    modes = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return name in WRITES or (name == "open" and any(mode.strip("bt+") in {"w", "a", "x"} for mode in modes))


def test_the_record_of_processing_is_as_the_tables_have_it() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m docs.data writes it anew"
