"""What has to be done from time to time: reminders, what is over, check-ups, cases nobody answers, forgetting."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from bot.database_work import DatabaseWork
from bot.defects import outline
from bot.delivery.lanes import Delivery
from bot.trouble import DATABASE_TROUBLE
from domain.programme import Programme
from handlers.chat.desk import Desk, Reply
from services.applications.deciding import look_at_due_applications
from services.applications.reviewing import BEGINNING, look_at_due_reviews, look_at_partners
from services.partner_invitations.lapsing import look_at_due_invitations
from services.partnerships import check_up
from services.partnerships.deadlines import due_requests, look_at_due_requests, look_at_request, postpone
from services.support import look_at_waiting_cases
from storage.answers.learning import forget_questions
from storage.api import forget_calls
from storage.database import empty_log
from storage.runtime.defects import record_defect
from storage.runtime.outbox import Outgoing, forget_dead_letters
from storage.runtime.updates import forget_updates
from storage.support import support_group
from storage.work import Units

ROUND_S = 60.0
CLAIMS_KEPT = timedelta(days=2)
"""Telegram keeps what is not acknowledged for 24 hours: whatever is older never comes again."""
DEAD_LETTERS_KEPT = timedelta(days=90)
QUESTIONS_KEPT = timedelta(days=30)
CALLS_KEPT = timedelta(days=1)
"""Answers to calls of the API with an idempotency key."""
FORGOTTEN_AT_ONCE = 2_000
"""After an outage a million claims may be too old. A transaction for all of them would keep people waiting."""

_log = logging.getLogger(__name__)


class Caretaker:
    """Makes its rounds until it is cancelled. Any number of processes may have one."""

    def __init__(
        self, units: Units, desk: Desk, programme: Programme, delivery: Delivery, database: DatabaseWork
    ) -> None:
        self._units = units
        self._desk = desk
        self._programme = programme
        self._delivery = delivery
        self._database = database
        self._partners_seen_on: dt.date | None = None
        self._behind = BEGINNING

    async def run(self) -> None:
        """A round a minute. Whatever fails is logged and tried again in the next one."""
        while True:
            try:
                await self.round()
            except DATABASE_TROUBLE as trouble:
                _log.warning("reminders have to wait, the database is in trouble: %s", trouble)
            except Exception:  # noqa: BLE001 - it is recorded with its traceback, and the next round comes
                _log.exception("a round failed; the next one tries again")
            await asyncio.sleep(ROUND_S)

    async def round(self) -> None:
        """Looks at everything that is due, some of it at a time: what people send comes in between."""
        while await self._look(self._remind):
            continue
        for client_id in await self._database(self._unchecked_clients):
            await self._look(partial(self._check_up, client_id))
        while await self._look(self._look_at_invitations):
            continue
        await self._look(self._remind_support)
        await self._look_at_applications()
        while await self._look(self._forget):
            continue
        await self._database(lambda: empty_log(self._units.engine))

    async def _look(self, step: Callable[[], tuple[int, Reply]]) -> int:
        count, reply = await self._database(step)
        self._delivery.hand_over(reply.messages)
        await asyncio.sleep(0)  # SQLite's work is done in the event loop, which gets to nothing else otherwise
        return count

    def _remind(self) -> tuple[int, Reply]:
        try:
            with self._units.begin("job") as work:
                count = look_at_due_requests(work, self._programme)
                return count, self._desk.announce(work)
        except DATABASE_TROUBLE:
            raise
        except Exception:  # noqa: BLE001 - found out and recorded below, one request at a time
            return 0, Reply(tuple(self._remind_one_by_one()))

    def _remind_one_by_one(self) -> Iterator[Outgoing]:
        """As `_remind`, where something is wrong with one of the requests: it is recorded and the others go on."""
        with self._units.begin("job") as work:
            due = due_requests(work)
        for partnership_id in due:
            try:
                with self._units.begin("job") as work:
                    look_at_request(work, self._programme, partnership_id)
                    reply = self._desk.announce(work)
                yield from reply.messages
            except DATABASE_TROUBLE:
                raise
            except Exception as defect:  # noqa: BLE001 - recorded with its traceback
                with self._units.begin("job") as work:
                    reference = record_defect(work.session, work.now, outline(defect), None, None)
                    postpone(work, partnership_id)
                _log.error("defect %s at partnership %s\n%s", reference, partnership_id, outline(defect))

    def _unchecked_clients(self) -> list[int]:
        with self._units.begin("job") as work:
            return check_up.unchecked_clients(work, self._programme)

    def _check_up(self, client_id: int) -> tuple[int, Reply]:
        """Asks one client whether its partners still need what they have; where something is wrong, others go on."""
        try:
            with self._units.begin("job") as work:
                check_up.ask_client(work, self._programme, client_id)
                return 1, self._desk.announce(work)
        except DATABASE_TROUBLE:
            raise
        except Exception as defect:  # noqa: BLE001 - recorded with its traceback
            with self._units.begin("job") as work:
                reference = record_defect(work.session, work.now, outline(defect), None, None)
                check_up.postpone(work, self._programme, client_id)
            _log.error("defect %s at the check-up of client %s\n%s", reference, client_id, outline(defect))
            return 0, Reply()

    def _look_at_invitations(self) -> tuple[int, Reply]:
        with self._units.begin("job") as work:
            count = look_at_due_invitations(work)
            return count, self._desk.announce(work)

    def _remind_support(self) -> tuple[int, Reply]:
        with self._units.begin("job") as work:
            count = look_at_waiting_cases(work, self._programme)
            return count, self._desk.announce(work)

    async def _look_at_applications(self) -> None:
        """What waits for support's decision, and once a day what partners' products are worth."""
        while await self._look(self._remind_of_applications):
            continue
        today = self._units.clock().date()
        if self._partners_seen_on == today:
            return
        self._behind = BEGINNING
        while await self._look(self._look_at_partners):
            continue
        self._partners_seen_on = today

    def _remind_of_applications(self) -> tuple[int, Reply]:
        with self._units.begin("job") as work:
            group = support_group(work.session) is not None
            count = look_at_due_applications(work, self._programme, group=group)
            count += look_at_due_reviews(work, self._programme, group=group)
            return count, self._desk.announce(work)

    def _look_at_partners(self) -> tuple[int, Reply]:
        """The number is 0 when all have been looked at."""
        with self._units.begin("job") as work:
            further = look_at_partners(work, self._programme, self._behind)
            if further is None:
                return 0, Reply()
            self._behind = further
            return 1, self._desk.announce(work)

    def _forget(self) -> tuple[int, Reply]:
        """The number is 0 when there is nothing left to forget."""
        with self._units.begin("job") as work:
            claims = forget_updates(work.session, work.now - CLAIMS_KEPT, FORGOTTEN_AT_ONCE)
            letters = forget_dead_letters(work.session, work.now - DEAD_LETTERS_KEPT, FORGOTTEN_AT_ONCE)
            questions = forget_questions(work.session, work.now - QUESTIONS_KEPT, FORGOTTEN_AT_ONCE)
            calls = forget_calls(work.session, work.now - CALLS_KEPT, FORGOTTEN_AT_ONCE)
            return max(claims, letters, questions, calls) // FORGOTTEN_AT_ONCE, Reply()
