"""Files with the provider's records: lines of JSON, or CSV as spreadsheets write it. What it is, its content says.

A file is read line by line, so it may be of any size.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson

from bot.ending import CannotGoOn

LONGEST_LINE = 1_000_000
"""Bytes. A record is a few hundred."""

_BOM = b"\xef\xbb\xbf"
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it stands in the file, from line `number` on; `raw` is text where it is none, saying why."""

    number: int
    raw: Mapping[str, object] | str


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that can be read again and again. `fields` are its first record's, `delimiter` is `None` for JSON."""

    path: Path
    size: int
    fields: Sequence[str]
    delimiter: str | None

    def lines(self, progress: Callable[[int], None]) -> Iterator[Line]:
        """The records in their order; empty lines are left out. `progress` is told of bytes that were read."""
        with self.path.open("rb") as file:
            physical = _Physical(file, self.path, progress)
            yield from _json_lines(physical) if self.delimiter is None else _csv_lines(physical, self.delimiter)

    def example(self, record: Mapping[str, str]) -> str:
        """How a record is written in a file like this one."""
        if self.delimiter is None:
            return orjson.dumps(record).decode()
        return "\n".join((self.delimiter.join(record), self.delimiter.join(record.values())))


def open_records(path: Path) -> RecordFile:
    """Finds out what the file is. Raises `CannotGoOn` where it has no records."""
    if not path.exists():
        raise CannotGoOn(f"{path} does not exist: check the name.")
    if path.is_dir():
        raise CannotGoOn(f"{path} is a folder: name the file in it.")
    if not path.is_file():
        raise CannotGoOn(f"{path} is no ordinary file, and it has to be read twice: save it as one.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            physical = _Physical(file, path, lambda _: None)
            first = next((line for line in physical if line.strip()), None)
            if first is None:
                raise CannotGoOn(f"{path} is empty.")
            return _sniffed(path, size, first, physical.number)
    except OSError as fault:
        raise CannotGoOn(f"{path} cannot be read: {fault.strerror}.") from None


def _sniffed(path: Path, size: int, first: str, number: int) -> RecordFile:
    begin = first.lstrip()
    if begin.startswith("["):
        raise CannotGoOn(f"{path} is one JSON list: write one record a line, without brackets around them.")
    if begin.startswith("{"):
        raw = _parsed(first)
        if isinstance(raw, str):
            raise CannotGoOn(f"{path}, line {number}: {raw}")
        return RecordFile(path, size, tuple(raw), None)
    try:
        headers = {delimiter: _header(first, delimiter) for delimiter in _DELIMITERS}
    except csv.Error as fault:  # old Macs’ line ends, a cell without an end
        raise CannotGoOn(f"{path}, line {number}: this is no CSV ({fault}): save the file as “CSV UTF-8”.") from None
    delimiter = max(headers, key=lambda each: len(headers[each]))
    return RecordFile(path, size, headers[delimiter], delimiter)


class _Physical:
    """The lines of a file as text, `number` being that of the last one. Raises `CannotGoOn` where they are none."""

    def __init__(self, file: BinaryIO, path: Path, progress: Callable[[int], None]) -> None:
        self._file, self._path, self._progress = file, path, progress
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(LONGEST_LINE + 1):
            self.number += 1
            self._progress(len(line))
            if len(line) > LONGEST_LINE:
                raise self._fault(f"the line is longer than {LONGEST_LINE:,} bytes, so these are no records")
            if self.number == 1:
                if line.startswith(_OTHER_ENCODINGS):
                    raise self._fault("the text is UTF-16: save it as “CSV UTF-8”")
                line = line.removeprefix(_BOM)
            try:
                text = line.decode()
            except UnicodeDecodeError as fault:
                raise self._fault(
                    f"byte {fault.start + 1} is not UTF-8: save the file as “CSV UTF-8”, so that umlauts are right"
                ) from None
            if "\0" in text:
                raise self._fault("the file is not text: records are lines of JSON, or CSV")
            yield text

    def _fault(self, words: str) -> CannotGoOn:
        return CannotGoOn(f"{self._path}, line {self.number}: {words}.")


def _json_lines(physical: _Physical) -> Iterator[Line]:
    for text in physical:
        if text.strip():
            yield Line(physical.number, _parsed(text))


def _parsed(text: str) -> Mapping[str, object] | str:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as fault:
        return f"This is not JSON (character {fault.colno}: {fault.msg})."
    if not isinstance(value, dict):
        return "A record is an object, in curly brackets."
    return value


def _header(text: str, delimiter: str) -> Sequence[str]:
    return [name.strip().lower() for name in next(csv.reader([text], delimiter=delimiter), [])]


def _csv_lines(physical: _Physical, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(physical, delimiter=delimiter, strict=True)
    header: Sequence[str] | None = None
    while True:
        before = physical.number
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            yield Line(before + 1, f"The quotation marks are not in order ({fault}).")
            return
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [name.strip().lower() for name in cells]
            if (twice := next((name for name in header if header.count(name) > 1), None)) is not None:
                yield Line(before + 1, f"The column “{twice}” is there twice.")
                return
        elif len(cells) > len(header) and any(cells[len(header) :]):
            yield Line(before + 1, f"There are {len(cells)} cells, and {len(header)} columns.")
        else:
            yield Line(before + 1, dict(zip(header, cells, strict=False)))
