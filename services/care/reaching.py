"""Which of a partner's clients somebody reaches: the one place that says so, for screens, notices and refusals.

A client is everybody's at the partner until its people are chosen. Then employees and readers reach it only where they
look after it, by themselves or in a team; legal representatives and administrators reach every client (fact 41).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from domain.people import REACH_ALL, Role
from storage.care import looked_after_by, reached_by
from storage.people import membership
from storage.tables import Organisation, Person
from storage.work import Work

GIVEN_CLIENTS = frozenset(Role) - REACH_ALL
"""Roles in which somebody reaches the clients given to them only (fact 41)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Which of the partner's clients somebody reaches; `among` are conditions for queries about its partnerships."""

    among: tuple[ColumnElement[bool], ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether no client can be out of reach."""
        return not self.among


EVERYTHING = Reach()


def reach(work: Work, person: Person, partner: Organisation) -> Reach:
    """Which of the partner's clients the person reaches now; one statement, however many clients there are."""
    if not partner.is_partner:
        return EVERYTHING
    found = membership(work.session, person.id, partner.id)
    return reach_in_role(person, found.role if found is not None else Role.READER)


def reach_in_role(person: Person, role: Role) -> Reach:
    """As `reach`, of somebody whose role at the partner is known."""
    return EVERYTHING if role in REACH_ALL else Reach((reached_by(person.id),))


@dataclass(frozen=True, slots=True)
class Care:
    """Who looks after one client: products (ids) by person (id), `None` for all of them; without `people`, everybody
    looks after everything."""

    people: Mapping[int, frozenset[int] | None] | None

    def reaches(self, person_id: int, role: Role) -> bool:
        """Whether somebody of the partner with this role reaches the client."""
        return self.people is None or role in REACH_ALL or person_id in self.people

    def products_of(self, person_id: int, role: Role) -> frozenset[int] | None:
        """The products (ids) to which their care is limited; `None` where it is not."""
        return None if self.people is None or role in REACH_ALL else self.people.get(person_id)


def care_for(work: Work, partner_id: int, client_id: int) -> Care:
    """Who looks after the client at the partner now; one statement."""
    rows = looked_after_by(work.session, partner_id, client_id)
    if not rows:
        return Care(None)
    people: dict[int, frozenset[int] | None] = {}
    for row in rows:
        somebody = row.person_id or row.member_id
        if somebody is not None:
            people[somebody] = _together(people.get(somebody, frozenset()), row.products)
    return Care(people)


def _together(before: frozenset[int] | None, products: list[int] | None) -> frozenset[int] | None:
    """Who looks after a client in two ways has what either gives."""
    return None if before is None or products is None else before | frozenset(products)
