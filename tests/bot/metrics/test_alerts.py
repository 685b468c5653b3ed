"""Each alert, tried by causing it: what a desk then exports is judged by the real rules, and no other one fires."""

from __future__ import annotations

import asyncio
import re
import shutil
import threading
import time
from collections import namedtuple
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select, text
from telegram.error import RetryAfter
from typer.testing import CliRunner

from bot.app import build_desk
from bot.cli import app
from bot.config import load_settings
from bot.database_work import DatabaseWork
from bot.delivery.lanes import Delivery
from bot.delivery.pace import Limits, Pace
from bot.delivery.receipts import Receipts
from bot.health import Health
from bot.intake.webhook_server import listen
from bot.mail.sender import MailSender
from bot.metrics.figures import TeamSize
from bot.team.workers import Team
from domain.organisations.kinds import OrganisationKind
from storage.mail import Written, draft_of, write
from storage.runtime.defects import record_defect
from storage.runtime.due import NewDue, put
from storage.runtime.outbox import NOBODY, Draft, Outgoing, add, waiting
from storage.runtime.workers import PROVIDER, pause
from storage.tables import Organisation, OutboxMessage, Person, ProgrammeEvent, Question, VatCircuit
from tests.bot.api import test_watched
from tests.bot.delivery.test_patience import JumpingLoop, Telegram
from tests.bot.metrics.conftest import Watched
from tests.bot.metrics.judging import RULES, judge
from tests.bot.trials import until
from tests.desk import Desk

README = RULES.with_name("README.md")
TALK = ("", "shows", "says", "tries", "tells", "lists")
"""What follows a command that is mentioned without a part of it."""
NOTHING = Written("A subject", "A text", "<p>A text</p>")


def judged(watched: Watched, folder: Path, cause: Callable[[], object], *alerts: str) -> None:
    """Exactly these alerts fire when the cause has come, and none before."""
    before = watched.exports()
    cause()
    judge(folder, before, watched.exports(), *alerts)


def test_nothing_is_wrong_with_a_desk_at_rest(on_either: Watched, folder: Path) -> None:
    judged(on_either, folder, lambda: None)


def test_nobody_answers(watched: Watched, folder: Path) -> None:
    judge(folder, watched.exports(), None, "HandschlagDown")


def test_it_lives_and_is_not_ready(watched: Watched, folder: Path) -> None:
    def cause() -> None:
        watched.health = Health()

    judged(watched, folder, cause, "HandschlagNotReady")


def test_the_database_is_gone(watched: Watched, folder: Path) -> None:
    judged(watched, folder, Path(watched.units.engine.url.database or "").unlink, "HandschlagDatabaseDown")


def test_a_worker_is_missing(watched: Watched, folder: Path) -> None:
    team = Team(lambda _inherited: (), 2, None)  # nobody has started it
    watched.more = (TeamSize(team.size, lambda: team.well),)
    judged(watched, folder, lambda: None, "HandschlagTeamIncomplete")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_people_wait(desk: Desk, folder: Path) -> None:
    watched = Watched(desk.settings.database_url, journal=desk.app.intake.journal)
    mia = desk.newcomer("Mia")
    before = watched.exports()
    with watched.units.engine.begin() as other:
        other.execute(select(func.pg_advisory_xact_lock(mia.id)))  # as if somebody wrote to the same chat, and went on
        writing = threading.Thread(target=mia.says, args=("/help",))
        writing.start()
        until(lambda: other.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")) == 1, 0.05)
        time.sleep(2.6)  # no wait for anything: how long somebody had to wait is what the alert judges
    writing.join()
    judge(folder, before, watched.exports(), "HandschlagSlow")
    watched.close()


def test_something_unexpected_happens(watched: Watched, folder: Path) -> None:
    def cause() -> None:
        with watched.units.begin("job") as work:
            record_defect(work.session, work.now, "Traceback", None, None)

    judged(watched, folder, cause, "HandschlagDefect")


def test_messages_wait(watched: Watched, folder: Path) -> None:
    def cause() -> None:
        with watched.units.begin("job") as work:
            add(work.session, [Draft(7, "sendMessage", {"text": "a text"})], NOBODY, watched.ago(minutes=11))

    judged(watched, folder, cause, "HandschlagMessagesWait")


def test_telegram_asks_for_silence(watched: Watched, folder: Path) -> None:
    def cause() -> None:
        with watched.units.begin("job") as work:
            add(work.session, [Draft(7, "sendMessage", {"text": "a text"})], NOBODY, work.now)
            messages = waiting(work.session)
        with asyncio.Runner(loop_factory=JumpingLoop) as runner:
            runner.run(deliver(watched, messages, Telegram(*[RetryAfter(1)] * 25)))

    judged(watched, folder, cause, "HandschlagSlowedDown")


async def deliver(watched: Watched, messages: Sequence[Outgoing], telegram: Telegram) -> None:
    database = DatabaseWork(watched.units.engine)
    receipts = Receipts(watched.units, database, lambda: False)
    pace = Pace(Limits(1000, 1000))
    delivery = Delivery(telegram, watched.units, database, receipts, pace, lambda: True, watched.journal)
    delivery.hand_over(messages)
    while busy := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(busy)


def a_mail(watched: Watched, **ago: float) -> None:
    with watched.units.begin("job") as work:
        mail = write(work.session, NOTHING, "mia@seegarten.example", "de", work.now)
        work.session.flush()
        add(work.session, [draft_of(mail)], NOBODY, watched.ago(**ago))


def test_mails_wait(watched: Watched, folder: Path) -> None:
    judged(watched, folder, lambda: a_mail(watched, hours=2), "HandschlagMailsWait")


def test_the_mail_server_takes_nothing(watched: Watched, folder: Path) -> None:
    with listen("127.0.0.1:0") as opened:
        nobody = opened.getsockname()[1]  # and closed again: there, nobody listens
    settings = load_settings(None, smtp_url=f"smtp://127.0.0.1:{nobody}", mail_from="desk@reseller.example")
    assert settings.mail_account is not None

    async def send() -> None:
        desk, database = build_desk(settings, "handschlag_bot"), DatabaseWork(watched.units.engine)
        assert settings.mail_account is not None
        sender = MailSender(
            settings.mail_account, watched.units, desk, database, lambda _told: None, lambda: True, watched.journal
        )
        sender.start()
        while b'channel="mail",outcome="trouble"} 0.0' in watched.counted():  # noqa: ASYNC110 - in tasks of its own
            await asyncio.sleep(0.001)
        await sender.stop(1)

    def cause() -> None:
        a_mail(watched)
        asyncio.run(send())

    judged(watched, folder, cause, "HandschlagMailServerTakesNothing")


def an_event(watched: Watched, **ago: float) -> None:
    with watched.units.begin("job") as work:
        client = Organisation(
            kind=OrganisationKind.COMPANY, name="Seegarten", country="CH", currency="CHF", created_at=work.now
        )
        work.session.add(client)
        work.session.flush()
        event = ProgrammeEvent(kind="partnership.activated", at=work.now, organisation_id=client.id, content={})
        work.session.add(event)
        work.session.flush()
        add(work.session, [Draft(-1, "event", {}, event=event)], NOBODY, watched.ago(**ago))


def test_events_are_not_acknowledged(watched: Watched, folder: Path) -> None:
    judged(watched, folder, lambda: an_event(watched, minutes=16), "HandschlagEventsUnacknowledged")


def test_events_are_not_wanted(watched: Watched, folder: Path) -> None:
    def cause() -> None:
        with watched.units.begin("job") as work:
            pause(work.session, PROVIDER, 3600)

    judged(watched, folder, cause, "HandschlagEventsUnwanted")


@pytest.mark.parametrize("what", [a_mail, an_event])
def test_something_is_given_up(watched: Watched, folder: Path, what: Callable[[Watched], None]) -> None:
    def cause() -> None:
        what(watched)
        with watched.units.begin("job") as work:
            work.session.scalars(select(OutboxMessage)).one().failed_at = work.now

    judged(watched, folder, cause, "HandschlagGivenUp")


def test_a_register_is_out_of_order(watched: Watched, folder: Path) -> None:
    def cause() -> None:
        since = watched.ago(hours=7)
        with watched.units.begin("job") as work:
            work.session.add(
                VatCircuit(country="DE", since=since, failures=9, open_until=work.now, trouble="no answer")
            )

    judged(watched, folder, cause, "HandschlagRegisterOut")


def test_what_was_due_is_not_done(watched: Watched, folder: Path) -> None:
    def cause() -> None:
        with watched.units.begin("job") as work:
            put(work.session, [NewDue("held", "mark", watched.ago(minutes=16), {})], work.now)

    judged(watched, folder, cause, "HandschlagLate")


def test_answers_are_missing(on_either: Watched, folder: Path) -> None:
    def cause() -> None:
        with on_either.units.begin("job") as work:
            mia = Person(telegram_id=7, first_name="Mia", language="de", created_at=work.now, reachable=True)
            work.session.add(mia)
            work.session.flush()
            work.session.add_all(
                Question(
                    asked_at=on_either.ago(days=1), person_id=mia.id, language="de", text="?", topic=topic, liked=None
                )
                for topic in ["access-types"] * 30 + [None] * 25
            )

    judged(on_either, folder, cause, "HandschlagAnswersMissing")


def test_the_disk_is_full(watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")

    def cause() -> None:  # the one thing that cannot be caused here without harm to others
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**11, 10**11 - 10**8, 10**8))

    judged(watched, folder, cause, "HandschlagDiskFull")


def alerts() -> list[dict[str, dict[str, str]]]:
    groups = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def test_every_alert_is_tried_here() -> None:
    tests = Path(__file__), Path(test_watched.__file__)
    tried = {alert for each in tests for alert in re.findall(r'"(Handschlag\w+)"', each.read_text("utf-8"))}
    assert {str(rule["alert"]) for rule in alerts()} == tried


def test_the_operator_reads_of_every_alert_what_to_do() -> None:
    told = README.read_text("utf-8")
    for rule in alerts():
        row = f"| `{rule['alert']}` | {rule['annotations']['summary']} | {rule['annotations']['what_to_do']} |"
        assert row in told


def test_commands_that_are_recommended_exist() -> None:
    said = " ".join(rule["annotations"]["what_to_do"] for rule in alerts())
    for command, part in set(re.findall(r"handschlag ([a-z-]+)(?: ([a-z]+))?", said)):
        words = [command] if part in TALK else [command, part]
        assert CliRunner().invoke(app, [*words, "--help"]).exit_code == 0, words
