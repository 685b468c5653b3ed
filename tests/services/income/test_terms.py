"""The history of terms: written with partnerships, and made anew from them and the trail by the migration."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select

from domain.partnerships.rules import Payer
from services.partnerships import changing, ending, lasting
from storage import schema
from storage.database import open_database
from storage.tables import Partnership, PartnershipTerm
from tests.databases import owners_url
from tests.programmes import INFOMANIAK
from tests.services.world import START, World, full, limited


class Term(NamedTuple):
    """Since and until how many days after the world's start which payment means counted."""

    partnership: int
    payer: Payer | None
    since: float
    until: float | None


def terms(world: World) -> list[Term]:
    def days(moment: dt.datetime | None) -> float | None:
        return None if moment is None else (moment - START) / dt.timedelta(days=1)

    with world.units.begin("cli") as work:
        found = work.session.scalars(select(PartnershipTerm))
        rows = [Term(each.partnership_id, each.payer, days(each.since) or 0, days(each.until)) for each in found]
        return sorted(rows, key=lambda term: (term.partnership, term.since))


def test_terms_are_written_with_partnerships_and_can_be_made_from_them(world: World) -> None:
    lea, alpweb, nordnet = world.client("seegarten.ch", "Mail"), world.partner("Alpweb"), world.partner("Nordnet")
    first = world.confirmed(lea, alpweb, limited(lea.products[0]))
    world.requested(lea, nordnet, full())  # what nobody has confirmed holds nothing
    world.advance(days=1)
    second = world.confirmed(lea, alpweb, full())  # replaces their own
    world.advance(days=1)
    world.does(lea, changing.change_payer, second, Payer.PARTNER)
    world.advance(days=1)
    world.does(lea, changing.change_payer, second, Payer.CLIENT)
    world.advance(days=1)
    third = world.confirmed(lea, nordnet, limited(lea.products[0]))
    last_day = world.moment.date() + dt.timedelta(days=30)
    world.does(lea, lambda work, person: lasting.set_end(work, INFOMANIAK, person, third, last_day))
    over = dt.datetime.combine(last_day, dt.time(23), dt.UTC)  # midnight in Zurich, in winter
    planned = (over - START) / dt.timedelta(days=1)
    expected = [
        Term(first, None, 0, 1),
        Term(second, Payer.CLIENT, 1, 2),
        Term(second, Payer.PARTNER, 2, 3),
        Term(second, Payer.CLIENT, 3, None),
        Term(third, None, 4, planned),
    ]
    assert terms(world) == expected

    world.engine.dispose()
    owners = open_database(owners_url(world.engine))
    schema.downgrade(owners, "0019")
    schema.upgrade(owners)
    owners.dispose()
    assert terms(world) == expected

    world.advance(days=40)  # the caretaker was late: it was over all the same
    world.look_at_deadlines()
    assert terms(world) == expected
    world.does(lea, ending.end, second)
    assert terms(world)[3].until == 44


def test_payment_means_that_the_provider_has_refused_have_never_counted(world: World) -> None:
    lea, alpweb = world.client("seegarten.ch"), world.partner("Alpweb")
    made = world.confirmed(lea, alpweb, full())
    world.advance(days=1)
    world.does(lea, changing.change_payer, made, Payer.PARTNER)
    world.advance(days=2)
    with world.units.begin("cli") as work:
        partnership = work.session.get_one(Partnership, made)
        partnership.payer, partnership.set_up_refusal = Payer.CLIENT, "There is no such card."
    assert terms(world) == [Term(made, Payer.CLIENT, 0, None)]
