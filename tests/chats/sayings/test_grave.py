"""What would bind somebody, or take something away, does nothing when it is said: it names both sides and asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select

from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.people import Role
from domain.sayings.slots import Days
from domain.vat.reading import read_vat_number
from services import vat
from services.partnerships import negotiating
from storage.tables import Organisation
from storage.tables.base import Base
from tests.asked import SAYINGS, asks
from tests.desk import Desk

MARCH = Days(last=dt.date(2027, 3, 31))
OF_THE_DESK = {"conversation", "processed_update", "outbox", "card", "worker"}
"""Tables about what is said, and not about what is so."""


def everything(desk: Desk) -> Mapping[str, list[str]]:
    """All rows of the programme's data."""
    with desk.work() as work:
        return {
            table.name: sorted(map(repr, work.session.execute(select(table))))
            for table in Base.metadata.sorted_tables
            if table.name not in OF_THE_DESK
        }


def test_no_grave_saying_changes_anything_by_itself(desk: Desk) -> None:
    lea = desk.client(country="DE")
    alpweb, nordnet, liffey, lynx = (desk.partner(name) for name in ("Alpweb", "Nordnet", "Liffey", "Lynx"))
    desk.product(lea, "Mail")
    desk.partnership(lea, alpweb, products=["Webshop", "Mail"])
    desk.partnership(lea, nordnet, Access.FULL)
    desk.partnership(lea, liffey, products=["seegarten.example"], status=Status.PENDING)
    tim = desk.colleague(lea)
    with desk.work() as work:
        wanted = Terms(Access.FULL, Payer.PARTNER, frozenset())
        negotiating.ask(work, desk.programme, lynx.row(work), lea.organisation_id, wanted)
        work.events.clear()
    with desk.work() as work:
        vat.enter(work, lea.row(work), read_vat_number("DE123456788"))
        work.events.clear()
        person, shop = tim.row(work).id, next(each.id for each in lea.products(work) if each.name == "Webshop")
    others = [each.organisation_id for each in (alpweb, nordnet, liffey, lynx)]
    values: Mapping[str, list[object]] = {
        "other": [None, *others],
        "when": [None, MARCH],
        "payer": [None, Payer.PARTNER],
        "access": [None, Access.FULL],
        "product": [None, shop],
        "person": [None, person],
        "role": [None, Role.READER],
    }
    desk.look_at_deadlines()  # what the desk plans for itself once a day is planned then
    before = everything(desk)
    grave = [each for each in SAYINGS.values() if each.grave]
    assert len(grave) == 12
    for saying in grave:
        slots = sorted(saying.slots)
        for other in values["other"] if "other" in slots else [None]:
            for place in (0, 1):
                said = {slot: values[slot][place] for slot in slots if slot != "other"} | {"other": other}
                given = {slot: value for slot, value in said.items() if value is not None}
                if place == 0 or (len(slots) > ("other" in slots) and other in (None, *others[:2])):
                    asks(lea, saying.name, **given)
        assert everything(desk) == before, saying.name
    for name in ("end_partnership", "confirm_request", "decline_request", "withdraw_request"):
        for chat in (alpweb, liffey, lynx):
            asks(chat, name, other=lea.organisation_id)
    assert everything(desk) == before


def test_both_sides_are_named(desk: Desk) -> None:
    lea, noah = desk.client(), desk.partner("Alpweb")
    desk.partnership(lea, noah, Access.FULL, status=Status.PENDING)
    sides = "🤝 Seegarten Hotels – Alpweb"
    other = {"other": noah.organisation_id}

    assert sides in asks(noah, "confirm_request")
    asks(noah, "decline_request")
    assert noah.reads(2) == sides
    asks(lea, "withdraw_request")
    assert lea.reads(2) == sides
    noah.says("/cancel")
    asks(noah, "confirm_request")
    noah.taps("✅ Confirm")
    for name in ("end_partnership", "change_payer", "change_access"):
        asks(lea, name, **other)
        assert lea.reads(2) == sides, name
    tim = desk.colleague(lea)
    with desk.work() as work:
        person, own = tim.row(work).id, work.session.get_one(Organisation, lea.organisation_id).name
    assert f"Remove Tim from {own}?" in asks(lea, "remove_colleague", person=person)
    asks(lea, "change_role", person=person, role=Role.READER)
    assert lea.reads(2) == f"👤 Tim – {own}"
    assert "Which role should Tim have" in lea.reads()
    assert lea.buttons()[0] == "✅ Yes, reader"


def test_words_of_reminding_show_the_card(desk: Desk) -> None:
    lea, ida, noah = desk.client("Seegarten Hotels"), desk.client("Cordonnerie"), desk.partner("Alpweb")
    asked = desk.partnership(ida, noah, products=["Webshop"], status=Status.PENDING)
    active = desk.partnership(lea, noah, products=["Webshop"])
    for said in (
        "remind me of the cordonnerie on friday morning",
        "erinnere mich am freitag morgen an die cordonnerie",
        "Schicken Sie mir eine Erinnerung wegen Cordonnerie",
    ):
        assert noah.says(said).startswith("🤝 Cordonnerie – Alpweb"), said
        assert "⏰ Later" in noah.buttons()
    assert noah.says("remind me of seegarten on friday").startswith("🤝 Seegarten Hotels – Alpweb")
    noah.says("remind me to decline the request from Cordonnerie")
    assert "declining" not in noah.reads()
    assert (desk.status(asked), desk.status(active)) == (Status.PENDING, Status.ACTIVE)


def test_who_leaves_things_as_they_are_begins_nothing(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    desk.partnership(lea, noah, products=["Webshop"])
    for said in (
        "we'd rather leave it as it is",
        "leave it as it is",
        "leave them as they are",
        "lassen wir's wie es ist",
        "lass es so",
        "lassen wir Alpweb wie es ist",
    ):
        lea.says("Alpweb")
        lea.says(said)
        assert "End the partnership" not in lea.reads(), said
        assert lea.says("/cancel") == "There is nothing to cancel. /menu shows what I can do.", said


def test_who_complains_is_shown_the_card_and_no_way_out_is_begun(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    desk.partnership(lea, noah, products=["Webshop"])
    for said in (
        "I'm not happy with Alpweb",
        "Alpweb is useless",
        "we're disappointed by Alpweb",
        "we are no longer satisfied with Alpweb",
        "Ich bin mit Alpweb nicht zufrieden",
        "wir sind nicht mehr zufrieden mit Alpweb",
        "Alpweb ist viel zu langsam",
        "we are fed up with Alpweb",
    ):
        assert lea.says(said).startswith("🤝 Seegarten Hotels – Alpweb"), said
        assert "⏹ End partnership" in lea.buttons(), said
    for said in ("Alpweb is useless, end it", "Mit Alpweb sind wir nicht zufrieden. Bitte beenden."):
        lea.says(said)
        assert lea.reads(2).startswith("🤝 Seegarten Hotels – Alpweb"), said
        assert lea.reads().startswith("End the partnership with Alpweb at once?"), said
        lea.says("/cancel")


def test_who_else_is_to_pay_is_no_denial(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    desk.partnership(lea, noah, Access.FULL, payer=Payer.PARTNER)
    for said in ("not Alpweb should pay but us", "nicht Alpweb soll zahlen, sondern wir"):
        lea.says(said)
        assert lea.reads(2).startswith("🤝 Seegarten Hotels – Alpweb"), said
        assert lea.reads().startswith("Your payment means from now on?"), said
        lea.says("/cancel")


def test_a_complaint_about_nobodys_partner_says_so(desk: Desk) -> None:
    lea = desk.client("Seegarten Hotels")
    desk.partnership(lea, desk.partner("Alpweb"), products=["Webshop"])
    desk.partner("Nordnet")
    assert "Nordnet" in lea.says("Nordnet is useless")
    assert "End" not in " ".join(lea.buttons())
