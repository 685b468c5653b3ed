"""How far somebody of a partner sees its clients: which of them, which of their products, what waits for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from domain.clients import window
from domain.partnerships.rules import Side
from domain.people import Role
from domain.programme import Programme
from domain.words import Msg
from services.care import care_for
from services.care.reaching import GIVEN_CLIENTS, reach_in_role
from services.partnerships.deadlines import today
from services.partnerships.finding import visible_partnership
from services.rights import Act, NotFound, Relation, may, own_organisation, role_in
from storage.care import limited_to
from storage.clients.seen import Seen
from storage.tables import Organisation, Partnership, Person
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Client:
    """A client as somebody of its partner sees it: with `only`, these products (ids) of it."""

    partnership: Partnership
    role: Role
    only: frozenset[int] | None


def seen_by(work: Work, programme: Programme, person: Person) -> Seen:
    """What the person sees of the clients of the partner for which they act, now (facts 11, 41).

    Raises `NoOrganisation`, and `NotFound` where they do not belong to it any more.
    """
    partner = own_organisation(person)
    return seen_of(work, programme, person, partner, role_in(work, person, partner))


def seen_of(work: Work, programme: Programme, person: Person, partner: Organisation, role: Role) -> Seen:
    """As `seen_by`, of somebody with this role at the partner, whomever they act for at present."""
    return Seen(
        partner.id,
        work.now,
        window(today(work, programme)),
        reach_in_role(person, role).among,
        limited_to(work.session, partner.id, person.id) if role in GIVEN_CLIENTS else {},
        decides=may(Act.CONFIRM, Relation.PARTNER, role),
        asked=may(Act.ANSWER, Relation.PARTNER, role),
    )


def narrowed(seen: Seen, days: tuple[dt.date, dt.date], client_id: int | None) -> Seen:
    """The same for what runs out on other days, and of one client, if one is given."""
    among = seen.among if client_id is None else (*seen.among, Partnership.client_id == client_id)
    return replace(seen, days=days, among=among)


def client_of(work: Work, person: Person, partnership_id: int) -> Client:
    """The client in this partnership, as the person sees it, who acts for the partner. Raises `NotFound`."""
    partnership, side = visible_partnership(work, person, partnership_id)
    if side is not Side.PARTNER:
        raise NotFound(Msg("This is for the people of {partner} only.", partner=partnership.partner.name))
    role = role_in(work, person, partnership.partner)
    care = care_for(work, partnership.partner_id, partnership.client_id)
    return Client(partnership, role, care.products_of(person.id, role))
