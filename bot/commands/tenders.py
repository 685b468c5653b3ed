"""`handschlag tenders`: those that wait for support or were reported, decided at a desk instead of in its group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, local, print_table
from bot.commands.deciding import deciding
from bot.commands.operators import By
from bot.commands.working import units_of
from bot.config import load_settings
from domain.programme import Programme
from services.tenders import judging
from storage.tables import Tender, TenderReport
from storage.tenders import to_judge
from storage.work import Work

SHOWN = 50

tenders = typer.Typer(help="Look at tenders that were reported or wait for support, and decide.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(metavar="ID", help="The number of a tender, as in the list.")]


@tenders.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, help="How many lines are printed, at most.")] = SHOWN,
    as_json: AsJson = False,
) -> None:
    """List tenders that support has to look at, the oldest first: held before anybody sees them, or reported."""
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        found = to_judge(work.session, limit)
    if as_json:
        print_json({"tenders": [_as_json(*each) for each in found]})
        return
    rows = [
        (
            str(tender.id),
            local(tender.created_at, settings.timezone),
            tender.status.value,
            in_one_line(tender.subject),
            str(len(reports) or ""),
            in_one_line("; ".join((*tender.held_for, *(each.reason for each in reports)))),
        )
        for tender, reports in found
    ]
    if rows:
        print_table(("ID", "WRITTEN", "STATUS", "SUBJECT", "REPORTS", "WHY"), rows)
    else:
        typer.echo("No tender waits for support.")


@tenders.command()
def release(tender_id: Id, by: By = None) -> None:
    """Let a tender out that was held or hidden. Partners read it, and its publisher is told."""
    _decide(tender_id, lambda work, _, name: judging.release(work, tender_id, name), by)
    typer.echo("The tender is out; its publisher is told.")


@tenders.command()
def keep(tender_id: Id, by: By = None) -> None:
    """Keep a tender that was reported: it belongs here. Whoever has reported it is told."""
    _decide(tender_id, lambda work, _, name: judging.keep(work, tender_id, name), by)
    typer.echo("The tender stays; those who have reported it are told.")


@tenders.command()
def hide(
    tender_id: Id,
    reason: Annotated[str, typer.Option(help="Why, in a sentence: its publisher reads it.")],
    by: By = None,
) -> None:
    """Take a tender out of the list. Its publisher reads why."""

    def decide(work: Work, programme: Programme, name: str) -> object:
        return judging.hide(work, programme, tender_id, name, judging.read_reason(reason))

    _decide(tender_id, decide, by)
    typer.echo("The tender is hidden; its publisher is told why.")


def _decide(tender_id: int, decision: Callable[[Work, Programme, str], object], by: str | None) -> None:
    """Decides, and tells whom it concerns. Raises `CannotGoOn` with the reason why it is not possible."""
    with deciding(by, f"Tender {tender_id}") as here:
        decision(here.work, here.programme, here.name)


def _as_json(tender: Tender, reports: list[TenderReport]) -> dict[str, object]:
    return {
        "id": tender.id,
        "status": tender.status,
        "written": tender.created_at,
        "client": tender.client_id,
        "subject": tender.subject,
        "wanted": tender.wanted,
        "held_for": tender.held_for,
        "reports": [{"person": each.person_id, "at": each.at, "reason": each.reason} for each in reports],
    }
