"""A partner that has limited access and nothing else (facts 16–19): a partnership in each status that there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from domain.partnerships.rules import OPEN, SetUp, Side, Status
from services.care import assigning, teams
from services.clients import notes
from services.partnerships import ending, enquiries, lasting
from storage.tables import Partnership
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World, limited

NAME = "Limmatwerk"


def build_limited(
    world: World, seegarten: Somebody, bergbahn: Somebody, others: Mapping[str, Somebody]
) -> Mapping[str, Somebody]:
    """The partner's people, by who they are: its employee reaches one client only."""
    partner = world.partner(NAME)
    people = {f"representative of {NAME}": partner, f"employee of {NAME}": world.colleague(partner)}
    for status in Status:
        if status not in OPEN:
            made = world.requested(seegarten, partner, limited(seegarten.products[2]))
            with world.units.begin("cli") as work:
                close(work, work.session.get_one(Partnership, made), status)
            world.advance(days=1)
    active = world.confirmed(seegarten, partner, limited(seegarten.products[2]))
    world.does(partner, notes.write, active, "Prefers mornings.")
    last_day = world.moment.date() + dt.timedelta(days=50)
    world.does(partner, lambda work, person: ending.announce_end(work, INFOMANIAK, person, active, last_day))
    being_set_up = world.confirmed(bergbahn, partner, limited(bergbahn.products[1]))
    world.does(bergbahn, lambda work, person: lasting.set_end(work, INFOMANIAK, person, being_set_up, last_day))
    asked = {name: world.requested(of, partner, limited(world.product(of, "Forum"))) for name, of in others.items()}
    world.does(partner, enquiries.ask, asked["Wartburg"], "Who moderates the forum?")
    with world.units.begin("cli") as work:
        found = {name: work.session.get_one(Partnership, each) for name, each in asked.items()}
        propose(found["Wartburg"], Side.CLIENT)
        propose(found["Birkenhof"], Side.PARTNER)
        prepare(found["Vorhof"])
        work.session.get_one(Partnership, being_set_up).set_up = SetUp.WAITING
    team = world.does(partner, teams.make, "Unterland").id
    for client, who in (
        (bergbahn, assigning.Who(person=people[f"employee of {NAME}"].person)),
        (seegarten, assigning.Who(team=team)),
    ):
        world.does(partner, assigning.look_after, client.organisation, who, cares=True)
    return people


def close(work: Work, found: Partnership, status: Status) -> None:
    """The partnership is over, in this way."""
    found.status, found.lapses_at, found.due_at = status, None, None
    found.closed_at, found.closed_by = work.now, Side.PROGRAMME
    for held in found.product_accesses:
        held.released_at = work.now


def propose(found: Partnership, asked_by: Side) -> None:
    """It is the client's turn."""
    found.status, found.asked_by = Status.PROPOSED, asked_by


def prepare(found: Partnership) -> None:
    """It waits until the client is verified."""
    found.status = Status.PREPARED
    found.sent_at = found.lapses_at = found.due_at = None
