"""People act at the same moment: one wins, and the other gets one clear refusal – never a database's error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Concatenate, ParamSpec

import pytest

from domain.partnerships.rules import Access, NotPossibleNow, NotYours, Payer, Side, Status, Terms
from domain.people import Role
from domain.vat.reading import read_vat_number
from domain.words import Money, Refused
from services import products, vat
from services.partnerships import answering, changing, ending, enquiries, negotiating, repeating, requesting
from services.partnerships.deadlines import look_at_due_requests, today
from services.partnerships.ending import EndsAnyway, PlaceTaken
from services.partnerships.proposals import AlreadyPartners, ProductTaken
from services.partnerships.requesting import TooSoon
from services.people import invitations
from services.people.invitations import InvitationRefused
from services.products import ProductInUse, ProductNameTaken
from storage.partnerships import holders, of_client
from storage.people import members
from storage.tables import Partnership, Person
from storage.vat import vat_number_of
from storage.work import Work
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.world import START, Somebody, World, full, limited, request, resend

ROUNDS = 8

P = ParamSpec("P")


@dataclass(frozen=True)
class Cast:
    """A client with two representatives, and two partners."""

    client: Somebody
    colleague: Somebody
    alpweb: Somebody
    nordnet: Somebody


def casts(world: World) -> list[Cast]:
    """A client for each round; the partners are the same in all of them."""
    alpweb, nordnet = world.partner("Alpweb"), world.partner("Nordnet")
    clients = [world.client("Website", "Shop", name=f"Hotel {number}") for number in range(ROUNDS)]
    return [Cast(client, world.colleague(client, Role.LEGAL_REPRESENTATIVE), alpweb, nordnet) for client in clients]


def only_refusal(results: list[object]) -> Refused:
    """The one refusal among the results."""
    refusals = [result for result in results if isinstance(result, Refused)]
    assert len(refusals) == 1, results
    return refusals[0]


def to(
    act: Callable[Concatenate[Work, Person, P], object], *arguments: P.args, **named: P.kwargs
) -> Callable[[Work, Person], object]:
    """What somebody is about to do."""
    return lambda work, person: act(work, person, *arguments, **named)


def asks(partner: Somebody, *product_ids: int) -> Callable[[Work, Person], object]:
    """Asks the partner to manage the products; all of them where none are given."""
    return to(request, partner, limited(*product_ids) if product_ids else full())


def of(world: World, client: Somebody, *statuses: Status) -> list[Partnership]:
    with world.units.begin("cli") as work:
        return list(of_client(work.session, client.organisation, work.now, statuses))


def test_the_same_product_asked_of_two_partners(world: World) -> None:
    for cast in casts(world):
        website, shop = cast.client.products
        results = world.race(
            (cast.client, asks(cast.alpweb, website)),
            (cast.colleague, asks(cast.nordnet, website, shop)),
        )

        assert isinstance(only_refusal(results), ProductTaken)  # fact 19
        assert len(of(world, cast.client, Status.PENDING)) == 1


def test_the_same_partner_asked_twice(world: World) -> None:
    for cast in casts(world):
        results = world.race((cast.client, asks(cast.alpweb)), (cast.colleague, asks(cast.alpweb)))

        assert isinstance(only_refusal(results), AlreadyPartners)
        assert len(of(world, cast.client, Status.PENDING)) == 1


def test_two_partners_confirm_full_access(world: World) -> None:
    for cast in casts(world):
        first, second = (world.requested(cast.client, partner, full()) for partner in (cast.alpweb, cast.nordnet))
        results = world.race((cast.alpweb, to(answering.confirm, first)), (cast.nordnet, to(answering.confirm, second)))

        assert isinstance(only_refusal(results), NotPossibleNow)  # fact 24
        assert sorted(world.status(made) for made in (first, second)) == [Status.ACTIVE, Status.OVERTAKEN]


def test_a_partner_confirms_what_the_client_withdraws(world: World) -> None:
    for cast in casts(world):
        made = world.requested(cast.client, cast.alpweb, limited(*cast.client.products))
        results = world.race((cast.alpweb, to(answering.confirm, made)), (cast.client, to(requesting.withdraw, made)))

        assert isinstance(only_refusal(results), NotPossibleNow)
        withdrawn = isinstance(results[0], Refused)
        assert world.status(made) is (Status.WITHDRAWN if withdrawn else Status.ACTIVE)
        assert world.managed(made) == (set() if withdrawn else set(cast.client.products))


def limited_to(shelf: str) -> Terms:
    """Limited access to whatever of the shelf the client chooses."""
    return Terms(Access.LIMITED, None, frozenset(), frozenset({shelf}))


def wants(partner: Somebody, client: Somebody, terms: Terms) -> Callable[[World], int]:
    """The partner asks the client for access; the request's id."""
    return lambda world: world.does(
        partner, lambda work, person: negotiating.ask(work, INFOMANIAK, person, client.organisation, terms).id
    )


def proposes(made: int, terms: Terms) -> Callable[[Work, Person], object]:
    """Answers with other terms."""
    return lambda work, person: negotiating.counter(work, INFOMANIAK, person, made, terms)


def grants(made: int, terms: Terms) -> Callable[[Work, Person], object]:
    """The client grants these."""
    return lambda work, person: answering.grant(work, INFOMANIAK, person, made, terms)


def test_a_client_grants_what_the_partner_withdraws(world: World) -> None:
    for cast in casts(world):
        made = wants(cast.alpweb, cast.client, full())(world)
        results = world.race(
            (cast.client, grants(made, limited(*cast.client.products))), (cast.alpweb, to(requesting.withdraw, made))
        )

        assert isinstance(only_refusal(results), NotPossibleNow)
        withdrawn = isinstance(results[0], Refused)
        assert world.status(made) is (Status.WITHDRAWN if withdrawn else Status.ACTIVE)
        assert world.managed(made) == (set() if withdrawn else set(cast.client.products))


def test_a_counter_proposal_meets_an_acceptance(world: World) -> None:
    """Both are of the side that is asked: one representative confirms what the other wants to be different."""
    for cast in casts(world):
        made = wants(cast.alpweb, cast.client, full())(world)
        results = world.race(
            (cast.client, proposes(made, full(Payer.PARTNER))), (cast.colleague, to(answering.confirm, made))
        )

        assert isinstance(only_refusal(results), NotPossibleNow | NotYours)
        confirmed = isinstance(results[0], Refused)
        assert world.status(made) is (Status.ACTIVE if confirmed else Status.PENDING)
        assert world.stored(made).payer is (Payer.CLIENT if confirmed else Payer.PARTNER)


def test_two_counter_proposals_of_one_side(world: World) -> None:
    for cast in casts(world):
        website, shop = cast.client.products
        made = wants(cast.alpweb, cast.client, limited_to("mail"))(world)
        results = world.race(
            (cast.client, proposes(made, limited(website))), (cast.colleague, proposes(made, limited(shop)))
        )

        assert isinstance(only_refusal(results), NotPossibleNow | NotYours)
        assert world.status(made) is Status.PENDING
        assert world.managed(made) == ({shop} if isinstance(results[0], Refused) else {website})
        assert len(world.stored(made).proposals) == 2


def test_a_counter_proposal_meets_a_withdrawal(world: World) -> None:
    for cast in casts(world):
        made = world.requested(cast.client, cast.alpweb, full())
        results = world.race(
            (cast.alpweb, proposes(made, full(Payer.PARTNER))), (cast.client, to(requesting.withdraw, made))
        )

        assert isinstance(only_refusal(results), NotPossibleNow | NotYours)
        withdrawn = isinstance(results[0], Refused)
        assert world.status(made) is (Status.WITHDRAWN if withdrawn else Status.PROPOSED)


def test_a_lapsed_request_is_sent_again_twice(world: World) -> None:
    everybody = casts(world)
    requests = [world.requested(cast.client, cast.alpweb, full()) for cast in everybody]
    world.advance(days=31)
    for cast, made in zip(everybody, requests, strict=True):
        again = to(lambda work, person, old: repeating.send_again(work, INFOMANIAK, person, old), made)
        results = world.race((cast.client, again), (cast.colleague, again))

        assert isinstance(only_refusal(results), AlreadyPartners)
        assert len(of(world, cast.client, Status.PENDING)) == 1
        assert world.status(made) is Status.LAPSED


def test_both_sides_end_a_partnership(world: World) -> None:
    for cast in casts(world):
        made = world.confirmed(cast.client, cast.alpweb, full())
        results = world.race((cast.alpweb, to(ending.end, made)), (cast.client, to(ending.end, made)))

        assert isinstance(only_refusal(results), NotPossibleNow)
        by_client = isinstance(results[0], Refused)
        assert world.stored(made).closed_by is (Side.CLIENT if by_client else Side.PARTNER)


def test_full_access_is_replaced_while_it_ends(world: World) -> None:
    for cast in casts(world):
        former = world.confirmed(cast.client, cast.alpweb, full())
        new = world.requested(cast.client, cast.nordnet, full())
        results = world.race((cast.nordnet, to(answering.confirm, new)), (cast.client, to(ending.end, former)))

        assert not isinstance(results[0], Refused)  # the confirmation holds whoever came first
        assert (world.status(former), world.status(new)) == (Status.ENDED, Status.ACTIVE)


def undo(work: Work, person: Person, partnership_id: int) -> Partnership:
    return ending.undo(work, INFOMANIAK, person, partnership_id)


def announce(work: Work, person: Person, partnership_id: int, days: int) -> Partnership:
    day = today(work, INFOMANIAK) + timedelta(days=days)
    return ending.announce_end(work, INFOMANIAK, person, partnership_id, day, "#done")


def test_an_end_is_undone_while_another_partner_confirms(world: World) -> None:
    for cast in casts(world):
        former = world.confirmed(cast.client, cast.alpweb, full())
        new = world.requested(cast.client, cast.nordnet, full())
        world.does(cast.client, ending.end, former)
        confirmed, undone = world.race((cast.nordnet, to(answering.confirm, new)), (cast.client, to(undo, former)))

        assert not isinstance(confirmed, Refused)  # replaced where it had been undone, and else in its place
        assert isinstance(undone, (Partnership, PlaceTaken))
        assert (world.status(former), world.status(new)) == (Status.ENDED, Status.ACTIVE)
        assert world.stored(former).closed_by is (Side.CLIENT if isinstance(undone, Refused) else Side.PROGRAMME)


def test_an_end_is_undone_while_a_product_goes_to_another_partner(world: World) -> None:
    for cast in casts(world):
        website = cast.client.products[0]
        former = world.confirmed(cast.client, cast.alpweb, limited(*cast.client.products))
        world.does(cast.client, ending.end, former)
        results = world.race((cast.colleague, asks(cast.nordnet, website)), (cast.client, to(undo, former)))

        undone = isinstance(only_refusal(results), ProductTaken)  # fact 19
        assert undone or isinstance(results[1], PlaceTaken)
        assert world.managed(former) == (set(cast.client.products) if undone else set())


def test_two_representatives_undo_an_end(world: World) -> None:
    for cast in casts(world):
        made = world.confirmed(cast.client, cast.alpweb, limited(*cast.client.products))
        world.does(cast.client, ending.end, made)
        results = world.race((cast.client, to(undo, made)), (cast.colleague, to(undo, made)))

        assert isinstance(only_refusal(results), NotPossibleNow)
        assert world.status(made) is Status.ACTIVE
        assert world.managed(made) == set(cast.client.products)


def test_one_side_announces_an_end_while_the_other_ends_it_at_once(world: World) -> None:
    for cast in casts(world):
        made = world.confirmed(cast.client, cast.alpweb, full())
        announced, ended = world.race((cast.alpweb, to(announce, made, 30)), (cast.client, to(ending.end, made)))

        assert not isinstance(ended, Refused)
        assert isinstance(announced, (Partnership, NotPossibleNow))
        stored = world.stored(made)
        assert (stored.status, stored.closed_by, stored.due_at) == (Status.ENDED, Side.CLIENT, None)
        assert (stored.reason, stored.last_words) == (None, None)


def test_both_sides_announce_an_end(world: World) -> None:
    for cast in casts(world):
        made = world.confirmed(cast.client, cast.alpweb, full())
        results = world.race((cast.alpweb, to(announce, made, 30)), (cast.client, to(announce, made, 60)))

        assert isinstance(only_refusal(results), EndsAnyway)
        by_client = isinstance(results[0], Refused)
        assert world.stored(made).ending_by is (Side.CLIENT if by_client else Side.PARTNER)


def test_an_announced_end_is_taken_back_while_it_ends(world: World) -> None:
    for cast in casts(world):
        made = world.confirmed(cast.client, cast.alpweb, full())
        world.does(cast.alpweb, announce, made, 30)
        revoked, ended = world.race((cast.alpweb, to(ending.revoke_end, made)), (cast.client, to(ending.end, made)))

        assert not isinstance(ended, Refused)
        assert isinstance(revoked, (Partnership, NotPossibleNow))
        assert world.status(made) is Status.ENDED


def test_two_products_change_hands(world: World) -> None:
    for cast in casts(world):
        website, shop = cast.client.products
        mail = world.product(cast.client, "Mail")
        first = world.confirmed(cast.client, cast.alpweb, limited(website))
        second = world.confirmed(cast.client, cast.nordnet, limited(shop))
        results = world.race(
            (cast.client, to(changing.change_products, first, frozenset({website, mail}))),
            (cast.colleague, to(changing.change_products, second, frozenset({shop, mail}))),
        )

        assert isinstance(only_refusal(results), ProductTaken)
        with world.units.begin("cli") as work:
            assert len(holders(work.session, [mail], work.now)) == 1


def test_a_product_is_removed_while_it_is_given_away(world: World) -> None:
    for cast in casts(world):
        website, _ = cast.client.products
        results = world.race((cast.client, to(products.remove, website)), (cast.colleague, asks(cast.alpweb, website)))

        refusal = only_refusal(results)
        assert isinstance(results[0], ProductInUse) == (results[0] is refusal)
        assert len(of(world, cast.client, Status.PENDING)) == (1 if results[0] is refusal else 0)


def test_two_products_of_the_same_name(world: World) -> None:
    for cast in casts(world):
        add = to(products.add, "domain", "hotel.example", Money(Decimal(12), "CHF"))
        results = world.race((cast.client, add), (cast.colleague, add))

        assert isinstance(only_refusal(results), ProductNameTaken)


def test_an_invitation_is_sent_again_twice(world: World) -> None:
    everybody = casts(world)
    requests = [world.requested(cast.client, cast.alpweb, full()) for cast in everybody]
    world.advance(days=1)
    for cast, made in zip(everybody, requests, strict=True):
        results = world.race((cast.client, to(resend, made)), (cast.colleague, to(resend, made)))

        assert isinstance(only_refusal(results), TooSoon)


def test_two_answers_to_one_question(world: World) -> None:
    for cast in casts(world):
        made = world.requested(cast.client, cast.alpweb, full())
        asked = world.does(cast.alpweb, enquiries.ask, made, "Since when?").id
        results = world.race(
            (cast.client, to(enquiries.answer, asked, "Since May.")),
            (cast.colleague, to(enquiries.answer, asked, "Since June.")),
        )

        refusal = only_refusal(results)
        assert isinstance(refusal, NotPossibleNow)
        assert world.stored(made).enquiries[0].answer == ("Since June." if results[0] is refusal else "Since May.")


def test_a_question_is_asked_while_the_request_is_withdrawn(world: World) -> None:
    for cast in casts(world):
        made = world.requested(cast.client, cast.alpweb, full())
        asked, withdrawn = world.race(
            (cast.alpweb, to(enquiries.ask, made, "Since when?")),
            (cast.client, to(requesting.withdraw, made)),
        )

        assert not isinstance(withdrawn, Refused)
        assert len(world.stored(made).enquiries) == (0 if isinstance(asked, NotPossibleNow) else 1)


def test_two_people_use_the_same_invitation(world: World) -> None:
    client = world.client()
    for round_ in range(1, ROUNDS + 1):
        token = world.does(client, invitations.invite, client.organisation, Role.EMPLOYEE, programme=AT_ONCE).token
        results = world.race(*((world.stranger(), to(invitations.join, token)) for _ in range(2)))

        assert isinstance(only_refusal(results), InvitationRefused)
        with world.units.begin("cli") as work:
            assert len(members(work.session, client.organisation)) == 1 + round_


def test_two_representatives_enter_and_remove_the_vat_number(world: World) -> None:
    number = read_vat_number("DE136695976")
    client = world.client(country="DE")
    colleague = world.colleague(client, Role.LEGAL_REPRESENTATIVE)

    for _ in range(ROUNDS):
        entered = world.race(*((who, to(vat.enter, number)) for who in (client, colleague)))
        assert not any(isinstance(result, Refused) for result in entered)
        world.race(*((who, vat.remove) for who in (client, colleague)))
        with world.units.begin("cli") as work:
            assert vat_number_of(work.session, client.organisation) is None


def test_two_partners_ask_each_other(world: World) -> None:
    for round_ in range(ROUNDS):
        alpweb, nordnet = world.partner(f"Alpweb {round_}"), world.partner(f"Nordnet {round_}")
        results = world.race((alpweb, asks(nordnet)), (nordnet, asks(alpweb)))

        assert not any(isinstance(result, Refused) for result in results)
        assert [len(of(world, who, Status.PENDING)) for who in (alpweb, nordnet)] == [1, 1]


@pytest.mark.parametrize("day", [3, 30])
def test_two_processes_look_at_deadlines(world: World, day: int) -> None:
    everybody = casts(world)
    requests = [world.requested(cast.client, cast.alpweb, full()) for cast in everybody]
    world.moment = START + timedelta(days=day)

    def look(work: Work, _person: Person) -> list[int]:
        look_at_due_requests(work, INFOMANIAK)
        return [event.partnership_id for event in work.events if hasattr(event, "partnership_id")]

    here, there = world.race((everybody[0].client, look), (everybody[1].client, look))

    assert isinstance(here, list)
    assert isinstance(there, list)
    assert sorted(here + there) == requests  # nobody is told twice


def test_a_request_lapses_while_it_is_confirmed(world: World) -> None:
    for cast in casts(world):
        made = world.requested(cast.client, cast.alpweb, full())
        world.advance(days=30)
        confirmed, _ = world.race(
            (cast.alpweb, to(answering.confirm, made)),
            (cast.client, lambda w, _p: look_at_due_requests(w, INFOMANIAK)),
        )

        lapsed = isinstance(confirmed, NotPossibleNow)
        assert world.status(made) is (Status.LAPSED if lapsed else Status.ACTIVE)
        assert lapsed or not isinstance(confirmed, Refused)
