"""`handschlag import`: takes what the provider's systems know of accounts, people, products, orders and levels."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import Annotated, Generic, NamedTuple, TypeVar

import typer
from sqlalchemy.exc import IntegrityError

from bot.app import LOCALES, build_desk
from bot.commands.aside import Aside
from bot.commands.bot_username import bot_username_in_mails
from bot.commands.operators import By
from bot.commands.record_files import RecordFile, open_records
from bot.commands.record_kinds import ACCOUNTS, LEVELS, ORDERS, OWN_FIELD, PEOPLE, PRODUCTS, Kind
from bot.commands.working import units_of
from bot.config import Settings, load_settings
from bot.ending import CannotGoOn
from domain.accounts.records import RecordFaulty
from domain.words import Words
from handlers.chat.rendering import Renderer
from services import events
from services.accounts.taking import BATCH, RecordRefused, Taken
from services.staff.clerks import did
from storage.tables import Base, BenefitLevel, Membership, Organisation, Product, ProviderOrder
from storage.tables.base import JsonObject
from storage.work import Event, Units, Work

MOST_FAULTS = 20
"""So many are printed; the others are counted."""

TABLES: Mapping[str, type[Base]] = {
    ACCOUNTS.name: Organisation,
    PEOPLE.name: Membership,
    PRODUCTS.name: Product,
    ORDERS.name: ProviderOrder,
    LEVELS.name: BenefitLevel,
}
"""Where the records of a file are kept."""
A_FILE = 0
"""A file as a whole has no number on the audit trail: it is told in words."""
T = TypeVar("T")

ENDS: Mapping[type[Event], str] = {
    events.AccountClosed: "accounts closed",
    events.AccountReopened: "accounts reopened",
    events.PartnerDismissed: "organisations no longer partners",
    events.PartnershipCeased: "partnerships and requests ended",
    events.ProductAccessChanged: "partnerships with fewer products",
    events.MemberLeft: "people no longer acting for an account",
    events.RoleChanged: "people in another role",
    events.EntryDoubtful: "entries that could not be, and bring no income (handschlag doctor names them)",
}

import_ = typer.Typer(
    help="Take what the provider’s systems know: accounts first, then people, products, orders and levels.",
    no_args_is_help=True,
)

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Lines of JSON or CSV, in UTF-8.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would change; change nothing.")]


@import_.command()
def accounts(files: Files, dry_run: DryRun = False, by: By = None) -> None:
    """Take accounts: clients and partners. What depends on a closed account ends, and both sides are told.

    Either all of a file is taken, or nothing of it. The same file again changes nothing, and older records never
    replace newer ones. An embedded database lets the bot wait meanwhile.
    """
    _import(ACCOUNTS, files, by, dry_run=dry_run)


@import_.command()
def people(files: Files, dry_run: DryRun = False, by: By = None) -> None:
    """Take the people of accounts, and their roles. Who is removed acts for the account no longer.

    Either all of a file is taken, or nothing of it. The same file again changes nothing.
    """
    _import(PEOPLE, files, by, dry_run=dry_run)


@import_.command()
def products(files: Files, dry_run: DryRun = False, by: By = None) -> None:
    """Take the products of accounts. Access to what is cancelled ends, and both sides are told.

    Either all of a file is taken, or nothing of it. The same file again changes nothing.
    """
    _import(PRODUCTS, files, by, dry_run=dry_run)


@import_.command()
def orders(files: Files, dry_run: DryRun = False, by: By = None) -> None:
    """Take the entries of the books: orders, renewals, credit notes and refunds.

    Either all of a file is taken, or nothing of it. The same file again changes nothing.
    """
    _import(ORDERS, files, by, dry_run=dry_run)


@import_.command()
def levels(files: Files, dry_run: DryRun = False, by: By = None) -> None:
    """Take the partners’ levels of benefits, each from its day on; what was earned since is settled anew.

    Either all of a file is taken, or nothing of it. The same file again changes nothing.
    """
    _import(LEVELS, files, by, dry_run=dry_run)


def _import(kind: Kind[T], paths: Sequence[Path], by: str | None, *, dry_run: bool) -> None:
    settings = load_settings()
    gc.freeze()  # what is there by now stays, and need not be looked through again and again
    with units_of(settings, by) as units:
        for place, path in enumerate(paths):
            try:
                taken, happened = import_file(settings, units, kind, path, dry_run=dry_run)
            except CannotGoOn as reason:
                before = ", ".join(map(str, paths[:place]))
                taken_before = f"\nTaken before that: {before}." if before and not dry_run else ""
                raise CannotGoOn(f"{reason}{taken_before}") from None
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

    Nothing is begun before all of it is found to be right. What tells nothing new is sorted out before that, too:
    others wait only while the rest is written. If somebody is first with something that is new, it is done once more.
    """
    file = open_records(path)
    _require_kind(file, kind)
    with _progress(file) as progress, Aside[_Sound[T]](BATCH) as news:
        taken = _sift(units, file, kind, progress, news)
        if not news.count:
            return taken, Counter()
        importing = _Importing(settings, file, kind, news, dry_run=dry_run)
        try:
            more, happened = importing.take(units, progress)
        except IntegrityError:
            more, happened = importing.take(units, lambda _: None)
        return taken + more, happened


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


class _Sound(NamedTuple, Generic[T]):
    """A record that stands in a file from line `number` on, and is right in itself."""

    number: int
    record: T


def _sift(
    units: Units, file: RecordFile, kind: Kind[T], progress: Callable[[int], None], news: Aside[_Sound[T]]
) -> Taken:
    """Reads all of the file and puts its news aside; what comes of the rest. Raises `CannotGoOn` where a line is wrong.

    Of the database, only a few rows are read at a time.
    """
    shown: list[str] = []
    count = 0
    taken = Taken()
    sound: list[_Sound[T]] = []
    for line in file.lines(progress):
        number, raw = line.number, line.raw
        if isinstance(raw, str):
            faults = [f"line {number}: {raw}"]
        else:
            try:
                sound.append(_Sound(number, kind.read(raw)))
            except RecordFaulty as faulty:
                faults = [f"line {number}, {each.field}: {_english(each.sentence)}" for each in faulty.faults]
            else:
                if len(sound) == BATCH and not count:
                    taken += _sort_out(units, file, kind, sound, news)
                    sound = []
                continue
        count += len(faults)
        shown += faults[: MOST_FAULTS - len(shown)]
        sound = []
    if count:
        more = [f"… and {count - len(shown)} more."] if count > len(shown) else []
        right = ("This is what a right line looks like:", file.example(kind.example))
        raise CannotGoOn("\n".join((f"{file.path}: nothing was taken, because", *shown, *more, *right)))
    return taken + _sort_out(units, file, kind, sound, news)


def _sort_out(
    units: Units, file: RecordFile, kind: Kind[T], sound: Sequence[_Sound[T]], news: Aside[_Sound[T]]
) -> Taken:
    """Puts aside those of the records that tell something new; what comes of the others."""
    taken = Taken()
    with units.begin("import") as work, _told_by_line(file, sound):
        verdicts = kind.know(work, [each.record for each in sound])
    for each, verdict in zip(sound, verdicts, strict=True):
        if verdict is None:
            news.put(each)
        else:
            taken += verdict
    return taken


@contextmanager
def _told_by_line(file: RecordFile, batch: Sequence[_Sound[T]]) -> Iterator[None]:
    """Whoever refuses one of these records is told on which line of the file it stands."""
    try:
        yield
    except RecordRefused as refused:
        told = f"line {batch[refused.index].number}: {_english(refused.reason)}"
        raise CannotGoOn(f"{file.path}: nothing was taken, because\n{told}") from None


@dataclass(frozen=True)
class _Importing(Generic[T]):
    """Takes what a file has of news."""

    settings: Settings
    file: RecordFile
    kind: Kind[T]
    news: Aside[_Sound[T]]
    _: KW_ONLY
    dry_run: bool

    def take(self, units: Units, progress: Callable[[int], None]) -> tuple[Taken, Counter[type[Event]]]:
        """All of it in one unit of work; what came of it, and how often what happened. Raises `CannotGoOn`."""
        taken, happened = Taken(), Counter[type[Event]]()
        desk = None if self.dry_run else build_desk(self.settings, bot_username_in_mails(self.settings))
        with _unit(units, dry_run=self.dry_run) as work:
            for batch in self.news.batches():
                with _told_by_line(self.file, batch):
                    taken += self.kind.take(work, self.settings.programme, [each.record for each in batch])
                happened.update(type(event) for event in work.events)
                if desk is not None and work.events:
                    desk.announce(work)
                work.events.clear()
                progress(self.file.size * len(batch) // self.news.count)
            said: JsonObject = {"file": self.file.path.name, "new": taken.created, "changed": taken.changed}
            did(work, f"import.{self.kind.name}", TABLES[self.kind.name], [A_FILE], said)
        return taken, happened


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
