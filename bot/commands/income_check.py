"""What `handschlag doctor` says of the ledger: entries of the books that could not be, and bring nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.app import now
from domain.income.rule import Doubt
from storage.income.doubts import count_doubtful, doubtful

LOOKS_BACK = dt.timedelta(days=365)
MOST_NAMED = 5
WHY: Mapping[Doubt, str] = {
    Doubt.NO_PARTNERSHIP: "ordered by somebody who was no partner with full access on that day",
    Doubt.LIMITED_ACCESS: "ordered by a partner with limited access",
    Doubt.OTHER_PAYER: "paid by somebody whose payment means were not to be used",
    Doubt.TAKES_NOTHING_BACK: "takes back an entry that is not in the books",
    Doubt.TAKES_BACK_ANOTHERS: "takes back an entry of another account or currency",
}


def what_is_doubtful(engine: Engine) -> Iterator[str]:
    """A sentence about the last year's entries that could not be, if there are any; the newest are named."""
    since = now().date() - LOOKS_BACK
    with Session(engine) as session:
        count = count_doubtful(session, since)
        newest = doubtful(session, since, MOST_NAMED)
    if count:
        named = "; ".join(f"{each.number} of {each.booked_on}: {WHY[each.doubt]}" for each in newest)
        more = "" if count <= len(newest) else f"; and {count - len(newest):,} more"
        yield (
            f"{count:,} entries of the last year could not be as the books have them, and bring no income "
            f"({named}{more}). Where one is wrong, bring it in once more as it is right, with a newer “as_of”."
        )
