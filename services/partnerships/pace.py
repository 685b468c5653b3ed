"""How many requests somebody may make, and their organisation: nobody fills the inboxes of others."""

from __future__ import annotations

from datetime import timedelta

from domain.partnerships.rules import Side
from domain.words import Msg, Refused
from storage.request_counts import requested_since
from storage.tables import Organisation, Person
from storage.work import Work

WITHIN = timedelta(days=1)
MOST_OF_PERSON = 50
MOST_OF_ORGANISATION = 150


class TooManyRequests(Refused):
    """The person, or their organisation, has asked enough for one day."""


def require_pace(work: Work, person: Person, organisation: Organisation, side: Side) -> None:
    """Raises `TooManyRequests`."""
    made, by_person = requested_since(work.session, side, organisation.id, person.id, work.now - WITHIN)
    if by_person >= MOST_OF_PERSON:
        raise TooManyRequests(Msg("You have sent {n} requests within a day. Please go on tomorrow.", n=MOST_OF_PERSON))
    if made >= MOST_OF_ORGANISATION:
        raise TooManyRequests(
            Msg(
                "{organisation} has sent {n} requests within a day. Please go on tomorrow.",
                organisation=organisation.name,
                n=MOST_OF_ORGANISATION,
            )
        )
