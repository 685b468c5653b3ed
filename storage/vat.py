"""Queries about VAT numbers, and which of them are asked about next.

Any worker may take a check that is due (`take`): it has it for a while under a mark of its own, asks outside of all
transactions, and writes down what it heard if the check is still its own (`still_taken`). Whoever takes checks waits
for others who do, so no more are under way than there may be: some in all, one of each country.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, or_, select, text, update
from sqlalchemy.orm import Session

from domain.vat.outages import EVERYTHING, SWITZERLAND
from storage.tables import Organisation, VatCheck, VatCircuit, VatNumber

# Two numbers, and so apart from the locks of chats and of lanes (`storage.runtime.outbox`), whose first one is 1.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(18, 0)")


@dataclass(frozen=True, slots=True)
class Taken:
    """A check that somebody has in hand, under the mark `lease`."""

    check_id: int
    organisation_id: int
    number: str
    country: str
    lease: str


def vat_number_of(session: Session, organisation_id: int) -> VatNumber | None:
    """The organisation's VAT number as the database has it now, if it has entered one."""
    return session.get(VatNumber, organisation_id, populate_existing=True)


def with_vat_number(session: Session, organisation_ids: Collection[int]) -> frozenset[int]:
    """Which of the organisations have entered one."""
    entered = select(VatNumber.organisation_id).where(VatNumber.organisation_id.in_(organisation_ids))
    return frozenset(session.scalars(entered))


def check_of(session: Session, organisation_id: int, number: str) -> VatCheck | None:
    """What is known of this number of the organisation, as the database has it now."""
    mine = (VatCheck.organisation_id == organisation_id, VatCheck.number == number)
    return session.scalar(select(VatCheck).where(*mine).execution_options(populate_existing=True))


def check(session: Session, check_id: int) -> VatCheck | None:
    """The check of that number, as the database has it now."""
    return session.get(VatCheck, check_id, populate_existing=True)


def checks_to_repeat(session: Session, organisation_id: int) -> Sequence[VatCheck]:
    """The organisation's checks that are made again and again: of the numbers that it has."""
    mine = (VatCheck.organisation_id == organisation_id, VatCheck.due_at.is_not(None))
    return session.scalars(select(VatCheck).where(*mine).execution_options(populate_existing=True)).all()


def current_checks(session: Session) -> Sequence[tuple[VatCheck, Organisation]]:
    """The checks of all numbers that organisations have now, by the organisations' names."""
    found = session.execute(
        select(VatCheck, Organisation)
        .join(Organisation, Organisation.id == VatCheck.organisation_id)
        .where(VatCheck.due_at.is_not(None))
        .order_by(Organisation.sort_name, Organisation.id, VatCheck.id)
    )
    return [(row[0], row[1]) for row in found]


def swiss_without_check(session: Session, most: int) -> Sequence[Organisation]:
    """Swiss companies whose number nobody asks about yet: they are new, have another one, or the register is.

    Whoever looks for them waits for others who do.
    """
    asked = (VatCheck.organisation_id == Organisation.id, VatCheck.number == Organisation.register_number)
    wanted = (
        Organisation.country == SWITZERLAND,
        Organisation.register_number.startswith("CHE"),
        Organisation.closed_at.is_(None),
        ~exists().where(*asked, VatCheck.due_at.is_not(None)),
    )
    found = select(Organisation).where(*wanted).order_by(Organisation.id).limit(most)
    if session.scalar(select(Organisation.id).where(*wanted).limit(1)) is None:
        return []
    _wait_for_others(session)
    return session.scalars(found.execution_options(populate_existing=True)).all()


def take(
    session: Session, now: dt.datetime, until: dt.datetime, most: int, *, vies: bool = True, swiss: bool = False
) -> list[Taken]:
    """Checks that are due, the longest first, from now on in the caller's hands.

    `most` are under way at VIES in all, one of each country, and none while its circuit is open. One is at the `swiss`
    register, if it is to be asked.
    """
    groups = _free(vies=vies, swiss=swiss)
    due = (VatCheck.due_at <= now, or_(VatCheck.leased_until.is_(None), VatCheck.leased_until <= now), or_(*groups))
    if not groups or session.scalar(select(VatCheck.id).where(*due).limit(1)) is None:
        return []
    room = _room(session, now, most)
    taken: list[Taken] = []
    while free := _free(vies=vies and room.at_vies > 0, swiss=swiss):
        found = session.scalar(
            select(VatCheck)
            .where(*due, or_(*free), VatCheck.country.not_in(room.shut))
            .order_by(VatCheck.due_at, VatCheck.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        if found is None:
            break
        taken.append(_lease(found, until))
        room.take(found.country)
        session.flush()
    return taken


@dataclass(slots=True)
class _Room:
    """How many more questions may be on their way at VIES, and of which countries there may be none."""

    at_vies: int
    shut: set[str]

    def take(self, country: str) -> None:
        self.shut.add(country)
        self.at_vies -= country != SWITZERLAND


def _room(session: Session, now: dt.datetime, most: int) -> _Room:
    """As it is until the transaction ends: nobody else takes any meanwhile."""
    _wait_for_others(session)
    known = circuits(session)
    if EVERYTHING in known:  # what was out of order for all is tried with one question first
        most = 0 if known[EVERYTHING].open_until > now else 1
    room = _Room(most, {each.country for each in known.values() if each.open_until > now})
    for country in session.scalars(select(VatCheck.country).where(VatCheck.leased_until > now)):
        room.take(country)
    return room


def _free(*, vies: bool, swiss: bool) -> list[ColumnElement[bool]]:
    """Who can be asked one more question."""
    return [VatCheck.country != SWITZERLAND] * vies + [VatCheck.country == SWITZERLAND] * swiss


def take_this(session: Session, check_id: int, now: dt.datetime, until: dt.datetime, most: int) -> Taken | None:
    """The check of that number, in the caller's hands, whether it is due or not; `None` where that must wait.

    As for `take`, its country may be busy, a circuit open, or `most` under way at VIES.
    """
    room = _room(session, now, most)
    found = check(session, check_id)
    if found is None or found.country in room.shut or (found.country != SWITZERLAND and room.at_vies <= 0):
        return None
    taken = _lease(found, until)
    session.flush()
    return taken


def still_taken(session: Session, taken: Taken) -> VatCheck | None:
    """The check, locked, if nobody else has taken it meanwhile: a lease ends by itself."""
    mine = (VatCheck.id == taken.check_id, VatCheck.lease == taken.lease)
    return session.scalar(select(VatCheck).where(*mine).with_for_update().execution_options(populate_existing=True))


def give_back(session: Session, leases: Collection[str]) -> None:
    """Lets others take these checks at once."""
    mine = update(VatCheck).where(VatCheck.lease.in_(leases), VatCheck.leased_until.is_not(None))
    session.execute(mine.values(lease=None, leased_until=None))


def circuit_of(session: Session, country: str) -> VatCircuit | None:
    """The circuit of a country, or of everything, locked, if it is not closed."""
    found = select(VatCircuit).where(VatCircuit.country == country).with_for_update()
    return session.scalar(found.execution_options(populate_existing=True))


def close_circuits(session: Session, countries: Collection[str]) -> None:
    """Whoever is asked there answers."""
    session.execute(delete(VatCircuit).where(VatCircuit.country.in_(countries)))


def circuits(session: Session) -> Mapping[str, VatCircuit]:
    """All circuits that are not closed, by country."""
    return {each.country: each for each in session.scalars(select(VatCircuit).order_by(VatCircuit.country))}


def lock_circuits(session: Session) -> None:
    """Waits until nobody else opens or closes circuits, or takes checks."""
    _wait_for_others(session)


def _wait_for_others(session: Session) -> None:
    """SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ONE_AT_A_TIME)


def _lease(found: VatCheck, until: dt.datetime) -> Taken:
    found.lease, found.leased_until = secrets.token_hex(12), until
    return Taken(found.id, found.organisation_id, found.number, found.country, found.lease)
