"""What a partner takes along of its clients: legal representatives and administrators of all of them, everybody else
of those that were given to them (fact 41)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.programme import Programme
from domain.words import Msg, Refused
from services.care import care_for
from services.clients.seeing import Client, client_of, seen_by
from services.rights import Act, Relation, may, own_organisation, require_role, role_in
from storage.care import carers_of, given_to
from storage.clients import holdings
from storage.clients.holdings import Booked, Held, Holding, booked, held
from storage.clients.listing import Listed, page_of_clients
from storage.clients.seen import Seen, Wanted
from storage.tables import Person
from storage.work import Work

MOST_ROWS = 20_000
"""Of a file: it is made while an update waits, and sent by chat."""


class NothingToExport(Refused):
    """The file would be empty."""


class TooMuchToExport(Refused):
    """The file would be too long."""

    def __init__(self) -> None:
        super().__init__(
            Msg("That is more than {most} lines. Please narrow it down with a filter or a search.", most=MOST_ROWS)
        )


@dataclass(frozen=True, slots=True)
class Exported:
    """A client with what the partner manages of it, and who looks after it; `None` where everybody does."""

    listed: Listed
    holding: Holding
    carers: Sequence[str] | None


def exportable(work: Work, programme: Programme, person: Person, *, mine: bool) -> Seen:
    """What the person may take along, or of that what is `mine`: was given to them. Days are of interest however far
    ahead they are."""
    seen = seen_by(work, programme, person)
    seen = replace(seen, days=(seen.days[0], dt.date.max))
    if not mine and may(Act.EXPORT_CLIENTS, Relation.PARTNER, role_in(work, person, own_organisation(person))):
        return seen
    return replace(seen, among=(*seen.among, given_to(person.id)))


def clients(
    work: Work, programme: Programme, person: Person, wanted: Wanted, *, mine: bool = False
) -> Sequence[Exported]:
    """The wanted clients, by attention. Raises `NothingToExport` and `TooMuchToExport`."""
    work.action = Act.EXPORT_CLIENTS
    seen = exportable(work, programme, person, mine=mine)
    found = page_of_clients(work.session, seen, wanted, MOST_ROWS + 1)
    _require_rows(len(found))
    holding = holdings.holdings(work.session, seen, wanted)
    carers = carers_of(work.session, seen.partner_id)
    return [
        Exported(each, holding.get(each.partnership.id, Holding(0, 0)), carers.get(each.partnership.client_id))
        for each in found
    ]


def products(work: Work, programme: Programme, person: Person, wanted: Wanted, *, mine: bool = False) -> Sequence[Held]:
    """What the partner manages of the wanted clients, by client. Raises `NothingToExport` and `TooMuchToExport`."""
    work.action = Act.EXPORT_CLIENTS
    found = held(work.session, exportable(work, programme, person, mine=mine), wanted, MOST_ROWS + 1)
    _require_rows(len(found))
    return found


def _require_rows(count: int) -> None:
    if not count:
        raise NothingToExport(
            Msg(
                "There is nothing for you to take along. Legal representatives and administrators can export all "
                "clients, others those that were given to them."
            )
        )
    if count > MOST_ROWS:
        raise TooMuchToExport


def billing(work: Work, person: Person, partnership_id: int) -> tuple[Client, Sequence[Booked]]:
    """What was booked about the client, as far as the invoices are the partner's to see, the newest first.

    It sees those that its own means have paid (fact 26), and none that the client has paid (fact 25). Raises
    `NotFound`, `SignatureNeeded` and `NothingToExport`.
    """
    work.action = Act.EXPORT_CLIENTS
    client = client_of(work, person, partnership_id)
    made = client.partnership
    care = care_for(work, made.partner_id, made.client_id)
    if care.people is None or person.id not in care.people:
        require_role(work, Act.EXPORT_CLIENTS, Relation.PARTNER, client.role, made.partner)
    found = booked(work.session, made.client_id, made.partner_id, client.only, MOST_ROWS + 1)
    if not found:
        raise NothingToExport(
            Msg(
                "There is no invoice of {client} that you may see: only what your own payment means have paid is "
                "yours to see; the others are in the client’s organisation.",
                client=made.client.name,
            )
        )
    _require_rows(len(found))
    return client, found
