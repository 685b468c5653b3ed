"""`handschlag applications`: who becomes a partner, decided at a desk instead of in support's group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Annotated

import typer

from bot.app import LOCALES
from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, local, print_table
from bot.commands.deciding import Deciding, deciding
from bot.commands.operators import By
from bot.commands.trails import entry_as_json, print_history
from bot.commands.working import units_of
from bot.config import Settings, load_settings
from bot.ending import CannotGoOn
from domain.applications import WAITING, Undertaking
from domain.organisations.registers import format_register_number
from domain.words import Country, Words
from handlers.applications.card import question_words, reason_words
from handlers.chat.rendering import Renderer
from services.applications import applying
from services.applications import deciding as decisions
from services.partnerships.enquiries import read_remark
from services.staff.clerks import StaffAct, did
from services.staff.history import history
from storage.applications import newest_applications, open_applications
from storage.support import support_group
from storage.tables import Application

SHOWN = 50
LIST = "handschlag applications"

applications = typer.Typer(help="Decide about companies that want to become partners.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(metavar="ID", help="The number of an application, as in the list.")]


@applications.command("list")
def list_(
    everything: Annotated[bool, typer.Option("--all", help="Also those that are decided, the newest first.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many lines are printed, at most.")] = SHOWN,
    as_json: AsJson = False,
) -> None:
    """List applications that wait for a decision, the oldest first."""
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        found = newest_applications(work.session, limit) if everything else open_applications(work.session, limit)
        rows = [_row(each, settings) for each in found]
        has_group = support_group(work.session) is not None
    if as_json:
        print_json({"applications": [_as_json(each) for each in found]})
        return
    if rows:
        print_table(("ID", "SENT", "STATUS", "COMPANY", "COUNTRY", "VALUE A YEAR", "IN HAND"), rows)
    else:
        typer.echo("There are no applications." if everything else "No application waits for a decision.")
    if not has_group:
        typer.echo("No group of support is connected, so nobody is told of new ones: look here, or connect one.")


@applications.command()
def show(application_id: Id, as_json: AsJson = False, by: By = None) -> None:
    """Show one application whole, and what was decided."""
    settings = load_settings()
    with units_of(settings, by) as units, units.begin("cli") as work:
        found = work.session.get(Application, application_id)
        if found is None:
            raise CannotGoOn(f"There is no application {application_id}: {LIST} list --all shows all.")
        lines = list(_described(found, settings))
        done = history(work, {Application: [found.id]})
        did(work, StaffAct.LOOK_UP, Application, [found.id])
    if as_json:
        print_json({**_as_json(found), "history": [entry_as_json(each) for each in done]})
        return
    for name, value in lines:
        typer.echo(f"{name + ':':<16} {value}")
    typer.echo()
    print_history(done, settings)


@applications.command()
def approve(application_id: Id, by: By = None) -> None:
    """Make the company a partner. It gets its partner code, and its people are told."""
    found = _decide(application_id, lambda here: decisions.approve(here.work, application_id, here.name), by)
    typer.echo(f"{found.organisation.name} is a partner.")
    typer.echo(f"Partner code:    {found.organisation.partner_code}")


@applications.command()
def decline(
    application_id: Id,
    reason: Annotated[str, typer.Option(help="What is missing, in a sentence: the company reads it.")],
    by: By = None,
) -> None:
    """Decline with a reason. The company reads it, and from when on it can apply again."""
    found = _decide(
        application_id,
        lambda here: decisions.decline(here.work, here.programme, application_id, here.name, read_remark(reason)),
        by,
    )
    typer.echo(f"{found.organisation.name} is told; it can apply again from {found.again_from}.")


def _decide(application_id: int, decision: Callable[[Deciding], Application], by: str | None) -> Application:
    """Decides, and tells whom it concerns. Raises `CannotGoOn` with the reason why it is not possible."""
    with deciding(by, f"Application {application_id}") as here:
        return decision(here)


def _plain(value: Words | str) -> str:
    return value if isinstance(value, str) else Renderer(LOCALES).plain(value, "en")


def _row(application: Application, settings: Settings) -> tuple[str, ...]:
    return (
        str(application.id),
        local(application.submitted_at, settings.timezone),
        application.status.value,
        in_one_line(application.organisation.name),
        application.organisation.country,
        _value(application),
        in_one_line(application.assigned_to or "") if application.status in WAITING else "",
    )


def _value(application: Application) -> str:
    amount = Decimal(application.yearly_value) / 100
    return f"{application.currency} {amount:.2f}{'' if application.value_is_known else ' (stated)'}"


def _described(application: Application, settings: Settings) -> Iterator[tuple[str, str]]:
    organisation, country = application.organisation, Country(application.organisation.country)
    number = organisation.register_number or application.register_number
    stated = " (stated with it)" if organisation.register_number is None else ""
    yield "Application", str(application.id)
    yield "Status", application.status.value
    yield "Company", f"{in_one_line(organisation.name)}, {country.code}"
    yield "Register number", f"{format_register_number(country, number) if number else '-'}{stated}"
    yield "Verified", "yes" if organisation.verified_at is not None else "no"
    yield "Website", in_one_line(application.website)
    yield "Value a year", _value(application)
    for each in Undertaking:
        by = applying.accepted(application, each)
        yield each.name.title(), f"accepted by {in_one_line(by.name)}, {local(by.at, settings.timezone)}"
    yield "Sent", _by(application.submitted_at, application.applicant.first_name, settings)
    if application.question is not None:
        yield "Question", in_one_line(_plain(question_words(application)))
        yield "Answer", in_one_line(application.answer or "-")
    if application.decided_at is not None:
        yield "Decided", _by(application.decided_at, application.decided_by or "", settings)
    if (reason := reason_words(application)) is not None:
        yield "Reason", in_one_line(_plain(reason))
        yield "Again from", str(application.again_from)
    if organisation.partner_code is not None:
        yield "Partner code", organisation.partner_code


def _as_json(application: Application) -> dict[str, object]:
    organisation, reason = application.organisation, reason_words(application)
    return {
        "id": application.id,
        "status": application.status,
        "organisation": organisation.id,
        "company": organisation.name,
        "country": organisation.country,
        "register_number": organisation.register_number or application.register_number,
        "verified": organisation.verified_at is not None,
        "website": application.website,
        "currency": application.currency,
        "yearly_value": f"{Decimal(application.yearly_value) / 100:.2f}",
        "value_is_known": application.value_is_known,
        "submitted": application.submitted_at,
        "applicant": application.applicant.first_name,
        "assigned_to": application.assigned_to,
        "question": None if application.question is None else _plain(question_words(application)),
        "answer": application.answer,
        "decided": application.decided_at,
        "decided_by": application.decided_by,
        "reason": None if reason is None else _plain(reason),
        "again_from": application.again_from,
        "partner_code": organisation.partner_code,
    }


def _by(moment: dt.datetime, name: str, settings: Settings) -> str:
    return f"{local(moment, settings.timezone)} by {in_one_line(name)}"
