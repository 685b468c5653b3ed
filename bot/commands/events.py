"""`handschlag events`: what the provider's systems are told; looks at the events, and sends them again."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, local, print_table, printable, span
from bot.commands.operators import By
from bot.commands.working import units_of
from bot.config import PREFIX, Settings, load_settings
from bot.effects.endpoint import body_of, name_of
from bot.ending import CannotGoOn
from services.effects.replaying import replay
from services.staff.clerks import StaffAct, did
from storage.effects import Wanted, backlog, find_event, in_outbox, newest, paused, resume, to_replay
from storage.runtime.workers import colleagues, moment
from storage.tables import OutboxMessage, ProgrammeEvent
from storage.tables.base import JsonObject
from storage.work import Units, Work

SHOWN = 20
LIST = "handschlag events"
BATCH = 500
"""Events that are put into the outbox in one transaction: what people do comes in between."""

events = typer.Typer(
    help="Look at what the provider’s systems are told, and send it again.", invoke_without_command=True
)

Since = Annotated[
    str | None,
    typer.Option(metavar="MOMENT", help="Only what happened since then, as in 2026-11-24 or 2026-11-24T08:30."),
]
Dead = Annotated[bool, typer.Option("--dead", help="Those that were given up.")]
Partnership = Annotated[int | None, typer.Option(metavar="N", help="Those of one partnership.")]


@events.callback()
def events_(context: typer.Context) -> None:
    """Look at what the provider’s systems are told, and send it again.

    Without a command, the newest events are listed.
    """
    if context.invoked_subcommand is None:
        list_()


@events.command("list")
def list_(
    waiting: Annotated[bool, typer.Option("--waiting", help="Those that wait.")] = False,
    dead: Dead = False,
    refused: Annotated[bool, typer.Option("--refused", help="Those that the provider’s systems refused.")] = False,
    partnership: Partnership = None,
    since: Since = None,
    limit: Annotated[int, typer.Option(min=1, help="How many lines are printed, at most.")] = SHOWN,
    as_json: AsJson = False,
) -> None:
    """List events, the newest first."""
    settings = load_settings()
    wanted = Wanted(waiting, dead, refused, partnership, _moment(since, settings))
    with units_of(settings) as units, units.begin("cli") as work:
        if as_json:
            print_json({"events": [_as_json(*each) for each in newest(work.session, wanted, limit)]})
        else:
            print_list(work, settings, wanted, limit)


def _as_json(kept: ProgrammeEvent, waits: OutboxMessage | None) -> dict[str, object]:
    given_up = waits is not None and waits.failed_at is not None
    return {
        "id": kept.id,
        "webhook_id": name_of(kept.id, kept.mark),
        "type": kept.kind,
        "happened": kept.at,
        "partnership": kept.partnership_id,
        "waits": waits is not None and not given_up,
        "next_try": waits.due_at if waits is not None and not given_up else None,
        "tries": kept.tries,
        "given_up": waits.failed_at if waits is not None else None,
        "error": waits.error if waits is not None else None,
        "acknowledged": kept.acknowledged_at,
        "refused": kept.refused_at,
        "refusal": kept.refusal,
    }


def print_list(work: Work, settings: Settings, wanted: Wanted, limit: int) -> None:
    """Prints how much waits, and so many of the events at most."""
    _print_state(work, settings)
    found = newest(work.session, wanted, limit + 1)
    if not found:
        typer.echo("There is no such event." if wanted != Wanted() else "Nothing has happened yet.")
        return
    rows = [
        (
            str(kept.id),
            local(kept.at, settings.timezone),
            kept.kind,
            "" if kept.partnership_id is None else str(kept.partnership_id),
            in_one_line(_what_became_of(kept, waits, settings)),
        )
        for kept, waits in found[:limit]
    ]
    print_table(("ID", "HAPPENED", "TYPE", "PARTNERSHIP", "WHAT BECAME OF IT"), rows)
    if len(found) > limit:
        typer.echo("… and older ones: --limit prints more lines.")


def _print_state(work: Work, settings: Settings) -> None:
    held = backlog(work.session)
    if settings.events_endpoint is None:
        typer.echo(f"No endpoint listens: {PREFIX}EVENTS_URL is not set. Events are kept, and can be sent later.")
    if held.oldest is not None:
        typer.echo(f"Waiting: {_events(held.waiting)}, the oldest for {span(work.now - held.oldest)}.")
    if held.given_up:
        typer.echo(f"Given up: {_events(held.given_up)}. {LIST} replay --dead sends them again.")
    if paused(work.session):
        typer.echo(f"The endpoint wants no events (410): it is asked again within the hour, or by {LIST} replay.")


@events.command()
def show(
    event_id: Annotated[int, typer.Argument(metavar="ID", help=f"The number of an event, from {LIST}.")],
    as_json: AsJson = False,
    by: By = None,
) -> None:
    """Show one event whole: its headers, its body, and the last answers to it."""
    settings = load_settings()
    with units_of(settings, by) as units, units.begin("cli") as work:
        kept = find_event(work.session, event_id)
        if kept is None:
            raise CannotGoOn(f"There is no event {event_id}: {LIST} lists them.")
        did(work, StaffAct.LOOK_UP, ProgrammeEvent, [event_id])
        waits = in_outbox(work.session, event_id)
        if as_json:
            body = json.loads(body_of(kept.kind, kept.at, kept.content))
            print_json(_as_json(kept, waits) | {"body": body, "answers": kept.answers or []})
        else:
            typer.echo(_described(kept, waits, settings))


def _described(kept: ProgrammeEvent, waits: OutboxMessage | None, settings: Settings) -> str:
    body, name = body_of(kept.kind, kept.at, kept.content), name_of(kept.id, kept.mark)
    lines = [
        f"Event {kept.id}: {kept.kind}",
        f"Happened:   {local(kept.at, settings.timezone)}",
        f"Became:     {in_one_line(_what_became_of(kept, waits, settings))}",
        "",
    ]
    answers = kept.answers or []
    sent_at = dt.datetime.fromisoformat(str(answers[-1]["at"])) if answers else None
    if settings.events_endpoint is not None and sent_at is not None:
        lines += [
            f"{header}: {value}" for header, value in settings.events_endpoint.headers(name, sent_at, body).items()
        ]
    else:
        lines.append(f"webhook-id: {name}")
    # JSON escapes what would tell a terminal to do something, but for a few characters that stand alone.
    lines += ["", printable(json.dumps(json.loads(body), indent=2, ensure_ascii=False)), ""]
    lines += [_answer(answer, settings) for answer in answers] or ["It has not been sent yet."]
    return "\n".join(lines)


def _answer(answer: JsonObject, settings: Settings) -> str:
    at = local(dt.datetime.fromisoformat(str(answer["at"])), settings.timezone)
    status = answer["status"] if answer["status"] is not None else "no answer"
    return f"{at}  {status}  {in_one_line(str(answer['says']))}".rstrip()


@events.command("replay")
def replay_(
    event_ids: Annotated[list[int] | None, typer.Argument(metavar="ID…", help="The numbers of events.")] = None,
    dead: Dead = False,
    since: Since = None,
    everything: Annotated[bool, typer.Option("--all", help="All that ever happened: for a new endpoint.")] = False,
    partnership: Partnership = None,
    by: By = None,
) -> None:
    """Send events once more, in their order, behind whatever waits, each under the id that it always had.

    What the provider’s systems have answered to before changes nothing a second time.
    """
    settings = load_settings()
    ways = (bool(event_ids), dead, since is not None, everything)
    if sum(ways) != 1:
        raise CannotGoOn(f"Say which events: {LIST} replay with their numbers, or with --dead, --since or --all.")
    if partnership is not None and event_ids:
        raise CannotGoOn("--partnership chooses among many events: leave it out, or the numbers.")
    if settings.events_endpoint is None:
        raise CannotGoOn(f"Nothing listens: name an endpoint in {PREFIX}EVENTS_URL first.")
    wanted = Wanted(dead=dead, partnership_id=partnership, since=_moment(since, settings))
    with units_of(settings, by) as units:
        sent = _replay_these(units, event_ids) if event_ids else _replay_wanted(units, wanted)
        typer.echo(
            f"Sent again: {_events(sent)}. A running bot delivers them in their order."
            if sent
            else "There is no such event, or it is on its way already."
        )
        with units.begin("cli") as work:
            if not any(worker.beating for worker in colleagues(work.session, moment(work.session))):
                typer.echo("No bot is running: events are delivered as soon as one is.")


def _replay_these(units: Units, event_ids: list[int]) -> int:
    with units.begin("cli") as work:
        chosen = sorted(set(event_ids))
        for event_id in chosen:
            if find_event(work.session, event_id) is None:
                raise CannotGoOn(f"There is no event {event_id}: {LIST} lists them.")
            waits = in_outbox(work.session, event_id)
            if waits is not None and waits.failed_at is None:
                raise CannotGoOn(f"Event {event_id} is on its way already.")
        resume(work.session)
        replay(work, chosen)
        did(work, "event.replay", ProgrammeEvent, chosen)
        return len(chosen)


def _replay_wanted(units: Units, wanted: Wanted) -> int:
    sent = last = 0
    while True:
        with units.begin("cli") as work:
            resume(work.session)
            found = to_replay(work.session, wanted, last, BATCH)
            if not found:
                return sent
            replay(work, found)
            did(work, "event.replay", ProgrammeEvent, found)
        sent, last = sent + len(found), found[-1]


def _what_became_of(kept: ProgrammeEvent, waits: OutboxMessage | None, settings: Settings) -> str:
    if waits is not None and waits.failed_at is not None:
        return f"given up {local(waits.failed_at, settings.timezone)}: {waits.error}"
    if waits is not None:
        if not kept.tries or waits.due_at is None:
            return "waits"
        return f"waits, next try {local(waits.due_at, settings.timezone)} after {kept.tries}"
    if kept.refused_at is not None:
        return f"refused {local(kept.refused_at, settings.timezone)}: {kept.refusal}"
    if kept.acknowledged_at is not None:
        return f"acknowledged {local(kept.acknowledged_at, settings.timezone)}"
    return "kept: nothing listened"


def _moment(since: str | None, settings: Settings) -> dt.datetime | None:
    if since is None:
        return None
    try:
        found = dt.datetime.fromisoformat(since)
    except ValueError:
        raise CannotGoOn(
            f"“{in_one_line(since)}” is no moment: one looks like 2026-11-24 or 2026-11-24T08:30."
        ) from None
    return found if found.tzinfo is not None else found.replace(tzinfo=ZoneInfo(settings.timezone))


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count:,} events"
