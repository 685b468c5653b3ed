"""The shapes of what is sent to the API, as its description has them; what it answers is in `bot.api.answers`.

Of records, only the shape is checked here; what a right value is, `domain.accounts.records` says, for files, too.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr, StringConstraints

from domain.partnerships.rules import Access, Payer
from services.partnerships.enquiries import LONGEST

MOST_RECORDS = 1_000
MOST_PRODUCTS = 1_000
NUMBER = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"
_VISIBLE = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
LARGEST_ID = 2**53
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

Number: TypeAlias = Annotated[StrictStr, Field(pattern=NUMBER, examples=["4711"])]
"""A number or code of the provider's own."""
Text: TypeAlias = Annotated[StrictStr, Field(max_length=400)]
Moment: TypeAlias = Annotated[StrictStr, Field(max_length=64, examples=["2026-11-28T09:00:00Z"])]
Date: TypeAlias = Annotated[StrictStr, Field(max_length=32, examples=["2027-05-31"])]
Amount: TypeAlias = Annotated[StrictStr, Field(max_length=32, examples=["240.00"])]

AccountNumber: TypeAlias = Annotated[str, Path(pattern=NUMBER, description="The account’s number.", examples=["4711"])]
PersonNumber: TypeAlias = Annotated[
    str, Path(pattern=NUMBER, description="The person’s number in the console.", examples=["p-12"])
]
ProductNumber: TypeAlias = Annotated[
    str, Path(pattern=NUMBER, description="The product’s number.", examples=["domain-881"])
]
OrderNumber: TypeAlias = Annotated[str, Path(pattern=NUMBER, description="The entry’s number.", examples=["o-90311"])]
Since: TypeAlias = Annotated[
    str, Path(pattern=DATE, description="The day from which the level counts.", examples=["2026-01-01"])
]
PartnershipId: TypeAlias = Annotated[
    int, Path(ge=1, le=LARGEST_ID, description="The partnership’s `id`.", examples=[17])
]


class Body(BaseModel):
    """A JSON object without fields that are not described."""

    model_config = ConfigDict(extra="forbid")


class AccountFields(Body):
    """An account as it was at `as_of`."""

    kind: Literal["company", "private"]
    name: Text = Field(examples=["Seegarten Hotels (Demo) AG"])
    country: Text = Field(description="ISO 3166, two letters.", examples=["CH"])
    register_number: Text | None = Field(None, description="In the commercial register.", examples=["CHE-123.456.788"])
    email: Text | None = Field(None, description="Partners are found by it.", examples=["office@seegarten.example"])
    partner: StrictBool = Field(description="Whether it takes part in the programme as a partner.")
    partner_code: Text | None = Field(None, description="Clients find it by this code.", examples=["P-7K2M9Q"])
    status: Literal["open", "closed"]
    as_of: Moment = Field(description="When this was so. Older data never overwrite newer.")


class PersonFields(Body):
    """Somebody of the account, as they were at `as_of`."""

    name: Text = Field(examples=["L. Muster (Demo)"])
    email: Text | None = None
    role: Literal["legal_representative", "administrator", "employee", "reader"]
    status: Literal["active", "removed"]
    as_of: Moment


class ProductFields(Body):
    """A product of an account, as it was at `as_of`."""

    account: Number
    kind: Text = Field(description="A code of the programme’s catalogue.", examples=["domain"])
    name: Text = Field(examples=["seegarten.example"])
    yearly_value: Amount = Field(description="In the account’s currency.")
    expires_on: Date | None = None
    status: Literal["active", "cancelled"]
    as_of: Moment


class OrderFields(Body):
    """An entry in the provider’s books, as it was at `as_of`."""

    account: Number = Field(description="Whose entry it is.")
    kind: Literal["order", "renewal", "credit_note", "refund"]
    product: Number | None = None
    amount: Amount = Field(description="Never below zero: what a credit note takes back, its kind says.")
    currency: Text = Field(description="ISO 4217.", examples=["CHF"])
    booked_on: Date
    ordered_by: Number = Field(description="The account that ordered.")
    paid_by: Number = Field(description="The account that paid.")
    refers_to: Number | None = Field(None, description="Which entry a credit note or refund takes back.")
    as_of: Moment


class LevelFields(Body):
    """A partner's level of benefits, as it was at `as_of`."""

    level: Number = Field(description="A code of the programme’s levels, or “none”.", examples=["silver"])
    as_of: Moment


class AccountRecord(AccountFields):
    """An account in a batch."""

    account: Number


class PersonRecord(PersonFields):
    """Somebody of an account, in a batch."""

    person: Number
    account: Number


class ProductRecord(ProductFields):
    """A product in a batch."""

    product: Number


class OrderRecord(OrderFields):
    """An entry in the books, in a batch."""

    order: Number


class LevelRecord(LevelFields):
    """A partner's level, in a batch."""

    account: Number
    since: Date


class AccountBatch(Body):
    """Accounts, all of them or none."""

    records: list[AccountRecord] = Field(min_length=1, max_length=MOST_RECORDS)


class PersonBatch(Body):
    """People, all of them or none."""

    records: list[PersonRecord] = Field(min_length=1, max_length=MOST_RECORDS)


class ProductBatch(Body):
    """Products, all of them or none."""

    records: list[ProductRecord] = Field(min_length=1, max_length=MOST_RECORDS)


class OrderBatch(Body):
    """Entries in the books, all of them or none."""

    records: list[OrderRecord] = Field(min_length=1, max_length=MOST_RECORDS)


class LevelBatch(Body):
    """Partners' levels, all of them or none."""

    records: list[LevelRecord] = Field(min_length=1, max_length=MOST_RECORDS)


class LinkWanted(Body):
    """For whom a link is made: the person who is logged in, and the account they see."""

    account: Number
    person: Number


class Decider(Body):
    """Who decides: somebody of the console, in the name of an account."""

    account: Number
    person: Number


class Decision(Body):
    """A decision that needs no more than who makes it."""

    by: Decider


Reason: TypeAlias = Annotated[StrictStr, StringConstraints(strip_whitespace=True, max_length=LONGEST, pattern=_VISIBLE)]


class Ending(Decision):
    """Ending a partnership. The other side reads both."""

    reason: Reason | None = Field(None, description="Why.", examples=["The website has moved."])
    last_words: Reason | None = Field(
        None, description="A word of farewell.", examples=["Thank you for five good years."]
    )


class Declining(Decision):
    """Declining a request."""

    reason: Reason | None = Field(None, description="The client reads it.", examples=["We have no capacity now."])


class PaymentMeans(Decision):
    """Another choice of payment means (full access only)."""

    payment_means: Payer


Products: TypeAlias = Annotated[list[Number], Field(max_length=MOST_PRODUCTS, examples=[["domain-881"]])]


class Confirming(Decision):
    """Confirming a request."""

    products: Products | None = Field(
        None, description="Where the client grants limited access: which products, by the provider’s numbers."
    )


class Managed(Decision):
    """Which products the partner manages from now on (limited access only)."""

    products: Products = Field(
        description="The provider’s numbers, all of them. Products that somebody has typed in the chat stay."
    )


class Wanted(Decision):
    """A request to a partner."""

    partner: Number = Field(description="The partner’s account number or partner code.", examples=["P-7K2M9Q"])
    access: Access
    payment_means: Payer | None = Field(None, description="With full access.")
    products: Products = Field(default_factory=list, description="With limited access: the provider’s numbers.")
