"""What people read when the provider's data change: accounts close, products go, people get other roles."""

from __future__ import annotations

from domain.accounts.records import AccountRecord, PersonRecord, ProductRecord
from domain.partnerships.rules import Access, Status
from domain.people import Role
from services.accounts.taking import take_accounts, take_people, take_products
from storage.people import membership
from storage.tables import Organisation
from storage.work import Work
from tests.desk import Desk
from tests.people import Chat
from tests.services.accounts.provider import account, person, product


def bound(desk: Desk, somebody: Chat, number: str) -> None:
    """Somebody's organisation is the account of that number, and their products are the provider's."""
    with desk.work() as work:
        organisation = work.session.get_one(Organisation, somebody.organisation_id)
        organisation.account_id, organisation.as_of = number, account().as_of
        for goods in somebody.products(work):
            goods.provider_id, goods.as_of = goods.name, account().as_of


def linked(desk: Desk, somebody: Chat, console_id: str) -> None:
    """Somebody has linked their Telegram with the person of the console."""
    with desk.work() as work:
        found = membership(work.session, somebody.row(work).id, somebody.organisation_id)
        assert found is not None
        found.console_id = console_id


def tells(desk: Desk, *records: AccountRecord | PersonRecord | ProductRecord) -> None:
    """The provider tells something, and the desk says it to whom it concerns."""
    programme = desk.settings.programme

    def take(work: Work) -> None:
        take_accounts(work, programme, [each for each in records if isinstance(each, AccountRecord)])
        take_people(work, programme, [each for each in records if isinstance(each, PersonRecord)])
        take_products(work, programme, [each for each in records if isinstance(each, ProductRecord)])

    desk.happens(take)


def closed(number: str, name: str, minute: int = 1, **more: object) -> AccountRecord:
    """The account, as it is closed; without anything that only companies have."""
    none = {"register_number": None, "partner": False, "partner_code": None}
    return account(minute, **{"account": number, "name": name, "status": "closed", **none, **more})


def test_a_client_closes_its_account(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb", lang="de")
    made = desk.partnership(lea, noah)
    noah.says("/clients")
    noah.taps("Seegarten")
    bound(desk, lea, "C")

    tells(desk, closed("C", "Seegarten"))

    assert desk.status(made) is Status.ENDED
    assert "The account of Seegarten is closed" in lea.reads()
    assert "1 request or partnership has ended with that" in lea.reads()
    assert "Das Konto von Seegarten ist geschlossen. Damit enden auch Partnerschaften und Anfragen" in noah.reads()
    assert noah.words("⏹ End partnership") not in noah.reads_all()  # the card shows how it is now
    assert "Das Konto von Seegarten ist geschlossen" in noah.reads_all()

    assert "🔒 The account is closed" in lea.says("/menu")
    assert "🔒 The account is closed" in lea.says("/organisation")
    lea.says("/addpartner")
    assert "The account of Seegarten is closed, so nothing can be decided" in lea.reads_all()
    lea.taps("🏢 Organisation")


def test_an_account_opens_again(desk: Desk) -> None:
    lea = desk.client("Seegarten", lang="de")
    bound(desk, lea, "C")
    tells(desk, closed("C", "Seegarten"))
    assert "Im Namen der Organisation lässt sich nichts mehr entscheiden" in lea.reads()
    tells(desk, closed("C", "Seegarten", 2, status="open"))
    assert "Das Konto von Seegarten ist wieder offen" in lea.reads()


def test_who_is_no_partner_any_more_reads_it_once_and_its_clients_find_another(desk: Desk) -> None:
    noah = desk.partner("Alpweb")
    clients = [desk.client(name, lang=lang) for name, lang in (("Seegarten", "de"), ("Bergbahn", "en"))]
    for each in clients:
        desk.partnership(each, noah, Access.FULL)
    bound(desk, noah, "P")
    before = len(noah.from_bot())

    tells(desk, closed("P", "Alpweb", status="open"))

    assert len(noah.from_bot()) == before + 1
    assert "Alpweb is no longer a partner" in noah.reads()
    assert "2 requests and partnerships have ended" in noah.reads()
    assert "Alpweb ist nicht mehr Partner" in clients[0].reads()
    assert "You find another partner with /addpartner" in clients[1].reads()


def test_a_cancelled_product_and_then_the_last_one(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb", lang="de")
    made = desk.partnership(lea, noah)
    bound(desk, lea, "C")

    tells(desk, product(1, product="Webshop", name="Webshop", account="C", status="cancelled"))
    assert "You no longer have these products, so Alpweb does not manage them any more" in lea.reads()
    assert "Webshop" in lea.reads()
    assert "Diese Produkte hat Seegarten nicht mehr" in noah.reads()

    tells(desk, product(1, product="seegarten.example", account="C", status="cancelled"))
    assert desk.status(made) is Status.ENDED
    assert "Die Partnerschaft mit Seegarten ist beendet: Die Produkte, um die es ging, gibt es nicht" in noah.reads()
    assert "The partnership with Alpweb has ended: the products it was about are no longer there" in lea.reads()


def test_cards_of_a_request_show_that_a_product_of_it_is_gone(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb", lang="de")
    desk.partnership(lea, noah, status=Status.PENDING)
    bound(desk, lea, "C")
    lea.says("/partners")
    lea.taps("Alpweb")
    noah.says("/requests")
    noah.taps("Seegarten")
    assert "Webshop" in lea.reads()
    assert "Webshop" in noah.reads()

    tells(desk, product(1, product="Webshop", name="Webshop", account="C", status="cancelled"))

    for reader in (lea, noah):
        assert "Webshop" not in reader.reads()
        assert "seegarten.example" in reader.reads()


def test_a_role_changes_in_the_console_and_then_somebody_is_removed_there(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    tim = desk.colleague(lea, "Tim", role=Role.LEGAL_REPRESENTATIVE, lang="de")
    bound(desk, lea, "C")
    tells(desk, person(0, person="7", account="C", name="Tim"))
    linked(desk, tim, "7")

    tells(desk, person(1, person="7", account="C", name="Tim", role="employee"))
    assert "Ihre Rolle bei Seegarten hat sich geändert" in tim.reads()
    assert tim.words("employee") in tim.reads()

    before = len(lea.from_bot())
    tells(desk, person(2, person="7", account="C", name="Tim", role="employee", status="removed"))
    assert "Sie handeln nicht mehr für Seegarten" in tim.reads()
    assert len(lea.from_bot()) == before + 1  # once, although Tim has gone through both doors
    assert "Tim no longer acts for your organisation" in lea.reads()
