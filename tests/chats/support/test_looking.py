"""Support looks up whom and what it is asked about, in its group: found, opened with history, verified, frozen."""

from __future__ import annotations

from sqlalchemy import select

from domain.organisations.client_codes import client_code
from domain.organisations.registers import read_register_number
from domain.partnerships.rules import Access
from domain.vat.reading import read_vat_number
from domain.words import Country
from handlers.chat.packing import pack
from handlers.support.payloads import LookAt
from services import vat
from services.staff.finding import Kind
from storage.tables import Audit, Organisation
from tests.desk import Desk
from tests.people import Support

TELEGRAM_TAKES = 4096


def asks(support: Support, words: str) -> str:
    """What the group reads when Omar has written that."""
    support.writes(support.omar, words)
    return support.reads()


def test_whatever_somebody_tells_of_themselves_finds_them(desk: Desk) -> None:
    number = read_register_number(Country("DE"), "HRB 12345 Berlin")
    support, lea = desk.support(), desk.client("Seegarten Hotels", country="DE", number=number)
    noah = desk.partner("Alpweb")
    with desk.work() as work:
        person = lea.row(work)
        person.email, person.email_confirmed_at = "lea@seegarten.example", work.now
        own = work.session.get_one(Organisation, lea.organisation_id)
        own.as_of, own.account_id = work.now, "A-1001"
        vat.enter(work, person, read_vat_number("DE136695976"))
    ways = {
        "seegarten": lea,
        "Seegarten Hotels": lea,
        "seegarten.example": lea,
        "Webshop": lea,
        "DE136695976": lea,
        "A-1001": lea,
        client_code(lea.organisation_id).lower(): lea,
        f"organisation {lea.organisation_id}": lea,
        "alpwep": noah,
        noah.partner_code.lower(): noah,
    }
    for typed, meant in ways.items():
        said = asks(support, f"/find {typed}")
        assert f"organisation {meant.organisation_id}" in said, typed
        assert support.buttons()[0].endswith(meant.organisation_name), typed
    assert f"organisation {lea.organisation_id}" in asks(support, "/find HRB 12345 Berlin")
    for typed in ("Lea", "lea", str(lea.id), "LEA@seegarten.example"):
        assert "👤 Lea (person" in asks(support, f"/find {typed}"), typed
    assert "I find nothing by “nobody at all”" in asks(support, "/find nobody at all")
    assert "Write what you look for" in asks(support, "/find")


def test_cards_lead_from_one_to_the_other_and_who_looked_is_kept(desk: Desk) -> None:
    support, lea, noah = desk.support(), desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    made = desk.partnership(lea, noah, Access.FULL)
    card = asks(support, f"/card {noah.partner_code}")
    for words in ("Alpweb", "Switzerland", "verified by", "Noah (legal representative)", "1 active", "Done last"):
        assert words in card
    support.taps(support.omar, "with Seegarten Hotels")
    card = support.reads()
    for words in (f"partnership {made}", "Full access", "confirmed on", "status: waits for the partner → active"):
        assert words in card
    support.taps(support.nina, "🏢 Seegarten Hotels")
    assert client_code(lea.organisation_id) in support.reads()
    with desk.work() as work:
        looks = work.session.scalars(select(Audit).where(Audit.action == "staff.look_up").order_by(Audit.id)).all()
    assert [(row.operator, row.subject, row.subject_id) for row in looks] == [
        ("Omar", "operation:organisation", noah.organisation_id),
        ("Omar", "operation:partnership", made),
        ("Nina", "operation:organisation", lea.organisation_id),
    ]
    assert "looked at by staff · Omar" in asks(support, f"/card anfrage {made}")
    assert "Several" not in asks(support, f"/card request {made}")


def test_who_somebody_is_by_name_number_and_reply(desk: Desk) -> None:
    support, lea = desk.support(lang="de"), desk.client("Seegarten Hotels")
    for words in ("/who Lea", f"/who {lea.id}"):
        said = asks(support, words)
        assert "Lea" in said
        assert "Darf handeln für Seegarten Hotels (gesetzliche Vertretung)" in said
    meant = support.writes(support.zoe, "Hello")
    support.writes(support.omar, "/who", reply_to=meant)
    assert "Zoe" in support.reads()
    assert "Schreiben Sie" in asks(support, "/who")


def test_an_organisation_is_frozen_and_let_go_by_those_who_may(desk: Desk) -> None:
    support, lea, noah = desk.support(), desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    code = client_code(lea.organisation_id)
    assert "/freeze P-7K2M9Q" in asks(support, f"/freeze {code}")
    assert "frozen by Omar" in asks(support, f"/freeze {code} Their bank has called.")
    assert "has frozen Seegarten Hotels" in lea.reads()
    assert "bank" not in lea.reads_all()
    assert "has frozen it" in lea.says("/organisation")
    lea.says("/addpartner")
    assert "has frozen Seegarten Hotels" in lea.reads()
    assert "frozen already, by Omar" in asks(support, f"/freeze {code} Once more, please.")
    assert "Only a lead" in asks(support, f"/unfreeze {code} It was a mistake.")
    support.writes(support.nina, f"/unfreeze {code} It was a mistake.")
    assert "everything is possible again" in lea.reads()
    with desk.work() as work:
        assert work.session.get_one(Organisation, lea.organisation_id).frozen_at is None
        done = [row for row in work.session.scalars(select(Audit)) if row.action.startswith("organisation.")]
    assert [row.operator for row in done if "freeze" in row.action] == ["Omar", "Nina", "Nina", "Nina"]
    assert done[-1].after == {"reason": "It was a mistake."}
    made = desk.partnership(lea, noah, Access.FULL)
    assert "Only organisations" in asks(support, f"/freeze partnership {made} It looks odd to me.")


def test_a_lead_verifies_and_what_waited_for_it_goes_on(desk: Desk) -> None:
    support = desk.support()
    lea = desk.client("Seegarten Hotels", verified=False)
    code = client_code(lea.organisation_id)
    assert "Only a lead" in asks(support, f"/verify {code} It stands in the register.")
    support.writes(support.nina, f"/verify {code} It stands in the register.")
    assert "is verified by" in lea.reads()
    assert "verified by" in support.reads()
    support.writes(support.nina, f"/verify {code} It stands in the register.")
    assert "is verified already" in support.reads()


def test_nobody_else_and_nowhere_else(desk: Desk) -> None:
    support, lea = desk.support(), desk.client("Seegarten Hotels")
    room = desk.group([support.omar])
    for words in ("/find Lea", "/card organisation 1", "/who Lea", "/freeze organisation 1 Well then"):
        support.writes(support.zoe, words)
        assert "I do not know you as support" in support.reads()
        assert "Seegarten" not in lea.says(words)
        assert room.hears(support.omar, words) == []
    support.writes(support.omar, "/find Seegarten")
    button = support.messages()[-1]["message_id"]
    assert "I do not know you as support" in support.press(support.zoe, button, pack(LookAt(Kind.PERSON, 1)))
    with desk.work() as work:
        assert work.session.scalars(select(Audit.id).where(Audit.action == "staff.look_up")).all() == []


def test_the_longest_card_fits_a_message(desk: Desk) -> None:
    support = desk.support(lang="de")
    lea, long = desk.client("S" * 80, products=[f"{'x' * 50}{n}.example" for n in range(12)]), "L" * 64
    for n in range(10):
        with desk.work() as work:
            desk.colleague(lea, f"{n}").row(work).first_name = long
    for n in range(8):
        noah = desk.partner(f"{'P' * 70}{'abcdefgh'[n] * 9}")
        product = f"{'x' * 50}{n}.example"
        made = desk.partnership(lea, noah, Access.LIMITED, products=[product])
    with desk.work() as work:
        own = work.session.get_one(Organisation, lea.organisation_id)
        own.frozen_at, own.frozen_by, own.frozen_because = work.now, "N" * 64, "<b>" * 160
    for words in (f"/card organisation {lea.organisation_id}", f"/card partnership {made}", f"/find {'S' * 79}"):
        said = asks(support, words)
        assert 100 < len(said) <= TELEGRAM_TAKES, words
    assert desk.faulty_calls() == []
