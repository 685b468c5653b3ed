"""What came of taking records, and why one cannot be taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from domain.words import Msg, Refused, Words
from storage.work import Work

BATCH = 500
"""Records that are compared and written together."""
AHEAD = dt.timedelta(hours=1)
"""So far may the provider's clocks go before ours."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Taken:
    """How many records told something new, of something new or of something known, and how many nothing.

    `unchanged` ones say what is known already, `outdated` ones are older than that.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    outdated: int = 0

    def __add__(self, other: Taken) -> Taken:
        """Both together."""
        return Taken(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.outdated + other.outdated,
        )


CREATED, CHANGED, UNCHANGED, OUTDATED = Taken(created=1), Taken(changed=1), Taken(unchanged=1), Taken(outdated=1)


class RecordRefused(Refused):
    """A record cannot be taken: the one at `index` of those that were given."""

    def __init__(self, index: int, reason: Words) -> None:
        super().__init__(reason)
        self.index = index


def account_unknown(index: int, account: str) -> RecordRefused:
    """There is no such account; accounts are taken before what belongs to them."""
    return RecordRefused(
        index, Msg("The account “{account}” is not known here. Please bring in the accounts first.", account=account)
    )


def known(work: Work, index: int, as_of: dt.datetime, before: dt.datetime | None) -> Taken | None:
    """`UNCHANGED` or `OUTDATED` where the record tells nothing newer than what is known as of `before`.

    Raises `RecordRefused` for a record of the future: nothing could ever change it again.
    """
    if as_of > work.now + AHEAD:
        raise RecordRefused(
            index,
            Msg(
                "“as_of” lies in the future. It says when the record was true, so it is now at the latest: “{now}”.",
                now=f"{work.now:%Y-%m-%dT%H:%M:%SZ}",
            ),
        )
    if before is None or as_of > before:
        return None
    return UNCHANGED if as_of == before else OUTDATED


def batches(records: Sequence[T]) -> Iterator[tuple[int, Sequence[T]]]:
    """The records in handy portions, each with the index of its first one."""
    for start in range(0, len(records), BATCH):
        yield start, records[start : start + BATCH]


def update(row: object, **values: object) -> bool:
    """Gives the row these values, where it has others; whether it had."""
    different = [name for name, value in values.items() if getattr(row, name) != value]
    for name in different:
        setattr(row, name, values[name])
    return bool(different)
