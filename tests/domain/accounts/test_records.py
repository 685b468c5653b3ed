"""Records of the provider's data, as they are read: what is taken, and every fault at once."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Callable, Mapping
from dataclasses import asdict

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.app import LOCALES
from domain.accounts import records
from domain.accounts.kinds import AccountStatus, OrderKind, PersonStatus, ProductStatus
from domain.accounts.records import RecordFaulty
from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from handlers.chat.rendering import Renderer
from tests.domain.accounts.examples import ACCOUNT, LEVEL, ORDER, PERSON, PRODUCT, Raw

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
READ: Mapping[str, tuple[Callable[[Raw], object], Raw, tuple[str, ...]]] = {
    "account": (records.read_account, ACCOUNT, records.ACCOUNT_FIELDS),
    "person": (records.read_person, PERSON, records.PERSON_FIELDS),
    "product": (records.read_product, PRODUCT, records.PRODUCT_FIELDS),
    "order": (records.read_order, ORDER, records.ORDER_FIELDS),
    "level": (records.read_level, LEVEL, records.LEVEL_FIELDS),
}
OPTIONAL = {
    "account": {"register_number", "email", "partner_code"},
    "person": {"email"},
    "product": {"expires_on"},
    "order": {"product", "refers_to"},
    "level": set(),
}


def faults(kind: str, /, **changed: object) -> dict[str, str]:
    """What is wrong with the example of this kind, with other values, by field, in English."""
    read, raw, _ = READ[kind]
    with pytest.raises(RecordFaulty) as caught:
        read({**raw, **changed})
    return {fault.field: Renderer(LOCALES).plain(fault.sentence, "en") for fault in caught.value.faults}


def test_an_account_is_read() -> None:
    read = records.read_account(ACCOUNT)
    assert read == records.AccountRecord(
        account="4711",
        kind=OrganisationKind.COMPANY,
        name="Alpweb (Demo) AG",
        country="CH",
        register_number="CHE123456788",
        email="office@example.ch",
        partner=True,
        partner_code="P-7K2M9Q",
        status=AccountStatus.OPEN,
        as_of=NOON,
    )


def test_a_person_a_product_and_an_order_are_read() -> None:
    person, product, order = records.read_person(PERSON), records.read_product(PRODUCT), records.read_order(ORDER)
    assert (person.role, person.status) == (Role.LEGAL_REPRESENTATIVE, PersonStatus.ACTIVE)
    assert (product.yearly_value, product.status) == (24_005, ProductStatus.ACTIVE)
    assert product.expires_on == dt.date(2027, 1, 31)
    assert (order.kind, order.amount, order.refers_to) == (OrderKind.RENEWAL, 1_800, None)


@pytest.mark.parametrize("kind", READ)
def test_what_may_be_missing_is_missing_null_or_empty(kind: str) -> None:
    read, raw, _ = READ[kind]
    without = read({name: value for name, value in raw.items() if name not in OPTIONAL[kind]})
    assert read({**raw, **dict.fromkeys(OPTIONAL[kind])}) == without
    assert read({**raw, **dict.fromkeys(OPTIONAL[kind], " ")}) == without


@pytest.mark.parametrize("kind", READ)
def test_everything_that_is_missing_is_told_at_once(kind: str) -> None:
    read, _, fields = READ[kind]
    with pytest.raises(RecordFaulty) as caught:
        read({})
    assert [fault.field for fault in caught.value.faults] == [name for name in fields if name not in OPTIONAL[kind]]


@pytest.mark.parametrize(
    ("kind", "field", "value", "told"),
    [
        ("account", "account", "47 11", "1 to 64 letters, digits"),
        ("account", "account", "x" * 65, "1 to 64 letters, digits"),
        ("account", "kind", "firm", "none of: private, company"),
        ("account", "kind", ["company"], "must be text"),
        ("account", "name", "—", "neither a letter nor a digit"),
        ("account", "country", "Schweiz", "two-letter code"),
        ("account", "country", "ß", "two-letter code"),
        ("account", "register_number", "CHE-123.456.789", "check digit does not match"),
        ("account", "email", "office@example", "right one is “office@example.ch”"),
        ("account", "email", "a\x07b@example.ch", "a�b@example.ch"),
        ("account", "partner", "ja", "neither “true” nor “false”"),
        ("account", "partner_code", "P", "3 to 12 letters and digits"),
        ("account", "as_of", "2026-11-20T12:00:00", "no time zone"),
        ("account", "as_of", "2026-11-20", "not a moment"),
        ("account", "as_of", "2026-02-30T12:00:00Z", "not a moment"),
        ("account", "as_of", "9999-12-31T23:59:59-01:00", "not a moment of these years"),
        ("account", "colour", "red", "no field of this name"),
        ("person", "role", "boss", "none of: legal_representative, administrator, employee"),
        ("product", "yearly_value", 240.0, "so that no cent is lost: “240.00”"),
        ("product", "yearly_value", "240.005", "more digits behind the point than CHF"),
        ("product", "yearly_value", "-1", "no minus"),
        ("product", "yearly_value", "100000001", "more than anything costs"),
        ("product", "yearly_value", "1’000", "not an amount"),
        ("product", "expires_on", "31.01.2027", "right one is “2026-11-28”"),
        ("order", "currency", "Fr.", "three-letter code"),
    ],
)
def test_a_faulty_value_is_told_with_a_right_one(kind: str, field: str, value: object, told: str) -> None:
    found = faults(kind, **{field: value})
    assert list(found) == [field]
    assert told in found[field]


def test_what_does_not_go_together() -> None:
    assert set(faults("account", kind="private")) == {"register_number", "partner"}
    assert set(faults("account", partner=False)) == {"partner_code"}


@pytest.mark.parametrize(
    ("currency", "amount", "stored"), [("CHF", "18", 1_800), ("JPY", "18", 18), ("KWD", "1.005", 1_005)]
)
def test_an_amount_has_as_many_digits_as_its_currency(currency: str, amount: str, stored: int) -> None:
    assert records.read_order({**ORDER, "currency": currency, "amount": amount}).amount == stored


def test_a_name_that_the_provider_vouches_for_is_made_fit_to_be_shown() -> None:
    def name(text: str) -> str:
        return records.read_account({**ACCOUNT, "name": text}).name

    assert name("  Alp\nweb \u202eAG\u2066 ") == "Alp web AG"
    assert name("www.example.ch AG") == "www.example.ch AG"
    assert name("A" * 200) == "A" * 79 + "…"


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(["company", "open", "CH", "DE", "true", "2026-11-20T12:00:00Z", "240.00", "CHE-123.456.788"]),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9:]{5,8}(Z|[+-][0-9]{2}:[0-9]{2}))?", fullmatch=True),
    st.lists(st.text(), max_size=2),
)


@pytest.mark.parametrize("kind", READ)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_reading_raises_nothing_else(kind: str, data: st.DataObject) -> None:
    read, raw, fields = READ[kind]
    changed = data.draw(st.dictionaries(st.one_of(st.sampled_from(fields), st.text()), VALUES, max_size=4))
    try:
        read({**raw, **changed})
        said = []
    except RecordFaulty as faulty:
        said = [Renderer(LOCALES).plain(fault.sentence, "de") for fault in faulty.faults]
    assert all(said)


def written(record: object) -> Raw:
    """A record as a file has it."""
    values = asdict(record)  # type: ignore[call-overload]
    for name in ("yearly_value", "amount"):
        if name in values:
            values[name] = f"{values[name] // 100}.{values[name] % 100:02}"
    given = {name: value for name, value in values.items() if value is not None}
    return {name: value.isoformat() if isinstance(value, dt.date) else str(value) for name, value in given.items()}


NUMBERS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=64)
DAYS = st.dates(dt.date(1990, 1, 2), dt.date(2099, 1, 1))
MOMENTS = st.builds(dt.datetime.combine, DAYS, st.times(), st.just(dt.UTC))


@settings(max_examples=100, deadline=None)
@given(name=st.text(min_size=1), account=NUMBERS, as_of=MOMENTS, cents=st.integers(0, 10**10), day=DAYS)
@example(name="A" * 79 + " B", account="1", as_of=NOON, cents=5, day=NOON.date())
@example(name="A" + " " * 400, account="1", as_of=NOON, cents=5, day=NOON.date())
@example(name=("e" + "\u0301" * 5) * 100, account="1", as_of=NOON, cents=5, day=NOON.date())
def test_what_is_written_reads_back_equal(
    name: str, account: str, as_of: dt.datetime, cents: int, day: dt.date
) -> None:
    common = {"account": account, "as_of": as_of.isoformat(), "name": f"A{name}"}
    amount = f"{cents // 100}.{cents % 100:02}"
    for read, raw in (
        (records.read_account, {**ACCOUNT, **common}),
        (records.read_person, {**PERSON, **common}),
        (records.read_product, {**PRODUCT, **common, "yearly_value": amount, "expires_on": day.isoformat()}),
        (records.read_order, {**ORDER, "account": account, "amount": amount, "booked_on": day.isoformat()}),
    ):
        record = read(raw)
        assert read(written(record)) == record
