"""`handschlag claims`: what waits to be verified or judged, decided at a desk instead of in support's group."""

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
from domain.people import Role
from domain.programme import Programme
from services.partnerships.enquiries import read_remark
from services.verification import judging
from storage.tables import Claim
from storage.verification import waiting_claims
from storage.work import Work

SHOWN = 50

claims = typer.Typer(
    help="Decide what people say of an organisation: who it is, who belongs to it.", no_args_is_help=True
)

Id = Annotated[int, typer.Argument(metavar="ID", help="The number of a claim, as in the list.")]


@claims.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, help="How many lines are printed, at most.")] = SHOWN,
    as_json: AsJson = False,
) -> None:
    """List claims that wait for a decision, the oldest first: to verify, to let somebody in, to settle a dispute."""
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        found = waiting_claims(work.session, limit)
    if as_json:
        print_json({"claims": [_as_json(each) for each in found]})
        return
    rows = [
        (
            str(each.id),
            local(each.claimed_at, settings.timezone),
            each.kind.value,
            in_one_line(each.organisation.name),
            each.organisation.country,
            in_one_line(each.organisation.register_number or ""),
            in_one_line(each.claimed_by.first_name),
            in_one_line(each.statement or ""),
        )
        for each in found
    ]
    if rows:
        print_table(("ID", "MADE", "KIND", "ORGANISATION", "COUNTRY", "NUMBER", "BY", "STATEMENT"), rows)
    else:
        typer.echo("No claim waits for a decision.")


@claims.command()
def approve(claim_id: Id, by: By = None) -> None:
    """Verify the organisation: it stands in the register as it says. Its people are told."""
    found = _decide(claim_id, lambda work, programme, name: judging.approve(work, programme, claim_id, name), by)
    typer.echo(f"{found.organisation.name} is verified; its people are told.")


@claims.command()
def admit(
    claim_id: Id,
    role: Annotated[Role, typer.Option(help="What they may do for it.")] = Role.EMPLOYEE,
    by: By = None,
) -> None:
    """Let somebody act for the organisation to which they say they belong. They are told."""
    found = _decide(claim_id, lambda work, programme, name: judging.admit(work, programme, claim_id, name, role), by)
    typer.echo(f"{found.claimed_by.first_name} acts for {found.organisation.name}, and is told.")


@claims.command()
def uphold(claim_id: Id, by: By = None) -> None:
    """Settle a dispute for whoever has begun it: they represent the organisation, and others no longer do."""
    found = _decide(claim_id, lambda work, _, name: judging.uphold(work, claim_id, name), by)
    typer.echo(f"{found.claimed_by.first_name} represents {found.organisation.name}; those who did are told.")


@claims.command()
def decline(
    claim_id: Id,
    reason: Annotated[str, typer.Option(help="Why, in a sentence: whoever has made it reads it.")],
    by: By = None,
) -> None:
    """Decline with a reason. Of a dispute: those who act for the organisation may, and it is free again."""
    found = _decide(claim_id, lambda work, _, name: judging.decline(work, claim_id, name, read_remark(reason)), by)
    typer.echo(f"{found.claimed_by.first_name} is told why.")


def _decide(claim_id: int, decision: Callable[[Work, Programme, str], Claim], by: str | None) -> Claim:
    """Decides, and tells whom it concerns. Raises `CannotGoOn` with the reason why it is not possible."""
    with deciding(by, f"Claim {claim_id}") as here:
        return decision(here.work, here.programme, here.name)


def _as_json(claim: Claim) -> dict[str, object]:
    organisation = claim.organisation
    return {
        "id": claim.id,
        "kind": claim.kind,
        "made": claim.claimed_at,
        "organisation": organisation.id,
        "name": organisation.name,
        "country": organisation.country,
        "register_number": organisation.register_number,
        "person": claim.claimed_by_id,
        "first_name": claim.claimed_by.first_name,
        "statement": claim.statement,
        "question": claim.question,
        "answer": claim.answer,
        "for_support": claim.support_asked_at is not None,
    }
