"""An account's register number that somebody in the chat has stated before."""

from __future__ import annotations

from typing import Any

import pytest

from domain.organisations.verification import ClaimKind, VerifiedBy
from domain.partnerships.rules import Status
from domain.words import Country
from services import events
from services.accounts.taking import RecordRefused
from services.organisations import admit_partner
from services.verification import judging
from storage.tables import Organisation
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.accounts.provider import account, tell
from tests.services.verification.scene import NUMBER, claim, organisation, stored, with_support
from tests.services.world import World, full

NO_PARTNER: dict[str, Any] = {"partner": False, "partner_code": None}


def account_of(world: World, number: str) -> Organisation:
    with world.units.begin("cli") as work:
        return work.session.query(Organisation).filter_by(account_id=number).one()


def test_whose_word_alone_was_taken_does_not_become_the_account(world: World) -> None:
    lea = organisation(world, verified=True)
    tell(world, account(account="7", register_number=NUMBER, **NO_PARTNER))
    assert world.events == [events.VerificationLost(lea.organisation)]
    before, made = stored(world, lea.organisation), account_of(world, "7")
    assert (before.verified_at, before.verified_by, before.account_id) == (None, None, None)
    assert (made.verified_by, made.id != before.id) == (VerifiedBy.ACCOUNT, True)
    tell(world, account(1, account="7", register_number=NUMBER, name="Other", **NO_PARTNER))
    assert world.events == []


def test_an_account_gets_the_number_that_support_has_verified_for_the_chat(world: World) -> None:
    with_support(world)
    tell(world, account(account="7", register_number=None, **NO_PARTNER))
    lea = organisation(world)
    key = claim(world, ClaimKind.REGISTER, lea)
    with world.units.begin("chat") as work:
        judging.approve(work, INFOMANIAK, key, "Nina")
    tell(world, account(5, account="7", register_number=NUMBER, **NO_PARTNER))
    assert world.events == [events.VerificationLost(lea.organisation)]
    assert (account_of(world, "7").register_number, stored(world, lea.organisation).verified_at) == (NUMBER, None)


def test_a_partner_without_an_account_keeps_its_number(world: World) -> None:
    with world.units.begin("cli") as work:
        admit_partner(work, "Alpweb", Country("CH"), NUMBER, programme=AT_ONCE)
    tell(world, account(account="7", register_number=None, **NO_PARTNER))
    with pytest.raises(RecordRefused):
        tell(world, account(5, account="7", register_number=NUMBER, **NO_PARTNER))


def test_who_becomes_an_account_and_no_partner_lets_its_clients_go(world: World) -> None:
    alpweb, lea = world.partner(), world.client()
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, alpweb.organisation).register_number = NUMBER
    key = world.confirmed(lea, alpweb, full())
    tell(world, account(account="7", register_number=NUMBER, **NO_PARTNER))
    assert world.status(key) is Status.ENDED
    assert events.PartnerDismissed(alpweb.organisation, 1) in world.events


def test_a_partner_counts_what_it_has_heard_of(world: World) -> None:
    alpweb, lea, tim = world.partner(), world.client(), organisation(world, number=None)
    with world.units.begin("cli") as work:
        made = work.session.get_one(Organisation, alpweb.organisation)
        made.register_number = NUMBER
    world.requested(lea, alpweb, full())
    world.requested(tim, alpweb, full())
    tell(world, account(account="7", register_number=NUMBER, **NO_PARTNER))
    assert events.PartnerDismissed(alpweb.organisation, 1) in world.events
