"""A partner finds and asks a client; who finds too many waits, who is not wanted is told so without a reason."""

from __future__ import annotations

import pytest

from domain.organisations.client_codes import ClientCodeMistyped, client_code
from domain.partnerships.rules import Access, Side, Status, Terms
from domain.people import Role
from domain.words import Refused
from services import guesses
from services.partnerships import blocks, clients
from services.partnerships.blocks import Pause, TakesNoRequests
from services.partnerships.clients import ClientUnknown, SeveralClients, TooManyTries
from services.partnerships.negotiating import NotAPartner
from services.partnerships.proposals import AlreadyPartners
from services.rights import NotFound, SignatureNeeded
from storage.request_blocks import blocks_of, is_blocked
from storage.tables import Organisation, Person
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World, full, limited, resend

DOMAINS = Terms(Access.LIMITED, None, frozenset(), frozenset({"domains"}))


def ask(work: Work, person: Person, client: Somebody, terms: Terms, message: str | None = None) -> int:
    return clients.ask_found(work, INFOMANIAK, person, client.organisation, terms, message).id


def found(world: World, partner: Somebody, text: str) -> int:
    return world.does(partner, clients.find_client, text).id


def refusal(world: World, partner: Somebody, text: str) -> type[Refused] | None:
    """How the search ends; what it counts stays, as it does in a form."""

    def search(work: Work, person: Person) -> type[Refused] | None:
        try:
            clients.find_client(work, person, text)
        except Refused as refused:
            return type(refused)
        return None

    return world.does(partner, search)


@pytest.mark.parametrize(
    "typed",
    [
        "Müller & Söhne IT GmbH",
        "mueller und soehne it",
        "MÜLLER SÖHNE IT AG",
        " muller & sohne  it ",
        "Mueller Soehne IT",
    ],
)
def test_the_whole_name_finds_however_it_is_typed(world: World, typed: str) -> None:
    client, partner = world.client(name="Müller & Söhne IT GmbH"), world.partner()
    assert found(world, partner, typed) == client.organisation


@pytest.mark.parametrize("typed", ["Müller", "Söhne IT", "Müller & Söhne", "Muller Sohne ITX", "GmbH", "%", "…", ""])
def test_a_part_of_a_name_finds_nobody(world: World, typed: str) -> None:
    world.client(name="Müller & Söhne IT GmbH")
    assert refusal(world, world.partner(), typed) is ClientUnknown


def test_of_several_with_a_name_none_is_told_but_a_verified_one_is_meant(world: World) -> None:
    first, _, partner = world.client(name="Bergbahn AG"), world.client(name="Bergbahn GmbH"), world.partner()
    assert refusal(world, partner, "Bergbahn") is SeveralClients
    with world.units.begin("cli") as work:
        other = work.session.get_one(Organisation, first.organisation)
        other.verified_at, other.verified_by = None, None
    assert found(world, partner, "Bergbahn") != first.organisation


def test_code_and_address_find_too_and_a_mistyped_code_is_told_so(world: World) -> None:
    client, partner = world.client(), world.partner()
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, client.organisation).email = "info@seegarten.example"
    code = client_code(client.organisation)
    assert found(world, partner, code.lower()) == client.organisation
    assert found(world, partner, "Info@Seegarten.example") == client.organisation
    assert refusal(world, partner, code[:-1] + ("A" if code[-1] != "A" else "B")) is ClientCodeMistyped
    assert refusal(world, partner, client_code(9_999)) is ClientUnknown
    assert refusal(world, partner, client_code(partner.organisation)) is ClientUnknown  # oneself


def test_who_guesses_waits_an_hour_even_with_a_right_code(world: World) -> None:
    client, partner = world.client(), world.partner()
    code = client_code(client.organisation)
    for _ in range(guesses.MOST - 1):
        assert refusal(world, partner, "Nobody") is ClientUnknown
    assert refusal(world, partner, code) is None  # codes can be counted up: looking for one counts
    assert refusal(world, partner, "Seegarten Hotels") is TooManyTries
    world.advance(minutes=59)
    assert refusal(world, partner, code) is TooManyTries
    world.advance(minutes=2)
    assert refusal(world, partner, code) is None


def test_who_asks_the_client_it_found_has_not_guessed(world: World) -> None:
    client, partner = world.client(), world.partner()
    for _ in range(guesses.MOST - 1):
        refusal(world, partner, "Nobody")
    world.does(partner, ask, client, full())
    assert refusal(world, partner, "Nobody") is ClientUnknown


def test_only_a_representative_of_a_partner_asks(world: World) -> None:
    client, partner = world.client(), world.partner()
    with pytest.raises(NotAPartner):
        world.does(client, ask, world.client(name="Bergbahn"), full())
    for role in set(Role) - {Role.LEGAL_REPRESENTATIVE}:
        colleague = world.colleague(partner, role)
        with pytest.raises(SignatureNeeded):
            world.does(colleague, clients.find_client, "Seegarten Hotels")
        with pytest.raises(SignatureNeeded):
            world.does(colleague, ask, client, full())


def test_nothing_is_asked_twice(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.does(partner, ask, client, DOMAINS, "For the relaunch")
    stored = world.stored(made)
    assert (stored.status, stored.asked_by, stored.shelves) == (Status.PROPOSED, Side.PARTNER, ["domains"])
    assert [proposal.message for proposal in stored.proposals] == ["For the relaunch"]
    with pytest.raises(AlreadyPartners):
        world.does(partner, ask, client, full())


def test_a_pause_holds_for_its_time_and_either_side_can_have_one(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    world.does(client, blocks.pause, Pause.WEEK)
    with pytest.raises(TakesNoRequests):
        world.does(partner, ask, client, full())
    world.does(client, blocks.pause, None)
    world.does(partner, blocks.pause, Pause.WEEK)
    with pytest.raises(TakesNoRequests):
        world.requested(client, partner, full())
    world.advance(days=6, hours=23)
    with pytest.raises(TakesNoRequests):
        world.requested(client, partner, full())
    world.advance(hours=1)
    made = world.requested(client, partner, full())

    world.does(partner, blocks.pause, Pause.MONTH)
    world.advance(days=2)
    with pytest.raises(TakesNoRequests):  # what is open stays open, and is not sent once more
        world.does(client, resend, made)
    assert world.status(made) is Status.PENDING


def test_who_is_blocked_is_declined_and_cannot_ask_again_until_it_is_lifted(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    asked = world.does(partner, ask, client, full())
    world.does(client, blocks.block, asked)
    assert (world.status(asked), world.stored(asked).closed_by) == (Status.DECLINED, Side.CLIENT)
    with pytest.raises(TakesNoRequests, match="at present"):
        world.does(partner, ask, client, full())
    # The other way nothing is blocked.
    own = world.requested(client, partner, limited(*client.products))
    world.does(client, blocks.block, own)  # twice is once
    assert world.status(own) is Status.WITHDRAWN

    with world.units.begin("cli") as work:
        (block,) = blocks_of(work.session, client.organisation, 10)
        assert is_blocked(work.session, client.organisation, partner.organisation)
    with pytest.raises(NotFound):
        world.does(partner, blocks.unblock, block.id)
    world.does(client, blocks.unblock, block.id)
    with pytest.raises(NotFound):
        world.does(client, blocks.unblock, block.id)
    world.does(partner, ask, client, full())


def test_a_partner_blocks_a_client_that_pesters_and_a_partnership_stays(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    active = world.confirmed(client, partner, limited(*client.products))
    asked = world.requested(client, partner, full())
    world.does(partner, blocks.block, asked)
    assert (world.status(active), world.status(asked)) == (Status.ACTIVE, Status.DECLINED)
    with pytest.raises(TakesNoRequests):
        world.requested(client, partner, full())
    for role in set(Role) - {Role.LEGAL_REPRESENTATIVE}:
        with pytest.raises(SignatureNeeded):
            world.does(world.colleague(partner, role), blocks.block, active)
    with pytest.raises(NotFound):
        world.does(world.client(name="Bergbahn"), blocks.block, active)


def test_asking_and_blocking_at_the_same_moment_leaves_nothing_open(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    before = world.confirmed(client, partner, limited(*client.products))
    done = world.race(
        (partner, lambda work, person: ask(work, person, client, full())),
        (client, lambda work, person: blocks.block(work, person, before)),
    )
    assert isinstance(done[0], int | TakesNoRequests)
    assert isinstance(done[1], tuple)
    if isinstance(done[0], int):
        assert world.status(done[0]) is Status.DECLINED


def test_a_client_that_is_closed_is_not_found(world: World) -> None:
    client, partner = world.client(), world.partner()
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, client.organisation).closed_at = work.now
    for text in ("Seegarten Hotels", client_code(client.organisation)):
        assert refusal(world, partner, text) is ClientUnknown
    with pytest.raises(NotFound):
        world.does(partner, ask, client, full())
