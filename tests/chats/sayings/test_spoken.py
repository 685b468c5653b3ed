"""What was just spoken of: kept for a few minutes, and for as long as the person may know of it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from domain.partnerships.rules import Access
from domain.sayings.pointing import LAST, Pointed
from domain.sayings.slots import Days, Slot
from handlers.chat.spoken import FORGOTTEN_AFTER, speak_of
from handlers.chat.turn import Turn
from handlers.sayings.spoken import Listed, Spoken, spoken_of
from services.care.assigning import Who, look_after
from storage.tables import Product
from tests.chats.sayings.naming import in_turn
from tests.desk import Desk
from tests.people import Chat


def product_of(desk: Desk, client: Chat) -> int:
    with desk.work() as work:
        own = Product.organisation_id == client.organisation_id
        return work.session.scalars(select(Product.id).where(own).order_by(Product.id)).all()[0]


def test_what_is_spoken_of_adds_up_and_is_forgotten_after_ten_minutes(desk: Desk) -> None:
    client, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    shop, march = product_of(desk, client), Days(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    ids = (alpweb.organisation_id, nordnet.organisation_id)

    def speak(turn: Turn) -> None:
        speak_of(turn, other=ids[1], days=march, action="what_ordered")
        speak_of(turn, other=ids[0], product=shop, listed=(Slot.OTHER, [*ids] * 5))

    in_turn(client, speak)
    desk.clock.advance(minutes=FORGOTTEN_AFTER.total_seconds() / 60 - 1)
    found = in_turn(client, spoken_of)
    listed = Listed(Slot.OTHER, (*ids,) * 4)
    said = frozenset({Slot.OTHER, Slot.WHEN})
    assert found == Spoken(ids[0], shop, None, march, "what_ordered", listed, said), "of a list, eight are kept"
    assert found.at(Pointed(0, 1, place=2)) == (Slot.OTHER, ids[1])
    assert found.at(Pointed(0, 1, place=LAST)) == (Slot.OTHER, ids[1])
    assert found.at(Pointed(0, 1, place=9)) is None
    assert found.at(Pointed(0, 1)) == (Slot.OTHER, ids[0])
    assert found.at(Pointed(0, 1, slot=Slot.PRODUCT)) == (Slot.PRODUCT, shop)
    assert found.at(Pointed(0, 1, slot=Slot.PERSON)) is None
    assert found.at(Pointed(0, 1, thing=True)) == (Slot.OTHER, ids[0])

    in_turn(client, lambda turn: speak_of(turn, days=Days(last=march.last)))
    desk.clock.advance(minutes=5)
    later = in_turn(client, spoken_of)
    assert later is not None
    assert (later.other, later.days) == (ids[0], Days(last=march.last)), "to speak of it again keeps it"

    in_turn(client, lambda turn: speak_of(turn, product=shop))
    thing = in_turn(client, spoken_of)
    assert thing is not None
    assert thing.at(Pointed(0, 1, thing=True)) == (Slot.PRODUCT, shop), "it was spoken of last"
    assert thing.at(Pointed(0, 1)) == (Slot.OTHER, ids[0])

    desk.clock.advance(minutes=11)
    assert in_turn(client, spoken_of) is None
    in_turn(client, lambda turn: speak_of(turn, product=shop))
    assert in_turn(client, spoken_of) == Spoken(product=shop, thing_last=True), "what was forgotten does not come back"


def test_what_is_not_the_persons_to_see_any_more_is_not_spoken_of(desk: Desk) -> None:
    partner = desk.partner("Alpweb")
    tim, ida = desk.colleague(partner, "Tim"), desk.colleague(partner, "Ida")
    linde, krone, stranger = (desk.client(name) for name in ("Gasthof Linde", "Hotel Krone", "Hotel Adler"))
    for client in (linde, krone):
        desk.partnership(client, partner, Access.FULL)
    shop, foreign = product_of(desk, krone), product_of(desk, stranger)
    every = [client.organisation_id for client in (krone, linde, stranger)]
    with desk.work() as work:
        ida_id, lea_id = ida.row(work).id, linde.row(work).id

    def speak(turn: Turn) -> None:
        speak_of(turn, other=every[0], product=shop, person=ida_id, listed=(Slot.OTHER, every))

    in_turn(tim, speak)
    found = in_turn(tim, spoken_of)
    assert found == Spoken(every[0], shop, ida_id, listed=Listed(Slot.OTHER, (*every[:2], 0)))
    assert found.at(Pointed(0, 1, place=LAST)) is None, "the third one was never Tim's to see"

    with desk.work() as work:
        look_after(work, partner.row(work), krone.organisation_id, Who(person=ida_id), cares=True)
        work.events.clear()
    assert in_turn(tim, spoken_of) == Spoken(person=ida_id, listed=Listed(Slot.OTHER, (0, every[1], 0)))

    in_turn(linde, lambda turn: speak_of(turn, other=every[2], product=foreign, person=ida_id))
    assert in_turn(linde, spoken_of) == Spoken(), "other clients, their products, and a partner's people"
    in_turn(linde, lambda turn: speak_of(turn, other=partner.organisation_id, person=lea_id))
    assert in_turn(linde, spoken_of) == Spoken(other=partner.organisation_id, person=lea_id)


def test_what_is_spoken_of_for_one_organisation_is_not_for_another(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    in_turn(client, lambda turn: speak_of(turn, other=alpweb.organisation_id))
    with desk.work() as work:
        client.row(work).organisation_id = None
    assert in_turn(client, spoken_of) is None
