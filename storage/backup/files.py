"""A backup's file: a ZIP archive with one member of JSON lines for each table, and `contents.json`, which counts them.

It is written aside, read back, forced to the disk, and only then gets its name: there is never half a backup under it.
Nobody but its owner may read it (mode 0600), because all that people have entrusted to the desk is in it.
"""

from __future__ import annotations

import os
import secrets
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from storage.backup.shapes import Shape

FORMAT = 1
CONTENTS = "contents.json"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValidationError, ValueError, NotImplementedError)


class BackupUnfit(Exception):
    """The file is no backup, not a whole one, or one that this program cannot read; the message says which."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table: how many rows there are, and their lines' SHA-256. `highest` is the last number it has given a row."""

    shape: Shape
    rows: int
    sha256: str
    highest: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup has in it: the schema's revision and the notes beside it (`storage.schema_notes`), and every table.

    `taken_at` is a moment in UTC as text, `database` where it comes from, `program` which version has written it.
    """

    format: int
    program: str
    revision: str
    notes: Mapping[str, str]
    taken_at: str
    database: str
    parts: list[Part]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(part.rows for part in self.parts)


_CONTENTS = TypeAdapter(Contents)


class Tally:
    """Counts lines and what they add up to."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = sha256()

    def add(self, line: bytes) -> None:
        """One more line, without its end."""
        self.rows += 1
        self._sum.update(line + b"\n")

    def part(self, shape: Shape, highest: int = 0) -> Part:
        """What has been counted, as a table of a backup."""
        return Part(shape, self.rows, self._sum.hexdigest(), highest)


class Writer:
    """Writes a backup; `close` makes it whole."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.parts: list[Part] = []

    def add(self, shape: Shape, rows: Iterable[tuple[object, ...]]) -> Tally:
        """All rows of a table."""
        tally = Tally()
        with self._archive.open(_member(shape.name), "w", force_zip64=True) as member:
            for row in rows:
                line = shape.line(row)
                tally.add(line)
                member.write(line + b"\n")
        return tally

    def close(self, contents: Contents) -> None:
        """Says what is in it."""
        self._archive.writestr(CONTENTS, orjson.dumps(asdict(contents), option=orjson.OPT_INDENT_2))


@contextmanager
def writing(file: Path) -> Iterator[Writer]:
    """Where a backup is written; it is at `file` when the block has ended well, and nothing is there otherwise.

    Raises `FileExistsError` where there is something already, and `BackupUnfit` if it cannot be read back.
    """
    if file.exists():
        raise FileExistsError(file)
    aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as written:
            with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                yield Writer(archive)
            written.flush()
            os.fsync(written.fileno())
            check(aside)
        os.link(aside, file)  # unlike a rename, it never takes the place of another file
        _keep_name(file.parent)
    finally:
        aside.unlink(missing_ok=True)


def check(file: Path) -> Contents:
    """Reads all of a backup. Raises `BackupUnfit` unless every table has the rows that it should have."""
    with reading(file) as backup:
        for part in backup.contents.parts:
            tally = Tally()
            for line in backup.lines(part):
                tally.add(line)
            if tally.part(part.shape, part.highest) != part:
                raise BackupUnfit(f"the table {part.shape.name} is not as it was written")
        return backup.contents


class Reader:
    """A backup that is open."""

    def __init__(self, archive: zipfile.ZipFile, contents: Contents) -> None:
        self._archive = archive
        self.contents = contents

    def lines(self, part: Part) -> Iterator[bytes]:
        """The lines of a table, without their ends."""
        with self._archive.open(_member(part.shape.name)) as member:
            for line in member:
                yield line.rstrip(b"\n")


@contextmanager
def reading(file: Path) -> Iterator[Reader]:
    """Opens a backup. Raises `BackupUnfit`, also for what turns out inside the block, and `OSError`."""
    try:
        with zipfile.ZipFile(file) as archive:
            found = orjson.loads(archive.read(CONTENTS))
            if isinstance(found, dict) and found.get("format") != FORMAT:
                raise BackupUnfit(f"it has the format {found.get('format')}, and this program reads {FORMAT}")
            yield Reader(archive, _CONTENTS.validate_python(found))
    except _BROKEN as fault:
        raise BackupUnfit("it is no backup, or a part of it is missing") from fault


def _member(table: str) -> str:
    return f"{table}.jsonl"


def _keep_name(folder: Path) -> None:
    """A power cut does not take the file's name away again."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
