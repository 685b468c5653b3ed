"""`handschlag find`, `card` and `who`: whom and what staff is asked about, as in support's group."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, print_table, printable
from bot.commands.files import file_as_json, hit_as_json
from bot.commands.operators import By, clerk
from bot.commands.trails import print_history
from bot.commands.working import units_of
from bot.config import Settings, load_settings
from bot.ending import CannotGoOn
from bot.rendering import renderer_of
from domain.words import Refused
from handlers.support.files import file_words
from handlers.support.found import STATUS_NAMES
from services.staff.files import File, open_file
from services.staff.finding import Hit, Kind, find, nothing_found
from storage.work import Work

Wanted = Annotated[
    list[str],
    typer.Argument(
        metavar="WORDS…",
        help="A name, code, domain, product, e-mail address or number; or a kind with its number: partnership 31.",
    ),
]


def find_(words: Wanted, as_json: AsJson = False, by: By = None) -> None:
    """Find organisations, people, partnerships and requests, by whatever somebody tells of themselves.

    Closed accounts are found, too.
    """
    settings = load_settings()
    try:
        with units_of(settings, by) as units, units.begin("cli") as work:
            hits = find(work, clerk(by), " ".join(words))
    except Refused as refused:
        raise _told(refused, settings) from None
    if as_json:
        print_json({"found": [hit_as_json(hit) for hit in hits]})
    elif hits:
        _print_hits(hits, settings)
    else:
        typer.echo("Nobody and nothing is found by that.")


def card(words: Wanted, as_json: AsJson = False, by: By = None) -> None:
    """Show how an organisation, person, partnership or request stands, with its history.

    Where several may be meant, they are listed. That you have looked is kept on the record’s audit trail.
    """
    _show(" ".join(words), None, by, as_json=as_json)


def who(words: Wanted, as_json: AsJson = False, by: By = None) -> None:
    """Show who a person is, by first name, e-mail address or number in Telegram, with their history."""
    _show(" ".join(words), Kind.PERSON, by, as_json=as_json)


def _show(wanted: str, kind: Kind | None, by: str | None, *, as_json: bool) -> None:
    settings = load_settings()
    try:
        with units_of(settings, by) as units, units.begin("cli") as work:
            hits = [hit for hit in find(work, clerk(by), wanted) if kind in (None, hit.kind)]
            if not hits:
                raise nothing_found(wanted)
            if len(hits) > 1:
                _let_choose(hits, settings, as_json=as_json)
                return
            file = open_file(work, clerk(by), hits[0])
            if as_json:
                print_json(file_as_json(file))
            else:
                _print_file(work, file, settings)
    except Refused as refused:
        raise _told(refused, settings) from None


def _let_choose(hits: list[Hit], settings: Settings, *, as_json: bool) -> None:
    if as_json:
        raise CannotGoOn(f"{len(hits)} records may be meant: name one by kind and number.")
    typer.echo("Several may be meant; name one by kind and number:")
    _print_hits(hits, settings)


def _print_hits(hits: list[Hit], settings: Settings) -> None:
    renderer = renderer_of(settings)
    rows = [
        (
            f"{hit.kind} {hit.id}",
            in_one_line(hit.name),
            in_one_line(" · ".join(filter(None, (hit.about, "in the console" if hit.is_in_console else "")))),
            "" if hit.status is None else renderer.plain(STATUS_NAMES[hit.status], "en"),
            in_one_line(hit.product or ""),
        )
        for hit in hits
    ]
    columns = zip(("RECORD", "NAME", "MORE", "STATUS", "BY ITS PRODUCT"), *rows, strict=True)
    heading, *filled = zip(*(column for column in columns if any(column[1:])), strict=True)
    print_table(heading, filled)


def _print_file(work: Work, file: File, settings: Settings) -> None:
    typer.echo(printable(renderer_of(settings).plain(file_words(work, file), "en")))
    typer.echo()
    print_history(file.history, settings)


def _told(refused: Refused, settings: Settings) -> CannotGoOn:
    return CannotGoOn(renderer_of(settings).plain(refused.reason, "en"))
