"""The rule of income: what an entry of the books means under the partnership of its day (facts 10, 17–27).

A partner orders and renews with full access only (17, 21). Who pays is what the two have settled (22): with the
client's means the client pays the public price, sees the invoice, and the partner gets cashback (25); with the
partner's means the partner pays with its discount and sees the invoice alone (26). What a client orders itself, it pays
at the public price, and its partner gets cashback (18, 27). So an entry brings cashback or discount, never both (10).

A credit note or refund is judged as the entry that it takes back, and takes back what that one has brought.

An entry that could not be is doubtful: it is kept, and brings nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.accounts.kinds import OrderKind
from domain.partnerships.rules import Access, Payer, Side


class Party(StrEnum):
    """Whose account the books name. Who orders for a client without being it, orders as its partner."""

    CLIENT = "client"
    PARTNER = "partner"
    OTHER = "other"
    """Neither the client nor the partner of which the entry is judged."""


class Standing(StrEnum):
    """How a partner stood to the client, and to the entry's product, on the entry's day."""

    NONE = "none"
    LIMITED = "limited"
    """It managed the product (16)."""
    LIMITED_ELSEWHERE = "limited_elsewhere"
    """It managed others of the client's products."""
    FULL_CLIENT_PAYS = "full_client_pays"
    FULL_PARTNER_PAYS = "full_partner_pays"

    @classmethod
    def of(cls, access: Access, payer: Payer | None, *, manages: bool) -> Standing:
        """By a partnership's terms, and whether the partner `manages` the entry's product with limited access."""
        if access is Access.LIMITED:
            return cls.LIMITED if manages else cls.LIMITED_ELSEWHERE
        return cls.FULL_PARTNER_PAYS if payer is Payer.PARTNER else cls.FULL_CLIENT_PAYS


_FULL = frozenset({Standing.FULL_CLIENT_PAYS, Standing.FULL_PARTNER_PAYS})
_LIMITED = frozenset({Standing.LIMITED, Standing.LIMITED_ELSEWHERE})
_TAKES_BACK = frozenset({OrderKind.CREDIT_NOTE, OrderKind.REFUND})


class Price(StrEnum):
    """At which price something is sold."""

    PUBLIC = "public"
    RESELLER = "reseller"
    """With the partner's discount (26)."""


class Earning(StrEnum):
    """What kind of income an entry brings: one of the two (10)."""

    CASHBACK = "cashback"
    DISCOUNT = "discount"


class Doubt(StrEnum):
    """Why an entry could not be as the books have it."""

    NO_PARTNERSHIP = "no_partnership"
    """Somebody ordered for a client of which they were no partner on that day."""
    LIMITED_ACCESS = "limited_access"
    """A partner with limited access ordered or renewed (17)."""
    OTHER_PAYER = "other_payer"
    """Somebody paid whose payment means were not to be used (22, 25, 26)."""
    TAKES_NOTHING_BACK = "takes_nothing_back"
    """A credit note or refund names no entry, or one that is not in the books (yet)."""
    TAKES_BACK_ANOTHERS = "takes_back_anothers"
    """It names an entry of another account or currency, or one that takes back something itself."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says of an entry.

    `pays` and `sees_invoice` are sides of the partnership; with a `doubt`, none of it holds and nobody earns. `earning`
    is the partner's income; with `takes_back`, it is taken from it.
    """

    doubt: Doubt | None
    pays: Side | None = None
    price: Price | None = None
    sees_invoice: Side | None = None
    earning: Earning | None = None
    takes_back: bool = False


def takes_back(kind: OrderKind) -> bool:
    """Whether an entry of this kind takes back another one."""
    return kind in _TAKES_BACK


def judge(kind: OrderKind, ordered_by: Party, paid_by: Party, standing: Standing) -> Verdict:
    """What an entry means for the partner that stood so. `ordered_by` and `paid_by` of what is taken back are those of
    the entry that it takes back."""
    back = takes_back(kind)
    if ordered_by is not Party.CLIENT and (doubt := _doubt_of_partner(ordered_by, standing)) is not None:
        return Verdict(doubt, takes_back=back)
    partner_pays = ordered_by is Party.PARTNER and standing is Standing.FULL_PARTNER_PAYS  # 26
    if paid_by is not (Party.PARTNER if partner_pays else Party.CLIENT):
        return Verdict(Doubt.OTHER_PAYER, takes_back=back)
    if partner_pays:
        return Verdict(None, Side.PARTNER, Price.RESELLER, Side.PARTNER, Earning.DISCOUNT, back)  # 23, 26
    earns = standing in _FULL or standing is Standing.LIMITED  # 18, 23, 25, 27
    cashback = Earning.CASHBACK if earns else None
    return Verdict(None, Side.CLIENT, Price.PUBLIC, Side.CLIENT, cashback, back)


def _doubt_of_partner(ordered_by: Party, standing: Standing) -> Doubt | None:
    """Why somebody who is not the client could not order for it."""
    if standing in _LIMITED and ordered_by is Party.PARTNER:
        return Doubt.LIMITED_ACCESS  # 17
    return None if standing in _FULL and ordered_by is Party.PARTNER else Doubt.NO_PARTNERSHIP  # 21
