"""The provider's file on an organisation, a person, or a partnership or request: what staff reads of it, with history.

Each file takes a handful of statements, however much belongs to the record; of what there may be a lot, the newest
is in it. Who has opened a file stands on the audit trail of its record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.organisations.client_codes import client_code
from domain.partnerships.rules import Status
from services.partnerships.closing import managed_at_last
from services.staff.clerks import Clerk, StaffAct, require_clerk
from services.staff.finding import Hit, Kind, nothing_found
from services.staff.history import Entry, history
from storage import staff as stored
from storage.audit import note
from storage.people import memberships_of
from storage.support import cases_of, has_open_case
from storage.tables import (
    Base,
    Claim,
    Enquiry,
    Membership,
    Organisation,
    Partnership,
    Person,
    ProductAccess,
    Proposal,
    VatCheck,
    VatNumber,
)
from storage.vat import checks_to_repeat, vat_number_of
from storage.work import Work

MOST_PEOPLE, MOST_PARTNERSHIPS, MOST_CLAIMS = 30, 30, 10


@dataclass(frozen=True, slots=True)
class OrganisationFile:
    """An organisation with its people, numbers, claims and newest partnerships; `counts` has all of these."""

    organisation: Organisation
    code: str
    vat_number: VatNumber | None
    checks: Sequence[VatCheck]
    members: Sequence[Membership]
    partnerships: Sequence[Partnership]
    counts: Mapping[Status, int]
    claims: Sequence[Claim]
    history: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A person with all organisations for which they may act, and how many cases they have had."""

    person: Person
    memberships: Sequence[Membership]
    cases: int
    is_in_case: bool
    history: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class PartnershipFile:
    """A partnership or request with the products in it, as it is or was at last."""

    partnership: Partnership
    products: Sequence[ProductAccess]
    history: Sequence[Entry]


File: TypeAlias = OrganisationFile | PersonFile | PartnershipFile


def open_file(work: Work, clerk: Clerk, hit: Hit) -> File:
    """The file on what was found. Raises `NotForClerk`."""
    return file_of(work, clerk, hit.kind, hit.id)


def file_of(work: Work, clerk: Clerk, kind: Kind, number: int) -> File:
    """The file on the record of this kind and number. Raises `NothingToFind`, `NotForClerk`."""
    require_clerk(work, clerk, StaffAct.LOOK_UP)
    found: File | None
    match kind:
        case Kind.ORGANISATION:
            found = _organisation(work, number)
        case Kind.PERSON:
            found = _person(work, number)
        case Kind.PARTNERSHIP:
            found = _partnership(work, number)
    if found is None:
        raise nothing_found(f"{kind} {number}")
    note(work.session, _TABLES[kind], [number])
    return found


_TABLES: Mapping[Kind, type[Base]] = {
    Kind.ORGANISATION: Organisation,
    Kind.PERSON: Person,
    Kind.PARTNERSHIP: Partnership,
}


def _organisation(work: Work, number: int) -> OrganisationFile | None:
    session = work.session
    organisation = session.get(Organisation, number)
    if organisation is None:
        return None
    members = stored.memberships_in(session, number, MOST_PEOPLE)
    claims = stored.claims_about(session, number, MOST_CLAIMS)
    checks = sorted(checks_to_repeat(session, number), key=lambda check: check.id)
    about: Mapping[type[Base], Collection[int]] = {
        Organisation: [number],
        VatNumber: [number],
        VatCheck: [each.id for each in checks],
        Membership: [each.id for each in members],
        Claim: [each.id for each in claims],
    }
    return OrganisationFile(
        organisation=organisation,
        code=client_code(number),
        vat_number=vat_number_of(session, number),
        checks=checks,
        members=members,
        partnerships=stored.newest_partnerships(session, number, MOST_PARTNERSHIPS),
        counts=stored.count_partnerships(session, number),
        claims=claims,
        history=history(work, about),
    )


def _person(work: Work, number: int) -> PersonFile | None:
    session = work.session
    person = session.get(Person, number)
    if person is None:
        return None
    memberships = memberships_of(session, number)
    about: Mapping[type[Base], Collection[int]] = {
        Person: [number],
        Membership: [each.id for each in memberships],
    }
    return PersonFile(
        person, memberships, cases_of(session, number), has_open_case(session, number), history(work, about)
    )


def _partnership(work: Work, number: int) -> PartnershipFile | None:
    found = stored.whole_partnership(work.session, number)
    if found is None:
        return None
    about: Mapping[type[Base], Collection[int]] = {
        Partnership: [number],
        Proposal: [each.id for each in found.proposals],
        Enquiry: [each.id for each in found.enquiries],
        ProductAccess: [each.id for each in found.product_accesses],
    }
    return PartnershipFile(found, managed_at_last(found), history(work, about))
