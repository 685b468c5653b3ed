"""`handschlag import`: takes what the provider's systems know of accounts, people, products and orders, from files."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Generic, TypeVar

import typer

from bot.app import LOCALES, build_desk
from bot.commands.record_files import RecordFile, open_records
from bot.commands.record_kinds import ACCOUNTS, ORDERS, OWN_FIELD, PEOPLE, PRODUCTS, Kind
from bot.commands.working import units_of
from bot.config import Settings, load_settings
from bot.ending import CannotGoOn
from domain.accounts.records import RecordFaulty
from domain.words import Words
from handlers.chat.desk import Desk
from handlers.chat.rendering import Renderer
from services import events
from services.accounts.taking import BATCH, RecordRefused, Taken
from storage.work import Event, Units, Work

MOST_FAULTS = 20
"""So many are printed; the others are counted."""

T = TypeVar("T")

ENDS: Mapping[type[Event], str] = {
    events.AccountClosed: "accounts closed",
    events.AccountReopened: "accounts reopened",
    events.PartnerDismissed: "organisations no longer partners",
    events.PartnershipCeased: "partnerships and requests ended",
    events.ProductAccessChanged: "partnerships with fewer products",
    events.MemberLeft: "people no longer acting for an account",
    events.RoleChanged: "people in another role",
}

import_ = typer.Typer(
    help="Take what the provider’s systems know: accounts first, then people, products and orders.",
    no_args_is_help=True,
)

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Lines of JSON or CSV, in UTF-8.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would change; change nothing.")]


@import_.command()
def accounts(files: Files, dry_run: DryRun = False) -> None:
    """Take accounts: clients and partners. What depends on a closed account ends, and both sides are told.

    Either all of a file is taken, or nothing of it. The same file again changes nothing, and older records never
    replace newer ones. An embedded database lets the bot wait meanwhile.
    """
    _import(ACCOUNTS, files, dry_run=dry_run)


@import_.command()
def people(files: Files, dry_run: DryRun = False) -> None:
    """Take the people of accounts, and their roles. Who is removed acts for the account no longer.

    Either all of a file is taken, or nothing of it. The same file again changes nothing.
    """
    _import(PEOPLE, files, dry_run=dry_run)


@import_.command()
def products(files: Files, dry_run: DryRun = False) -> None:
    """Take the products of accounts. Access to what is cancelled ends, and both sides are told.

    Either all of a file is taken, or nothing of it. The same file again changes nothing.
    """
    _import(PRODUCTS, files, dry_run=dry_run)


@import_.command()
def orders(files: Files, dry_run: DryRun = False) -> None:
    """Take the entries of the books: orders, renewals, credit notes and refunds.

    Either all of a file is taken, or nothing of it. The same file again changes nothing.
    """
    _import(ORDERS, files, dry_run=dry_run)


def _import(kind: Kind[T], paths: Sequence[Path], *, dry_run: bool) -> None:
    settings = load_settings()
    with units_of(settings) as units:
        for place, path in enumerate(paths):
            try:
                taken, happened = import_file(settings, units, kind, path, dry_run=dry_run)
            except CannotGoOn as reason:
                before = ", ".join(map(str, paths[:place]))
                raise CannotGoOn(
                    f"{reason}\n{before}: taken before that." if before and not dry_run else f"{reason}"
                ) from None
            would = "would be " if dry_run else ""
            typer.echo(
                f"{path}: {taken.created} {would}new, {taken.changed} {would}changed, "
                f"{taken.unchanged} unchanged, {taken.outdated} outdated."
            )
            for event, words in ENDS.items():
                if happened[event]:
                    typer.echo(f"  {words}: {happened[event]}")
    if dry_run:
        typer.echo("Nothing was changed.")


def import_file(
    settings: Settings, units: Units, kind: Kind[T], path: Path, *, dry_run: bool
) -> tuple[Taken, Counter[type[Event]]]:
    """Takes all of the file, or nothing; what came of it, and how often what happened. Raises `CannotGoOn`.

    It is read twice: nothing is begun before all of it is found to be right.
    """
    file = open_records(path)
    _require_kind(file, kind)
    with _progress(file) as progress:
        _check(file, kind, progress)
        with _unit(units, dry_run=dry_run) as work:
            return _take(settings, work, file, kind, progress, dry_run=dry_run)


class _NotMeant(Exception):
    """Rolls back what was only tried."""


@contextmanager
def _unit(units: Units, *, dry_run: bool) -> Iterator[Work]:
    try:
        with units.begin("import") as work:
            yield work
            if dry_run:
                raise _NotMeant
    except _NotMeant:
        pass


def _require_kind(file: RecordFile, kind: Kind[T]) -> None:
    found = next((name for field, name in OWN_FIELD.items() if field in file.fields), None)
    if found is None:
        begin = "the first line has" if file.delimiter is None else "the first line has to name the columns, and has"
        looks = f"A file of {kind.name} looks like this:\n{file.example(kind.example)}"
        raise CannotGoOn(f"{file.path}: {begin} no “{kind.fields[0]}”. {looks}")
    if found != kind.name:
        raise CannotGoOn(f"{file.path} has {found} in it, and no {kind.name}: handschlag import {found} takes them.")


@dataclass(frozen=True)
class _Row(Generic[T]):
    """What stands in a file from line `number` on: a record, or what is wrong with it."""

    number: int
    record: T | None
    faults: Sequence[str] = ()


def _rows(file: RecordFile, kind: Kind[T], progress: Callable[[int], None]) -> Iterator[_Row[T]]:
    for line in file.lines(progress):
        number, raw = line.number, line.raw
        if isinstance(raw, str):
            yield _Row(number, None, [f"line {number}: {raw}"])
            continue
        try:
            yield _Row(number, kind.read(raw))
        except RecordFaulty as faulty:
            told = [f"line {number}, {each.field}: {_english(each.sentence)}" for each in faulty.faults]
            yield _Row(number, None, told)


def _check(file: RecordFile, kind: Kind[T], progress: Callable[[int], None]) -> None:
    shown: list[str] = []
    count = 0
    for row in _rows(file, kind, progress):
        count += len(row.faults)
        shown += row.faults[: MOST_FAULTS - len(shown)]
    if count:
        more = [f"… and {count - len(shown)} more."] if count > len(shown) else []
        right = ("This is what a right line looks like:", file.example(kind.example))
        raise CannotGoOn("\n".join((f"{file.path}: nothing was taken, because", *shown, *more, *right)))


def _take(
    settings: Settings, work: Work, file: RecordFile, kind: Kind[T], progress: Callable[[int], None], *, dry_run: bool
) -> tuple[Taken, Counter[type[Event]]]:
    desk: Desk | None = None
    taken, happened = Taken(), Counter[type[Event]]()
    for batch in _batches(_rows(file, kind, progress)):
        records = [row.record for row in batch if row.record is not None]
        if len(records) != len(batch):
            raise CannotGoOn(f"{file.path} has changed while it was read: nothing was taken. Please try again.")
        try:
            taken += kind.take(work, settings.programme, records)
        except RecordRefused as refused:
            told = f"line {batch[refused.index].number}: {_english(refused.reason)}"
            raise CannotGoOn(f"{file.path}: nothing was taken, because\n{told}") from None
        happened.update(type(event) for event in work.events)
        if work.events and not dry_run:
            # No text of these events has a link to the bot, so that nobody has to be asked for its name.
            desk = desk or build_desk(settings, "")
            desk.announce(work)
        work.events.clear()
    return taken, happened


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(rows)
    while batch := list(itertools.islice(remaining, BATCH)):
        yield batch


@contextmanager
def _progress(file: RecordFile) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; elsewhere nothing is shown."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=2 * file.size, label=file.path.name, file=sys.stderr) as bar:
        yield bar.update


def _english(words: Words) -> str:
    return Renderer(LOCALES).plain(words, "en")
