"""The command line. What stops a command is said in one sentence; the exit status is 2 then, and never a traceback."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.commands.api import api
from bot.commands.api_tokens import api_tokens
from bot.commands.applications import applications
from bot.commands.articles import articles
from bot.commands.ask import ask
from bot.commands.backup import backup, restore
from bot.commands.bans import ban, bans, unban
from bot.commands.claims import claims
from bot.commands.demo import demo
from bot.commands.directory import directory
from bot.commands.doctor import doctor
from bot.commands.events import events
from bot.commands.freezing import freeze, unfreeze, verify
from bot.commands.importing import import_
from bot.commands.looking_up import card, find_, who
from bot.commands.mail import mail
from bot.commands.migrate import migrate
from bot.commands.outbox import outbox
from bot.commands.partners import partners
from bot.commands.questions import questions
from bot.commands.retention import retention
from bot.commands.run import run, worker
from bot.commands.stats import stats
from bot.commands.support import support
from bot.commands.tenders import tenders
from bot.commands.vat import vat
from bot.config import ConfigurationFault
from bot.defects import outline
from bot.ending import CannotGoOn
from bot.logs import leave_no_core
from bot.version import program_version
from storage.schema import newest_revision


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"Handschlag {program_version()}, for databases of revision {newest_revision()}")
        raise typer.Exit


app = typer.Typer(
    name="handschlag",
    help="The chat desk of a hosting provider’s reseller programme, in Telegram, in German and English.",
    epilog="Settings are environment variables HANDSCHLAG_…, or lines of a file .env; the README lists them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they would print a traceback past the log, which knows what is secret
)


@app.callback()
def handschlag(
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version, and end.")
    ] = False,
) -> None:
    """What holds for every command."""


app.command()(demo)
app.command()(run)
app.command(hidden=True)(worker)
app.command()(api)
app.command()(migrate)
app.command()(backup)
app.command()(restore)
app.command()(doctor)
app.command()(ask)
app.command("find")(find_)
app.command()(card)
app.command()(who)
app.command()(verify)
app.command()(freeze)
app.command()(unfreeze)
app.add_typer(claims, name="claims")
app.add_typer(partners, name="partners")
app.add_typer(applications, name="applications")
app.add_typer(directory, name="directory")
app.add_typer(tenders, name="tenders")
app.add_typer(api_tokens, name="api-tokens")
app.add_typer(import_, name="import")
app.add_typer(outbox, name="outbox")
app.add_typer(events, name="events")
app.add_typer(mail, name="mail")
app.add_typer(support, name="support")
app.add_typer(vat, name="vat")
app.command()(ban)
app.command()(unban)
app.command()(bans)
app.command()(stats)
app.command()(retention)
app.add_typer(questions, name="questions")
app.add_typer(articles, name="articles")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line; always ends with `SystemExit`.

    Status 0 is success, 1 what `doctor` found or a defect of the program, 2 what the user can put right.
    """
    leave_no_core()
    try:
        app(arguments, prog_name="handschlag")
    except (ConfigurationFault, CannotGoOn) as reason:
        typer.echo(f"handschlag: {reason}", err=True)
        sys.exit(2)
    except Exception as defect:  # noqa: BLE001 - logged; without its words, which may be secret or somebody’s
        logging.getLogger(__name__).critical("a defect has ended the program\n%s", outline(defect))
        sys.exit(1)
