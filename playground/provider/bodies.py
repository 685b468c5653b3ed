"""What the console's page says to its server: the requests' bodies, checked."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from playground.bodies import Body
from playground.provider.books import Role

Number = Annotated[str, Field(pattern=r"^[\w.-]{1,64}$")]


class By(Body):
    """Who is logged in, and for which account."""

    account: Number
    person: Number


class NewProduct(Body):
    account: Number
    kind: Number
    name: Annotated[str, Field(min_length=1, max_length=128)]
    yearly_value: Annotated[Decimal, Field(ge=0, lt=10_000_000, decimal_places=2, strict=False)]


class NewRole(Body):
    role: Role


class Switches(Body):
    """Faults to try; what is not named stays as it is."""

    out_of_order: bool | None = None
    account: Number | None = None
    blocked: bool | None = None
    product: Number | None = None
    gone: bool | None = None


class NewPartnership(Body):
    """As the desk's API takes it. `partner` is an account's number or a partner code."""

    by: By
    partner: Annotated[str, Field(min_length=1, max_length=64)]
    access: Literal["limited", "full"]
    payment_means: Literal["client", "partner"] | None = None
    products: list[Number] | None = None


class PaymentMeans(Body):
    by: By
    payment_means: Literal["client", "partner"]
