"""Makes an event of each type, as the services themselves make it, in a programme in memory, for `docs/events.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import create_engine, select

from bot.profile.reading import load_profile
from domain.applications import Undertaking
from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import VerifiedBy
from domain.partnerships.ending import Ended
from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.people import Role
from domain.programme import VerificationWay
from domain.vat.formats import VatNumber
from domain.vat.verdicts import VatStatus, Verdict
from domain.words import Country, Money
from services import events, organisations, products, vat
from services.applications import applying, deciding, reviewing
from services.effects.kinds import KINDS
from services.effects.reporting import report
from services.effects.settling import refuse
from services.partnerships import answering, changing, ending, lasting, negotiating, requesting
from services.partnerships.deadlines import look_at_due_requests, today
from services.people import colleagues, invitations
from services.vat.settling import settle
from storage.tables import Base, Organisation, PartnerReview, Partnership, Person, ProgrammeEvent
from storage.vat import take
from storage.work import Units, Work

START = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
LAST_DAY = dt.date(2027, 9, 30)
_HOLDER, _ADDRESS = "HARBOUR TEA GMBH", "SPEICHERSTRASSE 3\n20457 HAMBURG"
PROGRAMME = replace(load_profile(), verification=frozenset({VerificationWay.AT_ONCE}))


class _World:
    """A programme in memory in which each thing happens once, at fixed moments."""

    def __init__(self) -> None:
        self.moment = START
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        self._units = Units(engine, lambda: self.moment, listened=True)
        self.examples: dict[str, ProgrammeEvent] = {}

    @contextmanager
    def happens(self) -> Iterator[Work]:
        """A unit of work whose events are reported, as the desk does it."""
        self.moment += dt.timedelta(minutes=5)
        with self._units.begin("chat") as work:
            yield work
            for event in work.events:
                kept = report(work, event)
                if kept is not None:
                    work.session.flush()
                    self.examples.setdefault(kept.kind, kept)


def examples() -> Mapping[str, ProgrammeEvent]:
    """An event of each type."""
    world = _World()
    client, partner = _parties(world)
    other = _other_partner(world)
    _requests(world, client, partner, other)
    _partnerships(world, client, partner, other)
    _organisation(world, client)
    _applicant(world)
    if missing := set(KINDS.values()) ^ set(world.examples):
        raise ValueError(f"these types have no example: {missing}")
    return world.examples


def _parties(world: _World) -> tuple[int, int]:
    with world.happens() as work:
        client = _person(work, 1, "Lea")
        organisation = organisations.register(
            work,
            client,
            OrganisationKind.COMPANY,
            "Seegarten Hotels GmbH (Demo)",
            Country("DE"),
            None,
            programme=PROGRAMME,
        )
        organisation.account_id, organisation.as_of = "A-1001", work.now
        for number, (kind, name) in enumerate((("web_hosting", "seegarten.example"), ("web_hosting", "Webshop"))):
            product = products.add(work, client, kind, name, Money(Decimal(240), organisation.currency))
            product.provider_id, product.as_of = f"P-{number + 1}", work.now
        partner = _person(work, 2, "Noah")
        admitted, invitation = organisations.admit_partner(
            work, "Alpweb AG (Demo)", Country("CH"), "CHE-123.456.788", programme=PROGRAMME
        )
        invitations.join(work, partner, invitation.token)
        admitted.account_id, admitted.as_of, admitted.partner_code = "A-2002", work.now, "P-7K2M9Q"
        return client.id, partner.id


def _other_partner(world: _World) -> int:
    with world.happens() as work:
        other = _person(work, 3, "Mia")
        admitted, invitation = organisations.admit_partner(
            work, "Nordnet SA (Demo)", Country("CH"), "CHE-100.000.006", programme=PROGRAMME
        )
        invitations.join(work, other, invitation.token)
        admitted.account_id, admitted.as_of, admitted.partner_code = "A-3003", work.now, "P-4D8XW2"
        return other.id


def _person(work: Work, number: int, name: str) -> Person:
    person = Person(telegram_id=number, first_name=name, language="en", reachable=True, created_at=work.now)
    work.session.add(person)
    work.session.flush()
    return person


def _ask(work: Work, client: int, partner: int, terms: Terms) -> Partnership:
    person, asked = work.session.get_one(Person, client), work.session.get_one(Person, partner)
    return requesting.request(work, PROGRAMME, person, asked.organisation_id or 0, terms)


def _requests(world: _World, client: int, partner: int, other: int) -> None:
    limited = Terms(Access.LIMITED, None, frozenset({1}))
    full = Terms(Access.FULL, Payer.CLIENT, frozenset())
    with world.happens() as work:
        made = _ask(work, client, partner, limited).id
    world.moment += dt.timedelta(days=2)
    with world.happens() as work:
        requesting.resend(work, PROGRAMME, work.session.get_one(Person, client), made)
    with world.happens() as work:
        answering.decline(work, work.session.get_one(Person, partner), made, "We have no capacity before March.")
    with world.happens() as work:
        made = _ask(work, client, partner, limited).id
    with world.happens() as work:
        requesting.withdraw(work, work.session.get_one(Person, client), made)
    with world.happens() as work:
        _ask(work, client, partner, limited)
    world.moment += PROGRAMME.request_lapses_after
    with world.happens() as work:
        look_at_due_requests(work, PROGRAMME)
    with world.happens() as work:
        asking, asked = work.session.get_one(Person, partner), work.session.get_one(Person, client)
        hosting = Terms(Access.LIMITED, None, frozenset(), frozenset({"hosting"}))
        made = negotiating.ask(work, PROGRAMME, asking, asked.organisation_id or 0, hosting, "For the relaunch.").id
    with world.happens() as work:
        negotiating.counter(
            work, PROGRAMME, work.session.get_one(Person, client), made, full, "Then please everything."
        )
    with world.happens() as work:
        answering.decline(work, work.session.get_one(Person, partner), made, None)
    with world.happens() as work:
        _ask(work, client, other, full)
        made = _ask(work, client, partner, full).id
    with world.happens() as work:
        answering.confirm(work, work.session.get_one(Person, partner), made)


def _partnerships(world: _World, client: int, partner: int, other: int) -> None:
    with world.happens() as work:
        found = work.session.scalars(select(Partnership.id).where(Partnership.status == Status.ACTIVE)).one()
        changing.change_payer(work, work.session.get_one(Person, client), found, Payer.PARTNER)
    with world.happens() as work:
        made = _ask(work, client, other, Terms(Access.FULL, Payer.CLIENT, frozenset())).id
    with world.happens() as work:
        answering.confirm(work, work.session.get_one(Person, other), made)
    with world.happens() as work:
        confirmed = select(ProgrammeEvent).where(
            ProgrammeEvent.kind == "partnership.confirmed", ProgrammeEvent.partnership_id == made
        )
        refused = work.session.scalars(confirmed).one()
        refuse(work, PROGRAMME, refused, "account_blocked", "Account A-3003 is blocked.")
    with world.happens() as work:
        ending.end(work, work.session.get_one(Person, client), found, Ended.OURSELVES, "Thank you for all your help.")
    with world.happens() as work:
        ending.undo(work, PROGRAMME, work.session.get_one(Person, client), found)
    with world.happens() as work:
        day = today(work, PROGRAMME) + dt.timedelta(days=30)
        ending.announce_end(work, PROGRAMME, work.session.get_one(Person, client), found, day)
    with world.happens() as work:
        ending.end(work, work.session.get_one(Person, client), found)
    with world.happens() as work:
        made = _ask(work, client, partner, Terms(Access.LIMITED, None, frozenset({1}))).id
    with world.happens() as work:
        answering.confirm(work, work.session.get_one(Person, partner), made)
    with world.happens() as work:
        changing.change_products(work, work.session.get_one(Person, client), made, frozenset({2}))
    with world.happens() as work:
        lasting.set_end(work, PROGRAMME, work.session.get_one(Person, client), made, LAST_DAY)


def _applicant(world: _World) -> None:
    with world.happens() as work:
        rea = _person(work, 5, "Rea")
        made = organisations.register(
            work,
            rea,
            OrganisationKind.COMPANY,
            "Bergnetz AG (Demo)",
            Country("CH"),
            "CHE-100.000.018",
            programme=PROGRAMME,
        )
        made.account_id, made.as_of = "A-4004", work.now
        work.session.flush()
        application = applying.submit(
            work,
            PROGRAMME,
            rea,
            website="https://bergnetz.example",
            value=PROGRAMME.minimum_value[0],
            undertakings=dict.fromkeys(Undertaking, work.now),
        )
        deciding.approve(work, application.id, "Support")
        made.partner_code = "P-9M3KRT"
    for days in (1, PROGRAMME.below_value_for.days):
        world.moment += dt.timedelta(days=days)
        with world.happens() as work:
            reviewing.look_at_partners(work, PROGRAMME)
            reviewing.look_at_due_reviews(work, PROGRAMME, group=False)
    with world.happens() as work:
        watched = select(PartnerReview.id).where(PartnerReview.partner_id == made.id)
        reviewing.dismiss(work, work.session.scalars(watched).one(), "Support")


def _organisation(world: _World, client: int) -> None:
    with world.happens() as work:
        person = work.session.get_one(Person, client)
        organisation = work.session.get_one(Organisation, person.organisation_id or 0)
        organisation.verified_by = VerifiedBy.ACCOUNT
        work.happened(events.OrganisationVerified(organisation.id))
        vat.enter(work, person, VatNumber(Country("DE"), "DE136695976"))
    with world.happens() as work:
        taken, *_ = take(work.session, work.now, work.now, 1)
        settle(work, PROGRAMME, taken, Verdict(VatStatus.VALID, _HOLDER, _ADDRESS, "WAPIAAAAYj1n9zCd"))
    with world.happens() as work:
        vat.remove(work, work.session.get_one(Person, client))
    with world.happens() as work:
        lea = work.session.get_one(Person, client)
        tim = _person(work, 4, "Tim").id
        invitation = invitations.invite(work, lea, lea.organisation_id or 0, Role.EMPLOYEE, programme=PROGRAMME)
        invitations.join(work, work.session.get_one(Person, tim), invitation.token)
        work.happened(events.RoleChanged(tim, lea.organisation_id or 0))
    with world.happens() as work:
        lea = work.session.get_one(Person, client)
        colleagues.remove(work, lea, lea.organisation_id or 0, tim)
