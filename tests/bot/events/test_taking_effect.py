"""What is agreed takes effect: being set up, active, refused and taken back, as both sides read it."""

from __future__ import annotations

import pytest

from domain.partnerships import Access, Payer, SetUp, Status
from storage.tables import ProgrammeEvent
from tests.bot.events.receiver import Receiver, Says, refuses
from tests.desk import Desk
from tests.people import Chat


def requested(desk: Desk, client: Chat, partner: Chat, access: Access = Access.LIMITED) -> int:
    """A request that waits for the partner, who looks at it."""
    made = desk.partnership(client, partner, access, status=Status.PENDING)
    partner.says("/requests")
    partner.taps(client.organisation_name)
    return made


def confirms(partner: Chat) -> None:
    partner.taps("✅ Confirm")


def test_until_the_provider_has_acknowledged_it_is_being_set_up(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = requested(heard, client, partner)
    receiver.answer = Says(500)

    confirms(partner)
    assert "being set up at Infomaniak" in partner.reads()
    assert "Infomaniak is setting the partnership up now" in client.reads()
    assert heard.stored(made).set_up is SetUp.WAITING

    receiver.answer = Says()
    heard.clock.advance(minutes=1)
    heard.look_at_events()
    assert heard.stored(made).set_up is SetUp.DONE
    assert "The partnership with Alpweb is active now" in client.reads()
    assert "✅ Active" in partner.reads_all()
    assert receiver.types[-2:] == ["partnership.confirmed"] * 2
    assert len({event.id for event in receiver.received}) == 1
