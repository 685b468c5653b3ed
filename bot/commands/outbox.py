"""`handschlag outbox`: messages that wait, and those that were given up; looks at them and sends them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, local, print_table, span
from bot.commands.letters import describe, letter_as_json
from bot.commands.operators import By
from bot.commands.working import units_of
from bot.config import Settings, load_settings
from bot.ending import CannotGoOn
from services.staff.clerks import StaffAct, did
from storage.runtime.backlog import (
    Lane,
    given_up_because,
    lanes,
    message,
    paused_until,
    people_in,
    shows_the_past,
    totals,
)
from storage.runtime.dead_letters import dead_letters, replay
from storage.runtime.workers import colleagues, moment
from storage.tables import OutboxMessage, Person
from storage.work import Units, Work

SHOWN = 20
LIST = "handschlag outbox"

outbox = typer.Typer(
    help="Look at messages that wait, and at those that were given up; send these again.", invoke_without_command=True
)

Limit = Annotated[int, typer.Option(min=1, help="How many lines of each kind are printed, at most.")]
Ids = Annotated[list[int] | None, typer.Argument(metavar="ID…", help="The numbers of messages that were given up.")]
Id = Annotated[int, typer.Argument(metavar="ID", help="The number of a message, from handschlag outbox.")]


@outbox.callback()
def outbox_(context: typer.Context) -> None:
    """Look at messages that wait, and at those that were given up; send these again.

    Without a command, both are listed.
    """
    if context.invoked_subcommand is None:
        list_()


@outbox.command("list")
def list_(
    dead: Annotated[bool, typer.Option("--dead", help="Only what was given up.")] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only what waits.")] = False,
    limit: Limit = SHOWN,
    as_json: AsJson = False,
) -> None:
    """List what waits, by chat, and what was given up, with Telegram’s words."""
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        if as_json:
            print_json(_as_json(work, limit, waiting=waiting or not dead, dead=dead or not waiting))
            return
        if waiting or not dead:
            _list_waiting(work, settings, limit)
        if dead or not waiting:
            _list_given_up(work, settings, limit)


def _as_json(work: Work, limit: int, *, waiting: bool, dead: bool) -> dict[str, object]:
    """How much there is in all, and of each kind as many as wanted; a kind that is not wanted is null."""
    total = totals(work.session)
    chats = [
        {
            "chat": lane.chat_id,
            "messages": lane.messages,
            "oldest": lane.oldest,
            "delivered_by": _deliverer(lane),
            "paused_until": lane.paused_until,
        }
        for lane in (lanes(work.session, limit) if waiting else ())
    ]
    letters = [letter_as_json(letter) for letter in (dead_letters(work.session, limit) if dead else ())]
    counts = {"waiting": total.waiting, "oldest": total.oldest, "given_up": total.given_up}
    return counts | {"chats": chats if waiting else None, "messages_given_up": letters if dead else None}


def _list_waiting(work: Work, settings: Settings, limit: int) -> None:
    session = work.session
    total = totals(session)
    if total.oldest is None:
        typer.echo("No message waits.")
        return
    age = span(work.now - total.oldest)
    typer.echo(f"Waiting: {_messages(total.waiting)} in {_chats(total.chats)}, the oldest for {age}.")
    now = moment(session)
    if (pause := paused_until(session)) is not None and pause > now:
        typer.echo(f"Telegram wants to be left alone by the whole bot until {local(pause, settings.timezone)}.")
    _warn_if_nobody_delivers(session)
    shown = lanes(session, limit)
    people = people_in(session, [lane.chat_id for lane in shown])
    rows = [
        (
            _chat(lane.chat_id, people.get(lane.chat_id)),
            str(lane.messages),
            span(work.now - lane.oldest),
            _deliverer(lane),
            local(lane.paused_until, settings.timezone) if lane.paused_until and lane.paused_until > now else "",
        )
        for lane in shown
    ]
    print_table(("CHAT", "MESSAGES", "OLDEST", "DELIVERED BY", "PAUSES UNTIL"), rows)
    _print_rest(total.chats - len(shown), "chat", "chats")


def _list_given_up(work: Work, settings: Settings, limit: int) -> None:
    letters = dead_letters(work.session, limit)
    if not letters:
        typer.echo("No message was given up.")
        return
    count = totals(work.session).given_up
    typer.echo(f"Given up: {_messages(count)}, the newest first.")
    people = people_in(work.session, {letter.chat_id for letter in letters})
    rows = [
        (
            str(letter.id),
            local(letter.failed_at or work.now, settings.timezone),
            span(work.now - letter.created_at),
            _chat(letter.chat_id, people.get(letter.chat_id)),
            letter.method,
            in_one_line(letter.error or ""),
        )
        for letter in letters
    ]
    print_table(("ID", "GIVEN UP", "AGE", "CHAT", "METHOD", "TELEGRAM’S WORDS"), rows)
    _print_rest(count - len(letters), "message", "messages")
    typer.echo(f"{LIST} show {letters[0].id} shows one whole, {LIST} replay {letters[0].id} sends it again.")


@outbox.command()
def show(outbox_id: Id, as_json: AsJson = False, by: By = None) -> None:
    """Show one message whole: the call of the Bot API, and the text as people would read it."""
    settings = load_settings()
    with units_of(settings, by) as units, units.begin("cli") as work:
        found = _found(work.session, outbox_id)
        did(work, StaffAct.LOOK_UP, OutboxMessage, [outbox_id])
        if as_json:
            obstacle = None if found.failed_at is None else _obstacle(work.session, found)
            print_json(letter_as_json(found) | {"call": found.parameters, "cannot_be_sent_again": obstacle})
            return
        person = people_in(work.session, [found.chat_id]).get(found.chat_id)
        typer.echo(describe(found, _chat(found.chat_id, person), work.now, settings.timezone))
        if found.failed_at is not None and (reason := _obstacle(work.session, found)) is not None:
            typer.echo(f"\nIt cannot be sent again: {reason}.")


@outbox.command("replay")
def replay_(
    outbox_ids: Ids = None,
    everything: Annotated[bool, typer.Option("--all", help="All that were given up and can be sent again.")] = False,
    error: Annotated[str, typer.Option(help="With --all: only those whose error contains this.")] = "",
    by: By = None,
) -> None:
    """Send messages that were given up once more, behind whatever their chats are waiting for.

    Left out is what would do no good: to people who cannot be reached, and what shows a partnership as it was.
    """
    if bool(outbox_ids) == everything:
        raise CannotGoOn(f"Say which messages: {LIST} replay with their numbers, or with --all.")
    if error and not everything:
        raise CannotGoOn("--error chooses among all messages that were given up: add --all.")
    with units_of(load_settings(), by) as units:
        with units.begin("cli") as work:
            if everything:
                chosen = list(given_up_because(work.session, error))
            else:
                chosen = [(each.id, each.chat_id) for each in _replayable(work.session, outbox_ids or ())]
        if not chosen:
            typer.echo("No message was given up for that reason." if error else "No message was given up.")
            return
        sent, left_out = _replay(units, chosen)
        if sent:
            typer.echo(f"Sent again: {_messages(sent)}. A running bot delivers within seconds what it may send.")
        for reason, count in left_out.items():
            typer.echo(f"Left out: {_messages(count)}, because {reason}.")
        with units.begin("cli") as work:
            _warn_if_nobody_delivers(work.session)


def _replay(units: Units, chosen: Iterable[tuple[int, int]]) -> tuple[int, Counter[str]]:
    """Sends the messages again, each chat's in one unit of work: so nobody waits crosswise for two chats."""
    sent, left_out = 0, Counter[str]()
    by_chat = sorted(chosen, key=lambda each: (each[1], each[0]))
    for _, of_chat in groupby(by_chat, key=lambda each: each[1]):
        with units.begin("cli") as work:
            for outbox_id, _ in of_chat:
                letter = message(work.session, outbox_id)
                if letter is None or letter.failed_at is None:
                    continue  # somebody else has sent or dropped it meanwhile
                if (reason := _obstacle(work.session, letter)) is not None:
                    left_out[reason] += 1
                    continue
                did(work, "outbox.replay", OutboxMessage, [letter.id])
                replay(work.session, letter, work.now)
                sent += 1
    return sent, left_out


@outbox.command()
def drop(
    outbox_ids: Annotated[list[int], typer.Argument(metavar="ID…", help="The numbers of messages.")], by: By = None
) -> None:
    """Throw messages away that were given up. They are gone for good."""
    with units_of(load_settings(), by) as units, units.begin("cli") as work:
        did(work, "outbox.drop", OutboxMessage, sorted(set(outbox_ids)))
        for letter in _letters(work.session, outbox_ids):
            work.session.delete(letter)
    typer.echo(f"Dropped: {_messages(len(set(outbox_ids)))}.")


def _found(session: Session, outbox_id: int) -> OutboxMessage:
    found = message(session, outbox_id)
    if found is None:
        raise CannotGoOn(
            f"There is no message {outbox_id} in the outbox: it has been delivered or dropped, or never was. "
            f"{LIST} lists what is there."
        )
    return found


def _letters(session: Session, outbox_ids: Iterable[int]) -> list[OutboxMessage]:
    """Messages that were given up. Raises `CannotGoOn` where one was not."""
    letters = [_found(session, outbox_id) for outbox_id in sorted(set(outbox_ids))]
    for letter in letters:
        if letter.failed_at is None:
            raise CannotGoOn(f"Message {letter.id} is on its way: only what was given up can be sent again or dropped.")
    return letters


def _replayable(session: Session, outbox_ids: Sequence[int]) -> list[OutboxMessage]:
    """The messages. Raises `CannotGoOn` where one of them cannot be sent again; then none is."""
    letters = _letters(session, outbox_ids)
    for letter in letters:
        if (reason := _obstacle(session, letter)) is not None:
            raise CannotGoOn(f"Message {letter.id} cannot be sent again: {reason}.")
    return letters


def _obstacle(session: Session, letter: OutboxMessage) -> str | None:
    """Why the message cannot be sent again, or must not be."""
    person = people_in(session, [letter.chat_id]).get(letter.chat_id)
    if person is not None and not person.reachable:
        return "the person has blocked the bot or is gone; send it when they have written to the bot again"
    if letter.method == "editMessageText" and letter.card_id is None:
        return "it changes a message that may show something newer by now; a tap there brings it up to date"
    if shows_the_past(session, letter):
        return "it shows a partnership that has changed since; the next tap or notice shows how it stands"
    return None


def _warn_if_nobody_delivers(session: Session) -> None:
    if not any(worker.beating for worker in colleagues(session, moment(session))):
        typer.echo("No bot is running: messages are delivered as soon as one is.")


def _deliverer(lane: Lane) -> str:
    if lane.place is None or lane.pid is None:
        return "whoever finds it"
    return f"process {lane.pid} on {lane.place.split()[0]}"


def _chat(chat_id: int, person: Person | None) -> str:
    return str(chat_id) if person is None else f"{chat_id} {in_one_line(person.first_name)}"


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count:,} messages"


def _chats(count: int) -> str:
    return "1 chat" if count == 1 else f"{count:,} chats"


def _print_rest(count: int, one: str, many: str) -> None:
    if count > 0:
        typer.echo(f"… and {count:,} {one if count == 1 else many} more: --limit prints more lines.")
