"""`handschlag mail`: mails that wait, those that were given up, and addresses that refuse them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.app import now
from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, local, print_table, printable, span
from bot.commands.operators import By
from bot.commands.working import units_of
from bot.config import PREFIX, Settings, load_settings
from bot.ending import CannotGoOn
from bot.mail.account import Account
from bot.mail.addresses import AddressFault, mailbox
from bot.mail.answers import Answer, Verdict
from bot.mail.letters import envelope_id, letter_for_trial
from bot.mail.post_office import PostOffice
from services.staff.clerks import StaffAct, did
from storage.mail_lanes import (
    backlog,
    find_mail,
    given_up_ids,
    in_outbox,
    place_of,
    retry,
    troubles,
    trust_address,
)
from storage.runtime.workers import colleagues, moment
from storage.tables import Mail, MailTrouble, OutboxMessage
from storage.work import Work

SHOWN = 20
NO_NUMBER = 0
"""An address has none on the audit trail: it is told in words."""
LIST = "handschlag mail"

mail = typer.Typer(
    help="Look at mails that wait or were given up, send them again, and try the mail server.",
    invoke_without_command=True,
)

Limit = Annotated[int, typer.Option(min=1, help="How many lines of each kind are printed, at most.")]
Id = Annotated[int, typer.Argument(metavar="ID", help=f"The number of a mail, from {LIST}.")]
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="An e-mail address.")]


@mail.callback()
def mail_(context: typer.Context) -> None:
    """Look at mails that wait or were given up, send them again, and try the mail server.

    Without a command, they are listed.
    """
    if context.invoked_subcommand is None:
        list_()


@mail.command("list")
def list_(
    dead: Annotated[bool, typer.Option("--dead", help="Only what was given up.")] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only what waits.")] = False,
    limit: Limit = SHOWN,
    as_json: AsJson = False,
) -> None:
    """List mails that wait, those that were given up, and the addresses that refuse mail, with the servers’ words."""
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        if as_json:
            print_json(_as_json(work, limit, waiting=waiting or not dead, dead=dead or not waiting))
            return
        if not settings.sends_mail:
            typer.echo(f"No mail server is set: {PREFIX}SMTP_URL. Nothing is sent.")
        held = backlog(work.session)
        if waiting or not dead:
            if held.oldest is not None:
                typer.echo(f"Waiting: {_mails(held.waiting)}, the oldest for {span(work.now - held.oldest)}.")
                _print(work, settings, dead=False, limit=limit, count=held.waiting)
            else:
                typer.echo("No mail waits.")
        if dead or not waiting:
            if held.given_up:
                typer.echo(f"Given up: {_mails(held.given_up)}. {LIST} retry --all sends them again.")
                _print(work, settings, dead=True, limit=limit, count=held.given_up)
            else:
                typer.echo("No mail was given up.")
        if not dead and not waiting:
            _print_troubles(work, settings, limit)


def _as_json(work: Work, limit: int, *, waiting: bool, dead: bool) -> dict[str, object]:
    """How much there is in all, and of each kind as many as wanted; a kind that is not wanted is null."""
    held, session = backlog(work.session), work.session
    mails = [_mail_as_json(*each) for each in in_outbox(session, dead=False, limit=limit)] if waiting else None
    lost = [_mail_as_json(*each) for each in in_outbox(session, dead=True, limit=limit)] if dead else None
    refusing = [
        {"address": each.address, "since": each.since, "answer": each.answer} for each in troubles(session, limit)
    ]
    counts = {"waiting": held.waiting, "oldest": held.oldest, "given_up": held.given_up}
    return counts | {"mails_waiting": mails, "mails_given_up": lost, "addresses_refusing": refusing}


def _mail_as_json(kept: Mail, place: OutboxMessage | None) -> dict[str, object]:
    return {
        "id": kept.id,
        "to": kept.address,
        "subject": str(kept.content.get("subject", "")),
        "written": kept.created_at,
        "sent": kept.sent_at,
        "tries": kept.tries,
        "due": place.due_at if place is not None and place.failed_at is None else None,
        "given_up": place.failed_at if place is not None else None,
        "error": place.error if place is not None else None,
    }


def _print(work: Work, settings: Settings, *, dead: bool, limit: int, count: int) -> None:
    rows = [
        (
            str(kept.id),
            local(kept.created_at, settings.timezone),
            in_one_line(kept.address),
            in_one_line(str(kept.content.get("subject", "")))[:50],
            str(kept.tries),
            _next(place, settings),
            in_one_line(place.error or ""),
        )
        for kept, place in in_outbox(work.session, dead=dead, limit=limit)
    ]
    when = "GIVEN UP" if dead else "DUE"
    print_table(("ID", "WRITTEN", "TO", "SUBJECT", "TRIES", when, "THE SERVER’S WORDS"), rows)
    if count > len(rows):
        typer.echo(f"… and {count - len(rows):,} more: --limit prints more lines.")


def _next(place: OutboxMessage, settings: Settings) -> str:
    at = place.failed_at or place.due_at
    return local(at, settings.timezone) if at is not None else ""


def _print_troubles(work: Work, settings: Settings, limit: int) -> None:
    found = troubles(work.session, limit + 1)
    if not found:
        return
    typer.echo(f"Addresses that refuse mail; {LIST} trust ADDRESS has them written to again:")
    rows = [
        (in_one_line(each.address), local(each.since, settings.timezone), in_one_line(each.answer))
        for each in found[:limit]
    ]
    print_table(("ADDRESS", "SINCE", "THE SERVER’S WORDS"), rows)
    if len(found) > limit:
        typer.echo("… and more: --limit prints more lines.")


@mail.command()
def show(mail_id: Id, as_json: AsJson = False, by: By = None) -> None:
    """Show one mail: to whom, what became of it, and what it says."""
    settings = load_settings()
    with units_of(settings, by) as units, units.begin("cli") as work:
        kept = _found(work, mail_id)
        place = place_of(work.session, mail_id)
        did(work, StaffAct.LOOK_UP, Mail, [mail_id])
        if as_json:
            print_json(_mail_as_json(kept, place) | {"text": str(kept.content.get("text", ""))})
            return
        typer.echo(f"Mail {kept.id} to {in_one_line(kept.address)}, Message-ID {envelope_id(kept.id, kept.mark)}@…")
        typer.echo(f"Written:    {local(kept.created_at, settings.timezone)}")
        typer.echo(f"Became:     {_what_became(kept, place, settings)}")
        typer.echo(f"Subject:    {in_one_line(str(kept.content.get('subject', '')))}\n")
        for line in printable(str(kept.content.get("text", ""))).splitlines():
            typer.echo(f"│ {line}".rstrip())


def _what_became(kept: Mail, place: OutboxMessage | None, settings: Settings) -> str:
    if place is None:
        if kept.sent_at is None:
            return "not sent, because its link or code was over"
        return f"taken by the mail server, {local(kept.sent_at, settings.timezone)}"
    says = f": {in_one_line(place.error)}" if place.error else ""
    if place.failed_at is not None:
        return f"given up, {local(place.failed_at, settings.timezone)}, after {kept.tries} tries{says}"
    return f"waits, after {kept.tries} tries, for {_next(place, settings)}{says}"


@mail.command("retry")
def retry_(
    mail_ids: Annotated[list[int] | None, typer.Argument(metavar="ID…", help="The numbers of mails.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that were given up.")] = False,
    by: By = None,
) -> None:
    """Send mails that were given up once more. Their addresses are trusted again."""
    if bool(mail_ids) == everything:
        raise CannotGoOn(f"Say which mails: {LIST} retry with their numbers, or with --all.")
    with units_of(load_settings(), by) as units:
        with units.begin("cli") as work:
            chosen: Sequence[int] = given_up_ids(work.session) if everything else _retriable(work, mail_ids or [])
        sent = 0
        for mail_id in chosen:
            with units.begin("cli") as work:  # one lane at a time is locked, so that nobody waits crosswise
                place = place_of(work.session, mail_id)
                kept = find_mail(work.session, mail_id)
                if kept is not None and place is not None and place.failed_at is not None:
                    retry(work.session, kept, work.now)
                    did(work, "mail.retry", Mail, [mail_id])
                    sent += 1
        typer.echo(f"Sent again: {_mails(sent)}." if sent else "No mail was given up.")
        with units.begin("cli") as work:
            if sent and not any(each.beating for each in colleagues(work.session, moment(work.session))):
                typer.echo("No bot is running: mails are sent as soon as one is.")


def _retriable(work: Work, mail_ids: Sequence[int]) -> Sequence[int]:
    """The numbers. Raises `CannotGoOn` where one of the mails was not given up; then none is sent."""
    for mail_id in mail_ids:
        found = _found(work, mail_id)
        place = place_of(work.session, mail_id)
        if place is None:
            what = "was sent" if found.sent_at is not None else "has a link or code that is over"
            raise CannotGoOn(f"Mail {mail_id} {what}: only what was given up can be sent again.")
        if place.failed_at is None:
            raise CannotGoOn(f"Mail {mail_id} is on its way: only what was given up can be sent again.")
    return sorted(set(mail_ids))


@mail.command()
def trust(address: Address, by: By = None) -> None:
    """Have an address written to again that has refused mail."""
    with units_of(load_settings(), by) as units, units.begin("cli") as work:
        if not trust_address(work.session, address.strip()):
            raise CannotGoOn(f"{address} does not refuse mail, as far as is known: {LIST} lists those that do.")
        did(work, "mail.trust", MailTrouble, [NO_NUMBER], {"address": address.strip()})
    typer.echo(f"{in_one_line(address)} is written to again.")


@mail.command()
def test(address: Address) -> None:
    """Send a mail to an address at once, past the outbox, and say what the mail server answers."""
    account = load_settings().mail_account
    if account is None:
        raise CannotGoOn(f"No mail server is set: {PREFIX}SMTP_URL, and {PREFIX}MAIL_FROM.")
    try:
        to = mailbox(address)
    except AddressFault as fault:
        raise CannotGoOn(f"{address} {fault}.") from None
    answer = asyncio.run(_try(account, address))
    if answer.verdict is not Verdict.SENT:
        raise CannotGoOn(f"{account.server} does not take it: {answer}")
    typer.echo(f"{account.server} has taken a mail for {to.address}: {answer}")


async def _try(account: Account, address: str) -> Answer:
    office = PostOffice(account)
    try:
        return await office.hand_over(letter_for_trial(account, mailbox(address), secrets.token_hex(12), now()))
    finally:
        await office.close()


def _found(work: Work, mail_id: int) -> Mail:
    found = find_mail(work.session, mail_id)
    if found is None:
        raise CannotGoOn(f"There is no mail {mail_id}: it was sent long ago, or never written. {LIST} lists some.")
    return found


def _mails(count: int) -> str:
    return "1 mail" if count == 1 else f"{count:,} mails"
