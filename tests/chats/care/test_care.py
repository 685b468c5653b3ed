"""A partner chooses who looks after which client, and everybody sees and hears of theirs only, in old messages too."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Status
from domain.people import Role
from tests.desk import Desk
from tests.people import Chat


def opens_carers(noah: Chat, client: str = "Seegarten") -> None:
    noah.says("/clients")
    noah.taps(client)
    noah.taps("👥 Who looks after it")


def only(noah: Chat, name: str, client: str = "Seegarten") -> None:
    """The client is this colleague's from now on: two taps from its card."""
    opens_carers(noah, client)
    noah.taps(name)


def test_only_who_looks_after_a_client_sees_it_and_hears_of_it(desk: Desk, lang: str) -> None:
    lea, noah = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, noah)
    tim, ada = (desk.colleague(noah, name, lang=lang) for name in ("Tim", "Ada"))
    tim.says("/clients")
    tim.taps("Seegarten")
    card, card_data = tim.find("🤝 The partnership")

    only(noah, "Ada")

    assert noah.words("👥 You look after <b>{client}</b> from now on.", client="Seegarten") in ada.reads_all()
    assert noah.words("Everybody at {partner}.", partner="Alpweb") not in noah.reads()
    assert "☑️ 👤 Ada" in noah.buttons()
    assert tim.from_bot()[-1]["message_id"] == card
    assert not tim.buttons()  # his card is retired
    tim.press(card, card_data)  # which has stood somewhere for months
    assert "Seegarten" not in tim.reads()
    assert "Seegarten" in ada.says("/clients")

    lea.says("/partners")
    lea.taps("Alpweb")
    lea.taps("📦 Change products")
    lea.taps("Webshop")
    heard = tim.reads_all()
    lea.taps("Done ({count} chosen)", count=1)
    lea.taps("📦 Yes, change them")
    assert "Webshop" in ada.reads_all()
    assert tim.reads_all() == heard


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.READER])
def test_the_button_of_a_card_that_is_months_old_shows_no_client_of_others(desk: Desk, role: Role) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.partnership(lea, noah)
    tim = desk.colleague(noah, "Tim", role=role)
    desk.colleague(noah, "Ada")
    tim.says("/clients")
    list_, open_ = tim.find("Seegarten")
    only(noah, "Ada")
    desk.clock.advance(days=90)

    tim.press(list_, open_)

    assert "🤝 Seegarten" not in tim.reads()
    assert "cannot show you this partnership" in tim.reads_all()
    assert "no client with a confirmed partnership" in tim.says("/clients")


def test_a_request_of_a_new_client_goes_to_everybody_and_then_to_whom_it_is_given(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb")
    tim, ada = desk.colleague(noah, "Tim"), desk.colleague(noah, "Ada")
    eva = desk.colleague(noah, "Eva", role=Role.ADMINISTRATOR)
    lea.says("/addpartner")
    for label in ("Alpweb", "Full access", "Your payment means", "Send the request"):
        lea.taps(label)
    assert "Seegarten would like to work with you" in tim.reads()
    assert "Seegarten" in tim.says("/requests")

    eva.taps("👥 Who looks after it")
    eva.taps("Ada")

    assert desk.status(1) is Status.PENDING
    assert "📥 Requests" in (tim.says("/menu"), *tim.buttons())
    desk.clock.advance(days=3)
    before = tim.reads_all()
    desk.look_at_deadlines()
    assert "A reminder" in ada.reads_all()
    assert tim.reads_all() == before


def test_a_team_looks_after_clients_and_its_members_change(desk: Desk, lang: str) -> None:
    lea, noah = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, noah)
    tim, ada = (desk.colleague(noah, name, lang=lang) for name in ("Tim", "Ada"))
    noah.says("/teams")
    noah.taps("➕ New team")
    noah.says("Romandie")
    noah.taps("Ada")
    assert "☑️ 👤 Ada" in noah.buttons()
    assert len(noah.buttons()) <= 8
    opens_carers(noah)
    noah.taps("Romandie")
    assert "Romandie: Ada" in noah.reads()
    assert "Seegarten" in ada.says("/clients")
    assert "Seegarten" not in tim.says("/clients")

    noah.says("/teams")
    noah.taps("Romandie")
    assert "Seegarten" in noah.reads()
    noah.taps("Tim")
    assert "Seegarten" in tim.says("/clients")
    noah.taps("✏️ Rename")
    noah.says("Lausanne")
    assert "Lausanne" in noah.reads()
    noah.taps("🗑 Delete")
    noah.taps("🗑 Yes, delete")
    assert "Seegarten" not in tim.says("/clients")
    assert noah.words("👥 <b>Nobody looks after {clients} any more.</b>", clients="Seegarten") in noah.reads()


def test_a_carer_of_some_products_sees_these_on_the_card(desk: Desk, lang: str) -> None:
    lea, noah = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, noah)
    ada = desk.colleague(noah, "Ada", lang=lang)
    only(noah, "Ada")
    ada.says("/clients")
    ada.taps("Seegarten")
    assert "seegarten.example" in ada.reads()

    noah.taps("📦 All products")
    noah.taps("Webshop")

    assert "☑️ Webshop" in noah.buttons()
    assert ada.words("👤 Only the products that you look after are shown.") in ada.reads()  # the card that stands
    assert "Webshop" in ada.reads()
    assert "seegarten.example" not in ada.reads()
    noah.taps("👥 Who looks after it")
    assert "1" in noah.reads()


def test_the_clients_of_a_person(desk: Desk) -> None:
    noah = desk.partner("Alpweb")
    for name in ("Seegarten", "Bergbahn"):
        desk.partnership(desk.client(name), noah)
    tim = desk.colleague(noah, "Tim")
    desk.colleague(noah, "Ada")
    only(noah, "Ada", "Seegarten")
    noah.says("/people")
    noah.taps("👤 Tim")
    noah.taps("🤝 Their clients")
    assert noah.buttons()[:2] == ["👥 Bergbahn", "◻️ Seegarten"]

    noah.taps("◻️ Seegarten")

    assert noah.buttons()[:2] == ["👥 Bergbahn", "☑️ Seegarten"]
    assert "You look after Seegarten" in tim.reads_all()
    noah.taps("👥 Bergbahn")
    assert "Who looks after Bergbahn" in noah.reads()
    noah.says("/teams")
    noah.taps("👤 By person")
    noah.taps("Ada")
    assert "☑️ Seegarten" in noah.buttons()


def test_whose_last_carer_goes_is_told_to_those_who_can_choose(desk: Desk, lang: str) -> None:
    lea, noah = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, noah)
    admin = desk.colleague(noah, "Eva", role=Role.ADMINISTRATOR, lang=lang)
    ada, tim = (desk.colleague(noah, name, lang=lang) for name in ("Ada", "Tim"))
    only(noah, "Ada")

    ada.says("/people")
    ada.taps("🚪 Leave")
    ada.taps("🚪 Yes, leave")

    told = admin.words("👥 <b>Nobody looks after {clients} any more.</b>", clients="Seegarten")
    assert told in noah.reads_all()
    assert told in admin.reads_all()
    assert told not in tim.reads_all()
    assert "Seegarten" not in tim.says("/clients")
    admin.taps("Seegarten")
    admin.taps("Tim")
    assert "Seegarten" in tim.says("/clients")


def test_an_employee_cannot_choose_with_a_forged_button(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.partnership(lea, noah)
    tim = desk.colleague(noah, "Tim")
    opens_carers(noah)
    _, data = noah.find("Tim")
    tim.says("/clients")
    tim.taps("Seegarten")
    assert "👥 Who looks after it" not in tim.buttons()
    tim.press(tim.from_bot()[-1]["message_id"], data)
    assert "Only a legal representative or an administrator of Alpweb" in tim.reads_all()
    opens_carers(noah)
    assert "☑️ Everybody" in noah.buttons()
    assert "/teams" not in lea.says("/teams")
    assert "not a partner" in lea.reads()


def test_who_goes_hands_over_first(desk: Desk, lang: str) -> None:
    lea, noah = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, noah)
    ada, tim = (desk.colleague(noah, name, lang=lang) for name in ("Ada", "Tim"))
    only(noah, "Ada")
    assert "Seegarten" not in tim.says("/clients")

    ada.says("/people")
    ada.taps("🚪 Leave")
    ada.taps("🤝 Hand over first")
    ada.taps("Tim")
    ada.taps("◀️ Back")
    ada.taps("🚪 Yes, leave")

    assert "Seegarten" in tim.says("/clients")
    assert noah.words("👥 <b>Nobody looks after {clients} any more.</b>", clients="Seegarten") not in noah.reads_all()
