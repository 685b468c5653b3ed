"""The audit trail of a partnership and of what belongs to it, in the units of work that left it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from domain.partnerships.rules import Side
from storage.audit import trail_of
from storage.tables import Audit, Enquiry, Partnership, ProductAccess, Proposal
from storage.tables.base import JsonObject
from storage.work import Work


@dataclass(slots=True)
class Moment:
    """The rows of one unit of work, put together.

    `before` and `after` are the partnership's; `granted` and `released` are ids of product accesses. `asked_by` is the
    side whose question the `enquiry` is.
    """

    at: dt.datetime
    action: str
    channel: str
    actor_id: int | None
    before: JsonObject = field(default_factory=dict)
    after: JsonObject = field(default_factory=dict)
    proposal: JsonObject = field(default_factory=dict)
    enquiry: JsonObject = field(default_factory=dict)
    asked_by: Side | None = None
    granted: list[int] = field(default_factory=list)
    released: list[int] = field(default_factory=list)


def moments_of(work: Work, partnerships: Collection[Partnership]) -> Mapping[int, list[Moment]]:
    """All that was done to each of the partnerships, by its id, the oldest first, in one statement."""
    enquiries = {enquiry.id: enquiry for each in partnerships for enquiry in each.enquiries}
    owners: dict[str, dict[int, int]] = {
        Partnership.__tablename__: {each.id: each.id for each in partnerships},
        ProductAccess.__tablename__: {row.id: each.id for each in partnerships for row in each.product_accesses},
        Proposal.__tablename__: {row.id: each.id for each in partnerships for row in each.proposals},
        Enquiry.__tablename__: {row.id: each.id for each in partnerships for row in each.enquiries},
    }
    found: dict[int, list[Audit]] = {each.id: [] for each in partnerships}
    for row in trail_of(work.session, owners):
        found[owners[row.subject][row.subject_id]].append(row)
    return {
        number: [_together(list(group), enquiries) for _, group in groupby(rows, key=_unit)]
        for number, rows in found.items()
    }


def _unit(row: Audit) -> tuple[dt.datetime, str, str, int | None]:
    return row.at, row.action, row.channel, row.actor_id


def _together(rows: Sequence[Audit], enquiries: Mapping[int, Enquiry]) -> Moment:
    moment = Moment(*_unit(rows[0]))
    for row in rows:
        after = row.after or {}
        if row.subject == Partnership.__tablename__:
            moment.before |= {name: value for name, value in (row.before or {}).items() if name not in moment.before}
            moment.after |= after
        elif row.subject == Proposal.__tablename__:
            moment.proposal = after
        elif row.subject == Enquiry.__tablename__:
            moment.enquiry, moment.asked_by = after, enquiries[row.subject_id].asked_by
        elif after.get("released_at") is not None:
            moment.released.append(row.subject_id)
        else:
            moment.granted.append(row.subject_id)
    return moment
