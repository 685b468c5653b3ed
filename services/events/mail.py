"""What happens to mails, to the addresses of people, and to what waits for their daily mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.mail_refusals import Undelivered
from storage.tables import DigestEntry
from storage.work import Event


@dataclass(frozen=True, slots=True)
class EmailConfirmed(Event):
    """An address is the person's from now on; another one that they had `before` is not any more."""

    person_id: int
    before: str | None = None


@dataclass(frozen=True, slots=True)
class EmailRemoved(Event):
    """The person does not want mails at the address that they had `before`."""

    person_id: int
    before: str


@dataclass(frozen=True, slots=True)
class Unsubscribed(Event):
    """The person has followed the link of a mail and gets none any more but the contractual ones."""

    person_id: int


@dataclass(frozen=True, slots=True)
class DigestsDue(Event):
    """What has waited for people's daily mails goes now, by their ids; it waits no longer."""

    entries: Mapping[int, Sequence[DigestEntry]]


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
