"""`handschlag vat`: what registers say about companies' numbers, and asking them now."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.app import LOCALES, build_desk
from bot.commands.as_json import AsJson, print_json
from bot.commands.bot_username import bot_username_in_mails
from bot.commands.columns import in_one_line, local, print_table
from bot.commands.operators import By, operator
from bot.commands.working import units_of
from bot.config import Settings, load_settings
from bot.ending import CannotGoOn
from bot.rendering import renderer_of
from bot.vat.asking import open_session
from bot.vat.checker import AT_ONCE, LEASE
from bot.vat.registers import Registers
from domain.organisations.registers import read_register_number
from domain.vat.outages import SWITZERLAND
from domain.vat.reading import read_vat_number
from domain.vat.verdicts import VatStatus, Verdict, country_code
from domain.words import Country, Refused
from handlers.chat.desk import Desk
from handlers.chat.rendering import Renderer
from services.staff.clerks import did
from services.vat.answering import judge_name
from services.vat.settling import settle
from storage import vat as stored
from storage.tables import Organisation, VatCheck
from storage.vat import Taken
from storage.work import Units

HEADING = ("NUMBER", "COMPANY", "RESULT", "CHECKED", "REGISTERED FOR", "TRIED, AND WHY NOT")
RESULTS = {VatStatus.VALID: "valid", VatStatus.INVALID: "not valid", VatStatus.UNKNOWN: "not known yet"}

vat = typer.Typer(help="Look at what registers say about companies’ numbers, and ask them.", no_args_is_help=True)


@vat.command()
def check(
    number: Annotated[
        str | None, typer.Argument(metavar="NUMBER", help="A VAT number, or a Swiss one: DE136695976, CHE-123.456.788.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Ask about the numbers of all companies.")] = False,
    as_json: AsJson = False,
    by: By = None,
) -> None:
    """Ask VIES, or the Swiss register, about a number or about all. Without either, what is known is listed.

    What is found out about a company’s number is kept, and its people are told, as if the bot had asked. About a number
    that no company has, it is only printed.
    """
    if number is not None and everything:
        raise CannotGoOn("either a number or --all, not both.")
    settings = load_settings()
    asked = None if number is None else _read(number)
    left_out = 0
    with units_of(settings, by) as units:
        if asked is not None or everything:
            found = _current(units, None if asked is None else asked[0])
            if asked is not None and not found:
                _print_verdict(asked, settings, as_json=as_json)
                return
            desk = build_desk(settings, bot_username_in_mails(settings))
            left_out = asyncio.run(_ask_about(found, settings, units, desk))
        known = _known(units, None if asked is None else asked[0])
    if as_json:
        print_json({"numbers": [_as_json(*each) for each in known], "not_asked_just_now": left_out})
        return
    if rows := [_row(*each, settings) for each in known]:
        print_table(HEADING, rows)
    else:
        typer.echo("No company has a number that is looked up.")
    if left_out:
        typer.echo(
            f"Not asked just now: {left_out}. The register is out of order or switched off, or the bot is asking; "
            "it goes on by itself."
        )


def _read(number: str) -> tuple[str, str]:
    """The number as it is stored, and its country as VIES calls it. Raises `CannotGoOn`."""
    try:
        if number.strip().upper().startswith("CHE"):
            return read_register_number(Country(SWITZERLAND), number), SWITZERLAND
        read = read_vat_number(number)
    except Refused as refused:
        raise CannotGoOn(Renderer(LOCALES).plain(refused.reason, "en")) from None
    return read.number, country_code(read)


def _current(units: Units, number: str | None) -> list[int]:
    """The checks of the numbers that companies have now; of one number, or of all."""
    with units.begin("cli") as work:
        return [found.id for found, _ in stored.current_checks(work.session) if number in (None, found.number)]


def _print_verdict(asked: tuple[str, str], settings: Settings, *, as_json: bool) -> None:
    """A number of nobody here."""
    number, country = asked
    _require_register(settings.registers, country)

    async def ask() -> Verdict:
        async with open_session() as session:
            return await settings.registers.ask(session, number, country)

    verdict = asyncio.run(ask())
    if as_json:
        said = {"name": verdict.name, "address": verdict.address, "trouble": verdict.trouble or None}
        one = {"number": number, "organisation": None, "company": None, "status": verdict.status, **said}
        print_json({"numbers": [one], "not_asked_just_now": 0})
        return
    name = " · ".join(filter(None, (verdict.name, verdict.address)))
    row = (number, "nobody’s here", RESULTS[verdict.status], "", in_one_line(name), in_one_line(verdict.trouble))
    print_table(HEADING, [row])


def _require_register(registers: Registers, country: str) -> None:
    if not registers.asks(country):
        which = "swiss_register in the profile" if country == SWITZERLAND else "HANDSCHLAG_VIES_URL"
        raise CannotGoOn(f"nobody is asked about numbers of {country}: {which} says so.")


async def _ask_about(checks: Sequence[int], settings: Settings, units: Units, desk: Desk) -> int:
    """One after the other; how many cannot be asked about just now."""
    left_out = 0
    async with open_session() as session:
        for check_id in checks:
            taken = _take(check_id, settings.registers, units)
            if taken is None:
                left_out += 1
                continue
            verdict = await settings.registers.ask(session, taken.number, taken.country)
            with units.begin("cli") as work:
                settle(work, desk.around.programme, taken, verdict)
                did(work, "vat_number.check", VatCheck, [check_id])
                desk.announce(work)
    return left_out


def _take(check_id: int, registers: Registers, units: Units) -> Taken | None:
    """The check, if its register may be asked just now."""
    with units.begin("cli") as work:
        found = stored.check(work.session, check_id)
        if found is None or not registers.asks(found.country):
            return None
        return stored.take_this(work.session, check_id, work.now, work.now + LEASE, AT_ONCE)


def _known(units: Units, number: str | None) -> list[tuple[VatCheck, Organisation]]:
    """What is known of companies' numbers: of this one, or of all."""
    with units.begin("cli") as work:
        return [each for each in stored.current_checks(work.session) if number in (None, each[0].number)]


def _as_json(found: VatCheck, organisation: Organisation) -> dict[str, object]:
    return {
        "number": found.number,
        "organisation": organisation.id,
        "company": organisation.name,
        "status": found.status,
        "name": found.name,
        "address": found.address,
        "trouble": found.trouble,
        "checked": found.checked_at,
        "tried": found.tried_at,
        "names_differ": found.differs,
        "accepted": found.accepted,
        "judged_by": found.judged_by,
    }


def _row(found: VatCheck, organisation: Organisation, settings: Settings) -> tuple[str, ...]:
    held = " · ".join(filter(None, (found.name, found.address, "NAMES DIFFER" if found.differs else None)))
    return (
        found.number,
        in_one_line(organisation.name),
        RESULTS[found.status],
        _moment(found.checked_at, settings),
        in_one_line(held),
        in_one_line(f"{_moment(found.tried_at, settings)} {found.trouble}") if found.trouble else "",
    )


@vat.command()
def judge(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="A number for which a register has another name.")],
    theirs: Annotated[bool, typer.Option("--theirs/--not-theirs", help="Whether it is the company’s own.")],
    by: By = None,
) -> None:
    """Say whose a number is where its register has another name for it. The company’s people are told."""
    settings, asked = load_settings(), _read(number)[0]
    desk = build_desk(settings, bot_username_in_mails(settings))
    try:
        with units_of(settings, by) as units, units.begin("cli") as work:
            checks = [found for found, _ in stored.current_checks(work.session) if found.number == asked]
            if not checks:
                raise CannotGoOn(f"No company has the number {asked}: handschlag vat check lists all.")
            for found in checks:
                judge_name(work, found.id, operator(by), accepted=theirs)
            desk.announce(work)
    except Refused as refused:
        raise CannotGoOn(renderer_of(settings).plain(refused.reason, "en")) from None
    typer.echo(f"{asked} is {'' if theirs else 'not '}theirs; they are told.")


def _moment(moment: dt.datetime | None, settings: Settings) -> str:
    return "" if moment is None else local(moment, settings.timezone)
