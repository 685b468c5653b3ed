"""Takes mails from the outbox to the mail server, those to an address in their order, and settles what it says.

A mail leaves the outbox in the transaction after the server's “250”: a crash repeats at most the few that were on
their way, under the same Message-ID, by which most mailboxes recognise them.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence

from bot.database_work import DatabaseWork
from bot.delivery.due_lanes import DueLanes
from bot.journal import Channel, Journal
from bot.mail.account import Account
from bot.mail.addresses import AddressFault
from bot.mail.answers import TRIED_FOR, Answer, Verdict, cannot_be, pause_after
from bot.mail.letters import letter_of
from bot.mail.post_office import PostOffice
from handlers.chat.desk import Desk
from services.mail.undelivered import give_up, refuse
from storage import mail_lanes as stored
from storage.mail_lanes import DueMail
from storage.runtime.outbox import Outgoing
from storage.work import Units, Work

AT_ONCE = 4
"""Mails on their way at the same time, each over a connection of its own."""

_log = logging.getLogger(__name__)


class MailSender:
    """Sends this process's mails from `start` to `stop`, as long as it `is_well`. `tell` gets what people are told."""

    def __init__(
        self,
        account: Account,
        units: Units,
        desk: Desk,
        database: DatabaseWork,
        tell: Callable[[Iterable[Outgoing]], None],
        is_well: Callable[[], bool],
        journal: Journal,
    ) -> None:
        self._account = account
        self._units = units
        self._desk = desk
        self._journal = journal
        logo = desk.around.renderer.letterhead.logo
        self._logo = logo.content if logo is not None else None
        self._office = PostOffice(account)
        self._lanes: DueLanes[DueMail] = DueLanes(
            "mail", AT_ONCE, units, database, tell, is_well, self._due, self._send
        )
        self._settings_are_wrong = False

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way, and nothing is known of that should be."""
        return self._lanes.idle

    def wake(self) -> None:
        """There is a mail to be sent."""
        self._lanes.wake()

    def start(self) -> None:
        """Begins to send."""
        self._lanes.start()

    async def stop(self, patience_s: float) -> None:
        """Lets what is on its way arrive; the rest is for whoever comes next."""
        await self._lanes.stop(patience_s)
        await self._office.close()

    def _due(self, work: Work, limit: int, busy: Collection[int]) -> Sequence[DueMail]:
        return stored.due(work.session, self._units.worker_id, work.now, limit, busy)

    async def _send(self, mail: DueMail) -> None:
        def put_aside(work: Work, why: str) -> None:
            self._put_off(work, mail, Answer(Verdict.LATER, why))

        begun = time.monotonic()
        try:
            answer = await self._hand_over(mail)
        except Exception as defect:  # noqa: BLE001 - what comes from outside is an answer: this is wrong here
            await self._lanes.put_aside(mail, put_aside, defect)
            return
        self._journal.delivery(Channel.MAIL, mail.outbox_id, answer.verdict.value, time.monotonic() - begun)
        self._notice_health(answer)
        await self._lanes.take_effect(mail, lambda work: self._settle(work, mail, answer), put_aside)

    async def _hand_over(self, mail: DueMail) -> Answer:
        try:
            letter = letter_of(mail, self._account, self._logo)
        except AddressFault as fault:
            return cannot_be(f"the address {fault}")
        return await self._office.hand_over(letter)

    def _notice_health(self, answer: Answer) -> None:
        if answer.verdict is Verdict.TROUBLE:
            self._lanes.failed(str(answer))
        else:
            self._lanes.went_well()
        if answer.settings and not self._settings_are_wrong:
            _log.error("the mail server takes no mail from here (%s): handschlag doctor looks at the settings", answer)
        if answer.settings or answer.verdict is Verdict.SENT:
            self._settings_are_wrong = answer.settings  # said once, until something gets through

    def _settle(self, work: Work, mail: DueMail, answer: Answer) -> tuple[Outgoing, ...]:
        match answer.verdict:
            case Verdict.SENT:
                stored.sent(work.session, mail.outbox_id, mail.mail_id, work.now)
            case Verdict.REFUSED:
                _log.info("mail %s is refused for good: %s", mail.mail_id, answer)
                assert answer.why is not None  # noqa: S101 - so it is made
                refuse(work, stored.mail(work.session, mail.mail_id), answer.why, answer.says)
            case Verdict.LATER | Verdict.TROUBLE:
                self._put_off(work, mail, answer)
        work.session.flush()
        return self._desk.announce(work).messages

    def _put_off(self, work: Work, mail: DueMail, answer: Answer) -> None:
        kept = stored.mail(work.session, mail.mail_id)
        # However long it has waited for those before it: its own time begins with its own first try.
        kept.failing_since = kept.failing_since or work.now
        kept.tries += 1
        if work.now - kept.failing_since >= TRIED_FOR:
            _log.warning("mail %s is given up after %s tries: %s", mail.mail_id, kept.tries, answer)
            give_up(work, kept, answer.says)
        else:
            stored.wait(work.session, mail.lane, kept, work.now + pause_after(mail.tries), answer.says)
