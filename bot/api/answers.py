"""The shapes of what the API answers, as its description has them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from domain.partnerships.rules import Access, Payer, SetUp, Side, Status
from services.partnerships.steps import Door, Step


class Taken(BaseModel):
    """What came of the records: new, changed, known already, older than what is known."""

    created: int
    changed: int
    unchanged: int
    outdated: int


class LinkMade(BaseModel):
    """A link that connects this person’s Telegram with the account, once. It is shown to nobody else."""

    url: str = Field(examples=["https://t.me/handschlag_bot?start=link_AbCd"])
    expires_at: str = Field(examples=["2026-11-28T09:10:00+00:00"])
    qr_png: str = Field(description="The link as a QR picture: a `data:` URL.", examples=["data:image/png;base64,iVBO"])


class Party(BaseModel):
    """One of the two organisations. `account` is null for one that the provider does not know."""

    account: str | None
    name: str
    country: str
    register_number: str | None
    partner_code: str | None
    verified: bool


class ManagedProduct(BaseModel):
    """A product. `product` is the provider’s number, null for one that somebody has typed."""

    product: str | None
    name: str
    kind: str


class Partnership(BaseModel):
    """A request that became, or may become, a partnership."""

    id: str
    status: Status
    client: Party
    partner: Party
    access: Access
    payment_means: Payer | None
    products: list[ManagedProduct]
    shelves: list[str] = Field(
        description="Categories for which a partner asks limited access; the client chooses products of them.",
        examples=[["hosting"]],
    )
    asked_by: Side
    waits_for: Literal["client", "partner"] | None = Field(description="Who is to answer, while it is asked for.")
    ends_on: str | None = Field(description="The last day of the access, where it has one.", examples=["2027-03-31"])
    ending_by: Side | None = Field(description="Who has announced that it ends on that day.")
    requested_at: str
    lapses_at: str | None
    confirmed_at: str | None
    closed_at: str | None
    closed_by: Side | None
    reason: str | None = Field(description="In somebody’s own words.")
    reason_code: str | None = Field(
        description="A reason that was chosen, or is the programme’s.", examples=["capacity"]
    )
    last_words: str | None = Field(description="What whoever has ended it says to the other.")
    set_up: SetUp | None


class Partnerships(BaseModel):
    """A page of partnerships, in the order in which they began."""

    items: list[Partnership]
    next_cursor: str | None = Field(description="For the next page; null where there is none.")


class StepBy(BaseModel):
    """Who took a step: which side, through which door, and, for the console, which person."""

    party: Literal["client", "partner"] | None
    door: Door
    person: str | None


class StepProduct(BaseModel):
    """A product that was granted or released."""

    product: str | None
    name: str


class HistoryStep(BaseModel):
    """One step."""

    at: str
    what: Step
    status: Status | None = Field(description="The status after it, where it changed.")
    by: StepBy
    payment_means: Payer | None
    granted: list[StepProduct]
    released: list[StepProduct]
    reason: str | None = Field(description="In somebody’s own words.")
    reason_code: str | None = Field(
        description="A reason that was chosen, or is the programme’s.", examples=["capacity"]
    )


class History(BaseModel):
    """What became of a partnership, the oldest step first."""

    items: list[HistoryStep]
    next_cursor: str | None


class Health(BaseModel):
    """The process can do its work."""

    status: Literal["ok"]
