"""Mails as they wait in the outbox: what an address would read, had they been sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storage.tables import Mail, OutboxMessage
from tests.desk import Desk

_CODE = re.compile(r"\b\d{6}\b")
_START = re.compile(r"\?start=([\w-]+)")


@dataclass(frozen=True)
class Read:
    """A mail as its reader sees it."""

    subject: str
    text: str
    html: str

    @property
    def code(self) -> str:
        """The six digits in it."""
        found = _CODE.search(self.text)
        assert found is not None, self.text
        return found[0]

    @property
    def start(self) -> str:
        """What its link to Telegram carries."""
        found = _START.search(self.text)
        assert found is not None, self.text
        return found[1]


def mails_to(desk: Desk, address: str) -> Sequence[Read]:
    """What is on its way to the address, the oldest first."""
    with desk.work() as work:
        waiting = select(Mail).join(OutboxMessage, OutboxMessage.mail_id == Mail.id)
        found = work.session.scalars(waiting.where(Mail.address == address).order_by(Mail.id)).all()
        return [Read(str(m.content["subject"]), str(m.content["text"]), str(m.content["html"])) for m in found]


def last_to(desk: Desk, address: str) -> Read:
    """The newest one."""
    found = mails_to(desk, address)
    assert found, f"no mail waits for {address}"
    return found[-1]
