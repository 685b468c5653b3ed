"""The ledger: who stood to the client on the day, what is taken back, and that any order of arrival gives the same."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.kinds import OrderKind
from domain.income.ledger import Booked, Entry, History, Managed, Term, ledger
from domain.income.money import Rate
from domain.income.rule import Doubt, Earning
from domain.partnerships.rules import Access, Payer, Side

ZONE = ZoneInfo("Europe/Zurich")
CLIENT, ALP, NORD, LIFFEY = 1, 11, 12, 13
SITE, MAIL = 101, 102
DAY = dt.date(2026, 3, 10)
RATE = Rate(Decimal(10), Decimal(20))


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of that day, where the programme is."""
    return dt.datetime.combine(day, dt.time(hour, minute), ZONE).astimezone(dt.UTC)


def rate_on(_partner: int, _day: dt.date) -> Rate | None:
    return RATE


def full(
    partner: int, since: dt.datetime, until: dt.datetime | None = None, payer: Payer = Payer.CLIENT, number: int = 0
) -> Term:
    return Term(number or partner, partner, Access.FULL, payer, since, until)


def limited(partner: int, since: dt.datetime, until: dt.datetime | None = None) -> Term:
    return Term(partner, partner, Access.LIMITED, None, since, until)


def entry(number: str = "o-1", /, **changes: object) -> Entry:
    made = Entry(number, CLIENT, OrderKind.ORDER, SITE, 10000, "CHF", DAY, CLIENT, CLIENT, None)
    return replace(made, **changes)  # type: ignore[arg-type]  # fields as they are called


def book(entries: Sequence[Entry], terms: Sequence[Term], managed: Sequence[Managed] = ()) -> dict[str, Booked]:
    return ledger(entries, History(ZONE, {CLIENT: terms}, managed), rate_on)


def earned(entries: Sequence[Entry], terms: Sequence[Term], managed: Sequence[Managed] = ()) -> tuple[int | None, ...]:
    """Who earns how much on the first of the entries."""
    row = book(entries, terms, managed)[entries[0].number]
    return row.partner, row.income


LONG_AGO, NOON = at(dt.date(2025, 1, 1), 9), at(DAY, 12)
BEFORE, AFTER = at(DAY - dt.timedelta(days=1), 12), at(DAY + dt.timedelta(days=1), 12)


@pytest.mark.parametrize(
    ("what", "terms", "changes", "partner"),
    [
        ("it stands", [full(ALP, LONG_AGO)], {}, ALP),
        ("it began on that day", [full(ALP, NOON)], {}, ALP),
        ("it ended on that day, and nobody came after it", [full(ALP, LONG_AGO, NOON)], {}, ALP),
        ("it had ended at midnight", [full(ALP, LONG_AGO, at(DAY, 0))], {}, None),
        ("it had a minute left", [full(ALP, LONG_AGO, at(DAY, 0, 1))], {}, ALP),
        ("it began at midnight after", [full(ALP, at(DAY + dt.timedelta(days=1), 0))], {}, None),
        ("it is ahead", [full(ALP, AFTER)], {}, None),
        ("it is long over", [full(ALP, LONG_AGO, BEFORE)], {}, None),
        ("replaced on that day", [full(ALP, LONG_AGO, NOON), full(NORD, NOON)], {}, NORD),
        ("replaced, and the old one ordered", [full(ALP, LONG_AGO, NOON), full(NORD, NOON)], {"ordered_by": ALP}, ALP),
        ("replaced, the new one ordered", [full(ALP, LONG_AGO, NOON), full(NORD, NOON)], {"ordered_by": NORD}, NORD),
        ("nobody", [], {}, None),
    ],
)
def test_an_entry_goes_to_who_stood_on_its_day(
    what: str, terms: list[Term], changes: dict[str, object], partner: int | None
) -> None:
    assert earned([entry(**changes)], terms) == (partner, None if partner is None else 1000), what


@pytest.mark.parametrize(
    ("what", "since", "until", "partner"),
    [
        ("it manages the product", LONG_AGO, None, LIFFEY),  # fact 18
        ("it got the product on that day", NOON, None, LIFFEY),
        ("it lost the product on that day", LONG_AGO, NOON, LIFFEY),
        ("it had lost it", LONG_AGO, BEFORE, None),
        ("it got it later", AFTER, None, None),
    ],
)
def test_a_limited_partner_earns_on_what_it_managed_then(
    what: str, since: dt.datetime, until: dt.datetime | None, partner: int | None
) -> None:
    managed = [Managed(LIFFEY, SITE, since, until), Managed(LIFFEY, MAIL, LONG_AGO, None)]
    assert earned([entry()], [limited(LIFFEY, LONG_AGO)], managed)[0] == partner, what


def test_a_request_holds_its_products_and_earns_nothing_yet() -> None:
    managed = [Managed(LIFFEY, SITE, LONG_AGO, None)]
    assert earned([entry()], [limited(LIFFEY, AFTER)], managed) == (None, None)
    assert earned([entry()], [limited(LIFFEY, LONG_AGO, BEFORE)], managed) == (None, None)


@pytest.mark.parametrize(
    ("changes", "partner"),
    [
        ({}, LIFFEY),  # fact 18: the client renews what Liffey manages
        ({"product": MAIL}, ALP),  # fact 23
        ({"product": None}, ALP),  # fact 23
        ({"ordered_by": ALP}, ALP),  # facts 21, 23
    ],
)
def test_an_entry_pays_once_where_two_stand_beside_each_other(changes: dict[str, object], partner: int) -> None:
    terms = [full(ALP, LONG_AGO), limited(LIFFEY, LONG_AGO)]
    assert earned([entry(**changes)], terms, [Managed(LIFFEY, SITE, LONG_AGO, None)]) == (partner, 1000)


def test_on_the_day_of_other_payment_means_each_entry_is_judged_by_those_by_which_it_could_be() -> None:
    terms = [full(ALP, LONG_AGO, NOON, number=7), full(ALP, NOON, None, Payer.PARTNER, 7)]
    theirs, ours = entry("o-1", ordered_by=ALP), entry("o-2", ordered_by=ALP, paid_by=ALP, amount=8000)
    rows = book([theirs, ours], terms)
    assert (rows["o-1"].earning, rows["o-1"].income) == (Earning.CASHBACK, 1000)  # fact 25
    assert (rows["o-2"].earning, rows["o-2"].income) == (Earning.DISCOUNT, 2000)  # fact 26
    assert rows["o-2"].doubt is None


def test_what_could_not_be_is_kept_and_brings_nothing() -> None:
    managed = [Managed(LIFFEY, SITE, LONG_AGO, None)]
    row = book([entry(ordered_by=LIFFEY)], [limited(LIFFEY, LONG_AGO)], managed)["o-1"]
    assert (row.doubt, row.partner, row.income, row.ordered_by) == (Doubt.LIMITED_ACCESS, None, None, Side.PARTNER)
    assert book([entry(ordered_by=NORD)], [full(ALP, LONG_AGO)])["o-1"].doubt is Doubt.NO_PARTNERSHIP  # fact 21


def refund(number: str, of: str | None = "o-1", amount: int = 10000, **changes: object) -> Entry:
    later = DAY + dt.timedelta(days=40)
    made = entry(number, kind=OrderKind.REFUND, refers_to=of, amount=amount, booked_on=later)
    return replace(made, **changes)  # type: ignore[arg-type]  # as above


def test_a_refund_takes_back_what_its_order_brought_in_its_own_month() -> None:
    rows = book([entry(), refund("r-1")], [full(ALP, LONG_AGO, AFTER)])  # whoever stands there by then
    assert (rows["r-1"].partner, rows["r-1"].income, rows["r-1"].turnover) == (ALP, -1000, -10000)
    assert rows["r-1"].booked_on == DAY + dt.timedelta(days=40)
    assert rows["o-1"].income == 1000


def test_a_credit_note_and_the_refund_of_it_take_back_once() -> None:
    note = refund("c-1", kind=OrderKind.CREDIT_NOTE, booked_on=DAY)
    rows = book([entry(), refund("r-1"), note], [full(ALP, LONG_AGO)])
    assert (rows["c-1"].income, rows["r-1"].income) == (-1000, 0)


@pytest.mark.parametrize(
    ("taking", "doubt"),
    [
        (refund("r-1", of=None), Doubt.TAKES_NOTHING_BACK),
        (refund("r-1", of="o-9"), Doubt.TAKES_NOTHING_BACK),
        (refund("r-1", currency="EUR"), Doubt.TAKES_BACK_ANOTHERS),
        (refund("r-1", client=2), Doubt.TAKES_BACK_ANOTHERS),
        (refund("r-1", of="r-0"), Doubt.TAKES_BACK_ANOTHERS),
    ],
)
def test_what_takes_back_nothing_that_is_there_is_doubtful(taking: Entry, doubt: Doubt) -> None:
    rows = book([entry(), refund("r-0", amount=100), taking], [full(ALP, LONG_AGO)])
    assert (rows["r-1"].doubt, rows["r-1"].partner, rows["r-1"].income) == (doubt, None, None)
    assert rows["o-1"].income == 1000


def test_without_a_rate_there_is_turnover_and_no_invented_income() -> None:
    history = History(ZONE, {CLIENT: [full(ALP, LONG_AGO)]}, ())
    rows = ledger([entry(), refund("r-1", amount=4000)], history, lambda _partner, _day: None)
    assert [(rows[each].partner, rows[each].income, rows[each].turnover) for each in ("o-1", "r-1")] == [
        (ALP, None, 10000),
        (ALP, None, -4000),
    ]


# -- any order of arrival gives the same ledger

_DAYS = st.integers(0, 12).map(lambda days: DAY + dt.timedelta(days=days))
_MOMENTS = st.tuples(_DAYS, st.integers(0, 23)).map(lambda each: at(*each))
_TERMS = st.builds(
    lambda partner, payer, since, length: Term(
        partner * 10 + (payer is None),
        partner,
        Access.LIMITED if payer is None else Access.FULL,
        payer,
        since,
        None if length is None else since + dt.timedelta(hours=length),
    ),
    st.sampled_from([ALP, NORD, LIFFEY]),
    st.sampled_from([None, *Payer]),
    _MOMENTS,
    st.none() | st.integers(1, 200),
)
_MANAGED = st.builds(
    Managed,
    st.sampled_from([each * 10 + 1 for each in (ALP, NORD, LIFFEY)]),
    st.sampled_from([SITE, MAIL]),
    _MOMENTS,
    st.none(),
)
_PARTIES = st.sampled_from([CLIENT, ALP, NORD])
_ENTRIES = st.lists(
    st.builds(
        lambda kind, product, amount, currency, day, ordered, paid, refers: (
            kind,
            product,
            amount,
            currency,
            day,
            ordered,
            paid,
            refers,
        ),
        st.sampled_from(OrderKind),
        st.sampled_from([None, SITE, MAIL]),
        st.integers(0, 10**7),
        st.sampled_from(["CHF", "EUR"]),
        _DAYS,
        _PARTIES,
        _PARTIES,
        st.none() | st.integers(0, 7),
    ),
    max_size=8,
)


def _entries(drawn: Sequence[tuple[OrderKind, int | None, int, str, dt.date, int, int, int | None]]) -> list[Entry]:
    return [
        Entry(
            f"o-{index}",
            CLIENT,
            kind,
            product,
            amount,
            currency,
            day,
            ordered,
            paid,
            None if refers is None else f"o-{refers}",
        )
        for index, (kind, product, amount, currency, day, ordered, paid, refers) in enumerate(drawn)
    ]


@given(_ENTRIES, st.lists(_TERMS, max_size=4), st.lists(_MANAGED, max_size=3), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_ledger(
    drawn: list[tuple[OrderKind, int | None, int, str, dt.date, int, int, int | None]],
    terms: list[Term],
    managed: list[Managed],
    chance: random.Random,
) -> None:
    entries = _entries(drawn)
    rows = book(entries, terms, managed)
    for each in (entries, terms, managed):
        chance.shuffle(each)
    assert book([*entries, *entries], terms, managed) == rows


@given(_ENTRIES, st.lists(_TERMS, max_size=4), st.lists(_MANAGED, max_size=3))
def test_what_must_hold_of_every_ledger(
    drawn: list[tuple[OrderKind, int | None, int, str, dt.date, int, int, int | None]],
    terms: list[Term],
    managed: list[Managed],
) -> None:
    entries = _entries(drawn)
    rows = book(entries, terms, managed)
    assert rows.keys() == {each.number for each in entries}  # each entry once, and nothing else
    for each in entries:
        row = rows[each.number]
        assert row.currency == each.currency
        assert row.booked_on == each.booked_on
        assert (row.partner is None) == (row.earning is None)
        assert row.partner is None or row.doubt is None
        if row.earning is Earning.DISCOUNT and each.refers_to is None:
            assert each.ordered_by == each.paid_by == row.partner  # fact 26
        if row.doubt is not None:
            assert not row.income
    for original in entries:
        theirs = [rows[each.number] for each in entries if each.refers_to == original.number and each != original]
        backs = [row.income for row in theirs if row.income is not None and row.income <= 0 and row.turnover <= 0]
        if original.kind in {OrderKind.ORDER, OrderKind.RENEWAL}:
            assert (rows[original.number].income or 0) + sum(backs) >= 0  # nothing is taken back twice
