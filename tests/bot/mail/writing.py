"""Mails for tests, written as the desk writes them, and what has become of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from storage.mail import Written, draft_of, write
from storage.runtime.outbox import Outgoing, add
from storage.tables import Mail, MailTrouble, OutboxMessage
from storage.work import Work
from tests.desk import Desk

SENDER = '"Handschlag, the desk" <desk@reseller.example>'
WORDS = Written("A request from Bergbahn Flims", "Grüezi\n", "<p>Grüezi</p>")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a mail stands: `sent`, `waits` or `given up`, and what the server said last."""

    is_: str
    says: str
    tries: int


def put(
    work: Work,
    address: str,
    words: Written = WORDS,
    *,
    person_id: int | None = None,
    thread: str | None = None,
    contractual: bool = False,
    caused_by_id: int | None = None,
    secret_until: dt.datetime | None = None,
) -> tuple[int, list[Outgoing]]:
    """A mail in the outbox: its number, and what is to be delivered."""
    mail = write(
        work.session,
        words,
        address,
        "en",
        work.now,
        person_id=person_id,
        thread=thread,
        contractual=contractual,
        caused_by_id=caused_by_id,
        secret_until=secret_until,
    )
    work.session.flush()
    return mail.id, add(work.session, [draft_of(mail)], work.worker_id, work.now, alone=work.alone)


def mails(desk: Desk, address: str, words: Written = WORDS, **more: object) -> int:
    """The desk writes a mail, and tries to send it; the mail's number."""
    with desk.app.units.begin("cli") as work:
        number, _ = put(work, address, words, **more)  # type: ignore[arg-type]  # as `put` has them
    desk.look_at_mails()
    return number


def standing(desk: Desk, mail_id: int) -> Standing:
    with desk.work() as work:
        mail = work.session.get_one(Mail, mail_id)
        place = work.session.scalar(select(OutboxMessage).where(OutboxMessage.mail_id == mail_id))
        if place is None:
            assert mail.sent_at is not None
            return Standing("sent", "", mail.tries)
        assert mail.sent_at is None
        return Standing("waits" if place.failed_at is None else "given up", place.error or "", mail.tries)


def refusing(desk: Desk) -> set[str]:
    """Addresses that refuse mail."""
    with desk.work() as work:
        return set(work.session.scalars(select(MailTrouble.address)))
