"""Addresses: a person says one, and shows that it is theirs by the code, or the link, that was mailed to it.

Until then nothing changes. A code has six digits, so it lives for minutes and bears few attempts; whoever reads the
database finds a slow hash of it. Nobody can use the desk to fill somebody's mailbox: codes have a limit by person and
by inbox. An address may belong to several people: colleagues share some.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from domain.mail import inbox_of
from domain.words import Msg, Refused
from services import events
from services.people.one_time_links import count_wrong, hash_of, new_token, require_patience
from storage.addresses import (
    address_of,
    clear_trouble,
    confirmation_by_hash,
    lock_inbox,
    made_since,
    open_confirmation,
    trouble_with,
)
from storage.digests import drop
from storage.tables import EmailConfirmation, Person
from storage.work import Work

DIGITS = 6
CODE_LASTS = timedelta(minutes=15)
MOST_ATTEMPTS = 5
PAUSE = timedelta(minutes=1)
"""Between two codes for one person."""
COUNTED_FOR = timedelta(hours=1)
MOST_CODES = 5
"""For one person, in that time."""
MOST_TO_INBOX = 3
"""From whomever, in that time."""
_SLOW = 2**14
"""Scrypt's cost: some 40 ms for one of a million codes. All of them take hours, and a code lives for minutes."""


class MailsUnavailable(Refused):
    """The desk has no mail server."""


class AddressStands(Refused):
    """It is the person's confirmed address already, and takes mail."""


class TooManyCodes(Refused):
    """The person, or the inbox, has been sent enough codes for now."""


class LinkOver(Refused):
    """The link is unknown, or its time is over."""


class LinkUnknown(LinkOver):
    """Nobody was ever sent it."""


@dataclass(frozen=True, slots=True)
class NewCode:
    """What is to be mailed: the `code`, and the `token` of the link. Nobody can look them up later."""

    confirmation: EmailConfirmation
    code: str
    token: str


class Outcome(Enum):
    """What has come of a code that was typed."""

    CONFIRMED = auto()
    WRONG = auto()
    OVER = auto()
    """Too old, or there were too many wrong ones: it counts no more, right or wrong."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What has come of it, and how many attempts are left."""

    outcome: Outcome
    left: int = 0


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a mail's link leads: the address that it confirms, and whose it is. With `stands`, that was done before."""

    person: Person
    address: str
    stands: bool = False


def require_mails(work: Work) -> None:
    """Raises `MailsUnavailable` without a mail server."""
    if not work.mails:
        raise MailsUnavailable(
            Msg("This desk sends no mails, so there is no address to enter. Everything comes here, in the chat.")
        )


def ask(work: Work, person: Person, address: str) -> NewCode:
    """A code for an address, as `read_email` has it; a code that the person was sent before counts no more.

    Raises `MailsUnavailable`, `AddressStands` and `TooManyCodes`.
    """
    work.action = "email.ask"
    require_mails(work)
    if address == person.email and trouble_with(work.session, address) is None:
        raise AddressStands(Msg("This is your address already, and it is confirmed. Which other one shall I use?"))
    inbox = inbox_of(address)
    lock_inbox(work.session, inbox)
    _require_room(work, person, inbox)
    call_off(work, person)
    token, code = new_token(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    confirmation = EmailConfirmation(
        person_id=person.id,
        address=address,
        inbox=inbox,
        code_hash=_slow_hash(code, hash_of(token)),
        token_hash=hash_of(token),
        made_at=work.now,
        expires_at=work.now + CODE_LASTS,
    )
    work.session.add(confirmation)
    return NewCode(confirmation, code, token)


def _require_room(work: Work, person: Person, inbox: str) -> None:
    made = made_since(work.session, person.id, inbox, work.now - COUNTED_FOR)
    own = [each for each in made if each.person_id == person.id]
    there = [each for each in made if each.inbox == inbox]
    if own and own[-1].made_at + PAUSE > work.now:
        raise TooManyCodes(Msg("I have just sent you a code. Please wait a minute before you ask for another one."))
    for counted, most in ((own, MOST_CODES), (there, MOST_TO_INBOX)):
        if len(counted) >= most:
            raise TooManyCodes(
                Msg(
                    "That was a lot of codes in a short time. You can have another one from {moment}. "
                    "If no mail has come: please look among the unwanted mails, too.",
                    moment=counted[-most].made_at + COUNTED_FOR,
                )
            )


def call_off(work: Work, person: Person) -> None:
    """A code that was sent counts no more; the address stays as it is."""
    waiting = open_confirmation(work.session, person.id)
    if waiting is not None:
        waiting.ended_at = work.now
        work.session.flush()


def waiting_for_code(work: Work, person: Person) -> EmailConfirmation | None:
    """The confirmation that still waits for the person's code."""
    found = open_confirmation(work.session, person.id)
    return found if found is not None and _counts(found, work) else None


def _counts(confirmation: EmailConfirmation, work: Work) -> bool:
    return (
        confirmation.ended_at is None and confirmation.expires_at > work.now and confirmation.attempts < MOST_ATTEMPTS
    )


def last_asked(work: Work, person: Person) -> str | None:
    """The address whose code was neither typed nor called off, even if it is too old by now."""
    found = open_confirmation(work.session, person.id)
    return found.address if found is not None else None


def try_code(work: Work, person: Person, code: str) -> Tried | None:
    """The person has typed six digits; `None` where no code is waited for, nor was lately.

    A wrong one is counted, which is to be committed: it is no refusal.
    """
    work.action = "email.confirm"
    confirmation = open_confirmation(work.session, person.id)
    if confirmation is None or confirmation.expires_at + COUNTED_FOR <= work.now:
        return None
    if not _counts(confirmation, work):
        return Tried(Outcome.OVER)
    if not hmac.compare_digest(_slow_hash(code, confirmation.token_hash), confirmation.code_hash):
        confirmation.attempts += 1
        left = MOST_ATTEMPTS - confirmation.attempts
        return Tried(Outcome.WRONG, left) if left else Tried(Outcome.OVER)
    _confirm(work, person, confirmation)
    return Tried(Outcome.CONFIRMED)


def follow(work: Work, person: Person, token: str) -> Followed | None:
    """The person has opened the link of the mail in the chat; `None` of one that is not theirs, which is counted.

    Raises `LinkOver`, and as `require_patience` does.
    """
    require_patience(work, person)
    confirmation = confirmation_by_hash(work.session, hash_of(token))
    if confirmation is None or confirmation.person_id != person.id:
        count_wrong(work, person)
        return None
    return _follow(work, confirmation, confirms=True)


def look(work: Work, token: str) -> Followed:
    """What whoever has the mail's link would confirm, without doing so. Raises `LinkOver`."""
    return _follow(work, _behind(work, token), confirms=False)


def confirm_by_link(work: Work, token: str) -> Followed:
    """Whoever has the link of the mail has the mail: the address is confirmed. Once more, it stays so.

    Raises `LinkOver`.
    """
    return _follow(work, _behind(work, token), confirms=True)


def _behind(work: Work, token: str) -> EmailConfirmation:
    confirmation = confirmation_by_hash(work.session, hash_of(token))
    if confirmation is None:
        raise LinkUnknown(Msg("I do not know this link. In the chat, /email gives you a new one."))
    return confirmation


def _follow(work: Work, confirmation: EmailConfirmation, *, confirms: bool) -> Followed:
    person = work.session.get_one(Person, confirmation.person_id)
    if confirmation.ended_at is not None and address_of(work.session, person.id) == confirmation.address:
        return Followed(person, confirmation.address, stands=True)
    if not _counts(confirmation, work):
        raise LinkOver(
            Msg("This link is over: it works once, and not for long. In the chat, /email gives you a new one.")
        )
    if confirms:
        work.action, work.actor_id = "email.confirm", person.id
        _confirm(work, person, confirmation)
    return Followed(person, confirmation.address)


def _confirm(work: Work, person: Person, confirmation: EmailConfirmation) -> None:
    before = person.email if person.email != confirmation.address else None
    confirmation.ended_at = work.now
    person.email, person.email_confirmed_at = confirmation.address, work.now
    clear_trouble(work.session, confirmation.address)
    work.happened(events.EmailConfirmed(person.id, before))


def remove(work: Work, person: Person) -> None:
    """The person gets no mails any more; what waits to be mailed or confirmed does so no longer."""
    work.action = "email.remove"
    call_off(work, person)
    if person.email is not None:
        before = person.email
        person.email = person.email_confirmed_at = None
        drop(work.session, person.id)
        work.happened(events.EmailRemoved(person.id, before))


def _slow_hash(code: str, salt: str) -> str:
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=_SLOW, r=8, p=1, dklen=32).hex()
