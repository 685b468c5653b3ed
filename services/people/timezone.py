"""Where a person's clock stands: as they have said, or else as in the country of the organisation they act for."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from domain.programme import Programme
from domain.words import Msg
from domain.zones import ZoneUnknown, is_zone, zone_of_country
from storage.tables import Person
from storage.work import Work


def zone_of(programme: Programme, person: Person) -> dt.tzinfo:
    """The person's time zone; the programme's where nothing is known."""
    return known_zone(person) or programme.support_hours.timezone


def known_zone(person: Person) -> dt.tzinfo | None:
    """The zone that they have set, or that is guessed."""
    name = person.timezone or guessed_zone(person)
    return None if name is None or not is_zone(name) else ZoneInfo(name)


def guessed_zone(person: Person) -> str | None:
    """The zone of their organisation's country."""
    return zone_of_country(person.organisation.country) if person.organisation is not None else None


def set_timezone(work: Work, person: Person, zone: str | None) -> None:
    """Reminders come by that zone's clock from now on; with `None`, the zone is guessed again. Raises `ZoneUnknown`."""
    work.action = "person.timezone"
    if zone is not None and not is_zone(zone):
        raise ZoneUnknown(Msg("I do not know this time zone. /timezone shows which ones you can choose."))
    person.timezone = zone
