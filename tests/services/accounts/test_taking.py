"""The provider's records become organisations, people, products and books; what is known already changes nothing."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, event, select

from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import VerifiedBy
from domain.people import Role
from domain.words import Country, Msg
from services.accounts.taking import RecordRefused, Taken
from services.accounts.taking.accounts import partner_codes
from services.events import AccountReopened
from services.organisations import admit_partner
from storage.tables import (
    AccountMember,
    IncomeEntry,
    Membership,
    Organisation,
    OrganisationKey,
    Person,
    Product,
    ProviderOrder,
)
from storage.tables.base import Base
from tests.programmes import AT_ONCE
from tests.services.accounts.provider import Record, account, client_account, order, person, product, tell
from tests.services.world import START, World

ALL = (account(), person(), product(), order())


def rows(world: World, table: type[Base]) -> list[dict[str, object]]:
    """All rows of a table, without their ids, which follow from the order in which they came."""
    with world.units.begin("cli") as work:
        found = work.session.scalars(select(table).order_by(*table.__table__.primary_key))
        return [{column.key: getattr(each, column.key) for column in table.__table__.columns} for each in found]


def only(world: World, table: type[Base]) -> dict[str, object]:
    (row,) = rows(world, table)
    return row


def test_an_account_is_a_verified_organisation(world: World) -> None:
    assert tell(world, account()) == Taken(created=1)
    row = only(world, Organisation)
    assert (row["account_id"], row["name"], row["kind"]) == ("4711", "Alpweb (Demo) AG", OrganisationKind.COMPANY)
    assert (row["country"], row["currency"], row["register_number"]) == ("CH", "CHF", "CHE123456788")
    assert (row["verified_by"], row["verified_at"], row["closed_at"]) == (VerifiedBy.ACCOUNT, START, None)
    assert (row["is_partner"], row["partner_code"], row["email"]) == (True, "P-7K2M9Q", "office@example.ch")


def test_a_person_of_the_console_belongs_to_the_account(world: World) -> None:
    tell(world, account(), person())
    row, membership, member = only(world, Person), only(world, Membership), only(world, AccountMember)
    assert (row["console_id"], row["telegram_id"], row["reachable"], row["language"]) == ("815", None, False, "de")
    assert (row["first_name"], member["name"], member["email"]) == ("Mia Muster", "Mia Muster", "mia@example.ch")
    assert (membership["role"], membership["console_id"]) == (Role.LEGAL_REPRESENTATIVE, "815")
    assert membership["person_id"] == member["person_id"] == row["id"]


def test_a_product_and_an_order_of_the_account(world: World) -> None:
    assert tell(world, *ALL) == Taken(created=4)
    goods, booked = only(world, Product), only(world, ProviderOrder)
    assert (goods["provider_id"], goods["yearly_value"], goods["expires_on"]) == ("90001", 24_005, dt.date(2027, 1, 31))
    assert (booked["amount"], booked["currency"], booked["product_id"]) == (1_800, "CHF", goods["id"])


def test_the_same_records_again_change_nothing(world: World) -> None:
    tell(world, *ALL)
    end = world.end_of_trail()
    with statements(world) as made:
        assert tell(world, *ALL) == Taken(unchanged=4)
    assert not [each for each in made if not each.startswith("SELECT")]
    assert world.trail(end) == []
    assert world.events == []


def test_the_same_as_of_a_later_moment_leaves_no_trail_but_holds_off_what_is_older(world: World) -> None:
    tell(world, account(0))
    end = world.end_of_trail()
    assert tell(world, account(10)) == Taken(unchanged=1)
    assert tell(world, account(5, name="Alpweb GmbH")) == Taken(outdated=1)
    assert tell(world, account(10, name="Alpweb GmbH")) == Taken(unchanged=1)
    assert world.trail(end) == []
    assert only(world, Organisation)["name"] == "Alpweb (Demo) AG"


def test_what_is_newer_counts_and_is_recorded_as_the_programmes_doing(world: World) -> None:
    tell(world, *ALL)
    end = world.end_of_trail()
    newer = (
        account(1, name="Bergweb AG"),
        person(1, name="Mia Berg"),
        product(1, name="berg.ch"),
        order(1, amount="9.00"),
    )
    assert tell(world, *newer) == Taken(changed=4)
    assert only(world, Organisation)["name"] == "Bergweb AG"
    assert only(world, Person)["first_name"] == "Mia Berg"
    assert only(world, ProviderOrder)["amount"] == 900
    trail = {(row.subject, row.action): row for row in world.trail(end)}
    assert set(trail) == {
        ("organisation", "account.take"),
        ("account_member", "person.take"),
        ("person", "person.take"),
        ("product", "product.take"),
    }
    changed = trail["organisation", "account.take"]
    assert (changed.actor_id, changed.channel) == (None, "import")
    assert (changed.before, changed.after) == ({"name": "Alpweb (Demo) AG"}, {"name": "Bergweb AG"})


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (person(account="none"), "account"),
        (product(1, account="none"), "account"),
        (product(1, kind="spaceship"), "kind"),
        (order(account="none"), "account"),
        (order(paid_by="none"), "account"),
        (order(product="none"), "product"),
        (account(account="8", partner_code=None), "number"),
        (account(account="8", register_number=None), "code"),
        (account(3 * 24 * 60), "now"),
    ],
)
def test_a_record_that_cannot_be_taken(world: World, record: Record, told: str) -> None:
    tell(world, account(), product())
    before = rows(world, Organisation), rows(world, Product)
    with pytest.raises(RecordRefused) as refused:
        tell(world, record)
    assert refused.value.index == 0
    assert isinstance(refused.value.reason, Msg)
    assert told in refused.value.reason.values
    assert (rows(world, Organisation), rows(world, Product)) == before


def test_the_record_that_cannot_be_taken_is_named_and_none_is_taken(world: World) -> None:
    good = [client_account(str(number)) for number in range(700)]
    with pytest.raises(RecordRefused) as refused:
        tell(world, *good, account(), account(account="x8", partner_code=None), account(2))
    assert refused.value.index == 701
    assert rows(world, Organisation) == []


def test_a_verified_organisation_without_account_becomes_the_account(world: World) -> None:
    with world.units.begin("cli") as work:
        made, _ = admit_partner(work, "Alpweb", Country("CH"), "CHE123456788", programme=AT_ONCE)
        code = made.partner_code
    assert tell(world, account(partner_code=None)) == Taken(changed=1)
    row = only(world, Organisation)
    assert (row["account_id"], row["verified_by"], row["partner_code"]) == ("4711", VerifiedBy.OPERATOR, code)


def test_an_unverified_organisation_of_the_same_number_is_left_alone(world: World) -> None:
    with world.units.begin("cli") as work:
        made, _ = admit_partner(work, "Alpweb", Country("CH"), "CHE123456788", programme=AT_ONCE)
        made.verified_at = made.verified_by = None
    assert tell(world, account()) == Taken(created=1)
    old, new = rows(world, Organisation)
    assert (old["account_id"], old["verified_at"], new["account_id"]) == (None, None, "4711")


def test_a_siret_is_taken_for_the_company_of_its_siren(world: World) -> None:
    with world.units.begin("cli") as work:
        admit_partner(work, "Alpweb", Country("FR"), "732829320", programme=AT_ONCE)
    siret = "732 829 320 00074"
    assert tell(world, account(country="FR", register_number=siret)) == Taken(changed=1)
    row = only(world, Organisation)
    assert (row["account_id"], row["register_number"], row["register_key"]) == ("4711", "73282932000074", "732829320")
    with pytest.raises(RecordRefused):
        tell(world, account(1, account="8", country="FR", register_number="732829320", partner_code=None))
    closed = account(1, country="FR", register_number=siret, status="closed")
    assert tell(world, closed, account(1, account="8", country="FR", register_number="732829320")).created == 1


def test_a_closed_account_lets_go_of_its_number_and_code_in_the_same_file(world: World) -> None:
    tell(world, account())
    assert tell(world, account(1, status="closed"), account(1, account="8")) == Taken(created=1, changed=1)
    old, new = rows(world, Organisation)
    assert (old["closed_at"], old["is_partner"], old["partner_code"]) == (START, False, None)
    assert (new["register_number"], new["partner_code"]) == ("CHE123456788", "P-7K2M9Q")
    with pytest.raises(RecordRefused):  # the number has another account now
        tell(world, account(2))


def test_a_partner_without_a_code_gets_one_that_comes_back_with_it(world: World) -> None:
    tell(world, account(partner_code=None))
    code = only(world, Organisation)["partner_code"]
    assert code == partner_codes("4711")[0]
    tell(world, account(1, partner_code=None, status="closed"))
    assert only(world, Organisation)["partner_code"] is None
    tell(world, account(2, partner_code=None))
    assert only(world, Organisation)["partner_code"] == code
    assert world.events == [AccountReopened(1)]


def test_a_code_that_another_partner_has_is_not_made_twice(world: World) -> None:
    first, second = partner_codes("4711")[:2]
    tell(world, account(account="8", register_number=None, partner_code=first))
    tell(world, account(partner_code=None))
    assert [row["partner_code"] for row in rows(world, Organisation)] == [first, second]


def test_somebody_of_two_accounts_is_one_person_called_as_the_youngest_record_says(world: World) -> None:
    tell(world, client_account("1"), client_account("2", country="FR"))
    tell(world, person(5, account="1", name="Mia Neu"), person(1, account="2", name="Mia Alt"))
    assert only(world, Person)["first_name"] == "Mia Neu"
    assert len(rows(world, Membership)) == 2
    tell(world, person(9, account="2", name="Mia Ganzneu"))
    assert only(world, Person)["first_name"] == "Mia Ganzneu"


def test_who_comes_goes_and_comes_back_in_one_file(world: World) -> None:
    tell(world, account(), person(0), person(1, status="removed"), person(2), person(3, status="removed"), person(4))
    assert len(rows(world, Membership)) == 1
    assert only(world, AccountMember)["removed_at"] is None


def test_a_product_goes_to_another_account(world: World) -> None:
    tell(world, account(), client_account("2"), product())
    assert tell(world, product(1, account="2")) == Taken(changed=1)
    assert only(world, Product)["organisation_id"] == rows(world, Organisation)[1]["id"]


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """The statements that are made inside."""
    made: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if statement.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            made.append(statement)

    event.listen(world.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(world.engine, "before_cursor_execute", note)


def test_many_rows_take_few_statements(world: World) -> None:
    def told(minute: int, count: int, name: str) -> list[Record]:
        numbers = [str(number) for number in range(count)]
        made: list[Record] = [client_account(each, minute, name=name) for each in numbers]
        made += [person(minute, person=each, account=each, name=name) for each in numbers]
        made += [product(minute, product=each, account=each, name=name) for each in numbers]
        return made + [
            order(minute, order=each, account=each, product=each, ordered_by=each, paid_by=each) for each in numbers
        ]

    counts = []
    for minute, name in ((0, "Mia"), (0, "Mia"), (1, "Mia Neu")):
        with statements(world) as made:
            tell(world, *told(minute, 400, name))
        counts.append(len(made))
    # SQLite is told of every new row by itself, in the same process; a server, of some hundred at once.
    assert counts[0] < 60 + (6 * 400 if world.engine.dialect.name == "sqlite" else 0)
    assert counts[1] < 25
    assert counts[2] < 40 + 400  # of each new name, what it is found by is taken away
    with statements(world) as made:
        tell(world, *(person(2, person=str(each), account=str(each), status="removed") for each in range(400)))
    assert len(made) < 20


TABLES = (Organisation, Person, AccountMember, Membership, Product, ProviderOrder, IncomeEntry)
VERSIONS: Sequence[Sequence[Record]] = (
    (
        account(0),
        account(1, name="Bergweb AG", partner_code=None),
        account(2, status="closed"),
        account(3, register_number=None, email=None),
    ),
    (client_account("2", 0), client_account("2", 1, country="DE"), client_account("2", 2, status="closed")),
    (person(0), person(1, role="employee"), person(2, status="removed"), person(3, name="Mia Neu")),
    (person(0, account="2", name="Mia"), person(5, account="2", status="removed")),
    (
        product(0),
        product(1, status="cancelled"),
        product(2, account="2"),
        product(3, status="cancelled", name="weg.ch"),
    ),
    (order(0), order(1, amount="7.00"), order(2, paid_by="2", kind="refund")),
)


def _known(world: World) -> list[list[dict[str, object]]]:
    """What is stored, by the provider's numbers: rows are numbered in the order in which they came."""
    found = []
    for table in TABLES:
        stored = rows(world, table)
        for row in stored:
            for column in [name for name in row if name == "id" or name.endswith("_id")]:
                if column not in ("account_id", "console_id", "provider_id"):
                    row.pop(column)
        found.append(sorted(stored, key=str))
    return found


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 2**32), cuts=st.integers(1, 5))
def test_any_order_and_repetition_of_records_ends_in_the_same_rows(world: World, seed: int, cuts: int) -> None:
    def end_of(told: Sequence[Sequence[Record]]) -> list[list[dict[str, object]]]:
        with world.units.begin("cli") as work:
            for table in (*reversed(TABLES[1:]), OrganisationKey, Organisation):
                work.session.execute(delete(table))
        for records in told:
            tell(world, *records)
        return _known(world)

    # Accounts come first, the products before the orders; for the rest, chance decides.
    chance = random.Random(seed)  # noqa: S311 - Hypothesis gives the seed
    kinds = [
        [each for versions in VERSIONS[start:end] for each in versions]
        for start, end in ((0, 2), (2, 4), (4, 5), (5, 6))
    ]
    shuffled: list[list[Record]] = []
    for kind in kinds:
        repeated = kind + chance.choices(kind, k=5)
        chance.shuffle(repeated)
        size = max(1, len(repeated) // cuts)
        shuffled += [repeated[start : start + size] for start in range(0, len(repeated), size)]
    assert end_of(shuffled) == end_of(kinds)
