"""The status diagram, arrow by arrow, and what may be agreed; the tables are written down here a second time."""

from __future__ import annotations

from itertools import product

import pytest

from domain.partnerships.consequences import Consequences, consequences
from domain.partnerships.rules import (
    OPEN,
    Access,
    Action,
    NotPossibleNow,
    NotYours,
    Payer,
    Side,
    Status,
    Terms,
    TermsRefused,
    applies,
    move,
    possible_actions,
)
from domain.words import Msg

ARROWS = {
    (Status.PREPARED, Action.SEND, Side.PROGRAMME): Status.PENDING,
    (Status.PREPARED, Action.WITHDRAW, Side.CLIENT): Status.WITHDRAWN,
    (Status.PREPARED, Action.CEASE, Side.PROGRAMME): Status.ENDED,
    (Status.PENDING, Action.CONFIRM, Side.PARTNER): Status.ACTIVE,  # fact 31
    (Status.PENDING, Action.DECLINE, Side.PARTNER): Status.DECLINED,  # fact 31
    (Status.PENDING, Action.ENQUIRE, Side.PARTNER): Status.PENDING,
    (Status.PENDING, Action.WITHDRAW, Side.CLIENT): Status.WITHDRAWN,  # fact 31
    (Status.PENDING, Action.RESEND, Side.CLIENT): Status.PENDING,  # fact 31
    (Status.PENDING, Action.LAPSE, Side.PROGRAMME): Status.LAPSED,
    (Status.PENDING, Action.OVERTAKE, Side.PROGRAMME): Status.OVERTAKEN,  # fact 24
    (Status.PENDING, Action.CEASE, Side.PROGRAMME): Status.ENDED,
    (Status.PENDING, Action.COUNTER, Side.PARTNER): Status.PROPOSED,
    (Status.PROPOSED, Action.CONFIRM, Side.CLIENT): Status.ACTIVE,  # fact 39
    (Status.PROPOSED, Action.DECLINE, Side.CLIENT): Status.DECLINED,
    (Status.PROPOSED, Action.ENQUIRE, Side.CLIENT): Status.PROPOSED,
    (Status.PROPOSED, Action.COUNTER, Side.CLIENT): Status.PENDING,  # fact 31
    (Status.PROPOSED, Action.WITHDRAW, Side.PARTNER): Status.WITHDRAWN,
    (Status.PROPOSED, Action.RESEND, Side.PARTNER): Status.PROPOSED,
    (Status.PROPOSED, Action.LAPSE, Side.PROGRAMME): Status.LAPSED,
    (Status.PROPOSED, Action.OVERTAKE, Side.PROGRAMME): Status.OVERTAKEN,  # fact 24
    (Status.PROPOSED, Action.CEASE, Side.PROGRAMME): Status.ENDED,
    (Status.ACTIVE, Action.END, Side.CLIENT): Status.ENDED,  # fact 32
    (Status.ACTIVE, Action.END, Side.PARTNER): Status.ENDED,  # fact 32
    (Status.ACTIVE, Action.REPLACE, Side.PROGRAMME): Status.ENDED,  # fact 24
    (Status.ACTIVE, Action.CEASE, Side.PROGRAMME): Status.ENDED,
    (Status.ACTIVE, Action.REFUSE, Side.PROGRAMME): Status.PENDING,
    (Status.ACTIVE, Action.REOPEN, Side.PROGRAMME): Status.PROPOSED,
    (Status.ACTIVE, Action.EXPIRE, Side.PROGRAMME): Status.ENDED,
    (Status.ENDED, Action.RESTORE, Side.PROGRAMME): Status.ACTIVE,
    (Status.ENDED, Action.UNDO, Side.CLIENT): Status.ACTIVE,
    (Status.ENDED, Action.UNDO, Side.PARTNER): Status.ACTIVE,
    (Status.ACTIVE, Action.CHANGE_PAYER, Side.CLIENT): Status.ACTIVE,  # fact 28
    (Status.ACTIVE, Action.CHANGE_PRODUCTS, Side.CLIENT): Status.ACTIVE,  # fact 32
    (Status.ACTIVE, Action.SET_END, Side.CLIENT): Status.ACTIVE,
    (Status.ACTIVE, Action.ANNOUNCE_END, Side.CLIENT): Status.ACTIVE,  # fact 32
    (Status.ACTIVE, Action.ANNOUNCE_END, Side.PARTNER): Status.ACTIVE,  # fact 32
    (Status.ACTIVE, Action.REVOKE_END, Side.CLIENT): Status.ACTIVE,
    (Status.ACTIVE, Action.REVOKE_END, Side.PARTNER): Status.ACTIVE,
}
MISSING = [step for step in product(Status, Action, Side) if step not in ARROWS]
FINAL = [Status.DECLINED, Status.WITHDRAWN, Status.LAPSED, Status.OVERTAKEN]


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


def test_what_is_open_is_what_people_can_still_change() -> None:
    people = (Side.CLIENT, Side.PARTNER)
    undoable = {Status.ENDED}  # for ten minutes
    assert {status for status in Status if any(possible_actions(status, side) for side in people)} == OPEN | undoable


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
AGREEMENTS: list[tuple[Access, Payer | None]] = [LIMITED, CLIENT_PAYS, PARTNER_PAYS]


def _says(words: Msg | None) -> str:
    return words.text.format(**words.values) if words is not None else ""


def _texts(agreed: tuple[Access, Payer | None], reader: Side) -> dict[str, str]:
    other = {Side.CLIENT: "Alpweb", Side.PARTNER: "Seegarten"}[reader]
    found: Consequences = consequences(*agreed, reader, other)
    return {about: _says(getattr(found, about)) for about in ("orders", "pays", "invoices", "earns")}


@pytest.mark.parametrize(
    ("agreed", "about", "to_client", "to_partner"),
    [
        # fact 17
        (
            LIMITED,
            "orders",
            "You order and renew yourself; Alpweb can do neither",
            "Seegarten orders and renews itself",
        ),
        (LIMITED, "pays", "You pay for your orders", "Seegarten pays for its orders"),
        # fact 18
        (
            LIMITED,
            "earns",
            "Alpweb earns when you buy or renew products that it",
            "You earn when Seegarten buys or renews",
        ),
        (
            CLIENT_PAYS,
            "orders",
            "Alpweb can order and renew for you",
            "You can order and renew for Seegarten",
        ),  # fact 21
        # fact 25
        (CLIENT_PAYS, "pays", "You pay for what Alpweb", "Seegarten pays for what you"),
        (CLIENT_PAYS, "pays", "at the public price", "at the public price"),
        (
            CLIENT_PAYS,
            "invoices",
            "Only you see the invoices; Alpweb has no",
            "Only Seegarten sees the invoices; you have no",
        ),
        (CLIENT_PAYS, "earns", "as cashback according to its benefits", "as cashback according to your benefits"),
        (CLIENT_PAYS, "earns", "Alpweb earns on every order and", "You earn on every order and"),  # fact 23
        (
            PARTNER_PAYS,
            "orders",
            "Alpweb can order and renew for you",
            "You can order and renew for Seegarten",
        ),  # fact 21
        # fact 26
        (PARTNER_PAYS, "pays", "Alpweb pays for what it", "You pay for what you"),
        (PARTNER_PAYS, "pays", "at once with its reseller discount", "at once with your reseller discount"),
        (
            PARTNER_PAYS,
            "invoices",
            "Only Alpweb sees the invoices; you have no",
            "Only you see the invoices; Seegarten has no",
        ),
        (
            PARTNER_PAYS,
            "earns",
            "Alpweb earns on every order and renewal",
            "You earn on every order and renewal",
        ),  # fact 23
        # fact 27
        (PARTNER_PAYS, "earns", "you order or renew yourself, it gets", "Seegarten orders or renews itself, you get"),
    ],
)
def test_each_side_reads_what_follows_for_it(
    agreed: tuple[Access, Payer | None], about: str, to_client: str, to_partner: str
) -> None:
    assert to_client in _texts(agreed, Side.CLIENT)[about]
    assert to_partner in _texts(agreed, Side.PARTNER)[about]


@pytest.mark.parametrize("reader", [Side.CLIENT, Side.PARTNER])
@pytest.mark.parametrize("agreed", AGREEMENTS)
def test_nobody_reads_of_themselves_in_the_third_person(agreed: tuple[Access, Payer | None], reader: Side) -> None:
    said = " ".join(_texts(agreed, reader).values())

    assert "you" in said.lower()
    assert not any(word in said.lower() for word in ("the client", "the partner"))


def test_limited_access_says_nothing_of_invoices() -> None:
    assert all(consequences(*LIMITED, side, "Alpweb").invoices is None for side in (Side.CLIENT, Side.PARTNER))


def test_no_two_agreements_and_sides_read_the_same() -> None:
    sides = (Side.CLIENT, Side.PARTNER)
    found = [consequences(*agreed, side, "Alpweb") for agreed in AGREEMENTS for side in sides]

    assert all(one != other for one, other in product(found, found) if one is not other)
