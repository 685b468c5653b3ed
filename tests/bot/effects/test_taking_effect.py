"""What is agreed takes effect: being set up, active, refused and taken back, as both sides read it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from sqlalchemy import select

from domain.partnerships.rules import Access, Payer, SetUp, Status
from services.partnerships.closing import managed
from services.partnerships.deadlines import last_until
from storage.effects import in_outbox
from storage.runtime.outbox import refused as give_up
from storage.tables import Partnership, ProgrammeEvent
from tests.bot.effects.receiver import Received, Receiver, Says, refuses
from tests.desk import Desk
from tests.people import Chat


def requested(desk: Desk, client: Chat, partner: Chat, access: Access = Access.LIMITED) -> int:
    """A request that waits for the partner, who looks at it."""
    made = desk.partnership(client, partner, access, status=Status.PENDING)
    partner.says("/requests")
    partner.taps(client.organisation_name)
    return made


def set_up(desk: Desk, receiver: Receiver, client: Chat, partner: Chat, access: Access = Access.LIMITED) -> int:
    """A partnership that the provider has acknowledged."""
    receiver.answer = Says()
    made = requested(desk, client, partner, access)
    partner.taps("✅ Confirm")
    assert desk.stored(made).set_up is SetUp.DONE
    return made


def kept(desk: Desk, kind: str) -> ProgrammeEvent:
    """The newest event of a kind."""
    with desk.work() as work:
        found = select(ProgrammeEvent).where(ProgrammeEvent.kind == kind).order_by(ProgrammeEvent.id.desc()).limit(1)
        return work.session.scalars(found).one()


def products(desk: Desk, partnership_id: int) -> set[str]:
    with desk.work() as work:
        found = desk.stored(partnership_id)
        work.session.add(found)
        return {access.product.name for access in managed(found)}


WORDS = {
    "en": {
        "setting up": "Infomaniak is setting the partnership up now",
        "being set up": "being set up at Infomaniak",
        "now active": "The partnership with Alpweb is active now",
        "active": "✅ Active, confirmed on",
        "client": "your request waits for it again",
        "partner": "its request waits for you again",
        "gone": "Infomaniak could not set it up: a product of it is no longer there.",
        "restored": "The partnership with Nordnet goes on as before",
    },
    "de": {
        "setting up": "Infomaniak richtet die Partnerschaft jetzt ein",
        "being set up": "wird bei Infomaniak eingerichtet",
        "now active": "Die Partnerschaft mit Alpweb ist jetzt aktiv",
        "active": "✅ Aktiv, bestätigt am",
        "client": "Ihre Anfrage wartet dort wieder auf eine Antwort",
        "partner": "Die Anfrage wartet wieder auf Ihre Antwort",
        "gone": "Infomaniak konnte das nicht einrichten: Ein Produkt davon gibt es nicht mehr.",
        "restored": "Die Partnerschaft mit Nordnet läuft weiter wie zuvor",
    },
}


@pytest.mark.parametrize("lang", ["en", "de"])
def test_until_the_provider_has_acknowledged_it_is_being_set_up(heard: Desk, receiver: Receiver, lang: str) -> None:
    words = WORDS[lang]
    client, partner = heard.client(lang=lang), heard.partner(lang=lang)
    made = requested(heard, client, partner)
    receiver.answer = Says(500)

    partner.taps("✅ Confirm")
    assert words["being set up"] in partner.reads()
    assert words["setting up"] in client.reads()
    assert heard.stored(made).set_up is SetUp.WAITING

    receiver.answer = Says()
    heard.clock.advance(minutes=1)
    heard.look_at_events()
    assert heard.stored(made).set_up is SetUp.DONE
    assert words["now active"] in client.reads()
    assert words["active"] in partner.reads_all()
    assert receiver.types[-2:] == ["partnership.confirmed"] * 2
    assert len({event.id for event in receiver.received}) == 1


@pytest.mark.parametrize("lang", ["en", "de"])
def test_what_the_provider_refuses_is_taken_back_and_what_it_replaced_goes_on(
    heard: Desk, receiver: Receiver, lang: str
) -> None:
    words = WORDS[lang]
    client, old, new = heard.client(lang=lang), heard.partner("Nordnet", lang=lang), heard.partner(lang=lang)
    before = set_up(heard, receiver, client, old, Access.FULL)
    made = requested(heard, client, new, Access.FULL)
    receiver.answer = lambda event: refuses("product_gone") if event.type == "partnership.confirmed" else Says()

    new.taps("✅ Confirm")

    assert heard.status(made) is Status.PENDING
    assert heard.status(before) is Status.ACTIVE
    assert heard.stored(made).set_up is SetUp.REFUSED
    assert words["gone"] in client.reads_all()
    assert words["client"] in client.reads_all()
    assert words["restored"] in client.reads_all()
    assert words["gone"] in new.reads()
    assert words["partner"] in new.reads()
    # Of several partnerships, each has its own order.
    assert sorted(receiver.types[1:]) == [
        "partnership.confirmed",
        *("partnership.replaced", "partnership.taken_back", "partnership.taken_back"),
    ]
    taken, restored = (
        next(each.body["data"] for each in reversed(receiver.received) if each.partnership == str(one))
        for one in (made, before)
    )
    assert (taken["takes_back"], taken["refusal"]) == ("partnership.confirmed", "product_gone")
    assert taken["partnership"]["status"] == "pending"
    assert (restored["takes_back"], restored["partnership"]["status"]) == ("partnership.replaced", "active")

    receiver.answer = Says()
    new.says("/requests")
    new.taps(client.organisation_name)
    new.taps("✅ Confirm")
    assert (heard.status(made), heard.status(before)) == (Status.ACTIVE, Status.ENDED)
    assert words["gone"] not in new.reads()


def test_other_reasons_are_quoted_as_they_are(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    requested(heard, client, partner)
    receiver.answer = refuses("quota", "Only 3 <b>managers</b>\u0000 allowed\n " + "x" * 600)

    partner.taps("✅ Confirm")

    assert "Infomaniak could not set it up: “Only 3 <b>managers</b> allowed xxx" in partner.reads()
    assert len(partner.reads()) < 1_000
    assert (kept(heard, "partnership.confirmed").refusal or "").startswith("Only 3")


def test_who_is_asked_again_has_a_day_at_least(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = requested(heard, client, partner)
    lapses = heard.stored(made).lapses_at
    assert lapses is not None
    heard.clock.moment = lapses
    heard.clock.advance(hours=-1)
    receiver.answer = refuses("account_blocked")

    partner.says("/requests")
    partner.taps(client.organisation_name)
    partner.taps("✅ Confirm")

    stored = heard.stored(made)
    assert stored.lapses_at is not None
    assert (stored.lapses_at - heard.clock.moment).total_seconds() == 24 * 3600
    assert "one of the two accounts is blocked there" in partner.reads()
    assert products(heard, made) == {"Webshop", "seegarten.example"}


def test_a_refused_change_of_payment_means_is_taken_back(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = set_up(heard, receiver, client, partner, Access.FULL)
    receiver.answer = lambda event: Says() if event.type == "partnership.taken_back" else refuses("account_blocked")

    client.says("/partners")
    client.taps("Alpweb")
    client.taps("💳 Change payment means")
    client.taps("Yes")

    stored = heard.stored(made)
    assert (stored.payer, stored.status, stored.set_up) == (Payer.CLIENT, Status.ACTIVE, SetUp.REFUSED)
    assert "The payment means of the partnership with Alpweb stay as they were" in client.reads()
    assert "blocked" in partner.reads()
    assert receiver.received[-1].body["data"]["partnership"]["payment_means"] == "client"


def test_a_refused_change_of_products_is_taken_back(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = heard.partnership(client, partner, products=["Webshop"])
    receiver.answer = lambda event: Says() if event.type == "partnership.taken_back" else refuses("product_gone")

    client.says("/partners")
    client.taps("Alpweb")
    client.taps("📦 Change products")
    client.taps("seegarten.example")
    client.taps("Webshop")
    client.taps("Done")
    client.taps("Yes, change them")

    assert products(heard, made) == {"Webshop"}
    assert "The products of the partnership with Alpweb stay as they were" in client.reads_all()
    changed = next(event.body["data"] for event in receiver.received if event.type == "partnership.products_changed")
    assert [one["name"] for one in changed["granted"]] == ["seegarten.example"]
    assert [one["name"] for one in changed["released"]] == ["Webshop"]


def test_of_two_refused_changes_the_first_state_returns(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = set_up(heard, receiver, client, partner, Access.FULL)
    receiver.answer = Says(500)
    for _ in range(2):  # to the partner's, and back to the client's
        client.says("/partners")
        client.taps("Alpweb")
        client.taps("💳 Change payment means")
        client.taps("Yes")
    receiver.answer = lambda event: Says() if event.type == "partnership.taken_back" else refuses("account_blocked")
    heard.clock.advance(hours=1)
    heard.look_at_events()

    stored = heard.stored(made)
    assert (stored.payer, stored.set_up) == (Payer.CLIENT, SetUp.REFUSED)


def test_nothing_is_taken_back_of_what_has_ended_meanwhile(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = requested(heard, client, partner)
    receiver.answer = Says(503)
    partner.taps("✅ Confirm")
    partner.taps("⏹ End partnership")
    partner.says(client.organisation_name)
    assert heard.status(made) is Status.ENDED

    receiver.answer = lambda event: refuses("product_gone") if event.type == "partnership.confirmed" else Says()
    heard.clock.advance(hours=1)
    heard.look_at_events()

    assert heard.status(made) is Status.ENDED
    assert kept(heard, "partnership.confirmed").refusal == "#product_gone"
    assert receiver.types[-1] == "partnership.ended"
    assert "could not set it up" not in client.reads_all()


def test_an_end_that_cannot_be_undone_there_stands(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = set_up(heard, receiver, client, partner)
    client.says("/partners")
    client.taps(partner.organisation_name)
    client.taps("⏹ End partnership")
    client.says(partner.organisation_name)
    receiver.answer = lambda event: refuses("account_blocked") if event.type == "partnership.resumed" else Says()

    client.taps("↩️ Undo")

    assert receiver.types[-3:] == ["partnership.ended", "partnership.resumed", "partnership.taken_back"]
    assert heard.status(made) is Status.ENDED
    for chat in (client, partner):
        assert "stays ended: that could not be undone." in chat.reads()
        assert "one of the two accounts is blocked there" in chat.reads()


def test_an_end_that_is_undone_is_set_up_again(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = set_up(heard, receiver, client, partner)
    client.says("/partners")
    client.taps(partner.organisation_name)
    client.taps("⏹ End partnership")
    client.says(partner.organisation_name)

    client.taps("↩️ Undo")

    assert receiver.types[-1] == "partnership.resumed"
    assert heard.stored(made).set_up is SetUp.DONE
    assert "✅ Active" in client.reads()


def test_a_provider_that_refuses_everything_is_told_once(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    requested(heard, client, partner)
    receiver.answer = refuses("product_gone")

    partner.taps("✅ Confirm")

    assert receiver.types == ["partnership.confirmed", "partnership.taken_back"]


def test_without_an_endpoint_nothing_waits_and_the_events_are_kept(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner()
    made = requested(desk, client, partner)

    partner.taps("✅ Confirm")

    assert "✅ Confirmed on" in partner.reads()
    assert "The partnership begins now" in client.reads()
    assert desk.stored(made).set_up is None
    event = kept(desk, "partnership.confirmed")
    assert json.loads(json.dumps(event.content))["partnership"]["status"] == "active"
    assert (event.acknowledged_at, event.refused_at) == (None, None)


def replaced_while_it_waits(desk: Desk, receiver: Receiver, client: Chat, old: Chat, new: Chat) -> tuple[int, int]:
    """Two partnerships with full access: the second one has replaced the first, and nothing is answered yet."""
    receiver.answer = Says(500)
    before = requested(desk, client, old, Access.FULL)
    old.taps("✅ Confirm")
    made = requested(desk, client, new, Access.FULL)
    new.taps("✅ Confirm")
    assert (desk.status(before), desk.status(made)) == (Status.ENDED, Status.ACTIVE)
    return before, made


def of(partnership_id: int, kind: str, says: Says, otherwise: Says) -> Callable[[Received], Says]:
    """Answers the events of one kind, of one partnership, in their own way."""
    return lambda event: says if (event.partnership, event.type) == (str(partnership_id), kind) else otherwise


def an_hour_later(desk: Desk, receiver: Receiver, answer: Callable[[Received], Says]) -> None:
    receiver.answer = answer
    desk.clock.advance(hours=1)
    desk.look_at_events()


def test_what_goes_on_waits_for_its_own_confirmation_again(heard: Desk, receiver: Receiver) -> None:
    client, old, new = heard.client(), heard.partner("Nordnet"), heard.partner()
    before, made = replaced_while_it_waits(heard, receiver, client, old, new)

    an_hour_later(heard, receiver, of(made, "partnership.confirmed", refuses("product_gone"), Says(500)))
    assert (heard.status(before), heard.stored(before).set_up) == (Status.ACTIVE, SetUp.WAITING)

    an_hour_later(heard, receiver, of(before, "partnership.confirmed", refuses("account_blocked"), Says()))
    assert (heard.status(before), heard.stored(before).set_up) == (Status.PENDING, SetUp.REFUSED)


def test_what_was_refused_itself_meanwhile_does_not_go_on(heard: Desk, receiver: Receiver) -> None:
    client, old, new = heard.client(), heard.partner("Nordnet"), heard.partner()
    before, made = replaced_while_it_waits(heard, receiver, client, old, new)

    an_hour_later(heard, receiver, of(before, "partnership.confirmed", refuses("account_blocked"), Says(500)))
    an_hour_later(heard, receiver, of(made, "partnership.confirmed", refuses("product_gone"), Says()))

    assert (heard.status(before), heard.status(made)) == (Status.ENDED, Status.PENDING)


def test_changes_of_what_was_taken_back_never_touch_what_is_agreed_next(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = requested(heard, client, partner, Access.FULL)
    receiver.answer = Says(500)
    partner.taps("✅ Confirm")
    client.says("/partners")
    client.taps("Alpweb")
    client.taps("💳 Change payment means")
    client.taps("Yes")
    an_hour_later(heard, receiver, of(made, "partnership.confirmed", refuses("account_blocked"), Says(500)))
    assert heard.status(made) is Status.PENDING
    partner.says("/requests")
    partner.taps(client.organisation_name)
    partner.taps("✅ Confirm")
    assert heard.stored(made).payer is Payer.PARTNER

    an_hour_later(heard, receiver, of(made, "partnership.payment_means_changed", refuses("account_blocked"), Says()))

    stored = heard.stored(made)
    assert (stored.status, stored.payer, stored.set_up) == (Status.ACTIVE, Payer.PARTNER, SetUp.DONE)


def test_it_is_not_set_up_while_an_earlier_event_is_given_up(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    made = requested(heard, client, partner, Access.FULL)
    receiver.answer = Says(500)
    partner.taps("✅ Confirm")
    client.says("/partners")
    client.taps("Alpweb")
    client.taps("💳 Change payment means")
    client.taps("Yes")
    first = kept(heard, "partnership.confirmed").id
    with heard.work() as work:
        waits = in_outbox(work.session, first)
        assert waits is not None
        give_up(work.session, waits.id, "500", work.now)

    an_hour_later(heard, receiver, Says())
    assert receiver.types[-1] == "partnership.payment_means_changed"
    assert heard.stored(made).set_up is SetUp.WAITING


@pytest.mark.parametrize(("last", "goes_on"), [(dt.date(2026, 11, 23), False), (dt.date(2026, 11, 24), True)])
def test_what_had_a_last_day_goes_on_until_then_at_most(
    heard: Desk, receiver: Receiver, last: dt.date, *, goes_on: bool
) -> None:
    client, old, new = heard.client(), heard.partner("Nordnet"), heard.partner()
    before = set_up(heard, receiver, client, old, Access.FULL)
    made = requested(heard, client, new, Access.FULL)
    with heard.work() as work:
        last_until(work, heard.programme, work.session.get_one(Partnership, before), last)
    receiver.answer = Says(500)
    new.taps("✅ Confirm")
    heard.clock.advance(hours=20)  # the day after
    receiver.answer = lambda event: refuses("product_gone") if event.type == "partnership.confirmed" else Says()

    heard.look_at_events()

    assert heard.status(made) is Status.PENDING
    assert heard.status(before) is (Status.ACTIVE if goes_on else Status.ENDED)
    over = dt.datetime(2026, 11, 24, 23, tzinfo=dt.UTC)  # midnight in Zurich
    assert heard.stored(before).lapses_at == (over if goes_on else None)
