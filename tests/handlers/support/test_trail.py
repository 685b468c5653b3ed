"""History is read in words: each action, door, record, field and value that the audit trail may hold has its own."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import Enum

import storage.tables
from bot.app import LOCALES
from domain.partnerships.rules import Ceased
from domain.words import Msg, Words
from handlers.chat.rendering import Renderer
from handlers.support.trail import DOOR_NAMES, changed_words, entry_words, who_did
from handlers.support.trail_actions import ACTION_NAMES
from handlers.support.trail_fields import FIELD_NAMES, RECORD_NAMES, UNTOLD
from handlers.support.trail_values import CEASED, NAMES
from services.staff.history import PROGRAMME, Entry
from storage.audit import column_of, recorded
from storage.tables import Base, Membership, Organisation, Partnership, Person, Tender
from tests.handlers.support.actions_in_code import ROOT, actions, doors

AT = dt.datetime(2026, 11, 29, 15, 4, tzinfo=dt.UTC)
RENDERER = Renderer(LOCALES, provider="Hostwerk")
Changed = tuple[tuple[str, object, object], ...]


def entry(
    subject: type[Base], changed: Changed, action: str = "", *, is_new: bool = False, is_gone: bool = False
) -> Entry:
    return Entry(
        at=AT,
        who=PROGRAMME,
        is_staff=False,
        channel="job",
        action=action,
        subject=subject.__tablename__,
        subject_id=31,
        changed=changed,
        is_new=is_new,
        is_gone=is_gone,
        names={("person", 7): "Lea", ("organisation", 3): "Alpweb", ("product", 9): "Webshop"},
    )


def read(words: Words | None, language: str = "en") -> str:
    return "" if words is None else RENDERER.plain(words, language)


def test_each_action_that_the_program_can_write_has_words() -> None:
    """If this fails: give the action a sentence of few words in `handlers/support/trail_actions.py`."""
    written = actions()
    assert len(written) > 150
    assert {action: where for action, where in written.items() if action not in ACTION_NAMES} == {}
    assert set(ACTION_NAMES) - set(written) == set()


def test_each_door_has_a_name() -> None:
    assert doors() | {"page"} == set(DOOR_NAMES)


def shown_records() -> Iterator[type[Base]]:
    """The records whose history staff is shown: the keys of what is asked about."""
    for path in ("services/staff/files.py", "bot/commands/applications.py"):
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            for key in node.keys if isinstance(node, ast.Dict) else []:
                table = getattr(storage.tables, key.id, None) if isinstance(key, ast.Name) else None
                if isinstance(table, type) and issubclass(table, Base):
                    yield table


def test_each_field_of_each_record_that_is_shown_has_a_name() -> None:
    columns = {column for kind in RECORD_NAMES for column in recorded(kind)}
    assert set(shown_records()) == set(RECORD_NAMES)
    assert columns - set(FIELD_NAMES) - UNTOLD == set()
    assert set(FIELD_NAMES) - columns == set()
    assert set(FIELD_NAMES) & UNTOLD == set()


def test_each_value_of_a_field_that_is_one_of_several_has_a_name() -> None:
    columns = [column_of(kind.__tablename__, name) for kind in RECORD_NAMES for name in recorded(kind)]
    enums = {column.type.enum_class for column in columns if column is not None and isinstance(column.type, Enum)}
    assert {each: set(names) for each, names in NAMES.items()} == {each: set(each) for each in enums if each}
    assert set(CEASED) == set(Ceased)


HISTORIES = [
    (
        entry(Partnership, (("status", "pending", "active"), ("due_at", "2026-12-01", None))),
        "status: waits for the partner → active",
        "Status: wartet auf den Partner → aktiv",
    ),
    (
        entry(Partnership, (("confirmed_at", None, AT.isoformat()), ("set_up", None, "done"))),
        "set-up: done",
        "Einrichtung: erledigt",
    ),
    (
        entry(Membership, (("id", None, 5), ("person_id", None, 7), ("role", None, "reader")), is_new=True),
        "new: right to act; person: Lea; role: reader",
        "neu: Mitgliedschaft; Person: Lea; Rolle: Nur Lesen",
    ),
    (
        entry(Membership, (("organisation_id", 3, None),), is_gone=True),
        "removed: right to act; organisation: Alpweb",
        "entfernt: Mitgliedschaft; Organisation: Alpweb",
    ),
    (
        entry(Person, (("language", "de", "fr"), ("reachable", True, False))),
        "language: German → French; reachable in Telegram: yes → no",
        "Sprache: Deutsch → Französisch; in Telegram erreichbar: ja → nein",
    ),
    (
        entry(Partnership, (("ends_on", None, "2026-12-31"), ("reason", None, "#end_date"))),
        "last day: December 31, 2026; reason: its last day is over",
        "letzter Tag: 31. Dezember 2026; Grund: ihr letzter Tag ist vorbei",
    ),
    # What somebody wrote is cut; what the program does not know any more is shown as it stands.
    (
        entry(Partnership, (("last_words", None, "Many thanks\nto all, and good luck"), ("was_there", "x", "y"))),
        "last words: Many thanks to all,…; was_there: x → y",
        "letzte Worte: Many thanks to all,…; was_there: x → y",
    ),
    (entry(Organisation, (("kind", "club", "company"),)), "kind: club → Company", "Art: club → Firma"),
    # A record whose history nobody is shown, but whose owner is shown it: what has no name is shown by its code.
    (entry(Tender, (("status", "draft", "open"),)), "status: draft → open", "Status: draft → open"),
]


@pytest.mark.parametrize(("done", "english", "german"), HISTORIES)
def test_what_has_changed_is_read_in_words(done: Entry, english: str, german: str) -> None:
    words = changed_words(done, most=9, longest=20)
    assert (read(words), read(words, "de")) == (english, german)


def test_no_more_fields_are_told_than_there_is_room_for() -> None:
    many = entry(Partnership, tuple((column, 1, 2) for column in ("a", "b", "c")))
    assert read(changed_words(many, most=2, longest=20)) == "a: 1 → 2; b: 1 → 2"


@pytest.mark.parametrize(
    ("action", "english", "german"),
    [
        ("partnership.confirm", "confirmed", "bestätigt"),
        ("once.called<so>", "once.called<so>", "once.called<so>"),
        ("", "changed", "geändert"),
    ],
)
def test_what_was_done_is_read_in_words(action: str, english: str, german: str) -> None:
    words = entry_words(entry(Partnership, (), action))
    assert (read(words), read(words, "de")) == (english, german)


def test_what_says_nothing_but_when_is_left_out() -> None:
    assert changed_words(entry(Partnership, (("confirmed_at", None, AT.isoformat()),)), 9, 80) is None


def test_what_nobody_has_done_was_the_programme() -> None:
    assert who_did(entry(Partnership, ())) == Msg("the programme")
