"""A small second telling of the programme's rules, in plain sets, to hold the real one against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from domain.partnerships.rules import Access, Payer, Side, Status, Terms
from domain.people import Role

REMINDERS = (dt.timedelta(days=3), dt.timedelta(days=14))
LAPSE = dt.timedelta(days=30)
A_DAY = dt.timedelta(days=1)
NOWHERE = 0

ARROWS = {
    (Status.PENDING, Status.ACTIVE),
    (Status.PENDING, Status.DECLINED),
    (Status.PENDING, Status.WITHDRAWN),
    (Status.PENDING, Status.LAPSED),
    (Status.PENDING, Status.OVERTAKEN),
    (Status.PENDING, Status.PROPOSED),
    (Status.PROPOSED, Status.PENDING),
    (Status.PROPOSED, Status.ACTIVE),
    (Status.PROPOSED, Status.DECLINED),
    (Status.PROPOSED, Status.WITHDRAWN),
    (Status.PROPOSED, Status.LAPSED),
    (Status.PROPOSED, Status.OVERTAKEN),
    (Status.ACTIVE, Status.ENDED),
}
"""From which status to which other one a partnership can go at all."""
WAITS = {Status.PENDING: Side.PARTNER, Status.PROPOSED: Side.CLIENT}
"""Who has to answer."""


@dataclass
class Deal:
    """A partnership as the model sees it."""

    client: int
    partner: int
    access: Access
    payer: Payer | None
    products: frozenset[int]
    sent_at: dt.datetime
    due_at: dt.datetime
    status: Status = Status.PENDING
    shelves: bool = False

    @property
    def open(self) -> bool:
        return self.status in {*WAITS, Status.ACTIVE}

    @property
    def awaited(self) -> Side:
        """Whose answer it waits for; the partner's, where it waits for nobody's."""
        return WAITS.get(self.status, Side.PARTNER)

    @property
    def asker(self) -> Side:
        """Who has asked last."""
        return Side.CLIENT if self.awaited is Side.PARTNER else Side.PARTNER

    @property
    def full(self) -> bool:
        return self.access is Access.FULL

    def waits(self, now: dt.datetime) -> bool:
        """Whether it may still be answered, whether or not anybody has looked at deadlines."""
        return self.status in WAITS and now < self.sent_at + LAPSE

    def close(self, status: Status) -> None:
        self.status = status
        self.products = frozenset()
        self.shelves = self.shelves and status is not Status.ACTIVE

    def send(self, now: dt.datetime) -> None:
        self.sent_at = now
        self.due_at = now + REMINDERS[0]


@dataclass
class Question:
    """What one side asked about a deal."""

    deal: int
    by: Side
    answered: bool = False


@dataclass
class Model:
    """Who belongs where, what there is, and what has been agreed. All keys are ids."""

    partners: set[int] = field(default_factory=set)
    roles: dict[tuple[int, int], Role] = field(default_factory=dict)
    acting: dict[int, int] = field(default_factory=dict)
    products: dict[int, tuple[int, str]] = field(default_factory=dict)
    deals: dict[int, Deal] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)

    def signs(self, person: int) -> bool:
        """Fact 30: a legal representative decides."""
        return self.roles.get((person, self.acting[person])) is Role.LEGAL_REPRESENTATIVE

    def keeps(self, person: int) -> bool:
        """Fact 40: an administrator keeps the products, too."""
        role = self.roles.get((person, self.acting[person]))
        return role in {Role.LEGAL_REPRESENTATIVE, Role.ADMINISTRATOR}

    def speaks(self, person: int, deal: Deal, side: Side) -> bool:
        """Whether the person may ask and answer for the side: readers only look."""
        return self.side(person, deal) is side and self.roles.get((person, self.acting[person])) is not Role.READER

    def side(self, person: int, deal: Deal) -> Side | None:
        """Where the person stands; `None` where it is none of their business."""
        acting = self.acting[person]
        return Side.CLIENT if acting == deal.client else Side.PARTNER if acting == deal.partner else None

    def decides(self, person: int, deal: Deal, *sides: Side) -> bool:
        return self.signs(person) and self.side(person, deal) in sides

    def open_deals(self, client: int) -> Iterator[tuple[int, Deal]]:
        return ((key, deal) for key, deal in self.deals.items() if deal.client == client and deal.open)

    def over(self, deals: Iterable[int], now: dt.datetime) -> set[int]:
        """Those of the deals that wait no longer, although nobody has closed them."""
        return {key for key in deals if self.deals[key].status in WAITS and not self.deals[key].waits(now)}

    def lapse(self, deals: set[int]) -> set[int]:
        """Closes these; the same ones."""
        for key in deals:
            self.deals[key].close(Status.LAPSED)
        return deals

    def lapse_all_of(self, client: int, now: dt.datetime) -> set[int]:
        """Closes what is over between the client and anybody; which ones."""
        return self.lapse(self.over([key for key, deal in self.deals.items() if deal.client == client], now))

    def free(self, client: int, wanted: frozenset[int], now: dt.datetime, *, beside: int = 0) -> bool:
        """Whether all the products are the client's own and nobody else holds one (fact 19)."""
        own = {key for key, (owner, _) in self.products.items() if owner == client}
        over = self.over(self.deals, now)
        held = {
            product
            for key, deal in self.deals.items()
            if key != beside and key not in over
            for product in deal.products
        }
        return wanted <= own and not wanted & held

    def can_ask(self, person: int, partner: int, terms: Terms, now: dt.datetime) -> bool:
        client = self.acting[person]
        over = self.over(self.deals, now)
        between = [deal for key, deal in self.open_deals(client) if deal.partner == partner and key not in over]
        return (
            self.signs(person)
            and partner in self.partners
            and partner != client
            and not any(deal.status in WAITS or deal.access is terms.access for deal in between)
            and self.free(client, terms.products, now)
        )

    def can_ask_for_access(self, person: int, client: int, terms: Terms, now: dt.datetime) -> bool:
        """Fact 39: the other way round; nobody needs products for that."""
        partner, over = self.acting[person], self.over(self.deals, now)
        between = [deal for key, deal in self.open_deals(client) if deal.partner == partner and key not in over]
        return (
            self.signs(person)
            and partner in self.partners
            and partner != client
            and client != NOWHERE
            and not any(deal.status in WAITS or deal.access is terms.access for deal in between)
        )

    def ask_for_access(self, key: int, person: int, client: int, terms: Terms, now: dt.datetime) -> None:
        partner, due = self.acting[person], now + REMINDERS[0]
        made = Deal(client, partner, terms.access, terms.payer, frozenset(), now, due, Status.PROPOSED)
        made.shelves = bool(terms.shelves)
        self.deals[key] = made

    def can_propose(self, key: int, access: Access) -> bool:
        """Whether it is another kind of access than the two have already."""
        deal = self.deals[key]
        others = [other for _, other in self.open_deals(deal.client) if other.partner == deal.partner]
        return not any(other.status is Status.ACTIVE and other.access is access for other in others)

    def counter(self, key: int, terms: Terms, now: dt.datetime) -> None:
        deal = self.deals[key]
        deal.status = Status.PROPOSED if deal.status is Status.PENDING else Status.PENDING
        deal.access, deal.payer, deal.products = terms.access, terms.payer, terms.products
        deal.shelves = bool(terms.shelves)
        deal.send(now)

    def ask(self, key: int, person: int, partner: int, terms: Terms, now: dt.datetime) -> None:
        self.deals[key] = Deal(
            self.acting[person], partner, terms.access, terms.payer, terms.products, now, now + REMINDERS[0]
        )

    def confirm(self, key: int, now: dt.datetime) -> tuple[set[int], set[int]]:
        """Which partnerships are replaced and which requests overtaken (fact 24)."""
        new = self.deals[key]
        others = [(other, deal) for other, deal in self.open_deals(new.client) if other != key]
        replaced = {
            other
            for other, deal in others
            if deal.status is Status.ACTIVE and (deal.partner == new.partner or (new.full and deal.full))
        }
        overtaken = {other for other, deal in others if deal.waits(now) and new.full and deal.full}
        for other in replaced:
            self.deals[other].close(Status.ENDED)
        for other in overtaken:
            self.deals[other].close(Status.OVERTAKEN)
        new.status = Status.ACTIVE
        new.shelves = False
        return replaced, overtaken

    def can_add(self, person: int, name: str) -> bool:
        client = self.acting[person]
        names = {taken.casefold() for owner, taken in self.products.values() if owner == client}
        return self.keeps(person) and name.casefold() not in names

    def can_remove(self, person: int, product: int, now: dt.datetime) -> bool:
        if product not in self.products or self.products[product][0] != self.acting[person]:
            return False
        over = self.over(self.deals, now)
        holders = [deal for key, deal in self.deals.items() if product in deal.products and key not in over]
        return self.keeps(person) and all(deal.status is Status.ACTIVE and len(deal.products) > 1 for deal in holders)

    def remove(self, product: int) -> set[int]:
        """From which partnerships the product is taken."""
        del self.products[product]
        holders = {key for key, deal in self.deals.items() if product in deal.products}
        for key in holders:
            self.deals[key].products -= {product}
        return holders

    def look_at_deadlines(self, now: dt.datetime) -> tuple[set[int], set[int]]:
        """Which requests are reminded of, and which lapse."""
        reminded, lapsed = set(), set()
        for key, deal in self.deals.items():
            if deal.status not in WAITS:
                continue
            if deal.sent_at + LAPSE <= now:
                lapsed.add(key)
                deal.close(Status.LAPSED)
            elif deal.due_at <= now:
                reminded.add(key)
                deal.due_at = min(deal.sent_at + after for after in (*REMINDERS, LAPSE) if deal.sent_at + after > now)
        return reminded, lapsed
