"""The audit trail: who changed what, when, by which action, from what to what."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from domain.partnerships.rules import Payer
from domain.vat.reading import read_vat_number
from domain.words import Refused
from services import organisations, products, vat
from services.partnerships import answering, changing
from storage.tables import (
    AccountLink,
    AccountMember,
    ApiToken,
    Application,
    Audit,
    Ban,
    Base,
    Carer,
    Claim,
    ClientCare,
    ClientNote,
    Conversation,
    DirectoryEntry,
    DirectoryQuestion,
    Enquiry,
    Invitation,
    Membership,
    Organisation,
    PageLink,
    PartnerInvitation,
    PartnerReview,
    Partnership,
    Person,
    Phrasing,
    Product,
    ProductAccess,
    Proposal,
    RequestBlock,
    Rewriting,
    Staff,
    SupportGroup,
    Team,
    TeamMember,
    Tender,
    TenderOffer,
    TenderReport,
    VatCheck,
    VatNumber,
)
from tests.services.world import START, World, full, limited

MOMENT = START.isoformat()


def test_what_concerns_people_and_contracts_is_audited() -> None:
    audited = {mapper.class_ for mapper in Base.registry.mappers if mapper.class_.audited}

    assert audited == {
        Organisation,
        Person,
        Membership,
        Invitation,
        VatNumber,
        Product,
        Partnership,
        ProductAccess,
        Enquiry,
        SupportGroup,
        Staff,
        Phrasing,
        Rewriting,
        AccountMember,
        AccountLink,
        Claim,
        ApiToken,
        Proposal,
        RequestBlock,
        Team,
        TeamMember,
        Tender,
        TenderOffer,
        TenderReport,
        ClientCare,
        ClientNote,
        PageLink,
        PartnerInvitation,
        DirectoryEntry,
        DirectoryQuestion,
        Carer,
        Application,
        PartnerReview,
        VatCheck,
        Ban,
    }


def test_a_new_record_is_kept_with_all_its_columns(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    before = world.end_of_trail()
    made = world.requested(client, partner, full(Payer.PARTNER))

    row, proposal = world.trail(before)
    assert (proposal.subject, proposal.after["products"] if proposal.after else None) == ("proposal", [])
    assert (row.at, row.channel, row.actor_id) == (START, "chat", client.person)
    assert (row.action, row.subject, row.subject_id) == ("partnership.request", "partnership", made)
    assert row.before is None
    assert row.after == {
        "id": made,
        "client_id": client.organisation,
        "partner_id": partner.organisation,
        "access": "full",
        "payer": "partner",
        "status": "pending",
        "requested_by_id": client.person,
        "requested_at": MOMENT,
        "sent_at": MOMENT,
        "lapses_at": "2026-12-23T09:00:00+00:00",
        "due_at": "2026-11-26T09:00:00+00:00",
        "confirmed_at": None,
        "closed_at": None,
        "closed_by": None,
        "reason": None,
        "status_via": None,
        "set_up": None,
        "set_up_refusal": None,
        "asked_by": "client",
        "shelves": None,
        "ends_on": None,
        "ending_by": None,
        "last_words": None,
        "closed_by_id": None,
        "checked_at": None,
    }


def test_what_follows_from_another_column_is_not_kept_beside_it(world: World) -> None:
    before = world.end_of_trail()
    world.partner("Zürcher Web")

    (after,) = [row.after for row in world.trail(before) if row.subject == "organisation"]
    assert after is not None
    assert after["name"] == "Zürcher Web"
    assert "sort_name" not in after


def test_a_changed_record_is_kept_with_what_has_changed(world: World) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full())
    before = world.end_of_trail()
    world.advance(hours=1)
    world.does(client, changing.change_payer, made, Payer.PARTNER)

    (row,) = world.trail(before)
    assert (row.action, row.subject_id, row.at) == ("partnership.change_payer", made, world.moment)
    assert (row.before, row.after) == ({"payer": "client"}, {"payer": "partner"})


def test_a_removed_record_is_kept_as_it_was(world: World) -> None:
    client = world.client(country="DE")
    world.does(client, vat.enter, read_vat_number("DE136695976"))
    before = world.end_of_trail()
    world.does(client, vat.remove)

    (row,) = world.trail(before)
    assert (row.action, row.subject, row.subject_id) == ("vat_number.remove", "vat_number", client.organisation)
    assert row.before == {
        "organisation_id": client.organisation,
        "number": "DE136695976",
        "country": "DE",
        "terms_accepted_at": MOMENT,
        "entered_by_id": client.person,
    }
    assert row.after is None


def test_what_is_not_there_is_null_in_the_database_as_well(world: World) -> None:
    client = world.client("Website", country="DE")
    world.does(client, vat.enter, read_vat_number("DE136695976"))
    world.does(client, vat.remove)

    with world.units.begin("cli") as work:
        new = work.session.scalars(select(Audit.subject).where(Audit.before.is_(None))).all()
        gone = work.session.scalars(select(Audit.subject).where(Audit.after.is_(None))).all()
    assert "product" in new
    assert list(gone) == ["vat_number"]


def test_every_record_that_an_action_changes_has_a_row_of_its_own(world: World) -> None:
    client, alpweb, nordnet = world.client("Website", "Shop"), world.partner("Alpweb"), world.partner("Nordnet")
    former = world.confirmed(client, alpweb, full())
    own = world.confirmed(client, nordnet, limited(*client.products))
    new = world.requested(client, nordnet, full())
    accesses = {access.id for access in world.stored(own).product_accesses}
    before = world.end_of_trail()
    world.does(nordnet, answering.confirm, new)

    trail = world.trail(before)
    assert {(row.action, row.actor_id) for row in trail} == {("partnership.confirm", nordnet.person)}
    assert {row.subject_id for row in trail if row.subject == "partnership"} == {former, own, new}
    assert {row.subject_id for row in trail if row.subject == "product_access"} == accesses
    ended = next(row for row in trail if (row.subject, row.subject_id) == ("partnership", former))
    assert ended.before == {"status": "active", "closed_at": None, "closed_by": None}
    assert ended.after == {"status": "ended", "closed_at": MOMENT, "closed_by": "programme"}


def test_a_reference_is_recorded_by_its_id(world: World) -> None:
    client = world.client()
    other = world.client(name="Bergbahn")
    world.joined(client, other)
    before = world.end_of_trail()
    world.does(client, organisations.switch, client.organisation)

    (row,) = world.trail(before)
    assert (row.action, row.subject, row.subject_id) == ("person.switch", "person", client.person)
    assert row.before == {"organisation_id": other.organisation}
    assert row.after == {"organisation_id": client.organisation}


def test_the_channel_says_where_it_came_from_and_the_programme_has_no_actor(world: World) -> None:
    with world.units.begin("cli") as work:
        work.action = "partner.rename"
        work.session.add(
            Person(telegram_id=1, first_name="Mia", language="de", reachable=True, created_at=work.now),
        )

    (row,) = world.trail()
    assert (row.channel, row.actor_id, row.action) == ("cli", None, "partner.rename")


def test_several_changes_in_one_unit_of_work_are_all_recorded(world: World) -> None:
    client = world.client("Website")
    before = world.end_of_trail()
    with world.units.begin("cli") as work:
        product = work.session.get_one(Product, client.products[0])
        for name in ("Webshop", "Shop"):
            work.action = f"rename to {name}"
            product.name = name
            work.session.flush()

    assert [(row.action, row.before, row.after) for row in world.trail(before)] == [
        ("rename to Webshop", {"name": "Website"}, {"name": "Webshop"}),
        ("rename to Shop", {"name": "Webshop"}, {"name": "Shop"}),
    ]


def test_the_same_value_again_is_no_change(world: World) -> None:
    client = world.client("Website")
    before = world.end_of_trail()
    with world.units.begin("cli") as work:
        work.session.get_one(Product, client.products[0]).name = "Website"
        work.session.get_one(Person, client.person).language = "en"

    assert world.trail(before) == []


def test_nothing_is_recorded_of_what_was_rolled_back(world: World) -> None:
    client = world.client("Website")
    before = world.end_of_trail()

    def fail() -> None:
        with world.units.begin("chat") as work:
            work.session.get_one(Product, client.products[0]).name = "Webshop"
            work.session.flush()
            raise RuntimeError("in the middle of it")

    with pytest.raises(RuntimeError):
        fail()
    with pytest.raises(Refused):
        world.does(client, products.remove, 4_711)

    assert world.trail(before) == []


def test_what_the_running_bot_remembers_is_not_audited(world: World) -> None:
    person = world.stranger()
    before = world.end_of_trail()
    with world.units.begin("chat") as work:
        work.session.add(
            Conversation(chat_id=1, person_id=person.person, serial=0, state={}, updated_at=work.now),
        )

    assert world.trail(before) == []


@pytest.mark.parametrize("tampering", [update(Audit).values(action="nothing"), delete(Audit)], ids=["update", "delete"])
def test_the_trail_can_be_neither_changed_nor_cut(world: World, tampering: object) -> None:
    world.client("Website")
    rows = len(world.trail())

    with pytest.raises(DBAPIError, match="append-only"), world.units.begin("cli") as work:
        work.session.execute(tampering)  # type: ignore[call-overload]  # one of two statements

    with world.units.begin("cli") as work:
        assert work.session.scalar(select(func.count()).select_from(Audit)) == rows
    assert {row.action for row in world.trail()} != {"nothing"}
