"""`handschlag partners`: the provider takes companies into the programme."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from bot.app import LOCALES, now
from bot.commands.bot_username import bot_username
from bot.commands.database import require_newest, unusable
from bot.config import Settings, load_settings
from bot.ending import CannotGoOn
from bot.units import units_on
from domain.countries import find_country
from domain.names.reading import read_organisation_name
from domain.organisations.register_keys import register_key
from domain.organisations.registers import format_register_number, read_register_number
from domain.partnerships.rules import Status
from domain.words import Country, Refused
from handlers.chat.rendering import Renderer
from handlers.people.invitations import JOIN_PREFIX
from services.organisations import admit_partner
from services.people.invitations import NewInvitation, invite_again
from storage.database import open_database
from storage.organisations.partners import partners as partners_by_name_order
from storage.partnerships import count_by_partner
from storage.people import count_members
from storage.tables import Organisation
from storage.work import Work

PAGE = 500
NOBODY = 0
"""An id that no organisation has."""

partners = typer.Typer(help="Take companies into the programme as partners, and list them.", no_args_is_help=True)


@partners.command()
def add(
    name: Annotated[str, typer.Argument(help="The company’s name, as in the register: “Alpweb GmbH”.")],
    country: Annotated[str, typer.Option(help="Its country: CH, Germany, Österreich …")],
    register_number: Annotated[str, typer.Option(help="Its number in the commercial register: CHE-123.456.788.")],
) -> None:
    """Make a company a partner. Prints its partner code, and a link for its legal representative.

    The link works once, as long as the profile says: whoever opens it in Telegram decides in the partner’s name from
    then on.
    """
    settings = load_settings()
    try:
        title = read_organisation_name(name)
        home = find_country(country)
        number = read_register_number(home, register_number)
        username = asyncio.run(bot_username(settings))
        with _work(settings) as work:
            for partner in (each for page in _pages(work.session) for each in page):
                if (partner.country, partner.register_key) == (home.code, register_key(home.code, number)):
                    known = f"{partner.name} has this register number, and is the partner {partner.partner_code}."
                    raise CannotGoOn(known)
            organisation, invitation = admit_partner(work, title, home, number, programme=settings.programme)
    except Refused as refused:
        raise CannotGoOn(Renderer(LOCALES).plain(refused.reason, "en")) from None
    typer.echo(f"{organisation.name} is a partner.")
    typer.echo(f"Partner code:  {organisation.partner_code}")
    _print_link(invitation, username, settings)


@partners.command()
def invite(code: Annotated[str, typer.Argument(help="The partner code: P-7K2M9Q.")]) -> None:
    """Make a new link for a partner’s legal representative, where the first one has expired or was lost."""
    settings = load_settings()
    username = asyncio.run(bot_username(settings))
    try:
        with _work(settings) as work:
            made = invite_again(work, code.strip().upper(), programme=settings.programme)
    except Refused as refused:
        raise CannotGoOn(Renderer(LOCALES).plain(refused.reason, "en")) from None
    typer.echo(f"A link for {made.invitation.organisation.name}:")
    _print_link(made, username, settings)


def _print_link(made: NewInvitation, username: str, settings: Settings) -> None:
    until = made.invitation.expires_at.astimezone(ZoneInfo(settings.timezone))
    typer.echo(f"Link:          https://t.me/{username}?start={JOIN_PREFIX}{made.token}")
    typer.echo(f"Send the link to its legal representative only; it works once, until {until:%Y-%m-%d %H:%M}.")


@partners.command("list")
def list_() -> None:
    """List all partners with code, register number, clients, and whether somebody acts for them yet."""
    with _work(load_settings()) as work:
        rows = [row for page in _pages(work.session) for row in _rows(work, page)]
    if not rows:
        typer.echo("There are no partners yet. Add one: handschlag partners add --help")
        return
    rows.insert(0, ("CODE", "NAME", "COUNTRY", "REGISTER NUMBER", "CLIENTS", "PEOPLE"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _rows(work: Work, page: Sequence[Organisation]) -> Iterator[tuple[str, ...]]:
    partner_ids = [partner.id for partner in page]
    clients = count_by_partner(work.session, partner_ids, Status.ACTIVE, work.now)
    people = count_members(work.session, partner_ids)
    for partner in page:
        yield _row(partner, clients.get(partner.id, 0), people.get(partner.id, 0))


def _row(partner: Organisation, clients: int, people: int) -> tuple[str, ...]:
    return (
        partner.partner_code or "",
        partner.name,
        partner.country,
        format_register_number(Country(partner.country), partner.register_number) if partner.register_number else "",
        str(clients),
        str(people),
    )


def _pages(session: Session) -> Iterator[Sequence[Organisation]]:
    """All partners by name, some at a time."""
    offset = 0
    while page := partners_by_name_order(session, but=NOBODY, limit=PAGE, offset=offset):
        yield page
        offset += PAGE


@contextmanager
def _work(settings: Settings) -> Iterator[Work]:
    engine = open_database(settings.database_url)
    try:
        require_newest(engine)
        with units_on(engine, now, settings).begin("cli") as work:
            yield work
    except DatabaseError as fault:
        raise unusable(fault) from fault
    finally:
        engine.dispose()
