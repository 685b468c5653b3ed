"""Finds whom or what staff means: by a name, code, domain, number, product or address.

Whatever may be meant is found, of each kind; nothing is hidden from staff, closed accounts neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.names.keys import MOST_READ, search_name
from domain.organisations.client_codes import ClientCodeMistyped, read_client_code
from domain.organisations.register_rules import REGISTER_RULES
from domain.organisations.registers import read_register_number
from domain.partnerships.rules import Status
from domain.vat.reading import read_vat_number
from domain.words import Country, Msg, Refused
from services.staff.clerks import Clerk, StaffAct, require_clerk
from storage import staff as stored
from storage.organisations.by_name import Match, partners_by_name
from storage.work import Work

MOST_FOUND = 20
"""Records of each kind, at most."""
SHORTEST, _LARGEST = 2, 2**63
_NOBODY = 0
"""An id that no organisation has."""


class Kind(StrEnum):
    """What can be looked up. A request is a partnership that is not confirmed yet, under the same number."""

    ORGANISATION = "organisation"
    PERSON = "person"
    PARTNERSHIP = "partnership"


CALLED: Mapping[str, Kind] = MappingProxyType(
    {
        "organisation": Kind.ORGANISATION,
        "organization": Kind.ORGANISATION,
        "client": Kind.ORGANISATION,
        "partner": Kind.ORGANISATION,
        "kunde": Kind.ORGANISATION,
        "person": Kind.PERSON,
        "partnership": Kind.PARTNERSHIP,
        "partnerschaft": Kind.PARTNERSHIP,
        "request": Kind.PARTNERSHIP,
        "anfrage": Kind.PARTNERSHIP,
    }
)
"""How staff calls a kind, before a number: “partnership 31”, “anfrage 31”."""


class NothingToFind(Refused):
    """What was typed names nobody and nothing."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that may be meant. `about` tells namesakes apart; `product` is by what an organisation was found.

    Of a partnership or request, `name` is its client's, `about` its partner's, and it has a `status`. A person may be
    known from the provider's console only.
    """

    kind: Kind
    id: int
    name: str
    about: str = ""
    product: str | None = None
    status: Status | None = None
    is_in_console: bool = False


def find(work: Work, clerk: Clerk, text: str) -> list[Hit]:
    """All that may be meant, first what was named by its number or code. Raises `NothingToFind`, `NotForClerk`."""
    require_clerk(work, clerk, StaffAct.FIND)
    text = "".join(char for char in " ".join(text.split()) if char.isprintable())[:MOST_READ]
    if len(text) < SHORTEST and not text.isdecimal():
        raise NothingToFind(
            Msg("Write what you look for behind the command: a name, a code, a domain, a number or an e-mail address.")
        )
    if numbered := list(_hits(work, _numbered(work, text), {})):
        return numbered
    products = stored.products_begin(work.session, search_name(text) or text, MOST_FOUND)
    called = dict.fromkeys((*_organisations(work, text), *products))
    return list(_hits(work, {Kind.ORGANISATION: called, Kind.PERSON: _people(work, text)}, products))


def only_one(work: Work, clerk: Clerk, text: str) -> Hit:
    """The one record that is meant. Raises `NothingToFind` where there is none, or where there are several."""
    hits = find(work, clerk, text)
    if not hits:
        raise nothing_found(text)
    if len(hits) > 1:
        several = Msg("Several may be meant by “{text}”. /find lists them with their numbers.", text=text[:MOST_READ])
        raise NothingToFind(several)
    return hits[0]


def nothing_found(text: str) -> NothingToFind:
    """Nobody and nothing is called so."""
    return NothingToFind(Msg("I find nothing by “{text}”.", text=text[:MOST_READ]))


def _numbered(work: Work, text: str) -> dict[Kind, Collection[int]]:
    """What is meant by a number with its kind before it, a bare number, or a code."""
    first, _, rest = text.replace("#", " ").strip().rpartition(" ")
    number = int(rest) if rest.isascii() and rest.isdecimal() and int(rest) < _LARGEST else None
    if number is not None and (kind := CALLED.get(first.strip().lower())) is not None:
        return {kind: [number]}
    if number is not None and not first:
        people = stored.person_ids_of(work.session, number)
        return {
            Kind.ORGANISATION: [
                *stored.organisations_with_code(work.session, text),
                *stored.organisations_with_number(work.session, _registered(text), [], MOST_FOUND),
            ],
            Kind.PERSON: people or [number],
            Kind.PARTNERSHIP: [number],
        }
    try:
        client = read_client_code(text)
    except ClientCodeMistyped:
        client = None
    if client is not None:
        return {Kind.ORGANISATION: [client]}
    return {Kind.ORGANISATION: stored.organisations_with_code(work.session, text)}


def _organisations(work: Work, text: str) -> Iterator[int]:
    session = work.session
    if "@" in text:
        yield from stored.organisations_with_email(session, text.lower(), MOST_FOUND)
        return
    if any(char.isdecimal() for char in text):
        yield from stored.organisations_with_number(session, _registered(text), _vat_numbers(text), MOST_FOUND)
    if searched := search_name(text):
        yield from stored.organisations_begin(session, searched, MOST_FOUND)
    answer = partners_by_name(session, text, but=_NOBODY, limit=MOST_FOUND)
    if answer.match is not Match.CLOSEST:
        yield from (partner.id for partner in answer.partners)


def _people(work: Work, text: str) -> Collection[int]:
    if "@" in text:
        return stored.people_with_email(work.session, text.lower(), MOST_FOUND)
    return stored.people_called(work.session, {text, text.capitalize(), text.title()}, MOST_FOUND)


def _registered(text: str) -> list[tuple[str, str]]:
    """In which countries' registers this can be a number, and how it is kept there."""
    found = []
    for code in REGISTER_RULES:
        try:
            found.append((code, read_register_number(Country(code), text)))
        except Refused:
            continue
    return found


def _vat_numbers(text: str) -> list[str]:
    try:
        return [read_vat_number(text).number]
    except Refused:
        return []


def _hits(work: Work, found: Mapping[Kind, Collection[int]], products: Mapping[int, str]) -> Iterator[Hit]:
    session = work.session
    if ids := found.get(Kind.ORGANISATION):
        for one in stored.organisations(session, list(ids)[:MOST_FOUND]):
            about = " · ".join(filter(None, (one.country, one.partner_code)))
            yield Hit(Kind.ORGANISATION, one.id, one.name, about, products.get(one.id))
    if ids := found.get(Kind.PERSON):
        people = stored.people(session, list(ids)[:MOST_FOUND])
        elsewhere = stored.organisations_of(session, [each.id for each in people if each.organisation is None])
        for person in people:
            about = elsewhere.get(person.id, "") if person.organisation is None else person.organisation.name
            yield Hit(Kind.PERSON, person.id, person.first_name, about, is_in_console=person.console_id is not None)
    if ids := found.get(Kind.PARTNERSHIP):
        for each in stored.partnerships(session, list(ids)[:MOST_FOUND]):
            yield Hit(Kind.PARTNERSHIP, each.id, each.client.name, each.partner.name, status=each.status)
