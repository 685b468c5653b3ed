"""`handschlag partners`: the provider takes companies into the programme."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.orm import Session

from bot.app import LOCALES
from bot.commands.as_json import AsJson, print_json
from bot.commands.bot_username import bot_username
from bot.commands.columns import in_one_line, print_table
from bot.commands.operators import By
from bot.commands.working import units_of
from bot.config import Settings, load_settings
from bot.ending import CannotGoOn
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
    by: By = None,
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
        with units_of(settings, by) as units, units.begin("cli") as work:
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
def invite(code: Annotated[str, typer.Argument(help="The partner code: P-7K2M9Q.")], by: By = None) -> None:
    """Make a new link for a partner’s legal representative, where the first one has expired or was lost."""
    settings = load_settings()
    username = asyncio.run(bot_username(settings))
    try:
        with units_of(settings, by) as units, units.begin("cli") as work:
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
def list_(as_json: AsJson = False) -> None:
    """List all partners with code, register number, clients, and whether somebody acts for them yet."""
    with units_of(load_settings()) as units, units.begin("cli") as work:
        found = [each for page in _pages(work.session) for each in _listed(work, page)]
    if as_json:
        print_json({"partners": found})
        return
    rows = [tuple(map(str, each.values())) for each in found]
    if not rows:
        typer.echo("There are no partners yet. Add one: handschlag partners add --help")
        return
    print_table(("CODE", "NAME", "COUNTRY", "REGISTER NUMBER", "CLIENTS", "PEOPLE"), rows)


def _listed(work: Work, page: Sequence[Organisation]) -> Iterator[dict[str, str | int]]:
    partner_ids = [partner.id for partner in page]
    clients = count_by_partner(work.session, partner_ids, Status.ACTIVE, work.now)
    people = count_members(work.session, partner_ids)
    for partner in page:
        number, country = partner.register_number, Country(partner.country)
        yield {
            "code": partner.partner_code or "",
            "name": in_one_line(partner.name),
            "country": partner.country,
            "register_number": format_register_number(country, number) if number else "",
            "clients": clients.get(partner.id, 0),
            "people": people.get(partner.id, 0),
        }


def _pages(session: Session) -> Iterator[Sequence[Organisation]]:
    """All partners by name, some at a time."""
    offset = 0
    while page := partners_by_name_order(session, but=NOBODY, limit=PAGE, offset=offset):
        yield page
        offset += PAGE
