"""Every arrow of an application, every arrow that must not exist, and the yearly value that a partner reaches."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from domain.applications import (
    MOVES,
    Actor,
    ApplicationAction,
    ApplicationStatus,
    NotInThisState,
    missing_value,
    move,
    total_value,
)
from domain.words import Money

S, A = ApplicationStatus, ApplicationAction
ARROWS = {
    (S.SUBMITTED, A.ASK_BACK, Actor.SUPPORT): S.QUESTIONED,
    (S.SUBMITTED, A.APPROVE, Actor.SUPPORT): S.APPROVED,
    (S.SUBMITTED, A.DECLINE, Actor.SUPPORT): S.DECLINED,
    (S.SUBMITTED, A.WITHDRAW, Actor.APPLICANT): S.WITHDRAWN,
    (S.QUESTIONED, A.ASK_BACK, Actor.SUPPORT): S.QUESTIONED,
    (S.QUESTIONED, A.ANSWER, Actor.APPLICANT): S.SUBMITTED,
    (S.QUESTIONED, A.APPROVE, Actor.SUPPORT): S.APPROVED,
    (S.QUESTIONED, A.DECLINE, Actor.SUPPORT): S.DECLINED,
    (S.QUESTIONED, A.WITHDRAW, Actor.APPLICANT): S.WITHDRAWN,
}
NO_ARROWS = sorted(set(product(S, A, Actor)) - ARROWS.keys())
MINIMUM = (Money(Decimal(2000), "CHF"), Money(Decimal(1800), "EUR"))


@pytest.mark.parametrize(("arrow", "to"), ARROWS.items())
def test_every_arrow_leads_where_it_should(
    arrow: tuple[ApplicationStatus, ApplicationAction, Actor], to: ApplicationStatus
) -> None:
    assert move(*arrow) is to


@pytest.mark.parametrize("missing", NO_ARROWS)
def test_no_other_arrow_exists(missing: tuple[ApplicationStatus, ApplicationAction, Actor]) -> None:
    with pytest.raises(NotInThisState):
        move(*missing)


def test_the_table_has_nothing_else() -> None:
    assert {(status, action, step.actor): step.to for (status, action), step in MOVES.items()} == ARROWS


@pytest.mark.parametrize(
    ("sums", "currency", "total"),
    [
        ({}, "CHF", "0.00"),
        ({"CHF": 200_000}, "CHF", "2000.00"),
        ({"CHF": 100_000, "EUR": 90_000}, "CHF", "2000.00"),  # fact 5: half of each is the whole
        ({"CHF": 100_000, "EUR": 90_000}, "EUR", "1800.00"),
        ({"EUR": 179_999}, "CHF", "1999.98"),
        ({"USD": 500_000}, "CHF", "0.00"),  # the programme names no value in it
    ],
)
def test_values_in_two_currencies_add_up_as_the_minimum_has_it(sums: dict[str, int], currency: str, total: str) -> None:
    assert total_value(sums, MINIMUM, currency) == Money(Decimal(total), currency)


@pytest.mark.parametrize(
    ("value", "currency", "missing"),
    [
        ("2000", "CHF", None),
        ("1999.99", "CHF", "0.01"),
        ("1800", "EUR", None),
        ("1799.99", "EUR", "0.01"),
        ("0", "EUR", "1800.00"),
    ],
)
def test_what_is_missing_is_said_to_the_cent(value: str, currency: str, missing: str | None) -> None:
    wanted = None if missing is None else Money(Decimal(missing), currency)
    assert missing_value(Money(Decimal(value), currency), MINIMUM) == wanted  # fact 5


def test_a_currency_without_a_minimum_counts_in_the_first_one() -> None:
    elsewhere = (Money(Decimal(500), "EUR"), Money(Decimal(3750), "DKK"))
    value = total_value({"CHF": 90_000, "DKK": 75_000}, elsewhere, "CHF")
    assert value == Money(Decimal(100), "EUR")
    assert missing_value(value, elsewhere) == Money(Decimal(400), "EUR")
