"""What comes by mail: the person's choice, and the link in every mail that could be done without.

Contractual mails are no choice: the programme promises them (facts 28, 29, 31, 32).
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from domain.mail import MailPace
from domain.words import Msg, Refused
from services import events
from storage.addresses import signing_key
from storage.digests import drop
from storage.tables import Person
from storage.work import Work

PURPOSE = "unsubscribe"
_MAC_BYTES = 16


class UnsubscribeLinkUnknown(Refused):
    """The link is mistyped, or not ours."""


@dataclass(frozen=True, slots=True)
class NoMore:
    """Who gets contractual mails only; `stands`: that was so before."""

    person: Person
    stands: bool


def set_pace(work: Work, person: Person, pace: MailPace) -> None:
    """What the person gets by mail from now on. With contracts alone, what waits for the daily mail goes.

    Who wants mails at once instead of daily still gets that one, in the morning.
    """
    work.action = "email.pace"
    _set(work, person, pace)


def _set(work: Work, person: Person, pace: MailPace) -> None:
    person.mail_pace = pace
    if pace is MailPace.CONTRACTS:
        drop(work.session, person.id)


def unsubscribe_token(work: Work, person_id: int) -> str:
    """What the link to unsubscribe carries: some 25 letters, digits, `-` and `_`; the same in all mails to a person.

    Nobody can make one for somebody else, and it is good for nothing else.
    """
    return f"{person_id}_{_mac(work, person_id)}"


def unsubscriber(work: Work, token: str) -> Person:
    """Whose link it is. Raises `UnsubscribeLinkUnknown`."""
    number, _, mac = token.partition("_")
    if number.isascii() and number.isdecimal() and len(number) < 19 and mac.isascii():
        # Both are looked at in any case: how long it takes does not tell which people there are.
        is_ours = hmac.compare_digest(mac, _mac(work, int(number)))
        person = work.session.get(Person, int(number))
        if is_ours and person is not None:
            return person
    raise UnsubscribeLinkUnknown(
        Msg("I do not know this link: it may be mistyped. In the chat, /email lets you choose what comes by mail.")
    )


def unsubscribe(work: Work, token: str) -> NoMore:
    """One click (RFC 8058): contractual mails only from now on. Once more, it stays so; /email takes it back.

    Raises `UnsubscribeLinkUnknown`.
    """
    person = unsubscriber(work, token)
    if person.mail_pace is MailPace.CONTRACTS:
        return NoMore(person, stands=True)
    work.action, work.actor_id = "email.unsubscribe", person.id
    _set(work, person, MailPace.CONTRACTS)
    work.happened(events.Unsubscribed(person.id))
    return NoMore(person, stands=False)


def _mac(work: Work, person_id: int) -> str:
    signed = hmac.digest(signing_key(work.session, PURPOSE), f"{PURPOSE}:{person_id}".encode(), hashlib.sha256)
    return urlsafe_b64encode(signed[:_MAC_BYTES]).decode().rstrip("=")
