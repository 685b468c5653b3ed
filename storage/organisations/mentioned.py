"""Partners that a message may name: by the keys of their names, all of them in one statement.

However many names share a word, so many of them are looked at; of those that share it with more, a client's own ones
are found all the same.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    JSON,
    BigInteger,
    CompoundSelect,
    String,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from domain.partnerships.rules import OPEN
from storage.searching import is_sqlite
from storage.tables import Organisation, OrganisationKey, Partnership

_SHARED = 20
"""Partners of each key that are looked at."""
_LAST = 2**63 - 1
MOST_FOUND, MOST_OWN = 200, 100
"""Partners that are compared with a message, at most."""


class MentionedPartner(NamedTuple):
    """A partner with its `search_name`; it is `own` if the client has a partnership or request with it."""

    id: int
    name: str
    searched: str
    own: bool
    code: str | None


def partners_mentioned(
    session: Session, keys: Collection[str], codes: Collection[str], *, but: int | None, now: dt.datetime
) -> Sequence[MentionedPartner]:
    """The partners with one of these keys (see `domain.names.keys`) or codes, and those of the client `but`."""
    statement = _statement(is_sqlite(session), bool(codes))
    given: dict[str, object] = {"keys": json.dumps(list(keys)), "client": but or 0, "now": now}
    if codes:
        given["codes"] = list(codes)
    found: dict[int, MentionedPartner] = {}
    for row in session.connection().execute(statement, given):
        known = found.get(row.id)
        if known is None or row.own:
            found[row.id] = MentionedPartner(row.id, row.name, row.search_name, bool(row.own), row.partner_code)
    return list(found.values())


@cache
def _statement(on_sqlite: bool, by_code: bool) -> CompoundSelect[tuple[int, str, str, str | None, int]]:
    """To put it together takes longer than to execute it; few messages have a code."""
    keys = bindparam("keys", type_=String)
    if on_sqlite:
        wanted = func.json_each(keys).table_valued("value").alias("wanted")
        key = wanted.c.value
    else:
        texts = func.json_array_elements_text(cast(keys, JSON)).table_valued("value").alias("wanted")
        wanted, key = texts, texts.c.value
    here, there = OrganisationKey.__table__.alias("here"), OrganisationKey.__table__.alias("there")
    organisation, partnerships = Organisation.__table__.c, Partnership.__table__
    partnership = partnerships.c
    # The id behind which no more are looked at: the key's own index yields it.
    beyond = (
        select(there.c.organisation_id)
        .where(there.c.key == key)
        .order_by(there.c.organisation_id)
        .offset(_SHARED)
        .limit(1)
        .correlate(wanted)
        .scalar_subquery()
    )
    by_key = (
        select(here.c.organisation_id)
        .join(wanted, here.c.key == key)
        .where(here.c.organisation_id < func.coalesce(beyond, literal(_LAST, BigInteger)))
    )
    columns = (organisation.id, organisation.name, organisation.search_name, organisation.partner_code)
    is_partner = (
        organisation.is_partner == true(),
        organisation.closed_at.is_(None),
        organisation.id != bindparam("client"),
    )
    own = (
        select(*columns, literal(1).label("own"))
        .join(partnerships, partnership.partner_id == organisation.id)
        .where(partnership.client_id == bindparam("client"), partnership.status.in_(sorted(OPEN)), *is_partner)
        .where(or_(partnership.lapses_at.is_(None), partnership.lapses_at > bindparam("now")))
        .limit(MOST_OWN)
    )
    named = select(*columns, literal(0).label("own")).where(organisation.id.in_(by_key), *is_partner).limit(MOST_FOUND)
    coded = select(*columns, literal(0).label("own")).where(
        organisation.partner_code.in_(bindparam("codes", expanding=True)), *is_partner
    )
    parts = (each.subquery() for each in ((own, named, coded) if by_code else (own, named)))
    return union_all(*(select(part) for part in parts))
