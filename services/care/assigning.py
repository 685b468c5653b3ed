"""A partner chooses who of its people looks after a client. It counts at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from domain.partnerships.rules import OPEN
from domain.words import Msg, Refused
from services.care.reaching import GIVEN_CLIENTS, care_for
from services.events import CareChanged
from services.rights import Act, NotFound, own_organisation, require
from storage.care import care_of, team
from storage.partnerships import lock_client, of_client
from storage.people import membership
from storage.tables import Carer, ClientCare, Organisation, Partnership, Person
from storage.work import Work


class ReachesAnyway(Refused):
    """Legal representatives and administrators reach every client (fact 41): there is nothing to give them."""


class HasNoClients(Refused):
    """The organisation is not a partner."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person or a team, by id."""

    person: int | None = None
    team: int | None = None

    def is_(self, carer: Carer) -> bool:
        """Whether this is the carer."""
        return (carer.person_id, carer.team_id) == (self.person, self.team)

    @property
    def number(self) -> int:
        """One number for either: a person's id, or a team's with a minus."""
        return self.person or -(self.team or 0)

    @classmethod
    def numbered(cls, number: int) -> Who:
        """Whom the number stands for."""
        return cls(person=number) if number > 0 else cls(team=-number)


def choosing(work: Work, person: Person) -> Organisation:
    """The partner for which the person chooses. Raises `HasNoClients` where it is none, and as `require` does."""
    partner = own_organisation(person)
    lock_client(work.session, partner.id)  # of two who choose at once, the second sees what the first has done
    require(work, person, Act.ASSIGN, partner)
    if not partner.is_partner:
        raise HasNoClients(
            Msg("{organisation} is not a partner, so it has no clients here.", organisation=partner.name)
        )
    return partner


def shared_client(work: Work, partner: Organisation, client_id: int) -> Partnership:
    """An open partnership of the client with the partner. Raises `NotFound` where there is none."""
    found = of_client(work.session, client_id, work.now, OPEN)
    between = [one for one in found if one.partner_id == partner.id and one.sent_at is not None]
    if not between:
        raise NotFound(Msg("This is not a client of {organisation} (any more).", organisation=partner.name))
    return between[0]


def leave_to_everybody(work: Work, person: Person, client_id: int) -> None:
    """Everybody of the partner looks after the client from now on, as in the beginning."""
    work.action = Act.ASSIGN
    partner = choosing(work, person)
    shared_client(work, partner, client_id)
    care = care_of(work.session, partner.id, client_id)
    if care is not None:
        work.session.delete(care)
        work.session.flush()
        work.happened(CareChanged(partner.id, client_id))


def look_after(work: Work, person: Person, client_id: int, who: Who, *, cares: bool) -> None:
    """The person or team looks after the client from now on, or no longer does.

    With the first one who does, it is no longer everybody's. Where nobody is left who does, the client is the legal
    representatives' and administrators' alone. Raises `ReachesAnyway` and `NotFound`.
    """
    work.action = Act.ASSIGN
    partner = choosing(work, person)
    shared_client(work, partner, client_id)
    if cares:
        _require_given(work, partner, who)
    before = care_for(work, partner.id, client_id).people
    care = care_of(work.session, partner.id, client_id)
    present = next((carer for carer in care.carers if who.is_(carer)), None) if care is not None else None
    if cares == (present is not None):
        return
    if present is not None and care is not None:
        care.carers.remove(present)
    else:
        if care is None:
            care = ClientCare(partner_id=partner.id, client_id=client_id, carers=[])
            work.session.add(care)
        care.carers.append(Carer(person_id=who.person, team_id=who.team))
    work.session.flush()
    after = care_for(work, partner.id, client_id).people or {}
    work.happened(CareChanged(partner.id, client_id, tuple(sorted(after.keys() - (before or {}).keys()))))


def _require_given(work: Work, partner: Organisation, who: Who) -> None:
    """Raises unless this is a team of the partner, or one of its people who reaches the clients given to them only."""
    if who.team is not None:
        found = team(work.session, who.team)
        if found is None or found.organisation_id != partner.id:
            raise NotFound(Msg("There is no such team (any more): /teams"))
        return
    member = None if who.person is None else membership(work.session, who.person, partner.id)
    if member is None:
        raise NotFound(Msg("This person no longer acts for {organisation}.", organisation=partner.name))
    if member.role not in GIVEN_CLIENTS:
        raise ReachesAnyway(
            Msg(
                "{name} reaches every client anyway, as legal representatives and administrators do.",
                name=member.person.first_name,
            )
        )


def limit_to(work: Work, person: Person, client_id: int, who: Who, products: Collection[int] | None) -> None:
    """The carer looks after these products (ids) of the client only; with `None`, or with none of them, after all.

    Raises `NotFound` where this is no carer of the client, or a product is not one that the partner manages for it.
    """
    work.action = Act.ASSIGN
    partner = choosing(work, person)
    shared = shared_client(work, partner, client_id)
    care = care_of(work.session, partner.id, client_id)
    carer = next((carer for carer in care.carers if who.is_(carer)), None) if care is not None else None
    if carer is None:
        raise NotFound(Msg("They do not look after this client (any more)."))
    there = {access.product_id for access in shared.product_accesses if access.released_at is None}
    if products and not there.issuperset(products):
        raise NotFound(Msg("{organisation} does not manage this product (any more).", organisation=partner.name))
    carer.products = sorted(products) if products else None
    work.session.flush()
    work.happened(CareChanged(partner.id, client_id))
