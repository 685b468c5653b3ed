"""What a partner earns, and what a client's partners have ordered, as far as somebody sees it (facts 11, 25, 26, 41).

Months are given by their first days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

from domain.income.rule import Earning
from domain.income.what_if import Had, WhatIf, what_if
from domain.partnerships.rules import Side
from domain.programme import Programme
from domain.words import Msg
from services.care.reaching import GIVEN_CLIENTS, reach_in_role
from services.income.settling import rates_of
from services.rights import Act, NotFound, own_organisation, require, role_in
from storage.care import limited_to
from storage.income import reading as stored
from storage.income.reading import NOTHING, Line, OfMonth, OfPartner, Part, Sight, Sums
from storage.tables import Organisation, Person
from storage.work import Work

K = TypeVar("K")

MONTHS = 12
MOST_ENTRIES = 10_000
"""In a file; more are counted."""


def month_of(day: dt.date) -> dt.date:
    """The first day of its month."""
    return day.replace(day=1)


def months_before(month: dt.date, count: int) -> dt.date:
    """The month so many months earlier, or later below zero."""
    number = month.year * 12 + month.month - 1 - count
    return dt.date(number // 12, number % 12 + 1, 1)


def last_months(month: dt.date, count: int = MONTHS) -> list[dt.date]:
    """So many months up to this one, the oldest first."""
    return [months_before(month, back) for back in range(count - 1, -1, -1)]


def today(work: Work, programme: Programme) -> dt.date:
    """The day it is where the programme is."""
    return work.now.astimezone(programme.support_hours.timezone).date()


@dataclass(frozen=True, slots=True)
class Earned:
    """What was earned in one currency: cashback, discount, and what was ordered for it."""

    currency: str
    cashback: Sums = NOTHING
    discount: Sums = NOTHING

    @property
    def all(self) -> Sums:
        """Both together."""
        return self.cashback.plus(self.discount)


def earned(parts: Iterable[tuple[str, Earning, Sums]]) -> list[Earned]:
    """The parts by currency: the one with the most entries first."""
    ways: dict[tuple[str, Earning], Sums] = {}
    for currency, earning, sums in parts:
        ways[currency, earning] = ways.get((currency, earning), NOTHING).plus(sums)
    found = [
        Earned(currency, *(ways.get((currency, each), NOTHING) for each in (Earning.CASHBACK, Earning.DISCOUNT)))
        for currency in {currency for currency, _ in ways}
    ]
    return sorted(found, key=lambda one: (-one.all.entries, one.currency))


def earned_by(parts: Sequence[Part], key: Callable[[Part], K]) -> dict[K, list[Earned]]:
    """The parts by what `key` makes of them. Those stand together that have the most entries in the same currency, and
    among these comes first what brought the most in it: amounts of two currencies are not compared."""
    groups: dict[K, list[tuple[str, Earning, Sums]]] = {}
    for part in parts:
        groups.setdefault(key(part), []).append((part.currency, part.earning, part.sums))
    found = {group: earned(there) for group, there in groups.items()}
    places = {each.currency: place for place, each in enumerate(_by_currencies(parts))}

    def place(one: tuple[K, list[Earned]]) -> tuple[int, int, int]:
        most = one[1][0]
        return places[most.currency], -most.all.income, -most.all.turnover

    return dict(sorted(found.items(), key=place))


def _by_currencies(parts: Iterable[Part]) -> list[Earned]:
    return earned((each.currency, each.earning, each.sums) for each in parts)


@dataclass(frozen=True, slots=True)
class Overview:
    """What some months brought. `first` and `last` are those of which there is anything; `names` the clients'."""

    partner: Organisation
    parts: tuple[Part, ...]
    names: Mapping[int, str]
    first: dt.date | None
    last: dt.date | None

    @property
    def earned(self) -> list[Earned]:
        """All of it, by currency."""
        return _by_currencies(self.parts)


def sight_of(work: Work, person: Person) -> Sight:
    """How much of its income the person sees, who acts for the partner (fact 41).

    Raises `NoOrganisation`, and `NotFound` where they do not belong to it, or it is no partner.
    """
    partner = own_organisation(person)
    require(work, person, Act.SEE_INCOME, partner)
    if not partner.is_partner:
        raise NotFound(Msg("{organisation} is not a partner, so it earns nothing here.", organisation=partner.name))
    role = role_in(work, person, partner)
    only = limited_to(work.session, partner.id, person.id) if role in GIVEN_CLIENTS else {}
    return Sight(partner.id, reach_in_role(person, role).among, only)


def overview(work: Work, person: Person, first: dt.date, last: dt.date) -> Overview:
    """What these months brought, as far as the person sees it."""
    sight = sight_of(work, person)
    parts = stored.parts_of(work.session, sight, first, last)
    names = stored.names_of(work.session, sorted({each.client_id for each in parts}))
    months = stored.months_with_entries(work.session, sight)
    return Overview(own_organisation(person), tuple(parts), names, *(months or (None, None)))


def by_month(work: Work, person: Person, first: dt.date, last: dt.date, client_id: int | None = None) -> list[OfMonth]:
    """What each of these months brought, of one client or of all."""
    return stored.by_month(work.session, sight_of(work, person), first, last, client_id)


def entries(
    work: Work,
    person: Person,
    first: dt.date,
    last: dt.date,
    *,
    client_id: int | None = None,
    product_id: int | None = None,
    limit: int,
) -> list[Line]:
    """The entries of these months, the youngest first; of one client or product, or of all."""
    sight, session = sight_of(work, person), work.session
    found = stored.entries_of(session, sight, first, last, client_id=client_id, product_id=product_id, limit=limit)
    return list(found)


def client_name(work: Work, person: Person, client_id: int) -> str:
    """The name of a client that the person sees. Raises `NotFound`."""
    sight = sight_of(work, person)
    if stored.is_seen(work.session, sight, client_id):
        return stored.names_of(work.session, [client_id])[client_id]
    raise NotFound(Msg("This client is not one of yours."))


def other_means(work: Work, programme: Programme, sight: Sight, client_id: int) -> list[WhatIf]:
    """What the last twelve months of a client would have been with either's payment means, at today's rate.

    It knows what the partner itself had a part in, as far as somebody sees that (fact 41). Without a rate there is
    nothing to say.
    """
    now = today(work, programme)
    rate = rates_of(work, programme, {sight.partner_id})(sight.partner_id, now)
    if rate is None:
        return []
    first, last = months_before(month_of(now), MONTHS - 1), month_of(now)
    months = stored.by_month(work.session, sight, first, last, client_id)
    return what_if(
        (
            Had(
                each.currency,
                each.earning,
                each.sums.turnover,
                each.sums.income if each.sums.known == each.sums.entries else None,
            )
            for each in months
        ),
        rate,
    )


@dataclass(frozen=True, slots=True)
class Ordered:
    """What one of its partners has to do with a client's orders of some months.

    `theirs` are what the partner ordered and the client paid (25), `own` what the client ordered itself; of what the
    partner paid with its means (26), the client sees no invoice: only how many there were (`settled`) and, where the
    partner's discount is known, what the public price would have been.
    """

    partner_id: int
    partner: str
    theirs: Mapping[str, Sums]
    own: Mapping[str, Sums]
    orders: int
    settled: int
    public: Mapping[str, int]


def ordered_for(work: Work, person: Person, first: dt.date, last: dt.date) -> list[Ordered]:
    """What the partners of the person's organisation have ordered for it: by partner, the busiest first."""
    client = own_organisation(person)
    require(work, person, Act.SEE_INCOME, client)
    found = stored.by_partner(work.session, client.id, first, last)
    names = stored.names_of(work.session, sorted({each.partner_id for each in found}))
    told = [
        _ordered(partner_id, names[partner_id], [each for each in found if each.partner_id == partner_id])
        for partner_id in names
    ]
    return sorted(told, key=lambda one: (-one.orders - one.settled, one.partner))


def _ordered(partner_id: int, partner: str, rows: list[OfPartner]) -> Ordered:
    settled = [each for each in rows if each.earning is Earning.DISCOUNT]
    paid = [each for each in rows if each.earning is not Earning.DISCOUNT]
    unknown = {each.currency for each in settled if each.sums.known < each.sums.entries}
    return Ordered(
        partner_id,
        partner,
        _by_currency(each for each in paid if each.ordered_by is Side.PARTNER),
        _by_currency(each for each in paid if each.ordered_by is Side.CLIENT),
        sum(each.orders for each in paid if each.ordered_by is Side.PARTNER),
        sum(each.orders for each in settled),
        {
            currency: sums.turnover + sums.income
            for currency, sums in _by_currency(settled).items()
            if currency not in unknown and sums.turnover + sums.income > 0
        },
    )


def _by_currency(rows: Iterable[OfPartner]) -> dict[str, Sums]:
    found: dict[str, list[Sums]] = {}
    for each in rows:
        found.setdefault(each.currency, []).append(each.sums)
    return {currency: reduce(Sums.plus, there) for currency, there in sorted(found.items())}


def lines_for(
    work: Work,
    person: Person,
    first: dt.date,
    last: dt.date,
    *,
    partner_id: int | None = None,
    product_id: int | None = None,
    limit: int,
    offset: int = 0,
) -> list[Line]:
    """What partners, or one, have ordered for the person's organisation, entry by entry, the youngest first."""
    client = own_organisation(person)
    require(work, person, Act.SEE_INCOME, client)
    return stored.lines_of_client(
        work.session,
        client.id,
        Side.PARTNER,
        first,
        last,
        partner_id=partner_id,
        product_id=product_id,
        limit=limit,
        offset=offset,
    )


def spent(work: Work, programme: Programme, client_id: int) -> dict[str, int]:
    """What the client has paid in the last twelve months, by currency, less what it got back. One statement."""
    since = months_before(month_of(today(work, programme)), MONTHS - 1)
    return stored.paid_by_client(work.session, client_id, since)
