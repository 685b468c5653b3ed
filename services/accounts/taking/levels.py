"""Takes the levels of benefits that partners have, each from its day on (fact 10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from domain.accounts.records import NO_LEVEL, LevelRecord
from domain.programme import Programme
from domain.words import Msg
from services.accounts.taking.outcome import (
    CHANGED,
    CREATED,
    UNCHANGED,
    RecordRefused,
    Taken,
    account_unknown,
    batches,
    known,
    update,
)
from services.income.settling import settle_partner
from storage.accounts.taking import account_ids
from storage.income.settling import levels_between, lock_levels
from storage.tables import BenefitLevel
from storage.work import Work


def take_levels(work: Work, programme: Programme, records: Sequence[LevelRecord]) -> Taken:
    """Takes the partners' levels, and settles anew what they have earned since. Raises `RecordRefused`.

    A level counts from its day on, up to the next one's; what was earned before keeps the rate of its day.
    """
    codes = [level.code for level in programme.benefit_levels]
    lock_levels(work.session)
    since: dict[int, dt.date] = {}
    taken = Taken()
    for start, batch in batches(records):
        work.action = "level.take"
        taken += _take_batch(work, codes, start, batch, since)
    for partner_id, day in sorted(since.items()):
        settle_partner(work, programme, partner_id, day)
    return taken


def _take_batch(
    work: Work, codes: Sequence[str], start: int, records: Sequence[LevelRecord], since: dict[int, dt.date]
) -> Taken:
    session = work.session
    accounts = {record.account for record in records}
    organisations = account_ids(session, accounts)
    present = levels_between(session, accounts)
    taken = Taken()
    for index, record in enumerate(records, start):
        key = record.account, record.since
        level = present.get(key)
        verdict = known(work, index, record.as_of, None if level is None else level.as_of)
        if verdict is not None:
            taken += verdict
            continue
        if record.account not in organisations:
            raise account_unknown(index, record.account)
        if record.level is not None and record.level not in codes:
            raise _level_unknown(index, record.level, codes)
        partner_id = organisations[record.account]
        if level is None:
            level = BenefitLevel(organisation_id=partner_id, since=record.since, code=record.level, as_of=record.as_of)
            session.add(level)
            present[key] = level
            taken += CREATED
        else:
            changed = update(level, code=record.level)
            level.as_of = record.as_of
            taken += CHANGED if changed else UNCHANGED
            if not changed:
                continue
        since[partner_id] = min(record.since, since.get(partner_id, record.since))
    session.flush()
    return taken


def _level_unknown(index: int, level: str, codes: Sequence[str]) -> RecordRefused:
    if not codes:
        return RecordRefused(
            index,
            Msg(
                "This programme’s profile has no levels of benefits, so “{level}” means nothing here. "
                "Its [[programme.benefits]] can name them, with their rates.",
                level=level,
            ),
        )
    return RecordRefused(
        index,
        Msg(
            "The programme has no level “{level}”. Levels are: {levels}; “{none}” for a partner without one.",
            level=level,
            levels=", ".join(codes),
            none=NO_LEVEL,
        ),
    )
