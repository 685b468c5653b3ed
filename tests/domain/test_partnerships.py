"""The status diagram, arrow by arrow, and what may be agreed; the tables are written down here a second time."""

from __future__ import annotations

from itertools import product

import pytest

from domain.partnerships import (
    OPEN,
    Access,
    Action,
    Consequences,
    NotPossibleNow,
    NotYours,
    Payer,
    Side,
    Status,
    Terms,
    TermsRefused,
    applies,
    consequences,
    move,
    possible_actions,
)
from domain.words import Msg

ARROWS = {
    (Status.PENDING, Action.CONFIRM, Side.PARTNER): Status.ACTIVE,  # fact 31
    (Status.PENDING, Action.DECLINE, Side.PARTNER): Status.DECLINED,  # fact 31
    (Status.PENDING, Action.ENQUIRE, Side.PARTNER): Status.PENDING,
    (Status.PENDING, Action.WITHDRAW, Side.CLIENT): Status.WITHDRAWN,  # fact 31
    (Status.PENDING, Action.RESEND, Side.CLIENT): Status.PENDING,  # fact 31
    (Status.PENDING, Action.LAPSE, Side.PROGRAMME): Status.LAPSED,
    (Status.PENDING, Action.OVERTAKE, Side.PROGRAMME): Status.OVERTAKEN,  # fact 24
    (Status.ACTIVE, Action.END, Side.CLIENT): Status.ENDED,  # fact 32
    (Status.ACTIVE, Action.END, Side.PARTNER): Status.ENDED,  # fact 32
    (Status.ACTIVE, Action.REPLACE, Side.PROGRAMME): Status.ENDED,  # fact 24
    (Status.ACTIVE, Action.CHANGE_PAYER, Side.CLIENT): Status.ACTIVE,  # fact 28
    (Status.ACTIVE, Action.CHANGE_PRODUCTS, Side.CLIENT): Status.ACTIVE,  # fact 32
}
MISSING = [step for step in product(Status, Action, Side) if step not in ARROWS]
FINAL = [status for status in Status if status not in {Status.PENDING, Status.ACTIVE}]


@pytest.mark.parametrize(("status", "action", "side"), ARROWS)
def test_every_arrow_leads_where_the_diagram_says(status: Status, action: Action, side: Side) -> None:
    assert move(status, action, side) is ARROWS[status, action, side]


@pytest.mark.parametrize(("status", "action", "side"), MISSING)
def test_there_is_no_other_arrow(status: Status, action: Action, side: Side) -> None:
    others_may = any((status, action, other) in ARROWS for other in Side)

    with pytest.raises(NotYours if others_may else NotPossibleNow):
        move(status, action, side)


@pytest.mark.parametrize(("status", "side"), list(product(Status, Side)))
def test_possible_actions_are_those_with_an_arrow(status: Status, side: Side) -> None:
    assert possible_actions(status, side) == {action for action in Action if (status, action, side) in ARROWS}


def test_what_is_open_is_what_can_still_change() -> None:
    assert {status for status in Status if any(possible_actions(status, side) for side in Side)} == OPEN


def test_every_status_has_a_reason_of_its_own_why_nothing_more_is_possible() -> None:
    reasons = set()
    for status in Status:
        with pytest.raises(NotPossibleNow) as refused:
            move(status, Action.RESEND if status is Status.ACTIVE else Action.END, Side.CLIENT)
        reasons.add(refused.value.reason)

    assert len(reasons) == len(Status)


@pytest.mark.parametrize("status", FINAL)
def test_final_statuses_lead_nowhere(status: Status) -> None:
    assert not [arrow for arrow in ARROWS if arrow[0] is status]
    assert not any(possible_actions(status, side) for side in Side)


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize("action", Action)
def test_some_terms_change_with_one_kind_of_access_only(action: Action, access: Access) -> None:
    only = {Action.CHANGE_PAYER: Access.FULL, Action.CHANGE_PRODUCTS: Access.LIMITED}

    assert applies(action, access) == (only.get(action, access) is access)  # facts 22, 32


AGREEABLE = {
    (Access.LIMITED, None, frozenset({1})),  # fact 16
    (Access.LIMITED, None, frozenset({1, 2})),
    (Access.FULL, Payer.CLIENT, frozenset[int]()),  # facts 20, 25
    (Access.FULL, Payer.PARTNER, frozenset[int]()),  # facts 20, 26
}


@pytest.mark.parametrize(
    ("access", "payer", "products"),
    list(product(Access, [None, *Payer], [frozenset[int](), frozenset({1}), frozenset({1, 2})])),
)
def test_access_payment_means_and_products_go_together(
    access: Access, payer: Payer | None, products: frozenset[int]
) -> None:
    if (access, payer, products) in AGREEABLE:
        assert Terms(access, payer, products).products == products
    else:
        with pytest.raises(TermsRefused):
            Terms(access, payer, products)


@pytest.mark.parametrize(
    ("access", "payer", "products", "says"),
    [
        (Access.FULL, None, frozenset[int](), "needs a choice of payment means"),
        (Access.FULL, Payer.CLIENT, frozenset({1}), "covers all products"),
        (Access.LIMITED, Payer.CLIENT, frozenset({1}), "for full access only"),
        (Access.LIMITED, None, frozenset[int](), "at least one product"),
    ],
)
def test_refused_terms_say_what_is_wrong(
    access: Access, payer: Payer | None, products: frozenset[int], says: str
) -> None:
    with pytest.raises(TermsRefused) as refused:
        Terms(access, payer, products)

    assert isinstance(refused.value.reason, Msg)
    assert says in refused.value.reason.text


LIMITED = (Access.LIMITED, None)
CLIENT_PAYS = (Access.FULL, Payer.CLIENT)
PARTNER_PAYS = (Access.FULL, Payer.PARTNER)


def _texts(agreed: tuple[Access, Payer | None]) -> dict[str, str]:
    found: Consequences = consequences(*agreed)
    return {
        "orders": found.orders.text,
        "pays": found.pays.text,
        "invoices": found.invoices.text if found.invoices is not None else "",
        "earns": found.earns.text,
    }


@pytest.mark.parametrize(
    ("agreed", "about", "says"),
    [
        (LIMITED, "orders", "the partner can do neither"),  # fact 17
        (LIMITED, "pays", "The client pays"),
        (LIMITED, "earns", "when the client buys or renews products that this partner manages"),  # fact 18
        (CLIENT_PAYS, "orders", "The partner can order and renew for the client"),  # fact 21
        (CLIENT_PAYS, "pays", "The client pays the partner’s orders and renewals, at the public price"),  # fact 25
        (CLIENT_PAYS, "invoices", "in the client’s organisation only; the partner has no access"),  # fact 25
        (CLIENT_PAYS, "earns", "on every order and renewal"),  # fact 23
        (CLIENT_PAYS, "earns", "cashback according to its benefits"),  # fact 25
        (PARTNER_PAYS, "orders", "The partner can order and renew for the client"),  # fact 21
        (PARTNER_PAYS, "pays", "The partner pays"),  # fact 26
        (PARTNER_PAYS, "pays", "at once with its reseller discount"),  # fact 26
        (PARTNER_PAYS, "invoices", "in the partner’s organisation only; the client has no access"),  # fact 26
        (PARTNER_PAYS, "earns", "on every order and renewal"),  # fact 23
        (PARTNER_PAYS, "earns", "what the client orders or renews itself, it gets cashback"),  # fact 27
    ],
)
def test_both_sides_read_what_follows(agreed: tuple[Access, Payer | None], about: str, says: str) -> None:
    assert says in _texts(agreed)[about]


def test_limited_access_says_nothing_of_invoices() -> None:
    assert consequences(*LIMITED).invoices is None


def test_the_three_agreements_differ() -> None:
    found = [consequences(*agreed) for agreed in (LIMITED, CLIENT_PAYS, PARTNER_PAYS)]

    assert all(one != other for one, other in product(found, found) if one is not other)
