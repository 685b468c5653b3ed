"""Notes about a client: whose they are to read, change and delete; what a person who looks after a part sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.clients import MOST_NOTES, TooManyNotes
from domain.people import Role
from domain.words import Refused
from services.care import assigning
from services.care.assigning import Who
from services.clients import notes
from services.clients.seeing import client_of
from services.rights import NotFound, SignatureNeeded
from storage.tables import Person
from storage.work import Work
from tests.services.world import Somebody, World, limited


def _refusal(world: World, who: Somebody, act: Callable[[Work, Person], object]) -> type[Refused] | None:
    try:
        world.does(who, act)
    except Refused as refused:
        return type(refused)
    return None


def test_who_has_written_a_note_changes_it_and_so_do_keepers(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    people = {role: world.colleague(partner, role) for role in Role}
    author, other = people[Role.EMPLOYEE], world.colleague(partner, Role.EMPLOYEE)
    note = world.does(author, notes.write, made, "Prefers calls.").id

    def change(work: Work, person: Person) -> object:
        return notes.change(work, person, note, "Prefers letters.")

    assert _refusal(world, author, change) is None
    assert _refusal(world, other, change) is SignatureNeeded
    assert _refusal(world, people[Role.READER], change) is SignatureNeeded
    assert _refusal(world, people[Role.ADMINISTRATOR], change) is None
    assert _refusal(world, client, change) is NotFound
    assert _refusal(world, client, lambda work, person: notes.notes(work, person, made)) is NotFound
    elsewhere = world.partner("Nordnet")
    assert _refusal(world, elsewhere, change) is NotFound
    assert _refusal(world, elsewhere, lambda work, person: notes.notes(work, person, made)) is NotFound

    world.does(partner, assigning.look_after, client.organisation, Who(person=other.person), cares=True)
    assert _refusal(world, author, change) is NotFound  # the client is others' to look after now
    world.does(partner, notes.delete, note)
    assert _refusal(world, partner, change) is NotFound


def test_notes_about_a_client_are_not_without_end(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    for number in range(MOST_NOTES):
        world.does(partner, notes.write, made, f"Note {number}")

    with pytest.raises(TooManyNotes):
        world.does(partner, notes.write, made, "One more")


def test_who_looks_after_a_part_sees_that_part(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    tim = world.colleague(partner, Role.EMPLOYEE)
    world.does(partner, assigning.look_after, client.organisation, Who(person=tim.person), cares=True)
    world.does(partner, assigning.limit_to, client.organisation, Who(person=tim.person), {client.products[0]})

    assert world.does(tim, client_of, made).only == frozenset({client.products[0]})
    assert world.does(partner, client_of, made).only is None
