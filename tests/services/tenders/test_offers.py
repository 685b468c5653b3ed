"""What partners can offer for a tender, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.people import Role
from domain.tenders.offers import OfferNotInThisState, OfferStatus
from domain.tenders.rules import TenderNotInThisState, TenderStatus
from services import events
from services.rights import NotFound, SignatureNeeded
from services.tenders import awarding, deciding, judging, offers
from services.tenders.deciding import NoPartnerAnyMore, RegisterFirst
from services.tenders.offers import (
    LONGEST,
    MOST_SAME,
    DayRefused,
    OfferTextRefused,
    SameTextToMany,
    TenderClosedToOffers,
    read_offer_text,
)
from services.tenders.publishing import NewFile
from services.verification import merging
from storage import tender_offers as stored
from storage.tables import Organisation, Person, Tender, TenderOffer
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.tenders.bidding import PROPOSAL, TEXT, chosen, offered, proposal, standing, tender, undertake
from tests.services.verification.scene import organisation, under
from tests.services.world import World

S = OfferStatus
FILES = (NewFile("photo", "AgAC1", "sketch.jpg", 1200), NewFile("document", "BQAC2", "plan.pdf"))


def stored_offer(world: World, offer_id: int) -> TenderOffer:
    with world.units.begin("cli") as work:
        found = stored.offer(work.session, offer_id)
    assert found is not None
    return found


def test_from_an_offer_to_the_award(world: World) -> None:
    client, alpweb, nordnet, seeweb = world.client("Website"), *map(world.partner, ("Alpweb", "Nordnet", "Seeweb"))
    made = tender(world, client)
    first = offered(world, alpweb, made, replace(PROPOSAL, files=FILES))
    assert world.events == [events.OfferMade(made, first)]
    second, third = offered(world, nordnet, made, proposal(price="3000")), offered(world, seeweb, made)

    world.does(client, deciding.shortlist, second, on=True)
    assert world.events == []
    world.does(seeweb, offers.withdraw, third)
    world.does(client, deciding.choose, first)
    assert world.events == [events.OfferChosen(made, first)]
    assert standing(world, made) == (TenderStatus.CHOSEN, [S.CHOSEN, S.MADE])
    assert stored_offer(world, first).introduced_at is None  # nobody meets before the partner has undertaken fact 8

    world.does(alpweb, undertake, first)
    assert world.events == [events.OfferThanked(made, second), events.OfferTaken(made, first)]
    assert standing(world, made) == (TenderStatus.AWARDED, [S.ACCEPTED, S.THANKED])
    taken = stored_offer(world, first)
    assert (taken.undertaken_by_id, taken.undertaken_at, taken.introduced_at) == (
        alpweb.person,
        world.moment,
        world.moment,
    )
    assert taken.tender.ended_at == world.moment


def test_an_offer_is_changed_and_made_anew(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    made = tender(world, client)
    first = offered(world, alpweb, made, replace(PROPOSAL, files=FILES))
    world.advance(days=1)

    assert offered(world, alpweb, made, replace(proposal(price="4000"), files=FILES[1:])) == first
    assert world.events == [events.OfferChanged(made, first)]
    changed = stored_offer(world, first)
    assert (changed.version, changed.amount_min, changed.amount_max) == (2, 400_000, None)
    with world.units.begin("cli") as work:
        (file,) = stored.files_of(work.session, [first])[first]
        assert (file.file_id, file.name) == ("BQAC2", "plan.pdf")

    world.does(alpweb, offers.withdraw, first)
    again = offered(world, alpweb, made)
    assert again != first
    with pytest.raises(OfferNotInThisState, match="withdrawn"):
        world.does(client, deciding.choose, first)
    assert standing(world, made) == (TenderStatus.OPEN, [S.MADE])


def test_either_side_can_think_better_of_it(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    made = tender(world, client)
    second = offered(world, nordnet, made)
    first = chosen(world, client, alpweb, made)
    with pytest.raises(TenderNotInThisState, match="accepted"):
        world.does(client, deciding.choose, second)
    with pytest.raises(TenderClosedToOffers, match="accepted"):
        offered(world, nordnet, made, proposal(price="1000"))

    world.does(client, deciding.let_go, first)
    assert world.events == [events.OfferLetGo(made, first)]
    assert standing(world, made) == (TenderStatus.OPEN, [S.MADE, S.MADE])
    with pytest.raises(OfferNotInThisState, match="has not been accepted"):
        world.does(alpweb, undertake, first)

    world.does(client, deciding.choose, second)
    world.does(nordnet, awarding.back_out, second)
    assert world.events == [events.OfferBackedOut(made, second)]
    assert standing(world, made) == (TenderStatus.OPEN, [S.MADE])
    world.does(client, deciding.thank, first)
    assert world.events == [events.OfferThanked(made, first)]
    with pytest.raises(OfferNotInThisState, match="not taken"):
        world.does(client, deciding.choose, first)
    with pytest.raises(OfferNotInThisState, match="not taken"):
        offered(world, alpweb, made)


def test_an_accepted_offer_outlasts_that_support_hides_the_tender(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    made = tender(world, client)
    second = offered(world, nordnet, made)
    first = chosen(world, client, alpweb, made)
    world.does(client, lambda work, _person: judging.hide(work, INFOMANIAK, made, "Nina", "#spam"))
    with pytest.raises(TenderNotInThisState, match="Support"):
        world.does(alpweb, undertake, first)

    world.does(client, lambda work, _person: judging.release(work, made, "Nina"))

    with pytest.raises(TenderNotInThisState, match="accepted"):
        world.does(client, deciding.choose, second)
    world.does(alpweb, undertake, first)
    assert standing(world, made) == (TenderStatus.AWARDED, [S.ACCEPTED, S.THANKED])


def test_who_sees_whom_is_the_clients_to_say(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    first = offered(world, alpweb, tender(world, client, anonymous=True))

    for _ in range(2):
        world.does(client, deciding.introduce, first)
    assert world.events == []  # the second time, nobody is told again
    assert stored_offer(world, first).introduced_at == world.moment


def test_a_tender_for_some_is_nobody_elses(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    made = tender(world, client, alpweb)

    offered(world, alpweb, made)
    with pytest.raises(NotFound):
        offered(world, nordnet, made)
    with pytest.raises(NotFound):
        offered(world, world.client("Shop", name="Bergbahn"), made)
    with pytest.raises(NotFound):
        offered(world, alpweb, made + 1)


def test_roles(world: World) -> None:
    """Offering commits nobody, so administrators may; undertaking fact 8 and accepting are for who can sign."""
    client, alpweb = world.client("Website"), world.partner()
    made = tender(world, client)
    keeper, employee = world.colleague(alpweb, Role.ADMINISTRATOR), world.colleague(alpweb)
    clerk = world.colleague(client, Role.ADMINISTRATOR)
    with pytest.raises(SignatureNeeded, match="administrator"):
        offered(world, employee, made)
    first = offered(world, keeper, made)
    world.does(clerk, deciding.shortlist, first, on=True)
    with pytest.raises(SignatureNeeded, match="legal representative"):
        world.does(clerk, deciding.choose, first)
    world.does(client, deciding.choose, first)
    with pytest.raises(SignatureNeeded, match="legal representative"):
        world.does(keeper, undertake, first)
    other = world.client("Shop", name="Bergbahn")
    for deed in (deciding.choose, deciding.let_go, deciding.thank, deciding.introduce):
        with pytest.raises(NotFound):
            world.does(other, deed, first)
    nordnet = world.partner("Nordnet")
    theirs: tuple[Callable[[Work, Person, int], object], ...] = (offers.withdraw, undertake, awarding.back_out)
    for attempt in theirs:
        with pytest.raises(NotFound):
            world.does(nordnet, attempt, first)


def test_a_visitor_accepts_once_it_has_an_organisation(world: World) -> None:
    visitor, alpweb = world.stranger(), world.partner()
    made = tender(world, visitor)
    first = offered(world, alpweb, made)
    world.does(visitor, deciding.shortlist, first, on=True)
    with pytest.raises(RegisterFirst, match="/register"):
        world.does(visitor, deciding.choose, first)
    client = world.client("Website", name="Seegarten")
    registered = world.joined(visitor, client)

    world.does(registered, deciding.choose, first)

    with world.units.begin("cli") as work:
        assert work.session.get_one(Tender, made).client_id == client.organisation
    world.does(client, deciding.let_go, first)  # its colleagues decide, too


def test_tenders_go_along_when_organisations_become_one(world: World) -> None:
    """What was prepared for an organisation that nobody had verified becomes the verified one's."""
    tim, alpweb = organisation(world, number=None), world.partner()
    made = tender(world, tim)
    first = offered(world, alpweb, made)
    target = world.joined(tim, organisation(world, name="Seegarten AG", verified=True))

    world.does(tim, under(merging.take_over), tim.organisation, target.organisation)

    world.does(target, deciding.choose, first)
    with world.units.begin("cli") as work:
        assert work.session.get_one(Tender, made).client_id == target.organisation


def test_nothing_is_offered_to_a_closed_account(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    made = tender(world, client)
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, client.organisation).closed_at = work.now

    with pytest.raises(NotFound):
        offered(world, alpweb, made)


def test_a_partner_that_has_left_is_not_accepted(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    first = offered(world, alpweb, tender(world, client))
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, alpweb.organisation).closed_at = work.now

    with pytest.raises(NoPartnerAnyMore, match="Alpweb"):
        world.does(client, deciding.choose, first)


def test_nobody_takes_a_job_who_has_left_or_of_whom_has(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    first = chosen(world, client, alpweb, tender(world, client))
    with world.units.begin("cli") as work:
        partner = work.session.get_one(Organisation, alpweb.organisation)
        code, partner.is_partner, partner.partner_code = partner.partner_code, False, None
    with pytest.raises(NoPartnerAnyMore, match="Alpweb"):
        world.does(alpweb, undertake, first)
    with world.units.begin("cli") as work:
        partner = work.session.get_one(Organisation, alpweb.organisation)
        partner.is_partner, partner.partner_code = True, code
        work.session.get_one(Organisation, client.organisation).closed_at = work.now
    with pytest.raises(TenderNotInThisState, match="closed"):
        world.does(alpweb, undertake, first)


def test_a_reader_reads_what_is_offered(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    reader = world.colleague(client, Role.READER)
    first = offered(world, alpweb, tender(world, client))

    assert world.does(reader, deciding.received_offer, first).id == first
    with pytest.raises(SignatureNeeded, match="reader"):
        world.does(reader, deciding.shortlist, first, on=True)
    with pytest.raises(NotFound):
        world.does(world.client("Shop", name="Bergbahn"), deciding.received_offer, first)


def test_the_same_text_does_not_go_to_ten_tenders_an_hour(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    tenders = [tender(world, client) for _ in range(MOST_SAME + 1)]
    for number, made in enumerate(tenders[:-1]):
        offered(world, alpweb, made, proposal(f"{TEXT} Tender {number}!"))
    offered(world, alpweb, tenders[0], proposal(f"{TEXT} Now cheaper.", "4000"))  # changing counts no tender twice

    with pytest.raises(SameTextToMany, match="this one"):
        offered(world, alpweb, tenders[-1], proposal(f"Hello! {TEXT}"))
    offered(world, nordnet, tenders[-1])  # what somebody else has written is their own
    offered(world, alpweb, tenders[-1], proposal("For five sites with mail we need two people for three days."))
    with pytest.raises(SameTextToMany):
        offered(world, alpweb, tenders[-1])  # nor by changing another one into it
    offered(world, alpweb, tenders[-2], proposal(f"{TEXT} Tender {MOST_SAME - 1}!", "4400"))  # its price can change
    world.advance(hours=1)
    offered(world, alpweb, tenders[-1])


def test_what_is_no_offer(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    made = tender(world, client)
    today = world.moment.date()
    for day, match in ((today - timedelta(days=1), "past"), (today + timedelta(days=1200), "three years")):
        with pytest.raises(DayRefused, match=match):
            offered(world, alpweb, made, replace(PROPOSAL, by_when=day))
    for text, match in (("Yes!", "at least"), ("We " * LONGEST, "shorten|file")):
        with pytest.raises(OfferTextRefused, match=match):
            read_offer_text(text)
    assert read_offer_text(f"  {TEXT}\n") == TEXT
    with world.units.begin("cli") as work:
        work.session.get_one(Tender, made).status = TenderStatus.HIDDEN
        work.session.get_one(Tender, made).ended_at = work.now
    with pytest.raises(NotFound):
        offered(world, alpweb, made)


def test_nobody_offers_to_themselves(world: World) -> None:
    alpweb = world.partner()
    with pytest.raises(NotFound):
        offered(world, alpweb, tender(world, alpweb))
    visitor = world.stranger()
    made = tender(world, visitor)
    joined = world.joined(visitor, alpweb)
    first = offered(world, alpweb, made)
    with pytest.raises(OfferNotInThisState, match="own organisation"):
        world.does(joined, deciding.choose, first)
