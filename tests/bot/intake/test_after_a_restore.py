"""The desk is restored to an older state while Telegram goes on repeating: each update is applied once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from storage.backup.restoring import restore
from storage.backup.taking import take
from tests.bot.intake.test_applying import Office
from tests.databases import PostgresServer, SqliteFiles

NOON = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


def test_what_telegram_repeats_after_a_restore_is_applied_once(
    database_url: str, sqlite_files: SqliteFiles, postgres: PostgresServer, tmp_path: Path
) -> None:
    before = Office(database_url)
    assert before.takes(1, "/work") == ["It works."]
    take(before.units.engine, tmp_path / "desk.zip", program="0.1.0", now=NOON)
    assert before.takes(2, "/work") == ["It works."]  # after the backup, and not yet acknowledged at Telegram
    assert before.takes(3, "/help", sender=8)
    before.units.engine.dispose()

    on_other_kind = postgres.fresh() if database_url.startswith("sqlite") else sqlite_files.fresh("restored")
    after = Office(on_other_kind)
    restore(after.units.engine, tmp_path / "desk.zip")

    assert after.takes(1, "/work") == []  # the backup knows it
    for update, words, sender in ((2, "/work", 7), (3, "/help", 8)):
        assert after.takes(update, words, sender)  # the backup does not: it is as if it had never come
        assert after.takes(update, words, sender) == []
    after.units.engine.dispose()
