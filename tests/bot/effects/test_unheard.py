"""The endpoint is no longer named: nobody waits for answers that will not come."""

from __future__ import annotations

from bot.effects.unheard import wait_for_nothing
from domain.partnerships.rules import SetUp, Status
from storage.effects import backlog
from tests.bot.effects.receiver import Receiver, Says
from tests.bot.trials import until
from tests.desk import Desk
from tests.people import Chat


def waits(desk: Desk, receiver: Receiver, client: Chat, partner: Chat) -> int:
    """A partnership that the provider has not acknowledged, shown to both."""
    made = desk.partnership(client, partner, status=Status.PENDING)
    partner.says("/requests")
    partner.taps(client.organisation_name)
    receiver.answer = Says(500)
    partner.taps("✅ Confirm")
    assert desk.stored(made).set_up is SetUp.WAITING
    assert "being set up at Infomaniak" in partner.reads()
    return made


def test_at_the_next_start_what_waits_is_simply_agreed(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = waits(heard, receiver, client, partner)
    heard.stop()
    heard.settings = heard.settings.model_copy(update={"events_url": None, "events_secret": None})

    heard.start()
    until(lambda: heard.stored(made).set_up is None)
    heard.settle()

    assert heard.status(made) is Status.ACTIVE
    assert "✅ Confirmed on" in partner.reads()
    client.says("/partners")
    client.taps("Alpweb")
    assert "being set up" not in client.reads()
    with heard.work() as work:
        assert backlog(work.session).waiting == 1  # for a worker that sends events


def test_while_an_endpoint_is_named_everything_goes_on_waiting(heard: Desk, receiver: Receiver) -> None:
    made = waits(heard, receiver, heard.client(), heard.partner())

    assert wait_for_nothing(heard.app.units, heard.app.desk) == (False, ())

    assert heard.stored(made).set_up is SetUp.WAITING
