"""Who could do it, who pays, at which price, who sees the invoice, who earns: every combination, each with its fact."""

from __future__ import annotations

from itertools import product

import pytest

from domain.accounts.kinds import OrderKind
from domain.income.rule import Doubt, Earning, Party, Price, Standing, Verdict, judge
from domain.partnerships.rules import Access, Payer, Side

# Who ordered, who paid, how the partner stood; what follows: doubtful why, or who pays, at which price, who sees the
# invoice, what the partner gets. Orders and renewals alike; what takes them back, takes back just that.
TABLE = """
client  client  none                pays client, public, invoice client                      # a client without a partner
client  client  limited             pays client, public, invoice client, cashback            # 16, 18
client  client  limited_elsewhere   pays client, public, invoice client                      # 18: not a product it manages
client  client  full_client_pays    pays client, public, invoice client, cashback            # 23, 25, 27
client  client  full_partner_pays   pays client, public, invoice client, cashback            # 23, 27
client  partner none                doubt other_payer                                        # 22: nothing is settled
client  partner limited             doubt other_payer                                        # 22: with full access only
client  partner limited_elsewhere   doubt other_payer                                        # 22: with full access only
client  partner full_client_pays    doubt other_payer                                        # 25: the client settles
client  partner full_partner_pays   doubt other_payer                                        # 26: what it ordered itself
client  other   none                doubt other_payer                                        # 22: nothing is settled
client  other   limited             doubt other_payer                                        # 22
client  other   limited_elsewhere   doubt other_payer                                        # 22
client  other   full_client_pays    doubt other_payer                                        # 25
client  other   full_partner_pays   doubt other_payer                                        # 26
partner client  none                doubt no_partnership                                     # 21: needs full access
partner client  limited             doubt limited_access                                     # 17
partner client  limited_elsewhere   doubt limited_access                                     # 17
partner client  full_client_pays    pays client, public, invoice client, cashback            # 21, 23, 25
partner client  full_partner_pays   doubt other_payer                                        # 26: the partner settles
partner partner none                doubt no_partnership                                     # 21
partner partner limited             doubt limited_access                                     # 17
partner partner limited_elsewhere   doubt limited_access                                     # 17
partner partner full_client_pays    doubt other_payer                                        # 25: the client settles
partner partner full_partner_pays   pays partner, reseller, invoice partner, discount        # 10, 21, 23, 26
partner other   none                doubt no_partnership                                     # 21
partner other   limited             doubt limited_access                                     # 17
partner other   limited_elsewhere   doubt limited_access                                     # 17
partner other   full_client_pays    doubt other_payer                                        # 25
partner other   full_partner_pays   doubt other_payer                                        # 26
other   client  none                doubt no_partnership                                     # 21: nobody else orders
other   client  limited             doubt no_partnership                                     # 21
other   client  limited_elsewhere   doubt no_partnership                                     # 21
other   client  full_client_pays    doubt no_partnership                                     # 21
other   client  full_partner_pays   doubt no_partnership                                     # 21
other   partner none                doubt no_partnership                                     # 21
other   partner limited             doubt no_partnership                                     # 21
other   partner limited_elsewhere   doubt no_partnership                                     # 21
other   partner full_client_pays    doubt no_partnership                                     # 21
other   partner full_partner_pays   doubt no_partnership                                     # 21
other   other   none                doubt no_partnership                                     # 21
other   other   limited             doubt no_partnership                                     # 21
other   other   limited_elsewhere   doubt no_partnership                                     # 21
other   other   full_client_pays    doubt no_partnership                                     # 21
other   other   full_partner_pays   doubt no_partnership                                     # 21
"""  # noqa: E501 - a table
TAKES_BACK = {
    OrderKind.ORDER: False,
    OrderKind.RENEWAL: False,  # 17, 21: as an order
    OrderKind.CREDIT_NOTE: True,
    OrderKind.REFUND: True,
}


def read(line: str) -> tuple[tuple[Party, Party, Standing], str]:
    row = line.partition("#")[0].split(maxsplit=3)
    return (Party(row[0]), Party(row[1]), Standing(row[2])), row[3].strip()


ROWS = [read(line) for line in TABLE.strip().splitlines()]


def expected(words: str, kind: OrderKind) -> Verdict:
    back = TAKES_BACK[kind]
    if words.startswith("doubt "):
        return Verdict(Doubt(words.removeprefix("doubt ")), takes_back=back)
    pays, price, invoice, *earns = words.split(", ")
    earning = Earning(earns[0]) if earns else None
    return Verdict(None, Side(pays.split()[1]), Price(price), Side(invoice.split()[1]), earning, back)


def test_the_table_is_complete_and_each_of_its_rows_names_why() -> None:
    assert {row for row, _ in ROWS} == set(product(Party, Party, Standing))
    assert len(ROWS) * len(TAKES_BACK) == 180
    assert all(line.partition("# ")[2] for line in TABLE.strip().splitlines())


@pytest.mark.parametrize("kind", OrderKind)
@pytest.mark.parametrize(("row", "words"), ROWS, ids=[" ".join(row) for row, _ in ROWS])
def test_every_combination(kind: OrderKind, row: tuple[Party, Party, Standing], words: str) -> None:
    assert judge(kind, *row) == expected(words, kind)


@pytest.mark.parametrize(
    ("access", "payer", "manages", "standing"),
    [
        (Access.LIMITED, None, True, Standing.LIMITED),  # 16
        (Access.LIMITED, None, False, Standing.LIMITED_ELSEWHERE),  # 16
        (Access.FULL, Payer.CLIENT, False, Standing.FULL_CLIENT_PAYS),  # 20, 25
        (Access.FULL, Payer.PARTNER, False, Standing.FULL_PARTNER_PAYS),  # 20, 26
    ],
)
def test_how_a_partner_stands_follows_from_the_terms(
    access: Access, payer: Payer | None, manages: bool, standing: Standing
) -> None:
    assert Standing.of(access, payer, manages=manages) is standing
