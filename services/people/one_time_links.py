"""Links that work once: 128 random bits of which the hash alone is kept, and a limit for those who guess.

With so many bits nobody guesses a link, and nobody is to try: who follows links that nobody knows is soon told to wait.
"""

from __future__ import annotations

import hashlib
import secrets

from domain.words import Msg, Refused
from services import guesses
from storage.tables import Person
from storage.work import Work

RANDOM_BYTES = 16
MOST_WRONG_LINKS = guesses.MOST


class TooManyWrongLinks(Refused):
    """The person has followed so many links that nobody knows that they have to wait."""


def new_token() -> str:
    """What a link carries: 22 letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def hash_of(token: str) -> str:
    """What is kept of it: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def require_patience(work: Work, person: Person) -> None:
    """Raises `TooManyWrongLinks`, for right links, too, as long as the person has to wait."""
    until = guesses.waits_until(work, person)
    if until is not None:
        raise TooManyWrongLinks(
            Msg(
                "You have opened several links that do not exist, so I look at no more of them until {moment}. "
                "After that, please ask for a new one.",
                moment=until,
            )
        )


def count_wrong(work: Work, person: Person) -> None:
    """The person has followed a link that nobody knows."""
    guesses.count(work, person)
