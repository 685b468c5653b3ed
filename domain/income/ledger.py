"""The ledger: which partner an entry of the books is attributed to, and what it brings there, plus or minus.

An entry has a day and no hour. Whoever ordered it as a partner did so by a partnership that stood on that day, at any
hour; among several, the last by which it could be. What a client has ordered itself goes to the partner that managed
the product on that day, or else to the one with full access; among several, to the last that stood. So on the day of a
replacement each keeps what it has ordered, and the new one has what the client ordered; on its last day, a partner that
nobody replaces still earns.

While somebody with full access stands beside somebody who manages the product, one of the two earns: who manages the
product, where the client orders; who orders, where a partner does. An entry pays once.

Whatever the order in which entries, terms and levels become known: the ledger of the same facts is the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.accounts.kinds import OrderKind
from domain.income.money import Rate, brought, taken_back
from domain.income.rule import Doubt, Earning, Party, Standing, Verdict, judge, takes_back
from domain.partnerships.rules import Access, Payer, Side

_FOREVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the books, by its `number` there. `amount` in the currency's smallest unit; the others are ids."""

    number: str
    client: int
    kind: OrderKind
    product: int | None
    amount: int
    currency: str
    booked_on: dt.date
    ordered_by: int
    paid_by: int
    refers_to: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """The time in which a partnership had the same terms: from `since` until before `until`, or up to now."""

    partnership: int
    partner: int
    access: Access
    payer: Payer | None
    since: dt.datetime
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Managed:
    """The time in which a product belonged to a limited-access partnership."""

    partnership: int
    product: int
    since: dt.datetime
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry in the ledger. `turnover` and `income` are below zero where something is taken back.

    Without a `partner` it is nobody's. `income` is missing where the partner's rate of that day is not known;
    `ordered_by` is the side that ordered.
    """

    number: str
    client: int
    partner: int | None
    kind: OrderKind
    product: int | None
    currency: str
    booked_on: dt.date
    ordered_by: Side
    turnover: int
    earning: Earning | None
    income: int | None
    doubt: Doubt | None


RateOn = Callable[[int, dt.date], Rate | None]
"""The rate that a partner (id) had on a day, if one is known."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A partner that stood to the client on some day."""

    partner: int
    standing: Standing


class History:
    """The terms of clients' partnerships, to be asked how it was on a day, where the programme is."""

    def __init__(self, zone: dt.tzinfo, terms: Mapping[int, Sequence[Term]], managed: Iterable[Managed]) -> None:
        self._zone = zone
        self._terms = terms
        self._managed: dict[tuple[int, int], list[Managed]] = {}
        for each in managed:
            self._managed.setdefault((each.partnership, each.product), []).append(each)

    def end_of(self, day: dt.date) -> dt.datetime:
        """The moment when the day is over."""
        return self._begin_of(day + dt.timedelta(days=1))

    def on(self, client: int, product: int | None, day: dt.date) -> list[Stood]:
        """Who stood to the client on that day: the last first, by when it ended, and else by when it began."""
        begin, end = self._begin_of(day), self.end_of(day)
        found = []
        for term in self._terms.get(client, ()):
            until = _FOREVER if term.until is None else term.until
            if term.since >= end or until <= begin or until <= term.since:
                continue
            manages = self._manages(term, product, begin, end)
            last = until if manages is None else manages
            standing = Standing.of(term.access, term.payer, manages=manages is not None)
            found.append(((last, term.since, term.partnership), Stood(term.partner, standing)))
        return [stood for _, stood in sorted(found, key=lambda each: each[0], reverse=True)]

    def _manages(self, term: Term, product: int | None, begin: dt.datetime, end: dt.datetime) -> dt.datetime | None:
        """Until when the product belonged to the partnership on that day within the term, if it did."""
        if product is None or term.access is not Access.LIMITED:
            return None
        found = []
        for each in self._managed.get((term.partnership, product), ()):
            since = max(each.since, term.since)
            until = min(each.until or _FOREVER, term.until or _FOREVER)
            if since < end and until > begin and since < until:
                found.append(until)
        return max(found, default=None)

    def _begin_of(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(), self._zone).astimezone(dt.UTC)


def book(entry: Entry, takings: Sequence[Entry], history: History, rate_on: RateOn) -> list[Booked]:
    """An order or renewal, and behind it what takes it back, in the order of days and numbers."""
    stood, verdict = _attributed(entry, history.on(entry.client, entry.product, entry.booked_on))
    partner = stood.partner if stood is not None and verdict.earning is not None else None
    rate = None if partner is None else rate_on(partner, entry.booked_on)
    income = None if rate is None or verdict.earning is None else brought(entry.amount, verdict.earning, rate)
    side = Side.CLIENT if entry.ordered_by == entry.client else Side.PARTNER
    rows = [_booked(entry, entry, partner, side, verdict, entry.amount, income)]
    sound = [each for each in takings if each.client == entry.client and each.currency == entry.currency]
    sound.sort(key=lambda each: (each.booked_on, each.number))
    parts = taken_back(entry.amount, income or 0, [each.amount for each in sound])
    for taking, (amount, back) in zip(sound, parts, strict=True):
        row = _booked(taking, entry, partner, side, verdict, -amount, None if income is None else -back)
        rows.append(row)
    rows += [nothing_taken_back(each, Doubt.TAKES_BACK_ANOTHERS) for each in takings if each not in sound]
    return rows


def nothing_taken_back(taking: Entry, doubt: Doubt) -> Booked:
    """A credit note or refund that has no entry which it could take back."""
    side = Side.CLIENT if taking.ordered_by == taking.client else Side.PARTNER
    return Booked(
        taking.number,
        taking.client,
        None,
        taking.kind,
        taking.product,
        taking.currency,
        taking.booked_on,
        side,
        0,
        None,
        None,
        doubt,
    )


def _booked(
    entry: Entry, original: Entry, partner: int | None, side: Side, verdict: Verdict, turnover: int, income: int | None
) -> Booked:
    return Booked(
        number=entry.number,
        client=original.client,
        partner=partner,
        kind=entry.kind,
        product=original.product,
        currency=original.currency,
        booked_on=entry.booked_on,
        ordered_by=side,
        turnover=turnover,
        earning=verdict.earning,
        income=income,
        doubt=verdict.doubt if entry is original else None,
    )


def _attributed(entry: Entry, stood: Sequence[Stood]) -> tuple[Stood | None, Verdict]:
    """The partner of which the entry is judged, and the verdict: the first of those by whom it could be."""
    if entry.ordered_by == entry.client:
        full = [each for each in stood if each.standing not in {Standing.LIMITED, Standing.LIMITED_ELSEWHERE}]
        candidates = [*(each for each in stood if each.standing is Standing.LIMITED), *full]
        ordered_by = Party.CLIENT
    else:
        candidates = [each for each in stood if each.partner == entry.ordered_by]
        ordered_by = Party.PARTNER
    judged = [
        (each, judge(entry.kind, ordered_by, _paid_by(entry, each.partner), each.standing)) for each in candidates
    ]
    if not judged:
        return None, judge(entry.kind, ordered_by, _paid_by(entry, entry.ordered_by), Standing.NONE)
    return next((each for each in judged if each[1].doubt is None), judged[0])


def _paid_by(entry: Entry, partner: int) -> Party:
    if entry.paid_by == entry.client:
        return Party.CLIENT
    return Party.PARTNER if entry.paid_by == partner else Party.OTHER


def ledger(entries: Iterable[Entry], history: History, rate_on: RateOn) -> dict[str, Booked]:
    """The ledger of these entries, by their numbers; an entry and all that takes it back must be among them."""
    known = {each.number: each for each in entries}
    takings: dict[str, list[Entry]] = {}
    rows: list[Booked] = []
    for each in known.values():
        if not takes_back(each.kind):
            continue
        original = None if each.refers_to is None else known.get(each.refers_to)
        if original is None:
            rows.append(nothing_taken_back(each, Doubt.TAKES_NOTHING_BACK))
        elif takes_back(original.kind):
            rows.append(nothing_taken_back(each, Doubt.TAKES_BACK_ANOTHERS))
        else:
            takings.setdefault(original.number, []).append(each)
    for each in known.values():
        if not takes_back(each.kind):
            rows += book(each, takings.get(each.number, ()), history, rate_on)
    return {row.number: row for row in rows}
