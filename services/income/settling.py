"""Settles entries of the books: what follows from them stands in the ledger, in the same transaction.

An entry whose day is not over yet is settled once more when it is: who stood to the client at its end decides (see
`domain.income.ledger`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from domain.income.ledger import History, RateOn, ledger
from domain.income.money import Rate
from domain.income.rule import takes_back
from domain.partnerships.rules import Access
from domain.programme import Programme
from services.events import EntryDoubtful
from storage.accounts.taking import lock_organisations
from storage.income import settling as stored
from storage.work import Work

TOGETHER = 500
"""Entries that are settled with the same statements."""
AGAIN_AFTER = dt.timedelta(hours=1)
"""When an entry is tried again with which something is wrong."""


def settle(work: Work, programme: Programme, order_ids: Collection[int], *more: str) -> None:
    """Settles these entries (ids), what takes them back, and whatever has to do with one of the `more` numbers.

    Whoever calls it has written all entries (flushed).
    """
    ids = sorted(order_ids)
    for start in range(0, len(ids), TOGETHER):
        _settle(work, programme, stored.numbers_of(work.session, ids[start : start + TOGETHER]))
    if more:
        _settle(work, programme, set(more))


def settle_due(work: Work, programme: Programme, limit: int = TOGETHER) -> int:
    """Settles entries that are to be settled once more by now; how many those were, `limit` at most."""
    found = due_entries(work, limit)
    if found:
        settle_again(work, programme, *found)
    return len(found)


def settle_again(work: Work, programme: Programme, *order_ids: int) -> None:
    """Settles entries that were to be settled once more."""
    lock_organisations(work.session, stored.clients_of(work.session, order_ids))
    stored.settle_at(work.session, order_ids, None)
    settle(work, programme, order_ids)


def due_entries(work: Work, limit: int = TOGETHER) -> Sequence[int]:
    """The ids of entries that are to be settled once more by now."""
    return stored.due(work.session, work.now, limit)


def postpone(work: Work, order_id: int) -> None:
    """Something is wrong with the entry: it is tried again later."""
    stored.settle_at(work.session, [order_id], work.now + AGAIN_AFTER)


def settle_partner(work: Work, programme: Programme, partner_id: int, day: dt.date) -> None:
    """Settles what the partner has earned from that day on once more: its level has changed."""
    settle(work, programme, stored.of_partner_since(work.session, partner_id, day))


def products_became(work: Work, kinds: Mapping[int, str]) -> None:
    """These products (ids) are of other kinds of the catalogue than before."""
    stored.of_other_kind(work.session, kinds)


def _settle(work: Work, programme: Programme, numbers: Collection[str]) -> None:
    session = work.session
    stored.hold_levels(session)
    entries, ids = stored.family(session, numbers)
    terms = stored.terms_of(session, {each.client for each in entries})
    limited = {term.partnership for those in terms.values() for term in those if term.access is Access.LIMITED}
    products = {each.product for each in entries if each.product is not None}
    history = History(programme.support_hours.timezone, terms, stored.managed_in(session, limited, products))
    partners = {term.partner for those in terms.values() for term in those}
    rows = ledger(entries, history, rates_of(work, programme, partners))
    # One that takes back something else than these is there only to be named.
    whole = [
        each for each in entries if not takes_back(each.kind) or each.refers_to is None or each.refers_to in numbers
    ]
    written = {ids[each.number]: rows[each.number] for each in whole}
    earning = {row.product for row in written.values() if row.product is not None}
    doubtful = stored.write(session, written, stored.kinds_of(session, earning) if earning else {})
    for order_id in sorted(doubtful):
        work.happened(EntryDoubtful(order_id))
    later: dict[dt.datetime, list[int]] = {}
    for order_id, row in written.items():
        if (over := history.end_of(row.booked_on)) > work.now:
            later.setdefault(over, []).append(order_id)
    for over, those in later.items():
        stored.settle_at(session, those, over)


def rates_of(work: Work, programme: Programme, partners: Collection[int]) -> RateOn:
    """What the partners' levels give, each from its day on. Nobody has one where the profile has no levels."""
    rates = {
        level.code: Rate.within(programme.discount_ceiling, level.cashback, level.discount)
        for level in programme.benefit_levels
    }
    levels = stored.levels_of(work.session, partners) if rates and partners else {}

    def rate_on(partner: int, day: dt.date) -> Rate | None:
        code = next((code for since, code in reversed(levels.get(partner, ())) if since <= day), None)
        return None if code is None else rates.get(code)

    return rate_on
