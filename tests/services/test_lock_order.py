"""Organisations are locked in one order by everybody, before what hangs on them: so no two wait crosswise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event, select

from services.accounts.console import acting
from services.effects.replaying import replay
from services.partner_invitations.lapsing import look_at_invitation
from services.partner_invitations.making import make
from storage.effects import draft_of
from storage.runtime.outbox import NOBODY, add
from storage.tables import Organisation, ProgrammeEvent
from tests.programmes import INFOMANIAK
from tests.services.accounts.provider import client_account, person, tell
from tests.services.world import World, full, limited


@contextmanager
def locks(world: World) -> Iterator[list[object]]:
    """The organisations that are locked inside, by their ids, invitations, and “changes” where rows are."""
    made: list[object] = []

    def note(_connection: Connection, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        if "FOR NO KEY UPDATE" in statement and isinstance(parameters, dict):
            made.extend(parameters.values())
        elif "FOR UPDATE OF partner_invitation" in statement:
            made.append("invitation")
        elif statement.split()[0] in {"UPDATE", "INSERT", "DELETE"}:
            made.append("changes")

    event.listen(world.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(world.engine, "before_cursor_execute", note)


def locked(world: World, *ids: object) -> list[object]:
    """What is locked on a database that has locks of rows."""
    return list(ids) if world.engine.dialect.name == "postgresql" else []


def test_replaying_locks_the_clients_first(world: World) -> None:
    first, second, partner = world.client("Website"), world.client("Website"), world.partner()
    made = [(client, world.requested(client, partner, limited(*client.products))) for client in (second, first)]
    with world.units.begin("cli") as work:
        for client, partnership_id in made:
            kept = ProgrammeEvent(
                kind="partnership.requested",
                at=work.now,
                partnership_id=partnership_id,
                organisation_id=client.organisation,
                content={},
            )
            work.session.add(kept)
            work.session.flush()
            add(work.session, [draft_of(kept)], NOBODY, work.now)
        ids = list(work.session.scalars(select(ProgrammeEvent.id)))

    with locks(world) as noted, world.units.begin("cli") as work:
        replay(work, ids)

    assert noted[: noted.index("changes")] == locked(world, first.organisation, second.organisation)


def test_whoever_acts_for_another_account_in_the_console_locks_it_first(world: World) -> None:
    tell(world, client_account("1"), client_account("2"))
    tell(world, person(person="p", account="1"), person(person="p", account="2"))
    with world.units.begin("api") as work:
        acting(work, "1", "p")
        other = work.session.scalars(select(Organisation.id).where(Organisation.account_id == "2")).one()

    with locks(world) as noted, world.units.begin("api") as work:
        assert acting(work, "2", "p").organisation_id == other

    assert noted[: noted.index("changes")] == locked(world, other)


def test_whoever_tells_that_an_invitation_is_over_locks_its_client_first(world: World) -> None:
    client = world.client("Website")
    key = world.does(client, lambda work, person: make(work, INFOMANIAK, person, "Bergweb", full())).invitation.id
    world.advance(days=31)

    with locks(world) as noted, world.units.begin("job") as work:
        look_at_invitation(work, key)

    assert noted[: noted.index("changes")] == locked(world, client.organisation, "invitation")
