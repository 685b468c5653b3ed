"""What happens to mails and to the addresses of people."""

from __future__ import annotations

from dataclasses import dataclass

from domain.mail_refusals import Undelivered
from storage.work import Event


@dataclass(frozen=True, slots=True)
class AddressRefusing(Event):
    """The address of a mail's reader has refused it for good: nothing more goes there."""

    mail_id: int
    why: Undelivered


@dataclass(frozen=True, slots=True)
class MailUndelivered(Event):
    """A mail that somebody has caused does not arrive at somebody else's."""

    mail_id: int
    why: Undelivered
