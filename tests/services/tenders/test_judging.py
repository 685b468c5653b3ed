"""What support sees before partners do, what it decides, and what cannot be done behind its back (fact 12)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.tenders.rules import TenderNotInThisState, TenderStatus
from domain.tenders.screening import ContactInText
from services import events
from services.rights import NotFound
from services.tenders import changing, judging, publishing
from services.tenders.changing import content_of
from services.tenders.publishing import publish
from services.tenders.reading import seen_tender
from storage.tables import Person
from storage.work import Work
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.tenders.scenes import WANTED, new_tender, stored, tendered
from tests.services.world import Somebody, World

LINKED = f"{WANTED} Look at https://old.example.com to see how it is today."


def rewrites(world: World, client: Somebody, tender: int, wanted: str) -> None:
    """The client changes what is wanted."""

    def deed(work: Work, person: Person) -> None:
        found = changing.changeable(work, person, tender)
        changing.change(work, person, tender, replace(content_of(found), wanted=wanted))

    world.does(client, deed)


def test_a_link_waits_for_support_and_cannot_be_smuggled_in_later(world: World) -> None:
    client, partner = world.client(), world.partner()
    held = tendered(world, client, wanted=LINKED)
    assert [type(each) for each in world.events] == [events.TenderHeld]
    with pytest.raises(NotFound):
        world.does(partner, seen_tender, held)
    with world.units.begin("chat") as work:
        judging.release(work, held, "Omar")
        assert [type(each) for each in work.events] == [events.TenderPublished]
        work.events.clear()
    assert world.does(partner, seen_tender, held).state is TenderStatus.OPEN
    rewrites(world, client, held, f"{LINKED} Thank you!")
    with pytest.raises(changing.LinkAdded):
        rewrites(world, client, held, f"{LINKED} Or like https://another.example/")

    plain = tendered(world, client)
    with pytest.raises(changing.LinkAdded):
        rewrites(world, client, plain, LINKED)
    with pytest.raises(ContactInText):
        rewrites(world, client, plain, f"{WANTED} Call 031 123 45 67.")
    with pytest.raises(changing.NothingChanged):
        rewrites(world, client, plain, WANTED)
    with pytest.raises(publishing.NobodyLooks):
        world.does(
            client, lambda work, person: publish(work, AT_ONCE, person, new_tender(work, wanted=LINKED), group=False)
        )


def test_a_visitor_is_confirmed_once(world: World) -> None:
    mia = world.stranger()

    def tenders(work: Work, person: Person) -> int:
        return publish(work, INFOMANIAK, person, new_tender(work, who="Mia Muster, Bern"), group=True).id

    with pytest.raises(publishing.NobodyLooks):
        world.does(mia, lambda work, person: publish(work, INFOMANIAK, person, new_tender(work), group=False))
    first = world.does(mia, tenders)
    found = stored(world, first)
    assert found is not None
    assert (found.status, found.held_for) == (TenderStatus.HELD, ["visitor"])
    with world.units.begin("chat") as work:
        judging.release(work, first, "Omar")
        work.events.clear()
    second = stored(world, world.does(mia, tenders))
    assert second is not None
    assert second.status is TenderStatus.OPEN


def test_support_decides_once_and_can_think_better_of_it(world: World) -> None:
    client, partner = world.client(), world.partner()
    tender = tendered(world, client)

    def reports(work: Work, person: Person) -> object:
        return judging.report(work, person, tender, "Not meant seriously", group=True)

    world.does(partner, reports)
    with pytest.raises(judging.CannotReport):
        world.does(partner, reports)
    with pytest.raises(judging.CannotReport):
        world.does(client, reports)
    with world.units.begin("chat") as work:
        judging.hide(work, INFOMANIAK, tender, "Nina", "#spam")
        with pytest.raises(judging.CannotReport):
            judging.keep(work, tender, "Nina")
        with pytest.raises(TenderNotInThisState):
            judging.hide(work, INFOMANIAK, tender, "Nina", "#spam")
        work.events.clear()
    with pytest.raises(NotFound):
        world.does(partner, seen_tender, tender)
    with world.units.begin("chat") as work:
        judging.release(work, tender, "Omar")
        work.events.clear()
    found = stored(world, tender)
    assert found is not None
    assert (found.status, found.ended_at, found.hidden_reason) == (TenderStatus.OPEN, None, None)
